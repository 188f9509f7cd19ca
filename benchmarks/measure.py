"""Timing in turns, medians and p99, and the table they are printed in."""

from __future__ import annotations

import gc
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportdesk.cli.layout import table

Action = Callable[[], object]
_HEAD = ("what", "p50", "p99", "runs", "ratio", "wanted")


@dataclass(frozen=True)
class Row:
    """One line of the table: samples in seconds, a ratio to a peer, and what is wanted of either."""

    name: str
    samples: Sequence[float]
    ratio: str = ""
    wanted: str = ""

    @property
    def median(self) -> float:
        """Return the median."""
        return statistics.median(self.samples)

    @property
    def p99(self) -> float:
        """Return the 99th percentile, with few samples the largest."""
        return sorted(self.samples)[max(0, -(-len(self.samples) * 99 // 100) - 1)]

    def cells(self) -> tuple[str, ...]:
        """Return the line's cells."""
        return self.name, span(self.median), span(self.p99), str(len(self.samples)), self.ratio, self.wanted


@dataclass(frozen=True)
class Section:
    """What one benchmark found; without rows, `notes` say why it was skipped."""

    title: str
    rows: Sequence[Row] = ()
    notes: Sequence[str] = ()


def in_turns(actions: Mapping[str, Action], runs: int, warm_up: int = 3) -> dict[str, list[float]]:
    """Time each action once a round, so that all share what else the machine does; return seconds by name."""
    samples: dict[str, list[float]] = {name: [] for name in actions}
    for round_ in range(warm_up + runs):
        for name, action in actions.items():
            seconds = timed(action)
            if round_ >= warm_up:
                samples[name].append(seconds)
    return samples


def timed(action: Action) -> float:
    """Return the seconds that one call takes."""
    gc.collect(0)
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def times(slow: Sequence[float], fast: Sequence[float]) -> float:
    """Return how many times the median of the first is that of the second."""
    return statistics.median(slow) / statistics.median(fast)


def verdict(wish: str, met: bool) -> str:
    """Return a wish and whether it came true."""
    return f"{wish}: {'met' if met else 'MISSED'}"


def span(seconds: float) -> str:
    """Return a duration with a fitting unit."""
    if seconds < 1e-3:
        return f"{seconds * 1e6:.1f} µs"
    return f"{seconds * 1e3:.2f} ms" if seconds < 1e-1 else f"{seconds * 1e3:.0f} ms"


def machine() -> str:
    """Describe the machine in general terms."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{platform.system()} {platform.machine()}, {cores} cores, {python}"


def lines(section: Section) -> Iterator[str]:
    """Yield a section as text."""
    yield f"## {section.title}"
    if section.rows:
        yield from table(_HEAD, [row.cells() for row in section.rows], frozenset({1, 2, 3, 4}))
    yield from section.notes
    yield ""
