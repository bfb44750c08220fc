"""What cannot be helped ends in one clear line that names the next step."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starting import is_root, start

from coopdb.errors import CoopdbError
from coopdb.server.embedded import ensure_running, stop
from coopdb.server.errors import (
    BinariesUnreachable,
    ClusterDamaged,
    ClusterNotMade,
    ClusterOfOtherVersion,
    HomeInUseElsewhere,
    HomeUnusable,
    NoBinaries,
    ServerBlindToArabic,
    ServerNotStarted,
)


def assert_one_line(error: CoopdbError, *words: str) -> None:
    assert "\n" not in str(error)
    assert error.exit_code == 2
    for word in words:
        assert word in str(error)


def test_a_home_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    with pytest.raises(HomeUnusable) as caught:
        start(tmp_path / "home")
    assert_one_line(caught.value, str(tmp_path / "home"), "COOPDB_HOME")


def test_a_home_that_cannot_be_made() -> None:
    with pytest.raises(HomeUnusable) as caught:
        start(Path("/proc/self/coopdb"))
    assert_one_line(caught.value, "/proc/self/coopdb", "COOPDB_HOME")


@pytest.mark.skipif(is_root, reason="root may write everywhere")
def test_a_home_that_is_not_writable(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(HomeUnusable) as caught:
        start(tmp_path)
    assert_one_line(caught.value, "Permission denied", "COOPDB_HOME")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for one cluster and not much beside it."""
    mounted = is_root and sys.platform == "linux" and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=150m,mode=700", "tmpfs", str(tmp_path)], capture_output=True
    ).returncode == 0  # fmt: skip
    if not mounted:
        pytest.skip("no small disk can be mounted here")
    yield tmp_path
    stop(tmp_path / "home")
    subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_disk_that_is_full_at_the_first_start(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(140 * 2**20))
    with pytest.raises(ClusterNotMade) as caught:
        start(small_disk / "home")
    assert_one_line(caught.value, "No space left on device", "COOPDB_HOME")
    (small_disk / "ballast").unlink()
    assert start(small_disk / "home").port


def test_a_disk_that_is_full_at_a_later_start(small_disk: Path) -> None:
    start(small_disk / "home")
    stop(small_disk / "home")
    with (
        (small_disk / "ballast").open("wb", buffering=0) as ballast,
        pytest.raises(OSError, match="No space"),
    ):
        while True:
            ballast.write(bytes(2**20)) or ballast.write(bytes(4096))
    with pytest.raises((ServerNotStarted, HomeUnusable)) as caught:
        start(small_disk / "home")
    assert_one_line(caught.value, str(small_disk))
    (small_disk / "ballast").unlink()
    assert start(small_disk / "home").port


def test_data_of_another_version(home: Path) -> None:
    start(home)
    stop(home)
    (home / "pgdata" / "PG_VERSION").write_text("9\n")
    with pytest.raises(ClusterOfOtherVersion) as caught:
        start(home)
    assert_one_line(caught.value, "PostgreSQL 9", "18", "pg_dump", "COOPDB_HOME")


def test_data_that_are_no_cluster(home: Path) -> None:
    (home / "pgdata").mkdir(parents=True)
    (home / "pgdata" / "notes.txt").touch()
    with pytest.raises(ClusterDamaged) as caught:
        start(home)
    assert_one_line(caught.value, str(home / "pgdata"), "COOPDB_HOME")
    assert (home / "pgdata" / "notes.txt").exists()


def test_a_damaged_cluster_shows_the_end_of_the_log(home: Path) -> None:
    start(home)
    stop(home)
    (home / "pgdata" / "global" / "pg_control").unlink()
    with pytest.raises(ServerNotStarted) as caught:
        start(home)
    assert_one_line(caught.value, "pg_control", str(home / "server.log"))


def test_no_programs(home: Path, tmp_path: Path) -> None:
    with pytest.raises(NoBinaries) as caught:
        ensure_running(home, binaries=tmp_path)
    assert_one_line(caught.value, "15 or newer", "COOPDB_DATABASE_URL")


def test_programs_that_are_too_old(home: Path, server_homes: Path) -> None:
    old = server_homes / "old"
    old.mkdir(exist_ok=True)
    (old / "postgres").write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.20'\n")
    (old / "postgres").chmod(0o755)
    server_homes.chmod(0o711)
    with pytest.raises(NoBinaries) as caught:
        ensure_running(home, binaries=old)
    assert_one_line(caught.value, "old is 14", "COOPDB_DATABASE_URL")


def test_the_wheel_is_missing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on musl: the system's programs serve, or the error names what can."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    try:
        server = start(home)
    except NoBinaries as error:
        assert_one_line(error, "COOPDB_DATABASE_URL")
    else:
        assert server.major >= 15


def test_a_server_that_is_blind_to_arabic(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopdb.server.cluster.CHARACTER_TYPES", ("C",))
    with pytest.raises(ServerBlindToArabic) as caught:
        start(home)
    assert_one_line(caught.value, "COOPDB_DATABASE_URL")


def test_no_character_type_fits(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopdb.server.cluster.CHARACTER_TYPES", ("xx_XX.UTF-8", "yy_YY.UTF-8"))
    with pytest.raises(ClusterNotMade, match="yy_YY"):
        start(home)


@pytest.mark.skipif(sys.platform == "win32", reason="locks that children inherit")
def test_a_server_out_of_sight_holds_the_data(home: Path) -> None:
    """As from another container with the same folder: its processes cannot be seen, its lock can."""
    import fcntl

    start(home)
    stop(home)
    file = os.open(home / "pgdata" / "coopdb.alive", os.O_RDWR)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(HomeInUseElsewhere) as caught:
            start(home)
        assert_one_line(caught.value, str(home), "COOPDB_HOME")
    finally:
        os.close(file)
    assert start(home).port


def test_root_without_another_account(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not is_root:
        pytest.skip("only root needs another account")
    monkeypatch.setattr("coopdb.server.accounts.STAND_INS", ("nobody-of-this-name",))
    with pytest.raises(CoopdbError, match="refuses to run as root") as caught:
        start(home)
    assert_one_line(caught.value, "COOPDB_DATABASE_URL")


def test_programs_that_no_copy_makes_reachable(home: Path, server_homes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not is_root:
        pytest.skip("only root needs another account")
    closed = server_homes / "closed-programs" / "pginstall" / "bin"
    closed.mkdir(parents=True)
    (server_homes / "closed-programs").chmod(0o700)
    (closed / "postgres").touch()
    monkeypatch.setattr("coopdb.server.binaries.SHARED_FOLDERS", ("/proc/none",))
    with pytest.raises(BinariesUnreachable) as caught:
        ensure_running(home, binaries=closed)
    assert_one_line(caught.value, "COOPDB_DATABASE_URL")
