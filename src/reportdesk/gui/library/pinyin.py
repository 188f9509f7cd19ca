"""How names are read: searching by the initials of their characters or by whole syllables, and their order. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reportdesk import assets

_MOST = 16  # ways to read one name; beyond these a character has only its usual reading
_NONE = "-"
_FIRST = 0x4E00


@dataclass(frozen=True, slots=True)
class Spelling:
    """The ways to read a name: the initials of its characters, and its syllables, each beginning in upper case."""

    initials: tuple[str, ...]
    syllables: tuple[str, ...]

    def holds(self, word: str) -> bool:
        """Tell whether a word in lower case stands in the initials, or in the syllables from the beginning of one."""
        return any(word in way for way in self.initials) or any(_holds(way, word) for way in self.syllables)

    def abbreviates(self, word: str) -> bool:
        """Tell whether the letters of a word are initials in their order, others between them left out."""
        return any(_in_order(word, way) for way in self.initials)


def spelling(name: str) -> Spelling:
    """Return the ways to read a name; a character without a known reading stands for itself."""
    ways = [("", "")]
    table = _readings()
    for character in name:
        readings = table.get(character, (character.upper(),))
        if len(ways) * len(readings) > _MOST:
            readings = readings[:1]
        ways = [(short + one[0], full + one) for short, full in ways for one in readings]
    return Spelling(tuple({short.lower() for short, _full in ways}), tuple({full for _short, full in ways}))


def order_key(name: str) -> str:
    """Return what puts names into the order of a Chinese dictionary: by syllable, tone and character."""
    return name.translate(_ranks())


def _holds(way: str, word: str) -> bool:
    lower = way.lower()
    place = lower.find(word)
    while place >= 0 and way[place].islower():
        place = lower.find(word, place + 1)
    return place >= 0


def _in_order(word: str, way: str) -> bool:
    rest = iter(way)
    return all(letter in rest for letter in word)


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    """Read the table: syllables by character, in upper case at the beginning, characters as in a dictionary."""
    lines = assets.path("resources", "pinyin.txt").read_text(encoding="utf-8").splitlines()
    rows = [(*line.split(" "), _NONE) for line in lines if not line.startswith("#")]
    readings: dict[str, tuple[str, ...]] = {}
    for place in (1, 2):  # the usual readings make the order
        for row in rows:
            for character in row[place].replace(_NONE, ""):
                readings[character] = (*readings.get(character, ()), row[0].capitalize())
    return readings


@cache
def _ranks() -> dict[int, int]:
    return {ord(character): _FIRST + rank for rank, character in enumerate(_readings())}
