"""Read a form's rules and expand those over rows and columns into relations over cell addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TypedDict

from reportdesk.form.model import (
    Cell,
    Following,
    FollowsRule,
    JumpRule,
    Kind,
    LengthRule,
    Line,
    Relation,
    Rule,
    Section,
    Severity,
    SumRule,
    Table,
    UnlikelyRule,
)
from reportdesk.form.node import Node
from reportdesk.form.units import levels

Terms = frozenset[tuple[str, int]]


class _Common(TypedDict):
    """What every rule declares."""

    code: str
    severity: Severity
    title: str
    source: str


@dataclass(frozen=True, slots=True)
class _Context:
    """What rules may refer to."""

    sections: Mapping[str, Section]
    tables: Mapping[str, Table]
    cells: Mapping[str, Cell]
    kinds: Mapping[str, Kind]


@dataclass(frozen=True, slots=True)
class Expanded:
    """What the rules over rows and columns come to, cell by cell; `totals` stand after their operands."""

    relations: tuple[Relation, ...]
    totals: dict[str, Relation]
    follows: tuple[Following, ...]


def read_rules(
    top: Node,
    sections: Mapping[str, Section],
    tables: Mapping[str, Table],
    cells: Mapping[str, Cell],
    kinds: Mapping[str, Kind],
) -> Iterator[tuple[Rule, Node]]:
    """Yield every declared rule with the place it stands at; FormError names an unknown cell or key."""
    context = _Context(sections, tables, cells, kinds)
    for node in top.nodes("rules", required=False):
        kind = node.text("kind")
        if kind not in _READERS:
            raise node.error(f"只能是 {'、'.join(_READERS)}", "kind")
        rule = _READERS[kind](node, context)
        node.done()
        yield rule, node


def expand(rules: Sequence[tuple[Rule, Node]], tables: Mapping[str, Table]) -> Expanded:
    """Return all relations, the totals they compute, and what follows from last year.

    Refused: a relation declared twice (equal after normalising), two definitions of one total, a total that
    would be its own operand, two findings of one key, a cell taken over twice.
    """
    expansion = _Expansion()
    for rule, node in rules:
        if isinstance(rule, SumRule):
            for relation in _relations(rule, tables[rule.table], node):
                expansion.add(relation, node)
        elif isinstance(rule, FollowsRule):
            for following in _follows(rule, tables, node):
                expansion.follow(following, node)
        elif isinstance(rule, JumpRule):
            for kind in rule.kinds:
                expansion.claim(f"{rule.code}:*{kind}", node)
        elif isinstance(rule, UnlikelyRule | LengthRule):
            expansion.claim(rule.key, node)
    return Expanded(
        tuple(expansion.relations.values()), expansion.in_computing_order(), tuple(expansion.follows.values())
    )


class _Expansion:
    """The relations found so far, each checked against all before it."""

    def __init__(self) -> None:
        self.relations: dict[Terms, Relation] = {}
        self.follows: dict[str, Following] = {}
        self._totals: dict[str, Relation] = {}
        self._declared: dict[str, Node] = {}
        self._keys: set[str] = set()

    def add(self, relation: Relation, node: Node) -> None:
        """Take a relation in, or refuse it."""
        if relation.key in self._keys:
            # The same code over rows of the same name in another table.
            relation = replace(relation, subject=f"{relation.rule.table}.{relation.subject}")
        self.claim(relation.key, node)
        terms = _terms(relation)
        if not terms:
            raise node.error(f"“{relation.key}” 两边相同，恒成立")
        if terms in self.relations:
            raise node.error(f"“{relation.key}” 与 “{self.relations[terms].key}” 是同一勾稽关系，重复声明")
        self.relations[terms] = relation
        if relation.total is not None:
            self._define(relation.total, relation, node)

    def follow(self, following: Following, node: Node) -> None:
        """Take in what follows from last year, or refuse it."""
        self.claim(following.key, node)
        carries = (other for other in self.follows.values() if other.rule.carries and other.this == following.this)
        if following.rule.carries and any(carries):
            raise node.error(f"“{following.this}” 从上年结转两次", "carries")
        self.follows[following.key] = following

    def claim(self, key: str, node: Node) -> None:
        """Reserve a finding's key; a second rule with it could not be told from the first."""
        if key in self._keys:
            raise node.error(f"已有名为 “{key}” 的规则")
        self._keys.add(key)

    def in_computing_order(self) -> dict[str, Relation]:
        """Return the totals, each after those it is summed from."""
        ordered: dict[str, Relation] = {}
        waiting = dict(self._totals)
        while waiting:
            ready = [total for total, relation in waiting.items() if waiting.keys().isdisjoint(relation.left)]
            if not ready:
                circle = _circle(waiting)
                node = self._declared[max(circle, key=list(waiting).index)]
                raise node.error(f"这些总计互相依赖，无法计算：{'、'.join(circle)}", "computes")
            for total in ready:
                ordered[total] = waiting.pop(total)
        return ordered

    def _define(self, total: str, relation: Relation, node: Node) -> None:
        if total in self._totals:
            first = self._totals[total].key
            raise node.error(f"总计 “{total}” 有两个不同的算法：“{first}” 与 “{relation.key}”")
        self._totals[total] = relation
        self._declared[total] = node


