"""What was killed, lost or damaged is mended by the next command."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from starting import is_root, kill, needs_root, start, start_elsewhere, wait_for

from coopdb.server import cluster
from coopdb.server.embedded import ensure_running, status, stop
from coopdb.server.errors import PasswordsOfOtherData
from coopdb.server.processes import find_processes


def count_rows(url: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM kept").fetchone()
        return row[0] if row else None


def is_running(pid: int) -> bool:
    return any(process.pid == pid and process.poll() is None for process in cluster._launched)


@pytest.fixture
def filled(home: Path) -> Path:
    """A home whose server runs and holds one committed row."""
    with psycopg.connect(ensure_running(home).libpq_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS n")
    return home


def test_a_killed_postmaster(filled: Path) -> None:
    before = start(filled)
    kill(before.pid)
    after = start(filled)
    assert after.pid != before.pid
    assert count_rows(after.libpq_url) == 1


def test_a_killed_postmaster_whose_backends_go_on(filled: Path) -> None:
    server = start(filled)
    with psycopg.connect(server.libpq_url, autocommit=True) as busy:
        # A loop that looks neither at its postmaster nor at its client.
        busy.pgconn.send_query(b"DO $$ BEGIN LOOP END LOOP; END $$")
        backend = busy.info.backend_pid
        kill(server.pid)
        assert count_rows(start(filled).libpq_url) == 1
        assert backend not in find_processes(filled / "pgdata")
        busy.pgconn.finish()


def test_a_killed_backend(filled: Path) -> None:
    server = start(filled)
    with psycopg.connect(server.libpq_url) as connection:
        kill(connection.info.backend_pid)

        def count_again() -> int:
            # The server may be found well before it sees that a process of its was killed.
            try:
                return count_rows(start(filled).libpq_url)
            except psycopg.OperationalError:
                return 0

        assert wait_for(count_again) == 1
    assert start(filled).pid == server.pid


def test_a_killed_client(filled: Path) -> None:
    server = start(filled)
    code = (
        "import sys, psycopg\n"
        f"c = psycopg.connect({server.libpq_url!r})\n"
        "c.execute('INSERT INTO kept VALUES (2)')\n"
        "print('inserted', flush=True); sys.stdin.read()\n"
    )
    client = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert client.stdout is not None and client.stdout.readline() == "inserted\n"
    client.kill()
    client.communicate()
    assert count_rows(start(filled).libpq_url) == 1


@pytest.mark.parametrize("sign", ["initializing-*", "initializing-*/data/PG_VERSION", "initializing-*/data/base/1/*"])
def test_a_command_killed_while_it_makes_the_cluster(home: Path, sign: str) -> None:
    starter = start_elsewhere(home)
    wait_for(lambda: any(home.glob(sign)))
    starter.kill()  # its initdb goes on
    starter.communicate()
    with psycopg.connect(start(home).libpq_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert not list(home.glob("initializing-*"))


def test_a_whole_group_killed_while_the_cluster_is_made(home: Path) -> None:
    starter = start_elsewhere(home)
    wait_for(lambda: any(home.glob("initializing-*/data/global/*")))
    os.killpg(starter.pid, signal.SIGKILL)
    starter.communicate()
    with psycopg.connect(start(home).libpq_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_command_killed_between_the_server_and_its_database(home: Path) -> None:
    server = start(home)
    with psycopg.connect(server.libpq_url.replace("/coopdb", "/postgres"), autocommit=True) as connection:
        connection.execute("DROP DATABASE coopdb")
    (home / "server.json").unlink()
    again = start(home)
    assert again.pid == server.pid
    with psycopg.connect(again.libpq_url) as connection:
        assert connection.info.dbname == "coopdb"


@pytest.mark.parametrize("whose", ["this process", "a server of another home", "nobody"])
def test_a_stale_pid_file(filled: Path, server_homes: Path, whose: str) -> None:
    other = start(server_homes / "other")
    pid = {"this process": os.getpid(), "a server of another home": other.pid, "nobody": 2**22 - 3}[whose]
    server = start(filled)
    pid_file = filled / "pgdata" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    kill(server.pid)
    wait_for(lambda: not status(filled).is_running)
    pid_file.write_text("\n".join([str(pid), *lines[1:]]) + "\n")
    assert count_rows(start(filled).libpq_url) == 1
    assert start(server_homes / "other") == other
    stop(server_homes / "other")


def test_an_empty_pid_file(filled: Path) -> None:
    stop(filled)
    (filled / "pgdata" / "postmaster.pid").touch()
    assert count_rows(start(filled).libpq_url) == 1


@pytest.mark.parametrize("content", ["", "{", "[]", '{"port": "x"}', '{"port": 99999999}'])
def test_a_damaged_state_file(filled: Path, content: str) -> None:
    stop(filled)
    (filled / "server.json").write_text(content)
    assert count_rows(start(filled).libpq_url) == 1


@pytest.mark.parametrize("was_running", [True, False])
def test_lost_passwords(filled: Path, was_running: bool) -> None:
    old = start(filled)
    if not was_running:
        stop(filled)
    (filled / "passwords.json").unlink()
    new = start(filled)
    assert new.password != old.password
    assert count_rows(new.libpq_url) == 1
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(new.libpq_url.replace(new.password, old.password))


def test_passwords_of_other_data(filled: Path) -> None:
    stop(filled)
    passwords = filled / "passwords.json"
    passwords.write_text(json.dumps(dict.fromkeys(json.loads(passwords.read_text()), "other")))
    with pytest.raises(PasswordsOfOtherData, match="remove this one"):
        start(filled)
    passwords.unlink()
    assert count_rows(start(filled).libpq_url) == 1


def test_a_home_removed_under_its_server(filled: Path) -> None:
    orphan = start(filled)
    shutil.rmtree(filled)
    with psycopg.connect(start(filled).libpq_url) as connection:
        assert connection.execute("SELECT to_regclass('kept')").fetchone() == (None,)
    os.kill(orphan.pid, signal.SIGQUIT)  # it would notice by itself within a minute
    wait_for(lambda: not is_running(orphan.pid))


def test_data_removed_under_their_server(filled: Path) -> None:
    orphan = start(filled)
    shutil.rmtree(filled / "pgdata")
    with psycopg.connect(start(filled).libpq_url) as connection:
        assert connection.execute("SELECT to_regclass('kept')").fetchone() == (None,)
    os.kill(orphan.pid, signal.SIGQUIT)  # it would notice by itself within a minute
    wait_for(lambda: not is_running(orphan.pid))


def test_a_home_moved_with_its_server(filled: Path, server_homes: Path) -> None:
    server = start(filled)
    moved = filled.rename(server_homes / "moved")
    try:
        assert start(moved).pid == server.pid
        stop(moved)
        assert count_rows(start(moved).libpq_url) == 1
    finally:
        stop(moved)


@needs_root
def test_data_copied_by_root(filled: Path) -> None:
    stop(filled)
    for folder, _, files in os.walk(filled / "pgdata"):
        os.chmod(folder, 0o755)  # noqa: PTH101
        for path in (folder, *(os.path.join(folder, name) for name in files)):  # noqa: PTH118
            os.chown(path, 0, 0)
    assert count_rows(start(filled).libpq_url) == 1


def test_state_is_written_whole(filled: Path) -> None:
    server = start(filled)
    state = json.loads((filled / "server.json").read_text())
    assert (state["pid"], state["port"]) == (server.pid, server.port)
    assert (filled / "server.json").stat().st_uid == (0 if is_root else os.getuid())


@pytest.mark.long
def test_kills_at_random_moments(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Commands and servers are killed while others start: what was committed is there afterwards."""
    chance = random.Random(2026)
    rounds, kills, rows = 60, 0, 0
    for number in range(rounds):
        if number % 5 == 0 and home.exists():
            stop(home)
            shutil.rmtree(home)
            rows = 0
        starters = [start_elsewhere(home) for _ in range(3)]
        with contextlib.suppress(subprocess.TimeoutExpired):
            starters[2].wait(chance.uniform(0.0, 0.6))
        for starter in starters[:2]:
            kill_one = os.killpg if chance.random() < 0.3 else os.kill
            with contextlib.suppress(ProcessLookupError):
                kill_one(starter.pid, signal.SIGKILL)
                kills += 1
        if (pid := status(home).pid) and chance.random() < 0.6:
            kill(pid)
            kills += 1
        with psycopg.connect(start(home).libpq_url) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
            connection.execute("INSERT INTO kept VALUES (1)")
        rows += 1
        assert count_rows(start(home).libpq_url) == rows, f"round {number}"
        assert [starter.communicate()[0] for starter in starters][2], f"round {number}"
    with capsys.disabled():
        print(f"\n{rounds} rounds, {kills} kills, no committed row lost")
