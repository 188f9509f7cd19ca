"""What Word does to a document: revisions, fields, hidden text, notes, boxes; none of it changes a figure silently."""

import pytest

from core import FORM_2019, FORM_2021
from intake.pages import (
    TEXTS,
    TITLE,
    assert_all_read,
    docx,
    figures,
    grids,
    paragraph,
    rows,
    values,
    word_body,
    word_table,
)
from reportdesk.form.model import Form
from reportdesk.intake.published import Reading, State, read_bytes

CELL = "requests.granted.business"
FIGURE = figures()[CELL]
PLAIN = paragraph(FIGURE)
DELETED = "<w:del w:id='2'><w:r><w:delText>7</w:delText></w:r></w:del>"
SHOWN = '<w:vanish w:val="0"/>'
RAISED = '<w:vertAlign w:val="superscript"/>'


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def with_cell(content: str) -> Reading:
    body = word_body()
    assert body.count(PLAIN) == 1
    return read_bytes(docx(body.replace(PLAIN, content)))


@pytest.mark.parametrize("form", [FORM_2019, FORM_2021], ids=lambda form: form.id)
def test_a_document_as_officially_printed(form: Form) -> None:
    reading = read_bytes(docx(word_body(form)))
    assert_all_read(reading, form)
    assert (reading.year, reading.unit["name"], dict(reading.prose)) == (2023, "清河市", TEXTS)
    assert reading.notes == (() if form is FORM_2021 else reading.notes)


GOOD = {
    "inserted": f"<w:p><w:ins w:id='1'>{run(FIGURE)}</w:ins>{DELETED}</w:p>",
    "moved": f"<w:p><w:moveTo w:id='1'>{run(FIGURE)}</w:moveTo><w:moveFrom w:id='2'>{run('7')}</w:moveFrom></w:p>",
    "split over runs": f"<w:p>{''.join(run(digit) for digit in FIGURE)}</w:p>",
    "comment": (
        f"<w:p><w:commentRangeStart w:id='0'/>{run(FIGURE)}<w:commentRangeEnd w:id='0'/>"
        "<w:r><w:commentReference w:id='0'/></w:r></w:p>"
    ),
    "footnote": f"<w:p>{run(FIGURE)}<w:r><w:footnoteReference w:id='3'/></w:r></w:p>",
    "field": (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> =SUM(7) </w:instrText></w:r>"
        f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{run(FIGURE)}"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
    ),
    "simple field": f"<w:p><w:fldSimple w:instr='=7'>{run(FIGURE)}</w:fldSimple></w:p>",
    "hidden beside": f"<w:p>{run(FIGURE)}{run('7', '<w:vanish/>')}</w:p>",
    "not hidden after all": f"<w:p>{run(FIGURE, SHOWN)}</w:p>",
    "content control": f"<w:sdt><w:sdtContent><w:p>{run(FIGURE)}</w:p></w:sdtContent></w:sdt>",
    "link": f"<w:p><w:hyperlink>{run(FIGURE)}</w:hyperlink></w:p>",
    "bookmark": f"<w:p><w:bookmarkStart w:id='0' w:name='a'/>{run(FIGURE)}<w:bookmarkEnd w:id='0'/></w:p>",
    "empty line after": f"<w:p>{run(FIGURE)}</w:p><w:p/>",
}


@pytest.mark.parametrize("name", GOOD)
def test_a_figure_survives(name: str) -> None:
    assert_all_read(with_cell(GOOD[name]))


@pytest.mark.parametrize("name", ["inserted", "moved"])
def test_revisions_are_told(name: str) -> None:
    assert any("修订" in note for note in with_cell(GOOD[name]).notes)


def test_hidden_text_is_told() -> None:
    assert any("隐藏" in note for note in with_cell(GOOD["hidden beside"]).notes)


