"""Which differences can only be taken over together, so that no passage stands twice or nowhere."""

from itertools import product

import pytest

from reportdesk.report.bundles import bundles
from reportdesk.report.differences import State, differences

OPEN = "（一）主动公开方面，全年通过门户网站发布信息1282条，同比增长两成。"
ASKED = "（二）依申请公开方面，全年收到申请70件，均在法定期限内答复。"
RUN = "（三）政府信息管理方面，修订了发布审核制度，逐条登记台账。"
BUILT = "（四）平台载体建设方面，改版门户网站栏目，新增检索功能。"
PARTS = [OPEN, ASKED, RUN, BUILT]


def states(a: list[str], b: list[str]) -> list[list[State]]:
    found = list(differences(a, b))
    return [[found[number].state for number in each] for each in bundles(found)]


def taken(a: list[str], b: list[str], ticks: tuple[bool, ...]) -> str:
    """Return what stands after the ticked ones were taken over."""
    found = list(differences(a, b))
    chosen = {number for each, ticked in zip(bundles(found), ticks, strict=True) for number in each if ticked}
    return "\n".join(filter(None, (each.b if number in chosen else each.a for number, each in enumerate(found))))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (PARTS, ["".join(PARTS)]),
        (["".join(PARTS)], PARTS),
        (PARTS, [OPEN + ASKED, RUN + BUILT]),
        (["".join(PARTS)[start : start + 19] for start in range(0, len("".join(PARTS)), 19)], ["".join(PARTS)]),
        (PARTS, [PARTS[3], *PARTS[:3]]),
        ([OPEN, ASKED], [OPEN + ASKED[:14], ASKED[14:]]),
        (PARTS, ["".join(PARTS).replace("70件", "71件"), "另有新增的一段说明，与以上各段无关。"]),
    ],
    ids=["joined", "split", "in two", "broken within sentences", "moved", "half moved on", "one figure altered"],
)
def test_no_choice_tells_a_passage_twice_or_not_at_all(a: list[str], b: list[str]) -> None:
    number = len(bundles(list(differences(a, b))))
    words = ["1282条", "均在法定期限内答复", "修订了发布审核制度", "新增检索功能"]
    wanted = [word for word in words if word in "".join(a)]
    for ticks in product((False, True), repeat=number):
        text = taken(a, b, ticks).replace("\n", "")
        assert [text.count(word) for word in wanted] == [1] * len(wanted), ticks


def test_paragraphs_that_pair_stay_apart() -> None:
    b = [OPEN.replace("1282", "1281"), ASKED, RUN.replace("逐条", "逐项"), "新增的一段，说明公开平台的情况。"]
    assert states(PARTS, b) == [[State.CHANGED], [State.CHANGED], [State.REMOVED], [State.ADDED]]


def test_a_phrase_that_all_paragraphs_use_binds_none() -> None:
    a = [f"2021年，{part}" for part in PARTS]
    b = [part.replace("1282", "1281").replace("70", "71") for part in a]
    assert states(a, b) == [[State.CHANGED], [State.CHANGED]]


def test_a_text_of_very_many_paragraphs_is_taken_as_a_whole() -> None:
    a, b = ([f"第{number}段{word}的文字。" for number in range(200)] for word in ("原来", "后来"))
    assert len(states(a, b)) == 1
