"""Read an official format from its data file and refuse what does not hold together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from reportdesk import assets
from reportdesk.form.model import Cell, Form, Help, Kind, Line, Section, Table
from reportdesk.form.node import FormError, Node, parse
from reportdesk.form.rules import expand, read_rules

FOLDER = "forms"


@cache
def load(form_id: str) -> Form:
    """Return a bundled form; FormError where there is none of that id or its file is unsound."""
    if form_id not in bundled():
        raise FormError(f"没有名为“{form_id}”的报告格式，可用的有：{'、'.join(bundled())}")
    form = read(assets.path("resources", f"{FOLDER}/{form_id}.toml"))
    if form.id != form_id:
        raise FormError(f"格式文件 {form_id}.toml：id：应与文件名相同")
    return form


@cache
def bundled() -> tuple[str, ...]:
    """Return the ids of the bundled forms, oldest first."""
    return tuple(Path(name).stem for name in assets.names("resources", FOLDER) if name.endswith(".toml"))


def for_year(year: int) -> Form:
    """Return the form prescribed for a report year; FormError where there is none."""
    for form_id in bundled():
        if load(form_id).fits(year):
            return load(form_id)
    raise FormError(f"没有适用于 {year} 年度的报告格式")


def read(path: Path) -> Form:
    """Read a form file; FormError says file, line or key."""
    top = Node(parse(path), "", path.name)
    sections = {section.id: section for section in _sections(top)}
    tables: dict[str, Table] = {}
    cells: dict[str, Cell] = {}
    kinds = {name: _kind(name, node) for name, node in top.named("kinds")}
    for node in top.nodes("tables"):
        table, default_kind, not_applicable = _table(node, sections)
        if table.id in tables:
            raise node.error(f"表 “{table.id}” 定义了两次")
        tables[table.id] = table
        for cell in _cells(table, kinds, default_kind, not_applicable, node):
            cells[cell.address] = cell
    sections = {s.id: _with_tables(s, tables.values(), top) for s in sections.values()}
    rules = list(read_rules(top, sections, tables, cells, kinds))
    expanded = expand(rules, tables)
    first_year, last_year = _years(top.node("years"))
    form = Form(
        id=top.identifier("id"),
        name=top.text("name"),
        notice=top.text("notice"),
        first_year=first_year,
        last_year=last_year,
        title=top.template("title", ("unit", "year")),
        sections=tuple(sections.values()),
        tables=tables,
        cells=cells,
        relations=expanded.relations,
        totals=expanded.totals,
        rules=tuple(rule for rule, _node in rules),
        help=_help(top),
        follows=expanded.follows,
    )
    top.done()
    return form


def _years(node: Node) -> tuple[int, int | None]:
    first, last = node.integer("first"), node.integer("last") if node.has("last") else None
    if last is not None and last < first:
        raise node.error("最后一年早于第一年", "last")
    node.done()
    return first, last


def _sections(top: Node) -> Iterator[Section]:
    seen: set[str] = set()
    for node in top.nodes("sections"):
        title = node.text("title", "")
        name = node.text("name", title.partition("、")[2] or title)
        section = Section(
            id=node.identifier("id"),
            prose=_one_of(node, "kind", ("prose", "tables")) == "prose",
            title=title,
            name=name,
            short=node.text("short", name),
            optional=node.flag("optional"),
            yearly=node.text("yearly", ""),
        )
        if section.id in seen:
            raise node.error(f"章节 “{section.id}” 定义了两次")
        seen.add(section.id)
        node.done()
        yield section


def _with_tables(section: Section, tables: Iterable[Table], top: Node) -> Section:
    ids = tuple(table.id for table in tables if table.section == section.id)
    if section.prose == bool(ids):
        raise top.error(f"章节 “{section.id}” " + ("是文字部分，不能有表" if section.prose else "没有表"), "sections")
    return replace(section, tables=ids)


def _kind(name: str, node: Node) -> Kind:
    integer = _one_of(node, "number", ("integer", "decimal")) == "integer"
    kind = Kind(
        id=name,
        integer=integer,
        minimum=node.integer("minimum") if node.has("minimum") else None,
        places=0 if integer else node.integer("places"),
        unit=node.text("unit", ""),
        suffixes=node.texts("suffixes", ()),
        converts={suffix: _factor(node, factor) for suffix, factor in node.pairs("converts").items()},
    )
    node.done()
    return kind


def _factor(node: Node, text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise node.error(f"“{text}” 不是数", "converts") from None


def _table(node: Node, sections: dict[str, Section]) -> tuple[Table, str, bool]:
    table = Table(
        id=node.identifier("id"),
        section=node.text("section"),
        title=node.text("title", ""),
        corner=node.text("corner", ""),
        across=_one_of(node, "layout", ("down", "across"), "down") == "across",
        rows=_lines(node, "rows", "row_groups"),
        columns=_lines(node, "columns", "column_groups"),
        label_widths=node.sizes("label_widths"),
        widths=node.sizes("widths"),
    )
    if table.section not in sections:
        raise node.error(f"没有章节 “{table.section}”", "section")
    if table.id in sections and sections[table.id].prose:
        raise node.error(f"“{table.id}” 已是文字部分的名称", "id")
    kind, not_applicable = node.text("kind"), node.flag("not_applicable")
    node.done()
    return table, kind, not_applicable


def _lines(table: Node, key: str, groups_key: str) -> tuple[Line, ...]:
    groups: dict[str, tuple[str, ...]] = {}
    for node in table.nodes(groups_key, required=False):
        group_id, path = _line_id(node, groups, dotted=True), _path(node, groups)
        groups[group_id] = path
        node.done()
    lines: dict[str, Line] = {}
    for node in table.nodes(key):
        line_id = _line_id(node, lines, dotted=key == "rows")
        lines[line_id] = Line(line_id, _path(node, groups), node.text("kind", "") or None)
        node.done()
    if not lines:
        raise table.error("没有一行一列", key)
    return tuple(lines.values())


def _line_id(node: Node, known: Iterable[str], *, dotted: bool) -> str:
    line_id = node.identifier("id", dotted=dotted)
    if line_id in known:
        raise node.error(f"“{line_id}” 定义了两次")
    return line_id


def _path(node: Node, groups: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    within = node.text("within", "")
    if within and within not in groups:
        raise node.error(f"没有名为 “{within}” 的分组", "within")
    return (*groups.get(within, ()), node.text("label"))


def _cells(table: Table, kinds: dict[str, Kind], default_kind: str, not_applicable: bool, node: Node) -> Iterator[Cell]:
    for row in table.rows:
        for column in table.columns:
            kind = column.kind or row.kind or default_kind
            if kind not in kinds:
                raise node.error(f"没有名为 “{kind}” 的数值种类", "kind")
            address = table.address(row, column)
            yield Cell(address, table.id, row.id, column.id, kinds[kind], not_applicable)


def _help(top: Node) -> dict[str, Help]:
    """Read the form's own notes over those of the file they name in `notes_of`."""
    name = top.text("help", "")
    if not name:
        return {}
    own = _notes(name, top, "help")
    shared = own.text("notes_of", "")
    notes: dict[str, Help] = {}
    for part in (*([_notes(shared, own, "notes_of")] if shared else []), own):
        for place, node in part.named("notes"):
            notice = top.text("notice")
            notes[place] = Help(node.text("text"), node.template("source", ("notice",)).format(notice=notice))
            node.done()
        part.done()
    return notes


def _notes(name: str, wanted_by: Node, key: str) -> Node:
    file = f"{name}.toml"
    try:
        path = assets.path("resources", f"help/{file}")
    except (FileNotFoundError, ValueError):
        raise wanted_by.error(f"没有填报说明 {file}", key) from None
    return Node(parse(path), "", file)


def _one_of(node: Node, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
    choice = node.text(key, default)
    if choice not in choices:
        raise node.error(f"只能是 {'、'.join(choices)}", key)
    return choice