UNREAD = {
    "struck out": f"<w:p>{run('7', '<w:strike/>')}{run(FIGURE)}</w:p>",
    "raised": f"<w:p>{run(FIGURE)}{run('2', RAISED)}</w:p>",
    "two lines": f"<w:p>{run('1')}</w:p><w:p>{run('2')}</w:p>",
    "a break": f"<w:p>{run('1')}<w:r><w:br/></w:r>{run('2')}</w:p>",
    "a tab": f"<w:p>{run('1')}<w:r><w:tab/></w:r>{run('2')}</w:p>",
    "a table": word_table([["1", "2"]]) + "<w:p/>",
}


@pytest.mark.parametrize("name", UNREAD)
def test_what_is_more_than_a_figure_is_unread(name: str) -> None:
    reading = with_cell(UNREAD[name])
    assert_all_read(reading, besides=[CELL])
    assert reading.cells[CELL].state is State.UNREAD


def test_a_deleted_figure_is_blank() -> None:
    reading = with_cell("<w:p><w:del w:id='2'><w:r><w:delText>7</w:delText></w:r></w:del></w:p>")
    assert (reading.cells[CELL].value, reading.cells[CELL].state) == (None, State.BLANK)


def test_a_deleted_row_is_left_out_and_an_inserted_one_read() -> None:
    extra = (
        "<w:tr><w:trPr><w:del w:id='1'/></w:trPr>"
        + "".join(f"<w:tc>{paragraph(t)}</w:tc>" for t in ["2.重复申请", *"1234567"])
        + "</w:tr>"
    )
    body = word_body().replace("</w:tr></w:tbl>", f"</w:tr>{extra}</w:tbl>")
    assert_all_read(read_bytes(docx(body)))
    ins = word_body().replace("<w:tr>", "<w:tr><w:trPr><w:ins w:id='1'/></w:trPr>")
    assert_all_read(read_bytes(docx(ins)))


