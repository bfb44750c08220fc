"""The lexicon that a command reads with."""

from __future__ import annotations

import functools
from pathlib import Path

from coopdb.lexicon import Lexicon, load_lexicon


@functools.cache
def lexicon_of(folder: Path | None) -> Lexicon:
    """Return the package's lexicon, or the one that a folder adds to; once a process."""
    return load_lexicon(folder)
