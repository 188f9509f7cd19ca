"""What the tests of the command line share: calls within this process and calls as a user makes them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from places import ROOT
from reportdesk.__main__ import main

SAMPLES = ROOT / "resources" / "samples"
GOOD = SAMPLES / "sample-2021.report.json"
TO_MEND = SAMPLES / "practice.report.json"


@dataclass(frozen=True)
class Done:
    """What a call came to."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Call = Callable[..., Done]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*words: str | Path) -> Done:
        status = main([str(word) for word in words])
        told = capsys.readouterr()
        return Done(status, told.out, told.err)

    return run


def spawn(
    *words: str | Path, folder: Path, without: tuple[str, ...] = (), env: Mapping[str, str] | None = None
) -> Done:
    """Call the program as a process of its own, in a folder."""
    surroundings = {name: value for name, value in os.environ.items() if name not in without} | dict(env or {})
    command = [sys.executable, "-m", "reportdesk", *map(str, words)]
    done = subprocess.run(command, check=False, capture_output=True, cwd=folder, env=surroundings, timeout=60)
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def assert_one_line(text: str, *parts: str) -> None:
    assert text.endswith("\n")
    assert text.count("\n") == 1
    for part in parts:
        assert part in text
