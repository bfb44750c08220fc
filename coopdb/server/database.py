"""Which database a command works on: the one that is named, or the embedded server's."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import psycopg

from coopdb.server.binaries import OLDEST
from coopdb.server.embedded import Server, ensure_running
from coopdb.server.errors import DatabaseTooOld, DatabaseUnreachable, DatabaseUrlUnreadable
from coopdb.server.home import role_name

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

DRIVER = "postgresql+psycopg"
DIALECTS_MEANT = ("postgres", "postgresql")  # whatever driver is named after a plus: psycopg serves
SECONDS_TO_ANSWER = 5


@dataclass(frozen=True)
class Database:
    """A PostgreSQL database that was reached and is new enough.

    Attributes:
        url: its address as SQLAlchemy reads it, with the password.
        libpq_url: the same as psql, psycopg and BI tools read it.
        major: its PostgreSQL version.
        server: the embedded server it is on; None for a database that the user named.
    """

    url: str = field(repr=False)
    libpq_url: str = field(repr=False)
    major: int
    server: Server | None = None

    @property
    def is_embedded(self) -> bool:
        """Whether coopdb runs the server itself."""
        return self.server is not None

    @property
    def shown_url(self) -> str:
        """The address without its password, for messages."""
        return show_url(read_url(self.libpq_url))

    @property
    def role_passwords(self) -> Mapping[str, str]:
        """The passwords that the schema gives to its login roles, by role name; none on a named server."""
        if self.server is None:
            return {}
        names = [role_name(role) for role in ("owner", "loader", "reader")]
        return {name: self.server.passwords[name] for name in names}

    def role_url(self, role: str, *, scheme: str = DRIVER) -> str:
        """Return the address for `owner`, `loader` or `reader`; a named server has one for all."""
        if self.server is not None:
            return self.server.role_url(role, scheme=scheme)
        return self.url if scheme == DRIVER else self.libpq_url


def resolve_database(url: str | None = None, home: Path | str | None = None) -> Database:
    """Find the database to work on, start the embedded server if that is it, and see that it answers.

    Args:
        url: the database named on the command line; else COOPDB_DATABASE_URL; else the embedded server's.
        home: the embedded server's folder; else COOPDB_HOME; else the per-user data folder.
    """
    named = url or os.environ.get("COOPDB_DATABASE_URL")
    if not named:
        server = ensure_running(home)
        return Database(server.url, server.libpq_url, server.major, server)
    address = read_url(named)
    libpq = write_libpq_url(address)
    try:
        major = _ask_major(libpq)
    except (psycopg.Error, UnicodeError, ValueError) as error:
        raise DatabaseUnreachable(url=show_url(address), reason=_first_line(error, address)) from error
    if major < OLDEST:
        raise DatabaseTooOld(url=show_url(address), found=major, oldest=OLDEST)
    # One spelling for both: whoever takes the driver off the one gets the other.
    return Database(libpq.replace("postgresql", DRIVER, 1), libpq, major)


def read_url(text: str) -> URL:
    """Read a database's address, `postgres://` or `postgresql://`, as one that SQLAlchemy gives psycopg."""
    # Here and not above: it takes as long as many a command, and the embedded server's address needs no reading.
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        address = make_url(text.strip())
    except (ArgumentError, ValueError) as error:
        # The text is not shown: what cannot be read may still hold a password.
        raise DatabaseUrlUnreadable(url="the database URL", reason="no address at all") from error
    if address.drivername.split("+")[0] not in DIALECTS_MEANT:
        raise DatabaseUrlUnreadable(url=show_url(address), reason=f"{address.drivername} is not postgresql")
    return address.set(drivername=DRIVER)


def show_url(address: URL) -> str:
    """Write an address for people to read: no password, no driver."""
    bare = address.difference_update_query(["password", "sslpassword"]).set(drivername="postgresql")
    return bare.render_as_string(hide_password=True)


def write_libpq_url(address: URL) -> str:
    """Write an address with its password for libpq, which cannot read SQLAlchemy's blanks and pluses."""
    query = [(name, value) for name, values in address.normalized_query.items() for value in values]
    host = address.host or ""
    return "".join(
        [
            "postgresql://",
            quote(address.username or "", safe=""),
            f":{quote(str(address.password), safe='')}" if address.password else "",
            "@" if address.username else "",
            f"[{host}]" if ":" in host else quote(host, safe=""),
            f":{address.port}" if address.port else "",
            f"/{quote(address.database or '', safe='')}",
            f"?{urlencode(query, quote_via=quote)}" if query else "",
        ]
    )


def _ask_major(libpq: str) -> int:
    # Only where neither the address nor the environment says how long to wait.
    options = {"connect_timeout": SECONDS_TO_ANSWER}
    if "connect_timeout" in parse_qs(urlsplit(libpq).query) or "PGCONNECT_TIMEOUT" in os.environ:
        options = {}
    with psycopg.connect(libpq, **options) as connection:  # type: ignore[arg-type]
        return connection.info.server_version // 10_000


def _first_line(error: BaseException, address: URL) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    line = lines[0].rstrip(".") if lines else type(error).__name__
    # libpq quotes what it cannot read, and that may be the password.
    password = str(address.password or "")
    for written in filter(None, {password, quote(password, safe="")}):
        line = line.replace(written, "***")
    return line
