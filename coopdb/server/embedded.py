"""The embedded server: up when it is needed, shared by all who need it, healed when it was hurt.

server = ensure_running()          # starts one, or finds the one that runs
psycopg.connect(server.libpq_url)
stop()
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coopdb.server.accounts import Account, find_account
from coopdb.server.binaries import Binaries, find_binaries, read_major
from coopdb.server.cluster import (
    HOST,
    Postmaster,
    choose_port,
    clear_remains,
    launch,
    make_cluster,
    put_right,
    read_postmaster,
    set_password,
)
from coopdb.server.errors import (
    HomeInUseElsewhere,
    PasswordsOfOtherData,
    RoleUnknown,
    ServerBlindToArabic,
    ServerNotStarted,
    ServerNotStopped,
)
from coopdb.server.home import ROLES, SUPERUSER, HomeFolder, find_home, role_name
from coopdb.server.locks import PAUSE, held_lock
from coopdb.server.processes import is_at_work, kill_processes

DATABASE = "coopdb"
PORT_TAKEN = ("could not bind", "could not create any TCP/IP sockets", "Address already in use")
PATIENCE = 60.0  # seconds for a server to start or stop: recovery after a crash may take its time


@dataclass(frozen=True)
class Server:
    """A running embedded server and how to reach it."""

    home: Path
    port: int
    pid: int
    major: int
    passwords: Mapping[str, str] = field(repr=False)
    host: str = HOST
    user: str = SUPERUSER
    dbname: str = DATABASE

    @property
    def password(self) -> str:
        """The superuser's password."""
        return self.passwords[self.user]

    @property
    def libpq_url(self) -> str:
        """The address as psql, psycopg and BI tools read it, with its password."""
        return self._url("postgresql", self.user)

    @property
    def url(self) -> str:
        """The address as SQLAlchemy reads it, with its password."""
        return self._url("postgresql+psycopg", self.user)

    def role_url(self, role: str, *, scheme: str = "postgresql+psycopg") -> str:
        """Return the address for `owner`, `loader` or `reader`; the schema makes the roles themselves."""
        if role not in ROLES:
            raise RoleUnknown(role=role, known=", ".join(ROLES))
        return self._url(scheme, role_name(role))

    def _url(self, scheme: str, user: str) -> str:
        # Passwords are URL-safe by the way they are made.
        return f"{scheme}://{user}:{self.passwords[user]}@{self.host}:{self.port}/{self.dbname}"


@dataclass(frozen=True)
class ServerStatus:
    """What can be said of a home folder's server without starting it."""

    home: Path
    is_running: bool
    port: int | None
    pid: int | None
    major: int | None


def ensure_running(
    home: Path | str | None = None,
    *,
    binaries: Path | None = None,
    durable: bool = True,
    patience: float = PATIENCE,
) -> Server:
    """Return the home folder's server, started, made or healed where it has to be.

    Args:
        home: the folder it lives in; else COOPDB_HOME, else the per-user data folder.
        binaries: a folder of PostgreSQL programs to use in place of the wheel's.
        durable: False trades safety against a crash of the machine for speed, for tests only.
        patience: seconds until it gives up.
    """
    folder = HomeFolder(find_home(home))
    deadline = time.monotonic() + patience
    if server := _find_server(folder, deadline):
        return server
    folder.create()
    with held_lock(folder.open_file("lock", os.O_RDWR), folder.path, patience):
        # Whoever held the lock may have started it meanwhile.
        if server := _find_server(folder, deadline):
            return server
        return _start(folder, binaries, durable, deadline)


def stop(home: Path | str | None = None, *, patience: float = PATIENCE) -> bool:
    """Stop the home folder's server; False where none was running."""
    folder = HomeFolder(find_home(home))
    if not folder.path.is_dir():
        return False
    with held_lock(folder.open_file("lock", os.O_RDWR), folder.path, patience):
        return _stop(folder, patience)


def status(home: Path | str | None = None) -> ServerStatus:
    """Say whether the home folder's server runs, and where."""
    folder = HomeFolder(find_home(home))
    living = _living(folder)
    port, pid = (living.port, living.pid) if living else (None, None)
    return ServerStatus(folder.path, living is not None, port, pid, read_major(folder.data))


def _living(folder: HomeFolder) -> Postmaster | None:
    postmaster = read_postmaster(folder.data)
    return postmaster if postmaster and is_at_work(postmaster.pid, folder.data) else None


def _find_server(folder: HomeFolder, deadline: float) -> Server | None:
    """Find a server that was finished by `_start` and answers. Takes no lock: this is every command's way."""
    while postmaster := _living(folder):
        state = folder.read_json(folder.state)
        if (state.get("pid"), state.get("started")) != (postmaster.pid, postmaster.started):
            return None
        passwords, major = folder.read_passwords(), read_major(folder.data)
        if not passwords or major is None:
            return None
        answer = _ping(postmaster.port)
        if answer == "OK":
            return Server(folder.path, postmaster.port, postmaster.pid, major, passwords)
        if answer != "REJECT" or time.monotonic() > deadline:
            return None
        time.sleep(PAUSE)  # a backend was killed: the server mends itself and refuses meanwhile
    return None


def _ping(port: int) -> str:
    """Ask a port for a PostgreSQL server: OK, REJECT (not yet, or not now), or something else."""
    from psycopg import pq

    return pq.Ping(pq.PGconn.ping(f"host={HOST} port={port} connect_timeout=5".encode())).name


