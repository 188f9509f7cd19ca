"""Read untrusted JSON so that whatever is refused is named by its path."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from reportdesk.errors import ReportDeskError
from reportdesk.report.values import brief, plain

MOST_DIGITS = 60
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class ExchangeError(ReportDeskError):
    """An exchange file that cannot be used; the message says where and why."""

    def __init__(self, message: str) -> None:
        super().__init__(_SURROGATE.sub("\ufffd", message))


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as the file writes it, not yet judged: it may be NaN, or too long to count with."""

    text: str


class Pairs(dict[str, object]):
    """An object of the file; `twice` is a key that it holds more than once."""

    twice: str | None = None


def parse(data: bytes) -> object:
    """Return what JSON bytes hold, numbers as `Numeral`; ExchangeError says where the syntax is broken."""
    try:
        text = data.decode("utf-8-sig")
        return json.loads(
            text, object_pairs_hook=_pairs, parse_int=Numeral, parse_float=Numeral, parse_constant=Numeral
        )
    except json.JSONDecodeError as error:
        raise ExchangeError(f"第 {error.lineno} 行第 {error.colno} 列有语法错误，不是完整的报告文件") from error
    except UnicodeDecodeError as error:
        raise ExchangeError(f"第 {error.start + 1} 个字节起不是 UTF-8 编码，不是报告文件") from error
    except RecursionError as error:
        raise ExchangeError("括号嵌套太深，不是报告文件") from error


def mapping(value: object, where: str) -> dict[str, object]:
    """Return an object of the file."""
    if not isinstance(value, dict):
        raise ExchangeError(f"{where or '文件'}：应是一组键值")
    if isinstance(value, Pairs) and value.twice is not None:
        raise ExchangeError(f"{below(where, value.twice)}：这个键出现了两次")
    return cast("dict[str, object]", value)


def items(value: object, where: str, what: str) -> list[object]:
    """Return a list of the file."""
    if not isinstance(value, list):
        raise ExchangeError(f"{where}：应是一列{what}")
    return cast("list[object]", value)


def number(value: object, where: str) -> int | Decimal | None:
    """Return a number of the file, None where it is something else; ExchangeError where it is too long or NaN."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, Numeral):
        return None
    if len(value.text) > MOST_DIGITS:
        raise ExchangeError(f"{where}：“{brief(value.text)}”这个数太长")
    found = Decimal(value.text)
    if not found.is_finite() or abs(found.adjusted()) > MOST_DIGITS:
        raise ExchangeError(f"{where}：“{value.text}”不是可用的数字")
    return int(value.text) if value.text.lstrip("-").isdigit() else Decimal(plain(found))


def integer(value: object, where: str) -> int:
    """Return a whole number of the file."""
    found = number(value, where)
    if not isinstance(found, int):
        raise ExchangeError(f"{where}：应是整数")
    return found


def text(value: object, where: str) -> str:
    """Return a text of the file that can also be written again."""
    if not isinstance(value, str):
        raise ExchangeError(f"{where}：应是文字")
    if _SURROGATE.search(value):
        raise ExchangeError(f"{where}：含有无法保存的字符（不成对的代理码）")
    return value


def refuse_unknown(found: Iterable[str], known: Collection[str], where: str) -> None:
    """Refuse keys that mean nothing here."""
    for key in found:
        if key not in known:
            raise ExchangeError(f"{below(where, key)}：没有这个键")


def below(where: str, key: str) -> str:
    """Return the path of a key."""
    return f"{where}.{brief(key)}" if where else brief(key)


def _pairs(pairs: list[tuple[str, object]]) -> Pairs:
    found = Pairs(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        found.twice = next(key for key, _value in pairs if key in seen or seen.add(key))
    return found
