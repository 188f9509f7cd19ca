"""Finds reports by unit, year and pinyin. No Qt."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence

from reportdesk.gui.library import pinyin
from reportdesk.store.library import Entry

Judge = Callable[[str, Entry], bool]


def fold(text: str) -> str:
    """Return a text in which full-width and half-width, upper and lower case are the same."""
    return unicodedata.normalize("NFKC", text).casefold()


class Finder:
    """Finds the reports in which every word looked for stands; remembers how the units are read."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, int], str] = {}
        self._spelled: dict[str, pinyin.Spelling] = {}

    def find(self, entries: Sequence[Entry], text: str) -> list[Entry]:
        """Return the reports found, in their order; an abbreviation with gaps counts where nothing else is found."""
        words = fold(text).split()
        if not words:
            return list(entries)
        return self._all(words, entries, self._holds) or self._all(words, entries, self._abbreviates)

    def _all(self, words: Iterable[str], entries: Sequence[Entry], judge: Judge) -> list[Entry]:
        found: Sequence[Entry] = entries
        for word in words:
            found = [entry for entry in found if judge(word, entry)]
        return list(found)

    def _holds(self, word: str, entry: Entry) -> bool:
        return word in self._text(entry) or (_is_latin(word) and self._spelling(entry).holds(word))

    def _abbreviates(self, word: str, entry: Entry) -> bool:
        return self._holds(word, entry) or (_is_latin(word) and self._spelling(entry).abbreviates(word))

    def _text(self, entry: Entry) -> str:
        key = entry.unit, entry.year
        if key not in self._told:
            self._told[key] = f"{fold(entry.unit)}\n{entry.year}年度"
        return self._told[key]

    def _spelling(self, entry: Entry) -> pinyin.Spelling:
        if entry.unit not in self._spelled:
            self._spelled[entry.unit] = pinyin.spelling(fold(entry.unit))
        return self._spelled[entry.unit]


def _is_latin(word: str) -> bool:
    return word.isascii() and word.isalpha()
