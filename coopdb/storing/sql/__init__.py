"""The SQL of storing, in files: `script("derive_figures")` is `derive_figures.sql` of this folder."""

from __future__ import annotations

import functools
from pathlib import Path

FOLDER = Path(__file__).parent


@functools.cache
def script(name: str) -> str:
    """Return a file of statements that run one after the other, with no parameter."""
    return (FOLDER / f"{name}.sql").read_text("utf-8")


@functools.cache
def queries(name: str) -> dict[str, str]:
    """Return the queries of a file by their names: each stands under a line `-- name: …`."""
    parts = script(name).split("-- name: ")[1:]
    return {head.strip(): body.strip() for head, _, body in (part.partition("\n") for part in parts)}
