"""Text that is visibly unfinished, passages that stand twice, and what only looks like either."""

import pytest
from prose_desk import found, report_with, shown

from core import FORMS
from reportdesk.audit.findings import Finding
from reportdesk.form.model import Form

LONG = "各科室把办事指南和政策问答放到街道公众号、服务大厅和社区广播里，让居民随时查得到。"
SHORT = "渠道畅通。"


def told(text: str, section: str = "overview") -> list[tuple[str, str]]:
    """Return the title of each remark and the words it underlines."""
    report = report_with(text, section=section)
    return [(finding.title.partition("：")[0], shown(report, finding)) for finding in unfinished(text, section)]


def unfinished(text: str, section: str = "overview") -> list[Finding]:
    findings = found(report_with(text, section=section)).values()
    return [
        finding
        for finding in findings
        if finding.code in ("prose.unfinished", "prose.buried") or ":twice:" in finding.key
    ]


BARE, BROKEN, AGAIN, GAP, TWICE = (
    "标题下面没有内容",
    "这一段好像没有写完",
    "编号重复",
    "编号不连续",
    "同一段话写了两遍",
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "（一）主动公开方面。公开。\n（二）依申请公开方面。办理。\n（三）政府信息管理方面。",
            "（三）政府信息管理方面。",
        ),
        (
            "（一）主动公开\n公开。\n（二）依申请公开\n（三）监督保障\n培训。\n（四）平台建设\n改版。",
            "（二）依申请公开",
        ),
        ("（一）存在的问题\n问题不少。\n（二）改进措施：", "（二）改进措施："),
        ("（一）存在的问题：\n（二）改进措施\n努力改进。", "（一）存在的问题："),
        ("（一）做法\n1.培训\n开展了。\n2.检查\n检查了。\n3.考核\n（二）成效\n有。", "3.考核"),
    ],
)
def test_a_heading_without_a_word_beneath(text: str, wanted: str) -> None:
    assert told(text) == [(BARE, wanted)]


@pytest.mark.parametrize(
    "text",
    [
        "（一）主动公开意识有待加强。\n（二）政策解读形式不够丰富。",
        "（一）存在的主要问题\n1.意识不强。\n2.形式单一\n（二）改进措施\n1.加强培训\n2.丰富形式\n3.完善制度",
        "（一）意识不强\n（二）形式单一\n（三）队伍薄弱\n针对以上问题，下一步将认真改进。",
        "1.加强领导。成立了小组。\n2.开展培训。\n3.完善制度。修订了办法。",
        "（一）主动公开情况\n![公开栏](" + "0123456789abcdef" * 4 + ")\n（二）依申请公开情况\n没有。",
        "（一）主动公开\n（1）公开政策。\n（2）公开财政。\n（二）依申请公开\n没有。",
        "（一）【待改】主动公开方面。\n（二）依申请公开方面。没有。\n（三）信息管理。规范。",
        "无。",
    ],
)
def test_headings_that_are_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2021年，\n（一）主动公开\n公开。", "2021年，"),
        ("开展检查4次，\n组织培训。", "开展检查4次，"),
        ("制定了目录、", "制定了目录、"),
        ("一是加强培训；\n二是加强检查；", "二是加强检查；"),
        ("（一）问题\n主要问题：\n（二）措施\n改进。", "主要问题："),
        ("下一步将做好以下工作：", "下一步将做好以下工作："),
    ],
)
def test_a_paragraph_that_breaks_off(text: str, wanted: str) -> None:
    assert told(text) == [(BROKEN, wanted)]


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("主要做了以下工作：\n一是加强培训；\n二是加强检查。", "overview"),
        ("主要做了以下工作：\n（一）加强培训；\n（二）加强检查。", "overview"),
        ("（一）存在的问题：\n1.意识不强；\n2.形式单一。", "problems"),
        ("着重做好以下工作:\n- 一是公开,\n- 二是培训。", "problems"),
        ("（一）加强培训，\n（二）加强检查。", "problems"),
        ("申请情况：\n![申请](" + "0123456789abcdef" * 4 + ")", "overview"),
        ("现将年度报告公布如下：", "preface"),
        ("具体情况见下表：", "overview"),
        ("监督保障…", "overview"),
        ("没有需要报告的事项", "other"),
    ],
)
def test_paragraphs_that_are_left_alone(text: str, section: str) -> None:
    assert told(text, section) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("（一）公开\n好。\n（二）申请\n好。\n（二）管理\n好。\n（三）平台\n好。", [(AGAIN, "（二）")]),
        ("（一）公开\n好。\n（三）管理\n好。\n（四）平台\n好。", [(GAP, "（三）")]),
        ("（一）公开\n好。\n（一）申请\n好。\n（二）管理\n好。", [(AGAIN, "（一）")]),
        ("（一）公开\n1.网站\n好。\n3.新媒体\n好。", [(GAP, "3.")]),
        ("主要不足：一是意识不强，三是形式单一，三是队伍薄弱。", [(GAP, "三是")]),
        ("一是意识不强。\n二是形式单一。\n二是队伍薄弱。", [(AGAIN, "二是")]),
    ],
)
def test_numbers_repeated_or_skipped(text: str, wanted: list[tuple[str, str]]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "一、主动公开\n（一）公开\n好。\n二、依申请公开\n（一）办理\n好。\n（二）答复\n好。",
        "（一）问题\n1.意识\n不强。\n2.形式\n单一。\n（二）措施\n1.培训\n开展。",
        "依照《条例》第二十条\n（一）项、第二十条\n（三）项公开。",
        "（三）先写三\n好。\n（五）再写五\n好。",
        "一是公开，二是解读。一是申请，二是答复。",
        "收到申请\n2.5万件。",
    ],
)
def test_numbers_that_are_left_alone(text: str) -> None:
    assert told(text) == []


