"""What `dask worker --preload` loads into a worker that is to go wrong: in the environment is how."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

# After how many articles, in the middle of a batch, which process is killed; 0 stands for the worker itself.
ARTICLES, VICTIM = "COOPDB_TEST_ARTICLES", "COOPDB_TEST_VICTIM"
# The version that a worker takes itself for.
VERSION = "COOPDB_TEST_VERSION"


def dask_setup(worker: object) -> None:
    """Called by Dask in the worker, before it does anything."""
    if VERSION in os.environ:
        import coopdb

        coopdb.__version__ = os.environ[VERSION]
    if ARTICLES not in os.environ:
        return
    from coopdb.cli import reading

    read, left = reading.read_article, int(os.environ[ARTICLES])

    def read_until_then(article: Any, lexicon_folder: Path | None = None) -> Any:
        nonlocal left
        if left == 0:
            os.kill(int(os.environ[VICTIM]) or os.getpid(), signal.SIGKILL)
        left -= 1
        return read(article, lexicon_folder)

    reading.read_article = read_until_then
