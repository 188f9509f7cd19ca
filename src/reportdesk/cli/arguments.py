"""The command line's grammar, with its help and its complaints in Chinese."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import NoReturn

from reportdesk import __version__
from reportdesk.cli.border import Arguments
from reportdesk.errors import ReportDeskError

_COMPLAINTS = (
    (r"the following arguments are required: (.*)", r"缺少 \1"),
    (r"unrecognized arguments: (.*)", r"不认识 \1"),
    (r"argument (.*): expected one argument", r"\1 后面要跟一个值"),
    (r"argument (.*): ignored explicit argument (.*)", r"\1 后面不能跟 \2"),
    (r"argument .*: invalid choice: (.*) \(choose from (.*)\)", r"没有 \1，可用的有 \2"),
    (r"argument (.*): (.*)", r"\1：\2"),
)


class BadCall(ReportDeskError):
    """A call that the grammar does not have."""


def parse(words: Sequence[str], into: Arguments) -> None:
    """Read a call; BadCall says what is wrong with it, SystemExit ends one that only asks for help."""
    _parser().parse_args(words, namespace=into)


class _Layout(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)  # type: ignore[arg-type]


class _Parser(argparse.ArgumentParser):
    def __init__(self, **options: object) -> None:
        settings = {"add_help": False, "allow_abbrev": False, "formatter_class": _Layout} | options
        super().__init__(**settings)  # type: ignore[arg-type]
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        for pattern, complaint in _COMPLAINTS:
            if re.fullmatch(pattern, message):
                message = re.sub(pattern, complaint, message)
                break
        raise BadCall(f"命令写法有误：{message}。用法见 {self.prog} --help")


def _parser() -> _Parser:
    parser = _Parser(prog="reportdesk", description="编制、审核、发布政府信息公开工作年度报告。不带命令时打开窗口。")
    parser.add_argument("--version", action="version", version=f"ReportDesk {__version__}", help="显示版本")
    _add_data(parser, None)
    commands = parser.add_subparsers(title="命令", metavar="命令")
    _add_check(commands)
    _add_export(commands)
    _add_drafts(commands)
    return parser


# Its own class is a private name of argparse, and its parameter is not known at run time.
def _add(commands: argparse._SubParsersAction[_Parser], name: str, text: str) -> _Parser:  # pyright: ignore[reportPrivateUsage]
    parser = commands.add_parser(name, help=text, description=text)
    _add_data(parser, argparse.SUPPRESS)
    return parser


def _add_data(parser: _Parser, default: str | None) -> None:
    text = "数据文件夹，默认为 REPORTDESK_DATA 所指的文件夹，没有指定则用本用户的"
    parser.add_argument("--data", metavar="DIR", default=default, help=text)


def _add_json(parser: _Parser) -> None:
    parser.add_argument("--json", action="store_true", help="输出 JSON，供其他程序读取")


def _add_check(commands: argparse._SubParsersAction[_Parser]) -> None:  # pyright: ignore[reportPrivateUsage]
    parser = _add(commands, "check", "数据审核：逐条列出错误、未填和提醒")
    parser.add_argument("file", metavar="FILE", help="报告文件（.report.json）")
    _add_json(parser)
    parser.set_defaults(command="check")


def _add_export(commands: argparse._SubParsersAction[_Parser]) -> None:  # pyright: ignore[reportPrivateUsage]
    parser = _add(commands, "export", "导出规范版式的 Word 文件；有错误或未填时照样导出，页面标明草稿")
    parser.add_argument("file", metavar="FILE", help="报告文件（.report.json）")
    parser.add_argument("-o", "--output", metavar="OUT.docx", required=True, help="导出到哪里")
    _add_json(parser)
    parser.set_defaults(command="export")


def _add_drafts(commands: argparse._SubParsersAction[_Parser]) -> None:  # pyright: ignore[reportPrivateUsage]
    drafts = _add(commands, "drafts", "查看本机报告库里的报告")
    kinds = drafts.add_subparsers(title="命令", metavar="命令", required=True)
    listing = _add(kinds, "list", "列出全部报告")
    _add_json(listing)
    listing.set_defaults(command="drafts list")
    shown = _add(kinds, "show", "显示一份报告的概况和审核结果；加 --json 则输出报告文件的内容")
    shown.add_argument("id", metavar="ID", type=_number, help="报告编号，见 drafts list")
    _add_json(shown)
    shown.set_defaults(command="drafts show")


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise argparse.ArgumentTypeError(f"“{text}”不是报告编号")
    return int(text)
