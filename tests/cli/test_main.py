"""The command group: help that teaches, one line for what goes wrong, the contract's exit statuses."""

from __future__ import annotations

import importlib
import importlib.util
import pickle
import subprocess
import sys
from pathlib import Path

import click
import psycopg
import pytest
from click.testing import CliRunner

from coopdb.cli import COMMANDS, Settings, describe, main
from coopdb.cli.db import db
from coopdb.errors import CoopdbError
from coopdb.server.embedded import status
from coopdb.server.embedded import stop as stop_server
from coopdb.server.errors import DatabaseTooOld


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COOPDB_DATABASE_URL", raising=False)
    monkeypatch.setenv("COOPDB_HOME", "/dev/null/a-test-that-starts-no-server")


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_help_names_every_command_of_the_contract() -> None:
    status, out, _ = run("--help")
    assert status == 0
    table = out[out.index("Commands:") :].split()
    assert {"load", "extract", "sql", "views", "explain", "export", "report"} <= set(table)
    assert {"forget", "diff", "status", "db"} <= set(table)
    assert "coopdb load" in out


def test_help_imports_no_command() -> None:
    code = (
        "import sys; from coopdb.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted(m for m in sys.modules if m.startswith(('coopdb.cli.', 'sqlalchemy', 'psycopg'))))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_teaches_by_an_example(name: str) -> None:
    if importlib.util.find_spec(f"coopdb.cli.{name}") is None:
        pytest.skip(f"coopdb {name} is not built yet")
    command = getattr(importlib.import_module(f"coopdb.cli.{name}"), name)
    commands = [command, *(command.commands.values() if isinstance(command, click.Group) else [])]
    for each in commands:
        assert "Example" in (each.help or "") and "coopdb " in (each.help or ""), each.name


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["nonsense"], "coopdb: No such command 'nonsense'. See 'coopdb --help'.\n"),
        (["db", "--nonsense"], "coopdb: No such option '--nonsense'. See 'coopdb db --help'.\n"),
        (["db", "downgrade"], "coopdb: Missing argument 'REVISION'. See 'coopdb db downgrade --help'.\n"),
        (["db", "url", "--role", "x"], None),
    ],
)
def test_a_wrong_call_is_one_line_and_status_2(words: list[str], line: str | None) -> None:
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1 and err.startswith("coopdb: ")
    if line:
        assert err == line


def test_a_wrong_environment_is_one_line_and_status_2() -> None:
    status, out, err = run("db", "start")
    assert (status, out) == (2, "")
    assert err.count("\n") == 1 and "/dev/null" in err and "COOPDB_HOME" in err


def test_a_command_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "absent", "Not there.")
    status, _, err = run("absent")
    assert status == 2 and err.startswith("coopdb: absent: not part of this installation")


@pytest.mark.parametrize("deed", ["start", "stop"])
def test_a_named_server_is_not_ours_to_start_or_stop(deed: str) -> None:
    status, _, err = run("--database-url", "postgresql://u:secret@h/d", "db", deed)
    assert status == 2 and f"not coopdb's to {deed}" in err and "secret" not in err


def test_the_life_of_the_embedded_server(server_homes: Path) -> None:
    home = server_homes / "cli"
    try:
        started, out, err = run("--home", str(home), "db", "start")
        assert (started, out) == (0, "") and "127.0.0.1" in err
        with psycopg.connect(run("--home", str(home), "db", "url", "--role", "superuser")[1].strip()) as connection:
            connection.execute("CREATE ROLE coopdb_reader")
        _, out, err = run("--home", str(home), "db", "url")
        assert out.startswith("postgresql://coopdb_reader:") and out.count("\n") == 1 and err == ""
        psycopg.connect(out.strip()).close()
        assert run("--home", str(home), "db", "stop") == (0, "", "stopped\n")
        assert not status(home).is_running
        assert run("--home", str(home), "db", "stop") == (0, "", "no server was running\n")
    finally:
        stop_server(home)


def test_the_url_of_a_role_that_the_schema_has_not_made(server_homes: Path) -> None:
    home = server_homes / "cli-bare"
    try:
        status, out, err = run("--home", str(home), "db", "url")
        assert status == 0 and out.startswith("postgresql://coopdb_reader:")
        assert "coopdb load" in err
    finally:
        stop_server(home)


def fail_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, str]:
    @click.command()
    def start() -> None:
        raise error

    monkeypatch.setitem(db.commands, "start", start)
    return run("db", "start")


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (CoopdbError(problem="two\n  lines"), "coopdb: two lines\n"),
        (
            psycopg.OperationalError("server closed\nthe connection"),
            "coopdb: the database: server closed the connection\n",
        ),
        (
            FileNotFoundError(2, "No such file or directory", "x.txt"),
            "coopdb: x.txt: No such file or directory\n",
        ),
        (click.ClickException("wrong"), "coopdb: wrong\n"),
    ],
)
def test_what_fails_is_one_line(error: Exception, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fail_with(error, monkeypatch) == (2, "", line)


def test_an_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fail_with(KeyboardInterrupt(), monkeypatch)[0] == 130


def test_a_mistake_of_ours_keeps_its_traceback() -> None:
    assert describe(ZeroDivisionError()) is None


def test_rejected_articles_end_with_status_1(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    @click.pass_context
    def start(ctx: click.Context) -> None:
        ctx.exit(1)

    monkeypatch.setitem(db.commands, "start", start)
    assert run("db", "start") == (1, "", "")


def test_a_reader_who_has_enough() -> None:
    """`coopdb … | head -0`: no complaint."""
    code = (
        "import sys, click, coopdb.cli as cli, coopdb.cli.db as db\n"
        "@click.command()\n"
        "def start():\n"
        "    for n in range(100000): click.echo(n)\n"
        "db.db.commands['start'] = start\n"
        "cli.main(['db', 'start'])\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert (process.stderr.read(), process.wait()) == (b"", 0)
    process.stderr.close()


def test_errors_survive_the_way_back_from_a_worker() -> None:
    error = DatabaseTooOld(url="u", found=14, oldest=15)
    back = pickle.loads(pickle.dumps(error))
    assert (type(back), str(back), back.exit_code) == (DatabaseTooOld, str(error), 2)


def test_settings_ask_for_one_database(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("coopdb.server.database.resolve_database", lambda *given: asked.append(given) or "database")
    settings = Settings("postgresql://h/d", None)
    assert settings.database() == settings.database() == "database"
    assert asked == [("postgresql://h/d", None)]
