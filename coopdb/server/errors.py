"""What can go wrong with a server, in the words that people read: a docstring is its error's message."""

from __future__ import annotations

from coopdb.errors import CoopdbError


class ServerError(CoopdbError):
    """The database server: {problem}"""


class HomeUnusable(ServerError):
    """{path}: {reason}. The database lives there: make it writable, or name another folder
    with COOPDB_HOME (or a server with COOPDB_DATABASE_URL)."""


class HomeInUseElsewhere(ServerError):
    """{path}: a server outside this container or machine works on this folder.
    Stop it there, or name another folder with COOPDB_HOME."""


class HomeLocked(ServerError):
    """{path}: another command has been starting or stopping the server for {seconds} s.
    Wait for it or end it, then repeat the command."""


class NoBinaries(ServerError):
    """No PostgreSQL {oldest} or newer on this machine: {looked}. Install one, or name a server
    with COOPDB_DATABASE_URL (or --database-url)."""


class BinariesUnreachable(ServerError):
    """{path}: account {account} cannot run PostgreSQL from there, nor from a copy ({reason}), and PostgreSQL
    refuses to run as root. Run coopdb as another user, or name a server with COOPDB_DATABASE_URL."""


class NoAccount(ServerError):
    """PostgreSQL refuses to run as root, and no other account can be used here: {reason}.
    Run coopdb as another user, or name a server with COOPDB_DATABASE_URL."""


class ClusterNotMade(ServerError):
    """{path}: initdb failed: {reason}. Mend that, name another folder with COOPDB_HOME,
    or a server with COOPDB_DATABASE_URL."""


class ClusterDamaged(ServerError):
    """{path}: not a PostgreSQL data folder ({reason}). Move it away to begin anew,
    or name another folder with COOPDB_HOME."""


class ClusterOfOtherVersion(ServerError):
    """{path}: written by PostgreSQL {found}, but here is only {offered}. Start it with PostgreSQL {found}
    and move it by pg_dump, or name another folder with COOPDB_HOME and load again."""


class ServerBlindToArabic(ServerError):
    """{path}: pg_trgm does not see Arabic letters here ({reason}). Name a server with a UTF-8
    character type by COOPDB_DATABASE_URL."""


class PasswordsOfOtherData(ServerError):
    """{path}: not the passwords of the data beside it. Bring back the right file, or remove this one:
    the next command makes new passwords."""


class ServerNotStarted(ServerError):
    """{path}: the server did not start: {reason}. Its log {log} ends: {tail}"""


class ServerNotStopped(ServerError):
    """{path}: the server (process {pid}) did not stop within {seconds} s. Its log {log} ends: {tail}"""


class DatabaseUrlUnreadable(ServerError):
    """{url}: not the address of a PostgreSQL database ({reason}). It reads
    postgresql://USER:PASSWORD@HOST:PORT/DATABASE."""


class DatabaseUnreachable(ServerError):
    """{url}: no answer: {reason}. Check the address, the server and the password, or leave
    COOPDB_DATABASE_URL empty for the embedded server."""


class DatabaseTooOld(ServerError):
    """{url}: PostgreSQL {found}, but coopdb needs {oldest} or newer. Name a newer server with
    COOPDB_DATABASE_URL, or leave it empty for the embedded one."""


class RoleUnknown(ServerError):
    """{role}: no such role; the roles are {known}."""