def _circle(waiting: Mapping[str, Relation]) -> list[str]:
    """Return totals that depend on one another in a circle; each of those waiting waits for another."""
    path = [next(iter(waiting))]
    while True:
        operand = next(operand for operand in waiting[path[-1]].left if operand in waiting)
        if operand in path:
            return path[path.index(operand) :]
        path.append(operand)


def _relations(rule: SumRule, table: Table, node: Node) -> Iterator[Relation]:
    across, along = (table.columns, table.rows) if rule.per_column else (table.rows, table.columns)
    left, right = _select(rule.left, along, node, "left"), _select(rule.right, along, node, "right")
    computed = set(_select(rule.computes, across, node, "computes"))
    if not left or not right:
        raise node.error("没有列出一行或一列", "right" if left else "left")
    if computed and len(right) != 1:
        raise node.error(f"“{rule.code}” 右边不止一格，不能计算总计", "computes")
    for line in across:
        place = f"{table.id}.{{0}}.{line.id}" if rule.per_column else f"{table.id}.{line.id}.{{0}}"
        sides = tuple(place.format(other) for other in left), tuple(place.format(other) for other in right)
        yield Relation(rule.code, line.id, rule, *sides, total=sides[1][0] if line.id in computed else None)


def _follows(rule: FollowsRule, tables: Mapping[str, Table], node: Node) -> Iterator[Following]:
    for table in (tables[table_id] for table_id in rule.tables):
        across, along = (table.columns, table.rows) if rule.per_column else (table.rows, table.columns)
        (this,) = _select((rule.this,), along, node, "this")
        last = _select(rule.last, along, node, "last")
        plus, minus = _select(rule.plus, along, node, "plus"), _select(rule.minus, along, node, "minus")
        for line in across:
            place = f"{table.id}.{{0}}.{line.id}" if rule.per_column else f"{table.id}.{line.id}.{{0}}"
            cell = place.format(this)
            sides = (tuple(map(place.format, others)) for others in (last, plus, minus))
            yield Following(rule, rule.subject.format(line=line.id, cell=cell), cell, *sides)


def _select(patterns: Sequence[str], lines: Sequence[Line], node: Node, key: str) -> list[str]:
    chosen: list[str] = []
    for pattern in patterns:
        found = [line.id for line in lines if fnmatchcase(line.id, pattern)]
        if not found:
            raise node.error(f"没有名为 “{pattern}” 的行或列", key)
        twice = next((line_id for line_id in found if line_id in chosen), None)
        if twice:
            raise node.error(f"“{twice}” 列了两次", key)
        chosen += found
    return chosen


def _terms(relation: Relation) -> Terms:
    """Return the relation as address and coefficient, equal for relations that say the same."""
    sums: dict[str, int] = {}
    for sign, side in ((1, relation.left), (-1, relation.right)):
        for address in side:
            sums[address] = sums.get(address, 0) + sign
    terms = sorted((address, factor) for address, factor in sums.items() if factor)
    turn = -1 if terms and terms[0][1] < 0 else 1
    return frozenset((address, turn * factor) for address, factor in terms)


