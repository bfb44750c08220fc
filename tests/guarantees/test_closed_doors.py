"""The embedded server answers nobody without its password, and nobody from outside the machine."""

from __future__ import annotations

import contextlib
import json
import socket
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from coopdb.server.embedded import Server, ensure_running
from coopdb.server.processes import find_processes
from tests.guarantees.commands import Coopdb
from tests.guarantees.conftest import Tell

USERS = ("postgres", "coopdb_owner", "coopdb_loader", "coopdb_reader", "root", "nobody", "")
PASSWORDS = (None, "", "postgres", "password", "coopdb", "coopdb_reader", "x" * 1000)


@pytest.fixture
def server(embedded: Coopdb) -> Server:
    embedded.done("db", "url")
    return ensure_running(embedded.environment["COOPDB_HOME"])


def test_nobody_without_the_password(server: Server, tell: Tell) -> None:
    attempts = 0
    for user in USERS:
        for password in PASSWORDS:
            for database in ("coopdb", "postgres", "template1"):
                with pytest.raises(psycopg.OperationalError, match=r"authentication failed|no password|password"):
                    psycopg.connect(
                        host=server.host, port=server.port, user=user or None, dbname=database,
                        password=password, passfile="/dev/null", connect_timeout=10,
                    )  # fmt: skip
                attempts += 1
    # Each role has its own; nobody has another's.
    for user in ("coopdb_owner", "coopdb_loader", "coopdb_reader", "postgres"):
        for owner, password in server.passwords.items():
            if owner != user:
                with pytest.raises(psycopg.OperationalError, match="authentication failed"):
                    psycopg.connect(host=server.host, port=server.port, user=user, password=password, dbname="coopdb")
                attempts += 1
    tell(f"{attempts} logins without the password or with another's: all refused")


def test_replication_is_no_way_in(server: Server) -> None:
    for password in ("", server.passwords["coopdb_reader"]):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(
                host=server.host, port=server.port, user="coopdb_reader", password=password, dbname="coopdb",
                replication="database", passfile="/dev/null",
            )  # fmt: skip


def test_no_rule_lets_anybody_in_without_a_password(server: Server) -> None:
    with psycopg.connect(server.libpq_url) as connection:
        rules = connection.execute("SELECT DISTINCT auth_method FROM pg_hba_file_rules").fetchall()
        settings = dict(
            connection.execute(
                "SELECT name, setting FROM pg_settings"
                " WHERE name IN ('listen_addresses', 'unix_socket_directories', 'password_encryption')"
            ).fetchall()
        )
        hashes = connection.execute("SELECT rolpassword FROM pg_authid WHERE rolcanlogin").fetchall()
    assert rules == [("scram-sha-256",)]
    assert settings == {
        "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "password_encryption": "scram-sha-256",
    }  # fmt: skip
    assert all(secret.startswith("SCRAM-SHA-256$") for (secret,) in hashes)


def other_addresses() -> list[str]:
    """The machine's own addresses, and others of the loopback, where only an open door would answer."""
    found = {"127.0.0.2", "::1"}
    for family, far in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with socket.socket(family, socket.SOCK_DGRAM) as asking:
            try:
                asking.connect((far, 9))  # sends nothing: it only asks which address would be ours
                found.add(asking.getsockname()[0])
            except OSError:
                continue
    found |= {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)} if _has_name() else set()
    return sorted(found - {"127.0.0.1"})


def _has_name() -> bool:
    try:
        return bool(socket.getaddrinfo(socket.gethostname(), None))
    except OSError:
        return False


def test_nobody_from_outside(server: Server, tell: Tell) -> None:
    addresses = other_addresses()
    for address in addresses:
        with pytest.raises(OSError):
            socket.create_connection((address, server.port), timeout=2).close()
    if sys.platform == "linux":
        port = f"{server.port:04X}"
        listening = [
            fields[1]
            for table in ("tcp", "tcp6")
            for fields in map(str.split, Path(f"/proc/net/{table}").read_text().splitlines()[1:])
            if fields[1].endswith(f":{port}") and fields[3] == "0A"
        ]
        assert listening == [f"0100007F:{port}"]
    tell(f"connections from {', '.join(addresses)}: all refused; it listens on 127.0.0.1 alone")


def test_the_password_lies_nowhere_else(server: Server) -> None:
    home = server.home
    passwords = home / "passwords.json"
    assert stat.S_IMODE(passwords.stat().st_mode) == 0o600
    assert stat.S_IMODE((home / "pgdata").stat().st_mode) == 0o700
    secrets = list(json.loads(passwords.read_text()).values())
    assert len(secrets) == 4 and all(len(secret) >= 32 for secret in secrets)
    written = [path for path in home.iterdir() if path.is_file() and path != passwords]
    for path in written:
        assert not any(secret in path.read_text("utf-8", "replace") for secret in secrets), path
    if sys.platform == "linux":
        for pid in find_processes(home / "pgdata"):
            for name in ("cmdline", "environ"):
                with contextlib.suppress(OSError):  # it has ended meanwhile
                    content = Path(f"/proc/{pid}/{name}").read_bytes()
                    assert not any(secret.encode() in content for secret in secrets)
        shown = subprocess.run(["ps", "axww", "-o", "command"], capture_output=True, text=True).stdout
        assert not any(secret in shown for secret in secrets)
