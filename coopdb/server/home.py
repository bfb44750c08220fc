"""The folder that an embedded server lives in: its data, its passwords, its log, its locks."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coopdb.server.errors import HomeUnusable

ROLES = ("owner", "loader", "reader")
SUPERUSER = "postgres"
LOG_BYTES_KEPT = 1_000_000


def find_home(home: Path | str | None = None) -> Path:
    """Find the home folder: the one given, else COOPDB_HOME, else the platform's per-user data folder."""
    named = home or os.environ.get("COOPDB_HOME")
    try:
        if named:
            return Path(named).expanduser().absolute()
        if sys.platform == "win32":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "coopdb"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Application Support" / "coopdb"
        named = os.environ.get("XDG_DATA_HOME", "")
        # The XDG specification tells to ignore relative paths.
        return (Path(named) if named.startswith("/") else Path.home() / ".local" / "share") / "coopdb"
    except RuntimeError as error:  # no HOME and no entry in the list of accounts
        raise HomeUnusable(path="~", reason=str(error).rstrip(".")) from error


@dataclass(frozen=True)
class HomeFolder:
    """The places inside a home folder, and how they are written."""

    path: Path

    @property
    def data(self) -> Path:
        """The cluster, as PostgreSQL calls a data folder."""
        return self.path / "pgdata"

    @property
    def log(self) -> Path:
        """What the server said."""
        return self.path / "server.log"

    @property
    def passwords(self) -> Path:
        """The passwords of the server's roles, readable by the owner alone."""
        return self.path / "passwords.json"

    @property
    def state(self) -> Path:
        """Port and process of the last server that was found fit for use."""
        return self.path / "server.json"

    def create(self) -> None:
        """Create the folder where it is missing, closed to others."""
        with self.explained():
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)

    @contextlib.contextmanager
    def explained(self) -> Iterator[None]:
        """Turn a refusal of the file system (full, closed, read-only) into one clear error."""
        try:
            yield
        except OSError as error:
            path = error.filename if isinstance(error.filename, str) else self.path
            raise HomeUnusable(path=path, reason=error.strerror or error) from error

    def open_file(self, name: str, flags: int) -> int:
        """Open a file of the folder for its owner alone and return its descriptor."""
        with self.explained():
            # No links followed: the folder may be another's, and root may be the one who opens.
            file = os.open(self.path / name, flags | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
            self._hand_over(file)
            return file

    def open_log(self) -> int:
        """Open the log at its end; a long one is set aside first."""
        with self.explained(), contextlib.suppress(FileNotFoundError):
            if self.log.stat().st_size > LOG_BYTES_KEPT:
                self.log.replace(self.log.with_suffix(".log.1"))
        return self.open_file(self.log.name, os.O_WRONLY | os.O_APPEND)

    def read_log(self, start: int = 0, lines: int = 8) -> str:
        """Read the last lines of the log, none of them older than byte `start`."""
        try:
            with self.log.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                file.seek(max(start if start <= size else 0, size - 20_000))
                text = file.read().decode("utf-8", "replace")
        except OSError:
            return "(no log)"
        return " | ".join(text.splitlines()[-lines:]) or "(empty)"

    def read_json(self, path: Path) -> dict[str, Any]:
        """Read a small file of ours; empty where it is missing or half written."""
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return {}
        except OSError as error:
            raise HomeUnusable(path=path, reason=error.strerror or error) from error
        return found if isinstance(found, dict) else {}

    def write_json(self, path: Path, content: dict[str, Any]) -> None:
        """Write a small file of ours, whole or not at all."""
        unfinished = path.with_suffix(".new")
        with self.explained():
            file = self.open_file(unfinished.name, os.O_WRONLY | os.O_TRUNC)
            with os.fdopen(file, "w", encoding="utf-8") as stream:
                json.dump(content, stream, indent=1)
                stream.flush()
                os.fsync(stream.fileno())
            unfinished.replace(path)

    def read_passwords(self) -> dict[str, str]:
        """Read the passwords by role name; empty where there are none yet or no more."""
        found = self.read_json(self.passwords)
        whole = all(isinstance(found.get(name), str) for name in role_names())
        return {name: found[name] for name in role_names()} if whole else {}

    def new_passwords(self) -> dict[str, str]:
        """Make up a password for each role; nothing is written."""
        return {name: secrets.token_urlsafe(24) for name in role_names()}

    def _hand_over(self, file: int) -> None:
        # Root at work in another's folder leaves nothing there that its owner cannot open later.
        if sys.platform != "win32" and os.geteuid() == 0:
            owner = self.path.stat()
            if owner.st_uid != 0:
                os.fchown(file, owner.st_uid, owner.st_gid)


def role_name(role: str) -> str:
    """Name the login role: `reader` is `coopdb_reader` on the server."""
    return f"coopdb_{role}"


def role_names() -> tuple[str, ...]:
    """Name every role that has a password: the superuser first."""
    return (SUPERUSER, *(role_name(role) for role in ROLES))
