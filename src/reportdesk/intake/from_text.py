"""Read a block from plain text: parted by tabs as spreadsheets and Word give it, or with doubts by runs of blanks."""

from __future__ import annotations

import re

from reportdesk.intake.block import Block, BlockRefused, is_blank, is_figure, made

LONGEST = 1_000_000
_CELL = re.compile(r'"((?:[^"]|"")*+)"(?=[\t\r\n]|\Z)|([^\t\r\n]*)')
_LINE_END = re.compile(r"\r\n|\r|\n")
_BLANKS = re.compile("[ \u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_GROUPED = re.compile("[+-]?[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?:\\.[0-9]+)?")
_GUESSED = "复制的内容没有分栏符号，各栏按空格分开，可能有错位，请逐格核对。"
_ONE_NUMBER = "数字中间有空格，按同一个数读取（如 1 234 读作 1234），请核对。"


def read_text(text: str) -> Block:
    """Return the block that a plain text holds; a single value is a block of one cell."""
    if len(text) > LONGEST:
        raise BlockRefused("剪贴板里的内容太多，请只复制一张表格。")
    text = text.lstrip("\ufeff").replace("\0", " ")
    if "\t" in text:
        return made(_tabbed(text))
    lines = [line[0] for line in _tabbed(text)]
    return _by_blanks(lines) or made([[line] for line in lines])


def _tabbed(text: str) -> list[list[str]]:
    """Return the cells of each line; a quoted cell may hold tabs, line breaks and doubled quotes."""
    rows: list[list[str]] = [[]]
    place = 0
    while True:
        match = _CELL.match(text, place)
        assert match is not None
        quoted = match[1]
        rows[-1].append(match[2] if quoted is None else quoted.replace('""', '"'))
        place = match.end()
        if place >= len(text):
            return _without_last_break(rows)
        if text[place] == "\t":
            place += 1
        else:
            place += len(_end_of_line(text, place))
            rows.append([])


def _end_of_line(text: str, place: int) -> str:
    match = _LINE_END.match(text, place)
    assert match is not None
    return match[0]


def _without_last_break(rows: list[list[str]]) -> list[list[str]]:
    """Leave out the empty rows after the last line break; blank rows above keep their place."""
    while len(rows) > 1 and all(is_blank(cell) for cell in rows[-1]):
        rows.pop()
    return rows


def _by_blanks(lines: list[str]) -> Block | None:
    """Return a block where every line ends in the same number of figures, two at least; None where that is not so."""
    filled = [line.strip() for line in lines if not is_blank(line)]
    if not filled:
        return None
    if all(_GROUPED.fullmatch(line) for line in filled):
        return made([[line] for line in lines], _ONE_NUMBER if len(filled) > 1 else "")
    parted = [_BLANKS.split(line) for line in filled]
    counts = {_figures_at_end(tokens) for tokens in parted}
    if len(counts) != 1 or counts <= {0, 1}:
        return None
    width = max(map(len, parted))
    return made([[""] * (width - len(tokens)) + tokens for tokens in parted], _GUESSED)


def _figures_at_end(tokens: list[str]) -> int:
    count = 0
    while count < len(tokens) and is_figure(tokens[-1 - count]):
        count += 1
    return count
