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


_ANY_FILE = "报告文件（.report.json），或已发布的报告（Word、网页、PDF、文本）"


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
    _add_repair(commands)
    _add_export(commands)
    _add_import(commands)
    _add_carry(commands)
    _add_compare(commands)
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
    parser.add_argument("file", metavar="FILE", help=_ANY_FILE)
    parser.add_argument("--last", metavar="FILE", default="", help="同一单位的上年报告，给出时一并与上年核对")
    text = "送审单上的校验码（至少前 12 位），与文件不符时报错"
    parser.add_argument("--digest", metavar="HEX", default=None, help=text)
    _add_json(parser)
    parser.set_defaults(command="check")


def _add_repair(commands: argparse._SubParsersAction[_Parser]) -> None:  # pyright: ignore[reportPrivateUsage]
    parser = _add(commands, "repair", "勾稽关系不成立时，列出最可能填错的格子和应填的数")
    parser.add_argument("file", metavar="FILE", help=_ANY_FILE)
    _add_json(parser)
    parser.set_defaults(command="repair")


def _add_export(commands: argparse._SubParsersAction[_Parser]) -> None:  # pyright: ignore[reportPrivateUsage]
    parser = _add(commands, "export", "导出规范版式的 Word、PDF 或网页文件；有错误或未填时照样导出，页面标明草稿")
    parser.add_argument("file", metavar="FILE", help=_ANY_FILE)
    text = "导出到哪里，扩展名 .docx、.pdf 或 .html"
    parser.add_argument("-o", "--output", metavar="OUT.docx", required=True, help=text)
    parser.add_argument("--signoff", action="store_true", help="导出送审材料（.docx）：送审单、数据审核结果表和送审稿")
    _add_json(parser)
    parser.set_defaults(command="export")


def _add_import(commands: argparse._SubParsersAction[_Parser]) -> None:  # pyright: ignore[reportPrivateUsage]
    parser = _add(commands, "import", "读入已发布的报告，列出没有读出和存疑的内容")
    parser.add_argument("file", metavar="FILE", help="已发布的报告（Word、网页、PDF、文本）")
    parser.add_argument("-o", "--output", metavar="OUT.report.json", required=True, help="读入后写到哪里")
    parser.add_argument("--year", metavar="N", type=_year, default=0, help="报告年度，原文没有写明时用")
    _add_json(parser)
    parser.set_defaults(command="import")


def _add_carry(commands: argparse._SubParsersAction[_Parser]) -> None:  # pyright: ignore[reportPrivateUsage]
    parser = _add(commands, "carry", "以上年报告为底稿建立新一年的报告，提取上年结转的数")
    parser.add_argument("file", metavar="LAST", help=f"上年的{_ANY_FILE}")
    parser.add_argument("--year", metavar="N", type=_year, required=True, help="新报告的年度")
    parser.add_argument("-o", "--output", metavar="OUT.report.json", required=True, help="新报告写到哪里")
    parser.add_argument("--unit", metavar="NAME", default="", help="新报告的单位名称，默认与上年报告相同")
    text = "不是同一单位或者不是上一年度的报告，也用作底稿；只取文字，不结转数"
    parser.add_argument("--anyway", action="store_true", help=text)
    parser.set_defaults(command="carry")


def _add_compare(commands: argparse._SubParsersAction[_Parser]) -> None:  # pyright: ignore[reportPrivateUsage]
    parser = _add(commands, "compare", "逐格、逐段比较两份报告：两个年度的，或者同一份的两个版本")
    parser.add_argument("file", metavar="A", help=f"前一份：{_ANY_FILE}")
    parser.add_argument("other", metavar="B", help=f"后一份：{_ANY_FILE}")
    _add_json(parser)
    parser.set_defaults(command="compare")


def _add_drafts(commands: argparse._SubParsersAction[_Parser]) -> None:  # pyright: ignore[reportPrivateUsage]
    drafts = _add(commands, "drafts", "查看、备份、恢复、检查本机的报告库")
    kinds = drafts.add_subparsers(title="命令", metavar="命令", required=True)
    listing = _add(kinds, "list", "列出全部报告")
    _add_json(listing)
    listing.set_defaults(command="drafts list")
    shown = _add(kinds, "show", "显示一份报告的概况和审核结果；加 --json 则输出报告文件的内容")
    shown.add_argument("id", metavar="ID", type=_number, help="报告编号，见 drafts list")
    _add_json(shown)
    shown.set_defaults(command="drafts show")
    _add_keeping(kinds)


def _add_keeping(kinds: argparse._SubParsersAction[_Parser]) -> None:  # pyright: ignore[reportPrivateUsage]
    backup = _add(kinds, "backup", "把整个报告库（全部报告、修改记录、回收站、设置）备份成一个文件；窗口开着也可以备份")
    backup.add_argument("file", metavar="FILE", help="备份到哪里；已有的备份可以替换，其他文件不替换")
    restore = _add(kinds, "restore", "用备份恢复报告库，现在的数据文件另存在旁边；请先关闭窗口")
    restore.add_argument("file", metavar="FILE", help="备份文件")
    restore.add_argument("--anyway", action="store_true", help="备份里个别报告有问题也恢复；备份文件损坏的不能恢复")
    verify = _add(kinds, "verify", "检查报告库或一份备份是否完好，每份报告的内容、概况和修改记录是否一致；不作任何改动")
    verify.add_argument("file", metavar="FILE", nargs="?", default="", help="备份文件，不写则检查本机的报告库")
    for name, parser in (("backup", backup), ("restore", restore), ("verify", verify)):
        _add_json(parser)
        parser.set_defaults(command=f"drafts {name}")


def _year(text: str) -> int:
    if not re.fullmatch(r"[12][0-9]{3}", text):
        raise argparse.ArgumentTypeError(f"“{text}”不是四位数的年度")
    return int(text)


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise argparse.ArgumentTypeError(f"“{text}”不是报告编号")
    return int(text)
