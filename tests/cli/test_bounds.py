"""The bounds of reading one article: what would never end is stopped, and what follows it is not harmed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest

from coopdb.cli.bounds import ReadingTakesTooLong, ReadingTakesTooMuch, bounded

T = TypeVar("T")


def here(deed: Callable[[], T]) -> T:
    return deed()


def in_a_thread(deed: Callable[[], T]) -> T:
    """As a worker of Dask reads."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(deed).result()


@pytest.mark.parametrize("where", [here, in_a_thread])
def test_what_never_ends_is_stopped(where: Callable[[Callable[[], None]], None]) -> None:
    def never_end() -> None:
        with bounded(seconds=0.05):
            while True:
                pass

    with pytest.raises(ReadingTakesTooLong, match=r"more than 0\.05 seconds"):
        where(never_end)


@pytest.mark.parametrize("where", [here, in_a_thread])
def test_after_a_stop_the_next_goes_on(where: Callable[[Callable[[], list[str]]], list[str]]) -> None:
    def several() -> list[str]:
        said = []
        for seconds in (0.02, 60, 0.02, 60):
            try:
                with bounded(seconds=seconds):
                    while seconds < 1:
                        pass
                said.append("read")
            except ReadingTakesTooLong:
                said.append("stopped")
        return said

    assert where(several) == ["stopped", "read", "stopped", "read"]


@pytest.mark.parametrize("where", [here, in_a_thread])
def test_an_error_inside_is_the_same_outside(where: Callable[[Callable[[], None]], None]) -> None:
    def fail() -> None:
        with bounded():
            raise LookupError("no such place")

    with pytest.raises(LookupError, match="no such place"):
        where(fail)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux")
def test_what_takes_too_much_memory_is_stopped() -> None:
    with pytest.raises(ReadingTakesTooMuch, match="64 MB"), bounded(memory=64 * 2**20):
        bytearray(256 * 2**20)
    assert len(bytearray(256 * 2**20)) == 256 * 2**20
