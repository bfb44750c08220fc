"""Progress on standard error, where somebody watches and the work is long."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress_of(deed: str, *, quiet: bool = False, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Show how many articles are done and how fast; give the function that is told the number.

    Args:
        deed: what is going on: `loading`.
        quiet: show nothing.
        total: how many there will be, where that is known.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = [SpinnerColumn(), TextColumn("{task.description}"), *([BarColumn()] if total else [])]
    with Progress(
        *columns,
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as progress:
        task = progress.add_task(deed, total=total, rate="")

        def advance(done: int) -> None:
            elapsed = progress.tasks[0].elapsed or 0
            progress.update(task, completed=done, rate=f"{done / elapsed:,.0f}/s" if elapsed else "")

        yield advance
