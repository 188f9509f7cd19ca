"""The shape of the code, as far as the import contracts in pyproject.toml do not tell it."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from places import ROOT

SOURCES = sorted((ROOT / "src").rglob("*.py"))
LINES_PER_FILE = 600
LINES_PER_FUNCTION = 60
METHODS_PER_CLASS = 30
QT = {"PySide6", "shiboken6"}


def parsed(source: Path) -> ast.Module:
    return ast.parse(source.read_text(encoding="utf-8"), str(source))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: str(source.relative_to(ROOT / "src")))
def test_files_functions_and_classes_stay_small(source: Path) -> None:
    assert len(source.read_text(encoding="utf-8").splitlines()) <= LINES_PER_FILE
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LINES_PER_FUNCTION, node.name
        elif isinstance(node, ast.ClassDef):
            methods = [member for member in node.body if isinstance(member, ast.FunctionDef)]
            assert len(methods) < METHODS_PER_CLASS, node.name


def test_only_the_window_imports_qt() -> None:
    guilty = [
        str(source.relative_to(ROOT))
        for source in SOURCES
        if "gui" not in source.relative_to(ROOT / "src" / "reportdesk").parts
        and QT & {name.partition(".")[0] for name in imported(parsed(source))}
    ]
    assert not guilty


def test_nothing_below_the_window_loads_qt() -> None:
    package = ROOT / "src"
    modules = [
        ".".join(source.relative_to(package).with_suffix("").parts).removesuffix(".__init__")
        for source in SOURCES
        if "gui" not in source.parts and source.stem != "__main__"
    ]
    program = f"import sys, {', '.join(modules)}; sys.exit(bool({QT!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True, timeout=60)
    assert (done.stderr, done.returncode) == ("", 0)