def test_tables_in_a_text_box() -> None:
    grid = grids()["requests"]
    box = word_table(rows(grid, figures()))
    wps = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    drawn = (
        f"<w:p><w:r><mc:AlternateContent {wps}><mc:Choice><w:drawing><w:txbxContent>{box}<w:p/></w:txbxContent>"
        "</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{box}<w:p/></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    tables = {name: word_table(rows(other, figures())) for name, other in grids().items()} | {"requests": drawn}
    assert_all_read(read_bytes(docx(word_body(tables=tables))))


def test_a_table_within_the_cell_of_a_layout_table() -> None:
    inside = word_body()
    assert_all_read(read_bytes(docx(f"<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>")))


def test_spans_written_the_other_way() -> None:
    def spanned(lines: list[list[str | None]]) -> str:
        body = ""
        for line in lines:
            body += "<w:tr>"
            place = 0
            while place < len(line):
                span = 1
                while line[place] is not None and place + span < len(line) and line[place + span] is None:
                    span += 1
                merge = "<w:vMerge w:val='continue'/>" if line[place] is None else ""
                body += (
                    f"<w:tc><w:tcPr><w:gridSpan w:val='{span}'/>{merge}</w:tcPr>{paragraph(line[place] or '')}</w:tc>"
                )
                place += span
            body += "</w:tr>"
        return f"<w:tbl>{body}</w:tbl>"

    tables = {name: spanned(rows(grid, figures())) for name, grid in grids().items()}
    assert_all_read(read_bytes(docx(word_body(tables=tables))))


def test_headings_by_style_win_over_lines_that_look_like_them() -> None:
    styles = (
        b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:style w:styleId='a1'><w:name w:val='heading 1'/></w:style></w:styles>"
    )
    body = word_body()
    for section in FORM_2021.sections:
        plain = paragraph(section.title)
        body = (
            body.replace(plain, paragraph(section.title, "<w:pPr><w:pStyle w:val='a1'/></w:pPr>"))
            if section.title
            else body
        )
    body = body.replace(paragraph(TEXTS["overview"]), paragraph("五、存在的主要问题及改进情况") + paragraph("如下。"))
    reading = read_bytes(docx(body, {"word/styles.xml": styles}))
    assert reading.prose["overview"] == "五、存在的主要问题及改进情况\n如下。"
    assert reading.prose["problems"] == TEXTS["problems"]


def test_the_page_is_kept_beside_what_was_read() -> None:
    reading = read_bytes(docx(word_body()))
    placed = {
        address: table.block.rows[row][column]
        for table in reading.tables
        for (row, column), address in table.places.items()
    }
    assert placed == figures()
    assert values(reading) == {address: int(figure or "") for address, figure in placed.items()}
    assert TITLE.startswith(reading.unit["name"])


NUMBERING = """<?xml version="1.0"?><w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="9"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>
</w:num></w:numbering>"""


def listed(text: str, level: int = 0, name: int = 1) -> str:
    numbering = f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{name}'/></w:numPr>"
    return paragraph(text, f"<w:pPr>{numbering}</w:pPr>")


def numbered_by_word(overview: str) -> Reading:
    """Read a report whose titles have their numbers from Word's list."""
    body = word_body()
    for section in FORM_2021.sections:
        if section.title:
            body = body.replace(paragraph(section.title), listed(section.title.partition("、")[2]))
    body = body.replace(paragraph(TEXTS["overview"]), overview)
    return read_bytes(docx(body, {"word/numbering.xml": NUMBERING.encode()}))


def test_numbers_that_word_prints_by_itself() -> None:
    items = [("主动公开。", 1), ("网站。", 2), ("公报。", 2), ("另附。", 3), ("依申请公开。", 1), ("当面。", 2)]
    reading = numbered_by_word("".join(listed(text, level) for text, level in items))
    told = ["（一）主动公开。", "1.网站。", "2.公报。", "另附。", "（二）依申请公开。", "1.当面。"]
    assert reading.prose["overview"].split("\n") == told
    assert reading.prose["problems"] == TEXTS["problems"]
    assert_all_read(reading)


def test_the_tenth_and_later_numbers() -> None:
    reading = numbered_by_word("".join(listed(f"事项{place}。", 1) for place in range(1, 22)))
    told = reading.prose["overview"].split("\n")
    assert (told[9], told[10], told[19], told[20]) == (
        "（十）事项10。",
        "（十一）事项11。",
        "（二十）事项20。",
        "（二十一）事项21。",
    )


def test_a_number_of_words_never_joins_a_figure() -> None:
    body = word_body().replace(PLAIN, listed(FIGURE, 0, 2))
    assert_all_read(read_bytes(docx(body, {"word/numbering.xml": NUMBERING.encode()})))


RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="c1" Type="aFChunk" Target="{target}"/></Relationships>'
)
CHUNK = '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="c1"/>'


def with_chunk(target: str, data: bytes) -> Reading:
    tables = word_body().partition(paragraph("二、主动公开政府信息情况"))
    members = {"word/_rels/document.xml.rels": RELATIONS.format(target=target).encode(), "word/chunk.html": data}
    return read_bytes(docx(tables[0] + CHUNK + tables[1] + tables[2], members))


@pytest.mark.parametrize("target", ["chunk.html", "/word/chunk.html"])
def test_a_web_page_taken_in_whole(target: str) -> None:
    reading = with_chunk(target, "<html><body><p>另有网页里的一段。</p></body></html>".encode())
    assert reading.prose["overview"].split("\n") == [TEXTS["overview"], "另有网页里的一段。"]
    assert_all_read(reading)


@pytest.mark.parametrize(("target", "data"), [("chunk.html", b"PK\x03\x04"), ("../../x", b""), ("none.html", b"x")])
def test_another_file_taken_in_is_told(target: str, data: bytes) -> None:
    reading = with_chunk(target, data)
    assert any("嵌入" in note for note in reading.notes)
    assert_all_read(reading)
