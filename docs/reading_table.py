"""Print how well every published example is read, as a Markdown table: `python docs/reading_table.py`."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from reportdesk.intake.published import CellReading, State, read
from reportdesk.report.values import is_number

CASES = Path(os.environ.get("REPORTDESK_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "cases"
FILES = ("published.docx", "published.html", "published.pdf", "report.html", "report.txt")
COUNTS = ("right", "doubtful", "unread", "wrong")
_HEAD = ("example", "file", "printed", *COUNTS)


def judged(cell: CellReading, truth: str | None) -> str:
    """Say of a cell `right`, `doubtful` (right, but marked), `unread`, `wrong`, or `blank` where nothing is printed."""
    if not is_number(cell.value):
        lost = truth is not None and cell.state is State.BLANK
        return "wrong" if lost else "unread" if truth is not None else "blank"
    if truth is None or Decimal(cell.value) != Decimal(truth):
        return "wrong"
    return "right" if cell.state is State.READ else "doubtful"


def counted(path: Path) -> Counter[str]:
    """Read one file and count its cells against `truth.json` beside it."""
    figures: Mapping[str, str | None] = json.loads((path.parent / "truth.json").read_text(encoding="utf-8"))["cells"]
    cells = read(path).cells
    return Counter(judged(cell, figures.get(address)) for address, cell in cells.items())


def lines() -> Iterator[str]:
    """Yield the table's lines, one for each file of each example."""
    yield f"| {' | '.join(_HEAD)} |"
    yield f"| --- | --- |{' ---: |' * (len(_HEAD) - 2)}"
    for path in (folder / name for folder in sorted(CASES.iterdir()) for name in FILES):
        if path.exists():
            found = counted(path)
            numbers = [sum(found[name] for name in COUNTS), *(found[name] for name in COUNTS)]
            yield f"| {path.parent.name} | {path.name} | {' | '.join(map(str, numbers))} |"


if __name__ == "__main__":
    sys.stdout.write("".join(f"{line}\n" for line in lines()))
