"""Read one key after another from parsed TOML, so that each refusal names its file and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from pathlib import Path
from string import Formatter
from typing import TypeVar, cast

from reportdesk.errors import ReportDeskError

T = TypeVar("T")
_PART = r"\w[\w-]*"
_ID = re.compile(_PART)
_DOTTED_ID = re.compile(rf"{_PART}(?:\.{_PART})*")


class FormError(ReportDeskError):
    """A form file that cannot be used; the text says file, key and why."""


def parse(path: Path) -> dict[str, object]:
    """Read a TOML file; FormError names the file and, for a syntax error, the line."""
    text = ""
    try:
        text = path.read_text(encoding="utf-8")
        return tomllib.loads(text)
    except OSError as error:
        raise FormError(f"读不到格式文件 {path.name}：{error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        why = str(error).replace("at end of document", f"at line {len(text.splitlines())}, the last")
        raise FormError(f"格式文件 {path.name} 有语法错误：{why}") from error


class Node:
    """One table of a form file with its key path; keys never asked for are refused by `done`."""

    def __init__(self, value: object, path: str, file: str) -> None:
        self.path = path
        self._file = file
        if not isinstance(value, dict):
            raise self.error("应是一组键值")
        self._values = cast("dict[str, object]", value)
        self._asked: set[str] = set()

    def error(self, why: str, key: str = "") -> FormError:
        """Return the error for this place."""
        place = ".".join(part for part in (self.path, key) if part)
        return FormError("：".join(part for part in (f"格式文件 {self._file}", place, why) if part))

    def text(self, key: str, default: str | None = None) -> str:
        """Return a string; without a default the key must be there."""
        return self._get(key, str, default, "应是文字")

    def identifier(self, key: str, *, dotted: bool = False) -> str:
        """Return a string that can be a part of a cell's address; a row's may itself have parts."""
        found = self.text(key)
        if not (_DOTTED_ID if dotted else _ID).fullmatch(found):
            raise self.error(f"“{found}” 不能作名称", key)
        return found

    def template(self, key: str, names: Collection[str]) -> str:
        """Return a string whose `{...}` are all among these names."""
        found = self.text(key)
        try:
            fields = [name for _text, name, _spec, _conversion in Formatter().parse(found) if name is not None]
        except ValueError:
            raise self.error("花括号不成对", key) from None
        for name in fields:
            if name not in names:
                raise self.error(f"不能用 {{{name}}}，可用的有：{'、'.join(sorted(names)) or '无'}", key)
        return found

    def integer(self, key: str, default: int | None = None) -> int:
        """Return a whole number; without a default the key must be there."""
        return self._get(key, int, default, "应是整数")

    def flag(self, key: str) -> bool:
        """Return a boolean, false where the key is absent."""
        return self._get(key, bool, False, "应是 true 或 false")

    def has(self, key: str) -> bool:
        """Tell whether the key is there."""
        return key in self._values

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return a list of strings."""
        return tuple(self._items(key, default, str, "应是一列文字"))

    def sizes(self, key: str) -> tuple[float, ...]:
        """Return a list of numbers above zero, empty where the key is absent."""
        why = "应是一列大于零的数字"
        sizes: list[float] = []
        for place, item in enumerate(self._items(key, (), object, why)):
            if not isinstance(item, int | float) or isinstance(item, bool) or not 0 < item < float("inf"):
                raise self.error(why, f"{key}[{place}]")
            sizes.append(float(item))
        return tuple(sizes)

    def nodes(self, key: str, *, required: bool = True) -> Iterator[Node]:
        """Yield the tables of a list."""
        for place, item in enumerate(self._items(key, None if required else (), object, "应是一列表")):
            yield Node(item, self._below(f"{key}[{place}]"), self._file)

    def node(self, key: str) -> Node:
        """Return a table; the key must be there."""
        return Node(self._get(key, object, None, "应是一组键值"), self._below(key), self._file)

    def named(self, key: str) -> Iterator[tuple[str, Node]]:
        """Yield name and table of every entry below a key."""
        below = self.node(key)
        for name, value in below._values.items():
            yield name, Node(value, below._below(name), self._file)

    def pairs(self, key: str) -> dict[str, str]:
        """Return a table of strings, empty where the key is absent."""
        if not self.has(key):
            return {}
        below = self.node(key)
        return {name: below.text(name) for name in below._values}

    def lists(self, key: str) -> dict[str, tuple[str, ...]]:
        """Return a table of lists of strings."""
        below = self.node(key)
        return {name: below.texts(name) for name in below._values}

    def done(self) -> None:
        """Refuse keys that nobody asked for: they are misspelt or have no effect."""
        for key in sorted(self._values.keys() - self._asked):
            raise self.error("没有这个键", key)

    def _below(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _get(self, key: str, kind: type[T], default: T | None, why: str) -> T:
        self._asked.add(key)
        if key not in self._values:
            if default is None:
                raise self.error("缺少这个键", key)
            return default
        value = self._values[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.error(why, key)
        return value

    def _items(self, key: str, default: tuple[T, ...] | None, kind: type[T], why: str) -> list[T]:
        values = cast("list[object]", self._get(key, list, None if default is None else list(default), why))
        items: list[T] = []
        for place, item in enumerate(values):
            if not isinstance(item, kind):
                raise self.error(why, f"{key}[{place}]")
            items.append(item)
        return items
