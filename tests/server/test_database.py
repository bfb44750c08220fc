"""Choosing between the server that is named and the embedded one."""

from __future__ import annotations

import socket
from pathlib import Path

import psycopg
import pytest
import sqlalchemy
from starting import start

from coopdb.server import database
from coopdb.server.database import read_url, resolve_database
from coopdb.server.embedded import status
from coopdb.server.errors import DatabaseTooOld, DatabaseUnreachable, DatabaseUrlUnreadable
from coopdb.server.roles import open_roles


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COOPDB_DATABASE_URL", "COOPDB_HOME", "PGCONNECT_TIMEOUT"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
def test_every_way_to_write_the_scheme(database_url: str, scheme: str) -> None:
    named = database_url.replace("postgresql+psycopg", scheme)
    found = resolve_database(named)
    assert found.url == database_url
    assert found.libpq_url.startswith("postgresql://")
    assert not found.is_embedded and found.role_passwords == {}
    assert found.role_url("reader") == database_url
    with sqlalchemy.create_engine(found.url).connect() as connection:
        assert connection.scalar(sqlalchemy.text("SELECT current_database()")) == database_url.rsplit("/", 1)[1]


def test_the_version_of_a_named_server(postgres_server, database_url: str) -> None:  # type: ignore[no-untyped-def]
    assert resolve_database(database_url).major == postgres_server.major >= 15


def test_the_environment_names_a_server(database_url: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COOPDB_DATABASE_URL", database_url)
    assert resolve_database(home=home).url == database_url
    assert not status(home).is_running


def test_no_name_means_the_embedded_server(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COOPDB_DATABASE_URL", "")
    monkeypatch.setenv("COOPDB_HOME", str(home))
    server = start(home)
    found = resolve_database()
    assert found.is_embedded and found.server == server
    assert found.url == server.url
    assert set(found.role_passwords) == {"coopdb_owner", "coopdb_loader", "coopdb_reader"}
    assert found.role_passwords["coopdb_reader"] in found.role_url("reader")
    assert server.password not in repr(found)


def test_roles_log_in_once_the_schema_has_made_them(home: Path) -> None:
    server = start(home)
    assert open_roles(server) == set()
    with psycopg.connect(server.libpq_url) as connection:
        connection.execute("CREATE ROLE coopdb_reader")
    assert open_roles(server) == {"reader"}
    with psycopg.connect(server.role_url("reader", scheme="postgresql")) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("coopdb_reader",)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("nonsense", "no address at all"),
        ("mysql://u:secret@h/d", "mysql is not postgresql"),
        ("sqlite:///file.db", "sqlite is not postgresql"),
        ("postgresql://u:secret@h:port/d", "no address at all"),
    ],
)
def test_addresses_that_cannot_be_meant(url: str, reason: str) -> None:
    with pytest.raises(DatabaseUrlUnreadable, match=reason) as caught:
        read_url(url)
    assert "secret" not in str(caught.value)


def test_nobody_listens() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))  # taken, but nobody answers
        url = f"postgresql://user:secret@127.0.0.1:{listener.getsockname()[1]}/d?sslpassword=hidden"
        with pytest.raises(DatabaseUnreachable) as caught:
            resolve_database(url)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value) and "hidden" not in str(caught.value)
    assert "user:***@127.0.0.1" in str(caught.value)


def test_someone_listens_and_says_nothing() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        url = f"postgresql://user@127.0.0.1:{listener.getsockname()[1]}/d?connect_timeout=2"
        with pytest.raises(DatabaseUnreachable, match="timeout"):
            resolve_database(url)


def test_a_wrong_password(database_url: str) -> None:
    address = sqlalchemy.make_url(database_url).set(password="wrong")
    with pytest.raises(DatabaseUnreachable, match="password authentication failed"):
        resolve_database(address.render_as_string(hide_password=False))


def test_a_password_of_any_letters(postgres_server, database_url: str) -> None:  # type: ignore[no-untyped-def]
    password = "كلمة السر /@:%?#"  # the password
    with psycopg.connect(postgres_server.url("postgres", "postgresql")) as connection:
        connection.execute("DROP ROLE IF EXISTS of_any_letters")
        connection.execute(psycopg.sql.SQL("CREATE ROLE of_any_letters LOGIN PASSWORD {}").format(password))
    address = sqlalchemy.make_url(database_url).set(username="of_any_letters", password=password)
    found = resolve_database(address.render_as_string(hide_password=False))
    assert password not in found.shown_url
    with psycopg.connect(found.libpq_url) as connection:
        assert connection.info.user == "of_any_letters"
    with sqlalchemy.create_engine(found.url).connect() as other:
        assert other.scalar(sqlalchemy.text("SELECT current_user")) == "of_any_letters"
    with psycopg.connect(postgres_server.url("postgres", "postgresql")) as connection:
        connection.execute("DROP ROLE of_any_letters")


def test_a_server_that_is_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_ask_major", lambda libpq: 14)
    with pytest.raises(DatabaseTooOld, match="PostgreSQL 14, but coopdb needs 15 or newer"):
        resolve_database("postgresql://user:secret@host/d")
