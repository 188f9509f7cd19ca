"""`python -m benchmarks [NAME …]`: run the benchmarks named, or all, and print a table for each."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from benchmarks import engine, export, library, prose, reading, repair, start, window
from benchmarks.measure import Section, lines, machine

BENCHMARKS: Mapping[str, Callable[[], Section]] = {
    "engine": engine.alone,
    "stored": engine.stored,
    "repair": repair.run,
    "prose": prose.run,
    "window": window.run,
    "library": library.run,
    "export": export.run,
    "reading": reading.run,
    "start": start.run,
}


def main() -> None:
    """Read the call and run what it names."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}; all if none is given")
    parser.add_argument(
        "--fetch", action="store_true", help="fetch docxtpl and banff into a temporary folder, to compare with"
    )
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    export.may_fetch = repair.may_fetch = arguments.fetch
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _say(f"# {machine()}, {datetime.now(UTC):%Y-%m-%d}\n")
    for name in arguments.names or BENCHMARKS:
        _say("\n".join(lines(BENCHMARKS[name]())))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
