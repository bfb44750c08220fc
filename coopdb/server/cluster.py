"""Making a cluster (what PostgreSQL calls the folder of its data) and starting a postmaster on it."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coopdb.server.accounts import Account
from coopdb.server.binaries import Binaries, read_major
from coopdb.server.errors import ClusterDamaged, ClusterNotMade, NoAccount
from coopdb.server.home import SUPERUSER, HomeFolder
from coopdb.server.locks import PAUSE, take_lock
from coopdb.server.processes import find_processes, kill_processes

HOST = "127.0.0.1"

# Below the ports that systems give to outgoing connections, so that a remembered port is still free tomorrow.
PORTS = range(20_000, 30_000)

# pg_trgm takes for letters what the C library's character type takes for letters. The `builtin` provider and
# plain C see none in Arabic; C.UTF-8 does, and is absent only from some systems.
CHARACTER_TYPES = {"win32": ("en-US.UTF-8", ".UTF-8"), "darwin": ("C.UTF-8", "en_US.UTF-8")}.get(
    sys.platform, ("C.UTF-8", "C.utf8", "en_US.UTF-8")
)

INITDB_SECONDS = 60

# How long a removal is tried again where an interrupted initdb still writes.
SECONDS_TO_GIVE_UP = 2.0

# Where a cluster is made before it takes its place: what is found under such a name was interrupted.
UNBORN = "initializing-"

# Locked while a server lives. It lies in the data, so that an old server does not hold new data in its home.
ALIVE = "pgdata/coopdb.alive"

SETTINGS = {
    # Loopback only, and no socket file that other accounts could find.
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    # One analyst on a laptop: modest memory, a disk without arms, short queries.
    "shared_buffers": "128MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "jit": "off",
    # Nobody replicates this server: less to write ahead, and loads come in bursts.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "15min",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "logging_collector": "off",
}
# Still safe against a killed server, as tests need it, though not against a machine that loses its power.
SETTINGS_FOR_TESTS = {"fsync": "off", "full_page_writes": "off"}


# The servers that this process started: kept, for Python complains of a child forgotten while it runs.
_launched: list[subprocess.Popen[bytes]] = []


@dataclass(frozen=True)
class Postmaster:
    """What `postmaster.pid` says of a server."""

    pid: int
    started: int
    port: int
    is_ready: bool


def read_postmaster(data: Path) -> Postmaster | None:
    """Read which server was started last on a data folder; it may be gone since."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        status = lines[7].strip() if len(lines) > 7 else ""
        return Postmaster(int(lines[0]), int(lines[2]), int(lines[3]), status == "ready")
    except (OSError, ValueError, IndexError):
        return None


