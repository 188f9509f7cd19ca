"""Choose the official format by the labels that only one of them prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from reportdesk.form import loader
from reportdesk.form.model import Form
from reportdesk.intake.block import folded
from reportdesk.intake.labels import label


def chosen(texts: Iterable[str], year: int | None) -> tuple[Form, str]:
    """Return the form that most of the printed labels belong to, else the year's, and a note where there is one."""
    votes: Counter[str] = Counter()
    for text in texts:
        votes.update(_own_labels().get(label(text).body, ()))
    ranked = votes.most_common()
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        form = loader.load(ranked[0][0])
        return form, _remark(form, year, mixed=len(ranked) > 1)
    form = _of_year(year)
    return form, f"表格看不出是哪一种格式，按“{form.name}”读取。"


def _remark(form: Form, year: int | None, *, mixed: bool) -> str:
    if mixed:
        return f"表格里混用了两种格式的项目，按“{form.name}”读取。"
    return f"表格是“{form.name}”，与 {year} 年度应用的格式不同。" if year is not None and not form.fits(year) else ""


def _of_year(year: int | None) -> Form:
    """Return the year's form, the newest where no year is told, the oldest for years before all of them."""
    forms = sorted(map(loader.load, loader.bundled()), key=lambda form: form.first_year)
    fitting = [form for form in forms if year is not None and form.fits(year)]
    return fitting[0] if fitting else forms[-1] if year is None else forms[0]


def labels_in(text: str) -> Iterator[str]:
    """Yield the labels that only one form has, as often as they stand in running text; longer ones go first."""
    rest = "".join(character for character in folded(text) if character.isalnum())
    for body in sorted(_own_labels(), key=len, reverse=True):
        yield from [body] * rest.count(body)
        rest = rest.replace(body, "\n")


@cache
def _own_labels() -> dict[str, tuple[str, ...]]:
    """Map every label that only one form has to that form."""
    owners: dict[str, set[str]] = {}
    for form_id in loader.bundled():
        for table in loader.load(form_id).tables.values():
            for text in (text for line in (*table.rows, *table.columns) for text in line.path):
                owners.setdefault(label(text).body, set()).add(form_id)
    return {body: tuple(forms) for body, forms in owners.items() if len(forms) == 1}
