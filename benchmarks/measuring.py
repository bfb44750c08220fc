"""Turns, ratios and what is made of them: A B A B …, medians, and how far they spread."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Spread:
    """A median with the least and the most that was seen."""

    median: float
    least: float
    most: float

    @staticmethod
    def of(values: Sequence[float]) -> Spread:
        return Spread(statistics.median(values), min(values), max(values))


@dataclass(frozen=True)
class Result:
    """A line of the table.

    Attributes:
        name: what `--only` calls it.
        what: what is measured.
        against: what it is compared with.
        reached: the ratio, one value a turn.
        to_reach: the ratio that is asked for.
        at_least: whether the ratio must be at least that, or at most.
        figures: the times and rates behind it.
        judged_by_worst: whether the worst of them must hold, where they are of different things.
    """

    name: str
    what: str
    against: str
    reached: Spread
    to_reach: float
    at_least: bool
    figures: dict[str, Any] = field(default_factory=dict)
    judged_by_worst: bool = False

    @property
    def holds(self) -> bool:
        if self.judged_by_worst:
            return self.reached.least >= self.to_reach if self.at_least else self.reached.most <= self.to_reach
        return self.reached.median >= self.to_reach if self.at_least else self.reached.median <= self.to_reach

    def as_dict(self) -> dict[str, Any]:
        """For results.json."""
        return asdict(self) | {"holds": self.holds}


def in_turn(contestants: Sequence[Callable[[int], float]], turns: int) -> list[list[float]]:
    """Let contestants take turns, in rising and falling order alternately; their times, by contestant.

    Alternating takes a drift of the machine out of the comparison.
    """
    times: list[list[float]] = [[] for _ in contestants]
    for turn in range(turns):
        order = range(len(contestants)) if turn % 2 == 0 else range(len(contestants) - 1, -1, -1)
        for at in order:
            times[at].append(contestants[at](turn))
    return times


def ratios(above: Sequence[float], below: Sequence[float]) -> Spread:
    """The ratio of each turn."""
    return Spread.of([a / b for a, b in zip(above, below, strict=True)])


def machine() -> dict[str, Any]:
    """What it was run on, and how busy that was."""
    model = "unknown"
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text("utf-8").splitlines()
        model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), model)
    return {
        "processor": model,
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load_average": [round(x, 2) for x in os.getloadavg()] if hasattr(os, "getloadavg") else None,
    }