def _stop(folder: HomeFolder, patience: float) -> bool:
    postmaster = _living(folder)
    if postmaster is None:
        return False
    # From polite to rude; the last leaves a recovery to the next start, but no loss.
    for order, seconds in (
        (signal.SIGINT, patience / 2),
        (getattr(signal, "SIGQUIT", signal.SIGTERM), patience / 2),
    ):
        deadline = time.monotonic() + seconds
        try:
            os.kill(postmaster.pid, order)
        except ProcessLookupError:
            return True
        while time.monotonic() < deadline:
            if not is_at_work(postmaster.pid, folder.data):
                return True
            time.sleep(PAUSE)
    if not kill_processes(folder.data):
        raise ServerNotStopped(
            path=folder.path,
            pid=postmaster.pid,
            seconds=round(patience),
            log=folder.log,
            tail=folder.read_log(),
        )
    return True


def _start(folder: HomeFolder, given: Path | None, durable: bool, deadline: float) -> Server:
    """Bring up the server from whatever the folder holds; the caller has the lock."""
    account = find_account(folder.path, folder.data)
    put_right(folder, account)
    programs = find_binaries(account, folder.data, given)
    passwords = folder.read_passwords()
    if not passwords:
        passwords = folder.new_passwords()
        if read_major(folder.data) is None:
            # Kept before the cluster is made: at no moment is there a cluster whose password nobody knows.
            folder.write_json(folder.passwords, passwords)
        else:
            _replace_passwords(folder, programs, account, passwords)
    make_cluster(folder, programs, account, passwords[SUPERUSER], durable=durable)
    postmaster = _wait_until_ready(folder, programs, account, durable, deadline)
    server = Server(folder.path, postmaster.port, postmaster.pid, programs.major, passwords)
    _create_database(server, deadline)
    folder.write_json(folder.state, {"pid": postmaster.pid, "started": postmaster.started, "port": postmaster.port})
    return server


def _replace_passwords(folder: HomeFolder, programs: Binaries, account: Account, passwords: dict[str, str]) -> None:
    """Regain a cluster whose passwords file was lost. Its owner may: the data are theirs."""
    _stop(folder, PATIENCE)
    if not clear_remains(folder):
        raise HomeInUseElsewhere(path=folder.path)
    set_password(folder, programs, account, passwords[SUPERUSER])
    folder.write_json(folder.passwords, passwords)


def _wait_until_ready(
    folder: HomeFolder, programs: Binaries, account: Account, durable: bool, deadline: float
) -> Postmaster:
    """Wait for a postmaster that answers, and launch one whenever none lives."""
    launched: subprocess.Popen[bytes] | None = None
    attempt, log_start = 0, 0
    while time.monotonic() < deadline:
        postmaster = _living(folder)
        if postmaster:
            if postmaster.is_ready and _ping(postmaster.port) == "OK":
                return postmaster
        elif launched is None or launched.poll() is not None:
            if launched is not None:
                said = folder.read_log(log_start)
                if not any(words in said for words in PORT_TAKEN):
                    raise ServerNotStarted(
                        path=folder.path,
                        reason=f"exit status {launched.returncode}",
                        log=folder.log,
                        tail=said,
                    )
                attempt += 1  # someone took the port between our look and the server's
            if not clear_remains(folder):
                raise HomeInUseElsewhere(path=folder.path)
            port = choose_port(folder.path, folder.read_json(folder.state).get("port"), attempt)
            log_start = folder.log.stat().st_size if folder.log.exists() else 0
            launched = launch(folder, programs, account, port, durable=durable)
        time.sleep(PAUSE / 2)
    raise ServerNotStarted(
        path=folder.path, reason="not ready in time", log=folder.log, tail=folder.read_log(log_start)
    )


def _create_database(server: Server, deadline: float) -> None:
    """Create the one database of a new cluster, after a look whether the cluster can serve Arabic at all."""
    import psycopg

    seconds = max(2, round(deadline - time.monotonic()))
    address = server.libpq_url.removesuffix(server.dbname) + "postgres"
    try:
        connection = psycopg.connect(address, autocommit=True, connect_timeout=seconds)
    except psycopg.OperationalError as error:
        if "password authentication failed" not in str(error):
            raise
        raise PasswordsOfOtherData(path=HomeFolder(server.home).passwords) from error
    with connection:
        # PostgreSQL opens its own databases to every role, and in them it may make what it likes.
        for own in ("postgres", "template1"):
            if connection.execute("SELECT has_database_privilege('public', %s, 'CONNECT')", [own]).fetchone() == (
                True,
            ):
                connection.execute(f"REVOKE CONNECT ON DATABASE {own} FROM PUBLIC")
        known = "SELECT FROM pg_database WHERE datname = %s"
        if connection.execute(known, [server.dbname]).fetchone() is not None:
            return
        try:
            with connection.transaction(force_rollback=True):
                connection.execute("CREATE EXTENSION pg_trgm")
                seen = connection.execute("SELECT show_trgm('جهة')").fetchone()
        except psycopg.Error as error:
            raise ServerBlindToArabic(path=server.home, reason=str(error).splitlines()[0]) from error
        if not seen or not seen[0]:
            raise ServerBlindToArabic(path=server.home, reason="show_trgm is empty for an Arabic word")
        connection.execute(f"CREATE DATABASE {server.dbname} TEMPLATE template0")
