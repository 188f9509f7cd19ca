"""Where a list in prose ends: what stands beside its total, or is told anew, is no part of it."""

from collections.abc import Mapping

import pytest
from prose_desk import found, report_with

from reportdesk.report.values import Value

REVIEWS: Mapping[str, Value] = {
    "review.reconsideration.upheld": 1,
    "review.reconsideration.pending": 2,
    "review.direct_suit.upheld": 12,
}


def codes(text: str, cells: Mapping[str, Value] | None = None) -> set[str]:
    return {finding.code for finding in found(report_with(text, cells)).values()}


@pytest.mark.parametrize(
    "text",
    [
        "因政府信息公开引起行政复议3件，其中结果维持1件；行政诉讼12件。",
        "因政府信息公开引起行政复议3件，其中结果维持1件，行政诉讼12件。",
        "因政府信息公开引起行政复议3件，其中结果维持1件。行政诉讼12件。",
        "因政府信息公开引起行政复议3件，其中：结果维持1件；行政诉讼12件。",
        "因政府信息公开引起行政复议3件，其中维持1件、尚未审结2件；被提起行政诉讼12件。",
        "因政府信息公开引起行政复议3件，其中维持1件；同时，被提起行政诉讼12件。",
        "因政府信息公开引起行政复议3件，其中维持1件；另有行政诉讼12件。",
        "因政府信息公开引起行政复议3件，其中维持1件；行政诉讼12件，其中维持12件。",
    ],
)
def test_suits_are_no_part_of_reconsiderations(text: str) -> None:
    assert codes(text, REVIEWS) == set()
    assert codes(text.replace("12件", "13件"), REVIEWS) == {"prose.figure"}


@pytest.mark.parametrize(
    "text",
    [
        "因政府信息公开引起行政复议3件，其中维持1件，尚未审结2件；行政诉讼12件，均维持。",
        "因政府信息公开引起行政复议3件（其中维持1件），行政诉讼12件（均维持）。",
    ],
)
def test_all_upheld_are_not_those_of_which_more_is_told(text: str) -> None:
    assert codes(text, REVIEWS) == set()
    assert codes(text, {**REVIEWS, "review.direct_suit.upheld": 11, "review.direct_suit.corrected": 1}) == {
        "prose.figure"
    }


def test_a_list_behind_a_semicolon_that_is_opened_again() -> None:
    text = "公开信息100条，其中网站60条、公众号40条；按内容分，政策类70条、动态类30条。"
    assert codes(text) == set()
    assert codes(text.replace("30条", "40条")) == {"prose.sum"}


def test_another_topic_is_no_part_of_applications() -> None:
    text = "（二）依申请公开\n全年收到申请7件，其中自然人7件；引发行政复议3件。"
    assert codes(text, {"requests.received.natural": 7, "requests.granted.natural": 7, **REVIEWS}) == set()


@pytest.mark.parametrize(
    "text",
    [
        "全年发布信息100条，其中网站60条；同时，公众号发布80条。",
        "全年发布信息100条，其中网站60条，此外公示栏张贴80条。",
        "全年发布信息100条，其中网站60条、公众号30条，另有公示栏20条。",
        "全年发布信息100条，其中政策类20条；办事指南130条。",
        "政府网站发布信息100条，其中概况类20条；政务新媒体发布信息300条。",
        "微信公众号推送100条，其中原创30条；微博发布200条；抖音50条。",
        "关停新媒体2个，其中微博1个；现有新媒体33个。",
        "处理来信3件，其中表扬1件，其他2件；新收来访12件，咨询10件，建议2件。",
    ],
)
def test_what_is_told_anew(text: str) -> None:
    assert codes(text) == set()


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("主动公开政府信息386条，其中网站168条；公众号146条；公示栏72条。", "72条"),
        ("主动公开政府信息386条，其中网站168条；公众号146条，另有其他72条。", "72条"),
        ("主动公开政府信息314条，其中网站168条；公众号146条。", "146条"),
        ("主动公开政府信息386条，其中：政策类168条；动态类218条。", "218条"),
        ("主动公开政府信息386条，其中政策类168条；动态类146条；公告类72条。", "72条"),
    ],
)
def test_one_list_with_semicolons(text: str, last: str) -> None:
    assert codes(text) == set()
    assert codes(text.replace(last, f"1{last}")) == {"prose.sum"}
