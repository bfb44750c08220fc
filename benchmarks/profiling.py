"""Where the time goes: `python -m benchmarks --profile reading`, or `--profile load`."""

from __future__ import annotations

import cProfile
import pstats
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.databases import Databases
from benchmarks.generate import generate
from benchmarks.loading import FIRST, empty_database, load, written
from coopdb.storing.derive import STEPS


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
    for (file, _, _), (_, _, seconds, _, callers) in stats.stats.items():  # type: ignore[attr-defined]
        if folder in file:
            own[file.split(folder)[1]] += seconds
        else:
            for (caller, _, _), (_, _, theirs, _) in callers.items():
                own[caller.split(folder)[1] if folder in caller else "elsewhere"] += theirs
    total = sum(own.values())
    for module, seconds in sorted(own.items(), key=lambda item: -item[1]):
        if seconds / total >= 0.01:
            print(f"{seconds / total:6.1%}  {module}")
    stats.stream = sys.stdout  # type: ignore[attr-defined]
    stats.strip_dirs().sort_stats("cumulative").print_stats(30)
    stats.sort_stats("tottime").print_stats(30)


def profile_load(databases: Databases, folder: Path, count: int) -> None:
    """Load articles into an empty database and print which statements, then which functions take the time."""
    from coopdb.storing.sql import script

    names = {script(step): step for step in STEPS}
    spent: dict[str, float] = defaultdict(float)
    execute = psycopg.Cursor.execute

    def timed(cursor: Any, query: Any, *rest: Any, **options: Any) -> Any:
        start = time.perf_counter()
        try:
            return execute(cursor, query, *rest, **options)
        finally:
            text = query if isinstance(query, str) else str(query)
            spent[names.get(text, " ".join(text.split())[:70])] += time.perf_counter() - start

    corpus = written(folder, count, FIRST + 500_000)
    url = empty_database(databases)
    load(url, written(folder, 200, FIRST + 400_000))
    profiler = cProfile.Profile()
    psycopg.Cursor.execute = timed  # type: ignore[method-assign, assignment]
    profiler.enable()
    try:
        seconds = load(url, corpus)
    finally:
        profiler.disable()
        psycopg.Cursor.execute = execute  # type: ignore[method-assign]
    print(f"{count} articles in {seconds:.1f} s; statements:")
    for name, time_spent in sorted(spent.items(), key=lambda item: -item[1])[:25]:
        print(f"{time_spent / seconds:6.1%}  {time_spent:7.2f} s  {name}")
    show(profiler, "coopdb/")
