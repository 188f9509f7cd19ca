"""Lines of a page joined to paragraphs, and lines that are left as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportdesk.intake.wrapped import rejoined

PAGE = [
    "2021 年，（一）主动公开方面。本街道各科室全年发布的各类信息共 3126 条，栏目设在区级",
    "网站、街道公众号、服务大厅的 LED 屏和公告牌、《清河周报》、社区广播和短信逐一推送，",
    "为辖区居民送去办事 30510 份次指南和政策问答；录制 24 期《街坊议事厅里说政策》等专题栏",
    "目，随时回答来电来信的人。",
]
INDENTED = [
    "　　进一步规范依申请公开流程，畅通受理渠道，全年收到申请二十一件。",
    "均在法定期限内答复，没有结转下年度继续办理的申请，也没有行政复",
    "议、行政诉讼。",
    "　　加强日常管理。",
]


def tight(text: str) -> str:
    """Return a text without the blanks that a page has beside figures."""
    for figure in ("2021", "3126", "30510", "24"):
        text = text.replace(f" {figure} ", figure).replace(f"{figure} ", figure)
    return text


def test_lines_of_a_page_are_joined() -> None:
    joined = rejoined("\n".join(PAGE))
    assert joined is not None
    assert (joined.text, joined.lines, joined.paragraphs) == (tight("".join(PAGE)), 4, 1)


def test_a_sentence_that_ends_with_its_line_ends_a_paragraph() -> None:
    joined = rejoined("\n".join([PAGE[0], f"{PAGE[1][:-1]}。", *PAGE[2:]]))
    assert joined is not None
    assert joined.text.split("\n") == [tight(f"{PAGE[0]}{PAGE[1][:-1]}。"), tight(PAGE[2] + PAGE[3])]


def test_an_article_of_a_law_is_no_item() -> None:
    joined = rejoined("依照《中华人民共和国政府信息公开条例》\n第二十条的规定，全年主动公开政府信息。")
    assert joined is None, "one line alone may be a title"
    joined = rejoined("依照《中华人民共和国政府信息公开条例》\n第二十条的规定，全年主动公开政府信息，共\n二千条。")
    assert joined is not None
    assert joined.paragraphs == 1


def test_indents_tell_where_paragraphs_begin() -> None:
    joined = rejoined("\r\n".join(INDENTED))
    assert joined is not None
    assert joined.text.split("\n") == ["".join(INDENTED[:3]), INDENTED[3]]


@pytest.mark.parametrize(
    "head",
    ["（二）依申请公开方面", "二、主动公开情况", "1.加强培训", "（1）加强培训", "• 加强培训", "二是加强培训", ""],
)
def test_a_heading_an_item_or_a_blank_line_is_never_joined_to_what_stands_before(head: str) -> None:
    joined = rejoined("\n".join([*PAGE[:2], head, *PAGE[2:]]))
    assert joined is not None
    assert joined.text.split("\n") == [tight(PAGE[0] + PAGE[1]), head, tight(PAGE[2] + PAGE[3])]


def test_words_of_letters_keep_a_blank_and_addresses_break_where_they_must() -> None:
    first = "详见本单位网站的政府信息公开专栏，网址为"
    text = f"{first}\nwww.example.gov.cn/zwgk/zfxxgk，专栏的名称也写作 Open\nGovernment，欢迎查阅。"
    joined = rejoined(text)
    assert joined is not None
    assert joined.text == f"{first}www.example.gov.cn/zwgk/zfxxgk，专栏的名称也写作 Open Government，欢迎查阅。"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一段。",
        "第一段，说得长一些，不过是完整的一段话。\n第二段，也说得长一些，同样是完整的一段话。",
        "某某区2021年政府信息公开工作年度报告\n本报告根据条例编制。\n一、总体情况\n全年公开。",
        "某某区管委会办公室政府信息公开指南\n某某区财政金融局政府信息公开指南\n某某区市场监管局政府信息公开指南",
        "一是加强领导，健全工作机制和责任机制，\n二是加强培训，提高工作人员业务水平，\n三是加强检查。",
        "一是加强领导，\n二是加强培训，\n三是加强检查。",
        "全年主动公开政府信息2645条，主要通过网站、新媒体公开\n办理申请70件\n开展培训4次，检查12次",
    ],
)
def test_other_lines_are_left_alone(text: str) -> None:
    assert rejoined(text) is None


@given(st.text(alphabet="公开，。\n 　（一）1.a", max_size=300))
def test_no_sign_is_lost(text: str) -> None:
    joined = rejoined(text)
    if joined is not None:
        assert "".join(joined.text.split()) == "".join(text.split())
        assert joined.paragraphs < joined.lines


def test_blanks_of_the_page_beside_figures_go_with_the_line_ends() -> None:
    lines = [
        "2021 年，本区主动公开政府信息 2645 条，其中规章和规范性文件 69 件、",
        "政策解读 12 篇，通过 Word 2016 编排的材料 3 份。",
    ]
    joined = rejoined("\n".join(lines))
    assert joined is not None
    assert "2021年，本区主动公开政府信息2645条" in joined.text
    assert "Word 2016编排" in joined.text