def _common(node: Node, *names: str) -> _Common:
    severity = node.text("severity")
    if severity not in set(Severity):
        raise node.error(f"只能是 {'、'.join(Severity)}", "severity")
    return {
        "code": node.text("code"),
        "severity": Severity(severity),
        "title": node.template("title", names) if names else node.text("title"),
        "source": node.text("source", ""),
    }


def _read_sum(node: Node, context: _Context) -> Rule:
    table = node.text("table")
    if table not in context.tables:
        raise node.error(f"没有这张表：“{table}”", "table")
    return SumRule(
        **_common(node, "row", "column"),
        table=table,
        per_column=_per_column(node),
        left=node.texts("left"),
        right=node.texts("right"),
        computes=node.texts("computes", ()),
        left_label=node.text("left_label"),
        right_label=node.text("right_label"),
        advice=node.text("advice", ""),
    )


def _per_column(node: Node) -> bool:
    per = node.text("per")
    if per not in ("column", "row"):
        raise node.error("只能是 column、row", "per")
    return per == "column"


def _read_unlikely(node: Node, context: _Context) -> Rule:
    addresses: dict[str, None] = {}
    for pattern in node.texts("cells"):
        found = [address for address in context.cells if fnmatchcase(address, pattern)]
        if not found:
            raise node.error(f"没有这一格：“{pattern}”", "cells")
        addresses |= dict.fromkeys(found)
    if not addresses:
        raise node.error("没有列出一格", "cells")
    known = {level.id for level in levels()}
    for level in node.texts("levels", ()):
        if level not in known:
            raise node.error(f"没有名为 “{level}” 的单位级别", "levels")
    return UnlikelyRule(
        **_common(node),
        cells=tuple(addresses),
        levels=frozenset(node.texts("levels", ())),
        above=node.integer("above", 0),
        subject=node.text("subject"),
        message=node.text("message"),
    )


def _read_length(node: Node, context: _Context) -> Rule:
    section = node.text("section")
    if section not in context.sections or not context.sections[section].prose:
        raise node.error(f"没有这个文字部分：“{section}”", "section")
    names = ("section", "count", "excess")
    return LengthRule(
        **_common(node, *names),
        section=section,
        maximum=node.integer("maximum"),
        message=node.template("message", names),
    )


def _read_follows(node: Node, context: _Context) -> Rule:
    names = ("row", "column", "year", "last_year")
    figures = ("year", "last_year", "left", "right", "before", "plus", "minus", "difference")
    for table in node.texts("tables"):
        if table not in context.tables:
            raise node.error(f"没有这张表：“{table}”", "tables")
    rule = FollowsRule(
        **_common(node, *names),
        tables=node.texts("tables"),
        per_column=_per_column(node),
        this=node.text("this"),
        last=node.texts("last"),
        plus=node.texts("plus", ()),
        minus=node.texts("minus", ()),
        subject=node.template("subject", ("line", "cell")),
        equation=node.template("equation", figures),
        advice=node.text("advice", ""),
        carries=node.flag("carries"),
        softens=node.flag("softens"),
    )
    if not rule.last:
        raise node.error("没有列出一行或一列", "last")
    if rule.carries and (rule.plus or rule.minus):
        raise node.error("还取决于本年数字的格子不能从上年结转", "carries")
    return rule


def _read_jump(node: Node, context: _Context) -> Rule:
    for kind in node.texts("kinds"):
        if kind not in context.kinds:
            raise node.error(f"没有名为 “{kind}” 的数值种类", "kinds")
    rule = JumpRule(
        **_common(node, "cell"),
        kinds=node.texts("kinds"),
        factor=node.integer("factor"),
        floor=node.integer("floor", 0),
        message=node.text("message"),
    )
    if rule.factor < 2:
        raise node.error("应大于 1", "factor")
    return rule


_READERS: dict[str, Callable[[Node, _Context], Rule]] = {
    "sum": _read_sum,
    "unlikely": _read_unlikely,
    "length": _read_length,
    "follows": _read_follows,
    "jump": _read_jump,
}