@contextlib.contextmanager
def within_reach(data: Path, account: Account) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what a program under this account is to call the data folder, and `subprocess` options.

    Another account may be barred on the way to the folder, as by a home of mode 0700, and opening folders
    other than our own is not for us to do. So the program inherits the folder opened: on Linux it can call
    it by that, which no folder above can bar.
    """
    options = account.spawning()
    if not account.is_other or sys.platform != "linux":
        yield str(data), options | {"cwd": data}
        return
    opened = os.open(data, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{opened}", options | {"cwd": "/", "pass_fds": (opened,)}
    finally:
        os.close(opened)


def make_cluster(
    home: HomeFolder, binaries: Binaries, account: Account, password: str, *, durable: bool = True
) -> None:
    """Make the cluster of a home folder, in a folder of its own that takes its place when it is whole."""
    if home.data.exists() and any(home.data.iterdir()):
        if read_major(home.data) is None:
            raise ClusterDamaged(path=home.data, reason="PG_VERSION is missing")
        return
    with home.explained():
        _clear_unborn(home)
        unborn = Path(tempfile.mkdtemp(prefix=UNBORN, dir=home.path))
        data, secret = unborn / "data", unborn / "password"
        data.mkdir(mode=0o700)
        secret.touch(mode=0o600)
        secret.write_text(password + "\n", encoding="ascii")
        account.give(secret, data, unborn)  # the folder last: nobody else reaches into it before
    _run_initdb(binaries, account, data, [] if durable else ["--no-sync"])
    with home.explained():
        if home.data.exists():
            home.data.rmdir()  # an empty folder, made by hand
        data.rename(home.data)
        shutil.rmtree(unborn)


def _run_initdb(binaries: Binaries, account: Account, data: Path, options: list[str]) -> None:
    reason = ""
    for character_type in CHARACTER_TYPES:
        try:
            with within_reach(data, account) as (place, reach):
                command = [
                    binaries.program("initdb"), "--pgdata", place, "--pwfile", f"{place}/../password",
                    "--username", SUPERUSER, "--auth", "scram-sha-256", "--encoding", "UTF8",
                    "--locale", "C", "--lc-ctype", character_type, "--no-instructions", *options,
                ]  # fmt: skip
                made = subprocess.run(
                    command,
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    text=True,
                    timeout=INITDB_SECONDS,
                    **reach,
                )
        except OSError as error:
            raise _spawn_failure(error, account, data) from error
        except subprocess.TimeoutExpired as error:
            raise ClusterNotMade(path=data, reason=f"not done after {INITDB_SECONDS} s") from error
        if made.returncode == 0:
            return
        reason = " ".join(made.stderr.split()) or f"exit status {made.returncode}"
        if "locale" not in reason:
            break
    raise ClusterNotMade(path=data, reason=reason.rstrip("."))


def _clear_unborn(home: HomeFolder) -> None:
    """Remove clusters whose making was interrupted, and whatever still works at them.

    An initdb out of sight finds its folder gone and gives up; until it does it may write into what is being removed.
    The next one has another name.
    """
    deadline = time.monotonic() + SECONDS_TO_GIVE_UP
    for unborn in home.path.glob(f"{UNBORN}*"):
        kill_processes(unborn / "data")
        shutil.rmtree(unborn, ignore_errors=True)
        while unborn.exists() and time.monotonic() < deadline:
            time.sleep(PAUSE)
            shutil.rmtree(unborn, ignore_errors=True)


def _spawn_failure(error: OSError, account: Account, data: Path) -> NoAccount | ClusterNotMade:
    if account.is_other and isinstance(error, PermissionError):
        return NoAccount(reason=f"{error.strerror} as {account.name} in {data}")
    return ClusterNotMade(path=data, reason=str(error))


def put_right(home: HomeFolder, account: Account) -> None:
    """Give the data back the owner and mode that PostgreSQL insists on; copying as root takes them away."""
    if sys.platform == "win32" or not home.data.is_dir():
        return
    with home.explained():
        state = home.data.stat()
        if state.st_uid == os.geteuid() or account.is_other:
            if state.st_mode & 0o077:
                home.data.chmod(0o700)
            if account.is_other and state.st_uid != account.uid:
                for folder, folders, files in os.walk(home.data, topdown=False):
                    account.give(*(Path(folder, name) for name in [*folders, *files]), Path(folder))


def choose_port(home: Path, remembered: object, attempt: int) -> int:
    """Choose a free port: the remembered one, else one that depends on the folder, else any other."""
    order = random.Random(str(home))
    wanted = [remembered] if isinstance(remembered, int) and remembered in range(1024, 65536) else []
    for port in [*wanted, *(order.choice(PORTS) for _ in range(50))][attempt:]:
        if is_free(port):
            return port
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


def is_free(port: int) -> bool:
    """Say whether a server could listen on this port of the loopback."""
    with socket.socket() as listener:
        if sys.platform != "win32":  # as PostgreSQL does: a port is not taken by connections that are over
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError:
            return False
        return True


def launch(
    home: HomeFolder, binaries: Binaries, account: Account, port: int, *, durable: bool = True
) -> subprocess.Popen[bytes]:
    """Start a postmaster that outlives this process, and return at once, ready or not."""
    settings = SETTINGS | {"port": str(port)} | ({} if durable else SETTINGS_FOR_TESTS)
    if not _has_shared_memory():
        settings["dynamic_shared_memory_type"] = "mmap"
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    log = home.open_log()
    talk: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
    try:
        if sys.platform == "win32":
            # pg_ctl gives up an administrator's rights, which postgres.exe refuses to run with.
            joined = " ".join(f'"{part}"' for part in options)
            command = [binaries.program("pg_ctl"), "start", "-w", "-D", str(home.data), "-o", joined]
            process = subprocess.Popen(command, **talk)
            process.wait()
            return process
        alive = home.open_file(ALIVE, os.O_RDWR)
        try:
            account.give(alive)
            # Locked for as long as the server or a child of its lives, since all of them inherit it opened.
            take_lock(alive)
            with within_reach(home.data, account) as (place, reach):
                reach["pass_fds"] = (alive, *reach.get("pass_fds", ()))
                command = [binaries.program("postgres"), "-D", place, *options]
                # A session of its own: neither Ctrl-C nor a closed terminal reaches the server.
                process = subprocess.Popen(command, start_new_session=True, **talk, **reach)
            _launched.append(process)
            return process
        finally:
            os.close(alive)
    except OSError as error:
        raise _spawn_failure(error, account, home.data) from error
    finally:
        os.close(log)


def _has_shared_memory() -> bool:
    """Whether parallel queries find room: containers often have a /dev/shm of 64 MB."""
    try:
        return sys.platform != "linux" or shutil.disk_usage("/dev/shm").free > 2**28
    except OSError:
        return False


def set_password(home: HomeFolder, binaries: Binaries, account: Account, password: str) -> None:
    """Give the superuser a new password in a cluster that nobody serves: its passwords file was lost."""
    statement = f"ALTER ROLE {SUPERUSER} PASSWORD '{password}'\n"
    with within_reach(home.data, account) as (place, reach):
        command = [binaries.program("postgres"), "--single", "-D", place, "postgres"]
        answer = subprocess.run(command, input=statement, capture_output=True, text=True, **reach)
    if answer.returncode != 0 or "ERROR" in answer.stderr:
        raise ClusterDamaged(path=home.data, reason=" ".join(answer.stderr.split())[-300:])


def clear_remains(home: HomeFolder) -> bool:
    """Make the data folder free for a new postmaster; False where something out of sight still works there.

    After a `kill -9` of the postmaster its children may go on for a while, and its pid file stays. Its number
    may belong to another process by now, which would make PostgreSQL refuse to start.
    """
    if not kill_processes(home.data) or not _is_unheld(home):
        return False
    if not find_processes(home.data):
        with home.explained(), contextlib.suppress(FileNotFoundError):
            (home.data / "postmaster.pid").unlink()
    return True


def _is_unheld(home: HomeFolder, seconds: float = 2.0) -> bool:
    """Say whether nothing alive holds the data; the last process to die lets go a moment after it is gone."""
    if sys.platform == "win32":
        return True
    alive = home.open_file(ALIVE, os.O_RDWR)
    deadline = time.monotonic() + seconds
    try:
        while not (free := take_lock(alive)) and time.monotonic() < deadline:
            time.sleep(PAUSE)
        return free
    finally:
        os.close(alive)
