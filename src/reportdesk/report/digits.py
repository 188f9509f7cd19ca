"""Full-width digits, and the same in the half width that official papers have (GB/T 15835)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HALF = str.maketrans("０１２３４５６７８９", "0123456789")
_WIDE = re.compile(r"[０-９]+(?:．[０-９]+)*")


def wide(text: str) -> Iterator[re.Match[str]]:
    """Yield every figure with full-width digits."""
    return _WIDE.finditer(text)


def narrowed(text: str) -> str:
    """Return a text with its full-width digits in half width, and the points within them."""
    return _WIDE.sub(lambda match: plainly(match[0]).replace("．", "."), text)


def plainly(text: str) -> str:
    """Return a text of the same length with half-width digits, to be searched."""
    return text.translate(_HALF)
