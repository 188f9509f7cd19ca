"""Place a block by its labels: rows and columns go where the official labels say, in whatever order they come."""

from __future__ import annotations

from dataclasses import dataclass

from reportdesk.intake.block import Block, folded, is_blank, is_figure
from reportdesk.intake.columns import Columns, map_columns
from reportdesk.intake.face import Face, Target
from reportdesk.intake.labels import label, nearest
from reportdesk.intake.spots import Placing, Skipped, Spot
from reportdesk.report.values import brief

_MANY, _NAMED = 3, 6  # rows from which on a column is told as a whole, and how many are named then
_BY_FOCUS = "复制的内容没有项目名称，各行从选中的格子起依次填入，请核对。"


@dataclass(frozen=True, slots=True)
class Line:
    """The official row that a row of the block belongs to, and the column in which its label was found."""

    face: Face
    row: int
    column: int
    unlike: int


def place_by_label(block: Block, target: Target, place: tuple[int, int]) -> Placing:
    """Return the block placed by its labels; no spots where its labels are none of this section."""
    return _Reading(block, target, place).placed()


class _Reading:
    """Goes through a block from top to bottom, with the heads seen last in mind."""

    def __init__(self, block: Block, target: Target, place: tuple[int, int]) -> None:
        self._block = block
        self._target = target
        self._place = place
        self._lines = [self._line(row) for row in range(len(block.rows))]
        self._label_columns = max((line.column + 1 for line in self._lines if line), default=0)
        self._units = frozenset(
            unit for cell in target.form.cells.values() for unit in (cell.kind.unit, *cell.kind.suffixes)
        )
        self._heads: list[int] = []
        self._columns: dict[str, Columns] = {}
        self._unlabelled = 0
        self._surplus: dict[tuple[int, ...], list[tuple[str, Skipped]]] = {}
        self._placing = Placing(doubts=[block.doubt] if block.doubt else [])

    def placed(self) -> Placing:
        """Return the placing of the whole block."""
        in_heads = False
        for row, line in enumerate(self._lines):
            if line is None and self._is_head(row):
                if not in_heads:
                    self._heads, self._columns = [], {}
                self._heads.append(row)
                in_heads = True
            elif any(text and not is_blank(text) for text in self._block.rows[row]):
                in_heads = False
                self._take(row, line)
        for columns, found in self._surplus.items():
            skipped = [each for _name, each in found]
            self._placing.skipped += skipped if len(found) < _MANY else [self._whole_column(columns, found)]
        return self._placing

    def _texts(self, row: int) -> list[tuple[int, str]]:
        return [(column, text) for column, text in enumerate(self._block.rows[row]) if text and not is_blank(text)]

    def _is_empty(self, row: int, column: int) -> bool:
        text = self._block.rows[row][column]
        return text is not None and is_blank(text)

    def _is_head(self, row: int) -> bool:
        texts = self._texts(row)
        if any(is_figure(text) for _column, text in texts):
            return False
        if any(column >= self._label_columns > 0 for column, _text in texts):
            return True
        return any(face.knows_head(label(text)) is not None for face in self._target.faces for _column, text in texts)

    def _line(self, row: int) -> Line | None:
        """Return the official row whose label stands in a row of the block; figures before it number the rows."""
        found: list[Line] = []
        has_figures = any(is_figure(text) for _column, text in self._texts(row))
        for column, text in self._texts(row):
            if is_figure(text) and found:
                break
            if not is_figure(text):
                found = self._candidates(text, column, has_figures) or found
        return self._settled(found, row)

    def _candidates(self, text: str, column: int, has_figures: bool) -> list[Line]:
        """Return the rows that a label may name, those it comes nearest to; none where it names a group or a head."""
        given = label(text)
        found = [
            Line(face, row, column, distance)
            for face in self._target.faces
            for row, path in enumerate(face.labels)
            if (distance := nearest(given, path[-1])) is not None
        ]
        best = min((line.unlike for line in found), default=None)
        if best is None:
            return []
        rivals = [nearest(given, names) for face in self._target.faces for names in face.groups()]
        if not has_figures:
            rivals += [face.knows_head(given) for face in self._target.faces]
        if any(rival is not None and rival <= best for rival in rivals):
            return []
        return [line for line in found if line.unlike == best]

    def _settled(self, found: list[Line], row: int) -> Line | None:
        """Choose among rows of the same label by the groups named before it; None where that does not tell."""
        if len(found) < 2:
            return found[0] if found else None
        groups = [label(text) for text in self._above(row, found[0].column)]
        scores = [sum(any(nearest(g, n) is not None for g in groups) for n in f.face.labels[f.row][:-1]) for f in found]
        best = max(scores)
        return found[scores.index(best)] if scores.count(best) == 1 else None

    def _above(self, row: int, before: int) -> list[str]:
        """Return the texts left of a label, those of merged cells from the rows above."""
        texts: list[str] = []
        for column in range(before):
            above = (self._block.rows[y][column] for y in range(row, -1, -1))
            texts.append(next((text for text in above if text and not is_blank(text)), ""))
        return [text for text in texts if text]

    def _take(self, row: int, line: Line | None) -> None:
        """Place one row of figures, or say why it has no place."""
        line = line or self._line_without_label()
        texts = self._texts(row)
        if line is None:
            if any(is_figure(text) for _column, text in texts):
                self._skip(row, *self._why_unknown(row))
            return
        columns = self._columns_of(line.face)
        beside = [text for column, text in texts if line.column < column < columns.first and not is_figure(text)]
        strange = [text for text in beside if folded(text) not in self._units]
        if strange or columns.refusal:
            reason = f"本格式没有“{brief(strange[0])}”这一项" if strange else columns.refusal
            self._skip(row, reason, line.face.addresses[line.row])
            return
        self._put(row, texts, line, columns)

    def _put(self, row: int, texts: list[tuple[int, str]], line: Line, columns: Columns) -> None:
        official = line.face.addresses[line.row]
        spots = [Spot(official[columns.of[at]], text, row, at) for at, text in texts if at in columns.of]
        addresses = {spot.address for spot in spots}
        if len(addresses) < len(spots) or addresses & self._placing.addresses():
            twice = "一个栏目下有两个内容" if len(addresses) < len(spots) else "这一项前面已经有了"
            words = "　".join(text for _column, text in texts)
            self._placing.skipped.append(Skipped(brief(words), f"{twice}，没有填入", official))
            return
        self._placing.spots += spots
        self._placing.headless |= {spot.address for spot in spots if columns.by_number}
        self._placing.blank |= {official[place] for at, place in columns.of.items() if self._is_empty(row, at)}
        self._doubt_short(row, line, columns)
        beside = {at: text for at, text in texts if at not in columns.of and self._is_beside(at, text, line, columns)}
        if beside:
            name = self._target.form.row_name(line.face.addresses[line.row][0])
            reason = f"“{name}”一行里，这些内容没有对应的栏目"
            longer = bool(self._heads) and self._block.end(row) > max(map(self._block.end, self._heads))
            # A row longer than its heads tells that these lost a cell: then no column is sure.
            concerned = tuple(a for addresses in line.face.addresses for a in addresses) if longer else official
            skipped = Skipped(brief("　".join(beside.values())), reason, concerned)
            self._surplus.setdefault(tuple(beside), []).append((name, skipped))

    def _whole_column(self, columns: tuple[int, ...], found: list[tuple[str, Skipped]]) -> Skipped:
        """Say once what holds for many rows: these columns of the block are none of the table's."""
        heads = (self._block.rows[row][columns[0]] for row in reversed(self._heads))
        named = next((head for head in heads if head and not is_blank(head)), "")
        which = "、".join(str(column + 1) for column in columns)
        rows = "、".join(f"“{name}”" for name, _skipped in found[:_NAMED]) + ("等" if len(found) > _NAMED else "")
        reason = f"第 {which} 列没有对应的栏目：{rows} {len(found)} 行的这一列不填，其余各格照填"
        addresses = dict.fromkeys(address for _name, each in found for address in each.addresses)
        return Skipped(brief(named or found[0][1].text), reason, tuple(addresses))

    def _is_beside(self, column: int, text: str, line: Line, columns: Columns) -> bool:
        """Tell a text of no official column; before the first one only a figure that no other head names."""
        if column >= columns.first:
            return True
        heads = (self._block.rows[row][column] for row in self._heads)
        named = any(head and not is_blank(head) and line.face.knows_head(label(head)) is None for head in heads)
        return column > line.column and is_figure(text) and not named

    def _doubt_short(self, row: int, line: Line, columns: Columns) -> None:
        """Doubt a row that ends before its heads do, or whose label stands under one of them.

        A cell is missing then, and it is not known which.
        """
        end, heads = self._block.end(row), max(map(self._block.end, self._heads), default=0)
        there = {place for at, place in columns.of.items() if at < end}
        under = bool(line.face.labels) and columns.first <= line.column < self._block.width
        if under or there < set(columns.of.values()) or (end < heads and len(there) > 1):
            self._skip(row, "这一行与表头对不齐，可能错位", line.face.addresses[line.row])

    def _columns_of(self, face: Face) -> Columns:
        if face.table not in self._columns:
            rows = [row for row, line in enumerate(self._lines) if line and line.face is face]
            focus = self._target.within(face, self._place)
            columns = map_columns(self._block, self._heads, self._label_columns, face, rows, focus)
            self._columns[face.table] = columns
            self._placing.doubts += [doubt for doubt in (columns.doubt,) if doubt and doubt not in self._placing.doubts]
        return self._columns[face.table]

    def _line_without_label(self) -> Line | None:
        """Return the row of a block that has heads only: a table's one row, or one row after another from the focus."""
        if self._label_columns or not self._heads:
            return None
        for face in self._target.faces:
            focus = self._target.within(face, self._place)
            row = 0 if not face.labels else focus[0] + self._unlabelled if focus else -1
            if self._columns_of(face).of and 0 <= row < len(face.addresses):
                self._unlabelled += 1
                if face.labels and _BY_FOCUS not in self._placing.doubts:
                    self._placing.doubts.append(_BY_FOCUS)
                return Line(face, row, self._block.width, 0)
        return None

    def _why_unknown(self, row: int) -> tuple[str, tuple[str, ...]]:
        """Return why a row has no place, and the cells of the group that it names."""
        texts = self._texts(row)
        first = min((column for column, text in texts if is_figure(text)), default=self._block.width)
        words = [text for column, text in texts if column < first] or [
            text for _c, text in texts if not is_figure(text)
        ]
        if not words:
            return "这一行没有项目名称，不知道填在哪里", ()
        given = label(words[-1])
        parted = [
            addresses
            for face in self._target.faces
            for path, addresses in zip(face.labels, face.addresses, strict=False)
            if any(nearest(given, names) is not None for names in path[:-1])
        ]
        if parted:
            reason = f"本格式的“{brief(words[-1])}”分成几项，请按各项分别填写"
            return reason, tuple(address for addresses in parted for address in addresses)
        return f"本格式没有“{brief(words[-1])}”这一项", ()

    def _skip(self, row: int, reason: str, addresses: tuple[str, ...] = ()) -> None:
        words = "　".join(text for _column, text in self._texts(row))
        self._placing.skipped.append(Skipped(brief(words), reason, addresses))