def test_a_passage_that_stands_twice_in_a_section() -> None:
    assert told(f"（一）公开\n{LONG}{SHORT}\n（二）平台\n改版。{LONG}{SHORT}") == [(TWICE, LONG + SHORT)]


def test_a_passage_that_stands_twice_in_the_report() -> None:
    report = report_with(LONG)
    report.apply(report.set_prose("problems", f"不足：{SHORT}\n{LONG}"))
    (finding,) = found(report).values()
    assert (finding.code, finding.section, shown(report, finding)) == ("prose.repeat", "problems", LONG)
    assert "总体情况" in finding.equation


@pytest.mark.parametrize(
    "text",
    [
        f"{SHORT}\n{SHORT}",
        f"{LONG}\n{LONG.replace('街道', '社区')}",
        f"{LONG[:-1]}{{{{ requests.received.total }}}}件。\n{LONG[:-1]}{{{{ requests.granted.total }}}}件。",
    ],
)
def test_passages_that_are_not_the_same(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_form_is_looked_at(form: Form) -> None:
    report = report_with("开展检查，", section=form.prose[-1].id, form=form)
    assert "prose.unfinished" in {finding.code for finding in found(report).values()}


def test_a_number_in_the_midst_of_a_line_is_not_missed() -> None:
    text = "（一）存在的主要问题：公开不及时。（二）改进措施\n公开。\n（三）下一步打算\n公开。"
    assert not [key for key in found(report_with(text)) if "number" in key]
    assert [key for key in found(report_with(text.replace("（二）", ""))) if "number" in key]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("全年工作如下。（一）主动公开。公开多条。\n（二）依申请公开。办理多件。", "（一）"),
        ("（一）主动公开\n公开多条。（二）依申请公开\n办理多件。\n（三）监督保障\n培训。", "（二）"),
        ("概述。(一)主动公开。\n(二)依申请公开。办理。\n（三）监督保障。培训。", "(一)"),
        ("全年工作如下。（一）主动公开。公开多条。（二）依申请公开。办理多件。", "（一）"),
        ("（一）主动公开。多条。\n（二）依申请公开。多件。（三）平台建设。两个。（四）监督保障。四次。", "（三）"),
    ],
)
def test_a_heading_in_mid_line(text: str, words: str) -> None:
    assert told(text) == [(f"“{words}”在段落中间，不会成为标题", words)]


@pytest.mark.parametrize(
    "text",
    [
        "做法有：（一）公开。（二）办理。",
        "（一）主动公开\n按照第三条：（一）机关职能。公开多条。\n（二）依申请公开\n办理多件。",
        "（二）依申请公开。办理多件。",
        "（一）主动公开。分两类：（二）以外的都有。",
    ],
)
def test_numbers_in_mid_line_that_break_no_heading(text: str) -> None:
    assert told(text) == []
