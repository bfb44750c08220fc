"""Under which account the server runs: one's own, except for root, whom PostgreSQL refuses."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coopdb.server.errors import NoAccount

# Accounts that own no files of their own, or are made for just this; the first that exists is taken.
STAND_INS = ("postgres", "nobody", "daemon")

# All that a server needs of its environment. As root it gets no more, since any process of the stand-in's
# account could read what else stands there.
ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP")
ENVIRONMENT_OF_ONES_OWN = ("LD_PRELOAD", "NSS_WRAPPER_PASSWD", "NSS_WRAPPER_GROUP", "HOME")


@dataclass(frozen=True)
class Account:
    """The account that the server's processes run under; `uid` is None for one's own."""

    name: str = ""
    uid: int | None = None
    gid: int | None = None

    @property
    def is_other(self) -> bool:
        """Whether the server runs under another account than this process."""
        return self.uid is not None

    def spawning(self) -> dict[str, Any]:
        """Return the arguments that make `subprocess` start a program under this account."""
        kept = ENVIRONMENT if self.is_other else ENVIRONMENT + ENVIRONMENT_OF_ONES_OWN
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        environment |= {"LC_ALL": "C", "LANG": "C", "TZ": "UTC"}
        options: dict[str, Any] = {"env": environment}
        if self.is_other:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": [], "umask": 0o077}
        return options

    def give(self, *paths: Path | int) -> None:
        """Make this account the owner of files, named or opened, that the server will write or read."""
        if sys.platform != "win32" and self.uid is not None and self.gid is not None:
            for path in paths:
                if isinstance(path, int):
                    os.fchown(path, self.uid, self.gid)
                else:
                    os.lchown(path, self.uid, self.gid)


def find_account(home: Path, data: Path) -> Account:
    """Find the account for the server of this home folder.

    Root stands in for the data's owner, or the home's, or the first of a few accounts that every system has.
    Accounts are only ever looked up, never made: a new one would outlive the program.
    """
    if sys.platform == "win32" or os.geteuid() != 0:
        return Account()
    import pwd

    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(f"{owner.st_uid}", owner.st_uid, owner.st_gid)
    try:
        entry = pwd.getpwuid(home.stat().st_uid)
        if entry.pw_uid != 0:
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    except KeyError:
        pass  # a folder of someone without a name here, as in a container; initdb insists on a name
    for name in STAND_INS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise NoAccount(reason=f"none of {', '.join(STAND_INS)} exists")
