"""Whatever comes in: claims or a rejection with its reason, in bounded time and memory; the others are loaded.

And nothing of it is executed or left behind: forgetting what came in gives back the digest of before.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from coopdb.storing.forget import forget_article
from tests.guarantees import hostile
from tests.guarantees.commands import Answer, Coopdb, rejections
from tests.guarantees.conftest import Tell
from tests.guarantees.corpus import SEEDS
from tests.guarantees.states import assert_nothing_half_in, connect

# Of processor time; and what the process may hold.
SECONDS = 30
MEMORY = 2**30
ROUNDS = [pytest.param(30, id="30"), pytest.param(2000, id="2000", marks=pytest.mark.long)]

CATALOGUE = """
    SELECT n.nspname, c.relname, c.relkind::text FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname NOT LIKE 'pg\\_%%' AND n.nspname <> 'information_schema'
    UNION ALL SELECT 'role', rolname, rolsuper::text FROM pg_roles
    UNION ALL SELECT 'function', proname, '' FROM pg_proc WHERE pronamespace::regnamespace::text IN ('coopdb', 'report', 'public')
    ORDER BY 1, 2, 3
"""


def write(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def assert_reasoned(answer: Answer) -> list[str]:
    """Done, or some rejected: each in one line with a reason, and nothing else was said."""
    assert answer.status in (0, 1), answer.err[-2000:]
    named = rejections(answer)
    assert len(named) == len(answer.err.splitlines()), answer.err[-2000:]
    assert all(re.search(r": rejected: \S", line) for line in named)
    assert not any(character in answer.err for character in "\x1b\x07\0\u202e")
    return named


@pytest.mark.parametrize("number", ROUNDS)
def test_hostile_files_among_good_ones(
    number: int, coopdb: Coopdb, admin: psycopg.Connection, tmp_path: Path, tell: Tell
) -> None:
    marker = tmp_path / "executed"
    coopdb.done("load", SEEDS)
    before, catalogue = coopdb.digest(), admin.execute(CATALOGUE).fetchall()
    files = hostile.small(marker) | hostile.random_files(number)
    folder = write(tmp_path / "hostile", files)
    (folder / "good.txt").write_text(hostile.GOOD, encoding="utf-8")
    answer = coopdb("load", folder)
    named = assert_reasoned(answer)
    assert answer.memory <= MEMORY
    assert_nothing_half_in(admin)
    # Every file is an article or more, or was rejected with its name; every article is loaded.
    extracted = coopdb("extract", folder)
    assert assert_reasoned(extracted) == named
    read = [json.loads(line)["article"] for line in extracted.out.splitlines()]
    for name in (*files, "good.txt"):
        assert any(name in where for where in (*(article["path"] for article in read), *named)), name
    loaded = {row[0] for row in admin.execute("SELECT sha256 FROM coopdb.article_revisions").fetchall()}
    assert {article["sha256"] for article in read} <= loaded
    assert not marker.exists()
    assert admin.execute(CATALOGUE).fetchall() == catalogue
    # Nothing of an article is lost: the text is there as it was given, though it is made of SQL.
    (content,) = admin.execute(
        "SELECT content FROM coopdb.article_revisions WHERE found_at LIKE '%%/sql.txt'"
    ).fetchone() or ("",)
    assert content == files["sql.txt"].decode()

    keys = admin.execute(
        "SELECT DISTINCT article_key FROM coopdb.articles JOIN coopdb.article_revisions AS v USING (article_id)"
        " WHERE v.found_at LIKE %s",
        [f"{folder}%"],
    ).fetchall()
    assert coopdb.url is not None
    for (key,) in keys:
        assert forget_article(coopdb.url, key).article_id == key
    assert coopdb.digest() == before
    tell(
        f"{len(files)} hostile files: {len(keys)} articles, {len(named)} rejections, each with its reason;"
        " none executed, none lost, all forgotten without a trace"
    )


@pytest.mark.long
def test_large_hostile_files(fresh_database: Callable[..., str], tmp_path: Path, tell: Tell) -> None:
    url = fresh_database()
    coopdb = Coopdb(url)
    coopdb.done("load", SEEDS)
    outcomes = []
    for name, make in hostile.large():
        folder = write(tmp_path / name.replace(".", "-"), {name: make()})
        (folder / "good.txt").write_text(f"{name}\n{hostile.GOOD}", encoding="utf-8")
        with connect(url) as connection, ServerMemory(url) as server:
            answer = coopdb("load", folder)
            named = assert_reasoned(answer)
            assert_nothing_half_in(connection)
        outcome = f"{name}: {named[0].partition(': rejected: ')[2] if named else answer.out.strip()}"
        cost = f"{answer.seconds:.0f} s, {answer.memory >> 20} MB, server {server.most >> 20} MB"
        outcomes.append(f"{outcome} ({cost})")
        print(outcomes[-1], flush=True)
        assert "inserted" in answer.out
        assert " 0 inserted" not in answer.out, "the good article beside it is loaded"
        assert answer.seconds <= SECONDS, outcomes[-1]
        assert answer.memory <= MEMORY, outcomes[-1]
        assert server.most <= MEMORY, outcomes[-1]
        for path in folder.iterdir():
            path.unlink()
    tell(f"{len(outcomes)} large hostile files, each within {SECONDS} s and 1 GB:\n  " + "\n  ".join(outcomes))


class ServerMemory:
    """The most that a process of the server held for a load, looked at again and again; 0 where nothing tells."""

    def __init__(self, url: str) -> None:
        self.most = 0
        self._url = url
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> ServerMemory:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        with connect(self._url) as connection:
            while not self._done.wait(0.2):
                for (pid,) in connection.execute(
                    "SELECT pid FROM pg_stat_activity WHERE application_name = 'coopdb load'"
                ).fetchall():
                    self.most = max(self.most, self._private(pid))

    def _private(self, pid: int) -> int:
        try:
            status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        except OSError:
            return 0
        return 1024 * int((re.search(r"RssAnon:\s+(\d+)", status) or ("", 0))[1])
