"""Where the time goes: `python -m benchmarks --profile reading`."""

from __future__ import annotations

import cProfile
import pstats
import sys
from collections import defaultdict

from benchmarks.generate import generate
from benchmarks.reading import FIRST


def profile_reading(count: int) -> None:
    """Read fresh articles and print which modules, then which functions take the time."""
    from coopdb import read

    texts = [a.text for a in generate(count + 50, start=FIRST + 2_000_000)]
    for text in texts[:50]:
        read(text)
    profiler = cProfile.Profile()
    profiler.enable()
    for text in texts[50:]:
        read(text)
    profiler.disable()
    show(profiler, "coopdb/reading/")


def show(profiler: cProfile.Profile, folder: str) -> None:
    """Print own time by module, what they call outside of `folder` with them; then the functions."""
    stats = pstats.Stats(profiler)
    own: dict[str, float] = defaultdict(float)
    for (file, _, _), (_, _, time, _, callers) in stats.stats.items():  # type: ignore[attr-defined]
        if folder in file:
            own[file.split(folder)[1]] += time
        else:
            for (caller, _, _), (_, _, theirs, _) in callers.items():
                own[caller.split(folder)[1] if folder in caller else "elsewhere"] += theirs
    total = sum(own.values())
    for module, time in sorted(own.items(), key=lambda item: -item[1]):
        if time / total >= 0.01:
            print(f"{time / total:6.1%}  {module}")
    stats.stream = sys.stdout  # type: ignore[attr-defined]
    stats.strip_dirs().sort_stats("cumulative").print_stats(30)
    stats.sort_stats("tottime").print_stats(30)
