"""The command line: `coopdb COMMAND`, each command in a module of its own name.

A module is imported when its command is called: `coopdb --help` stays quick, and a command whose parts are
not installed does not take the others down.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from coopdb.errors import CoopdbError

if TYPE_CHECKING:
    from coopdb.server.database import Database

# Exit statuses of the contract, beside 0 for done: some articles were rejected; the call or its environment
# is wrong.
REJECTED = 1
WRONG = 2
INTERRUPTED = 130

# What `coopdb --help` says of each command; `coopdb/cli/<name>.py` holds a click command called `<name>`.
COMMANDS = {
    "load": "Read every article under PATH into the database.",
    "extract": "Read articles into JSON Lines, with no database.",
    "sql": "Run one query as the read-only role.",
    "views": "List the saved views, or the columns of one.",
    "explain": "Show what a fact stands on: claims, sentences, rules.",
    "export": "Write every view to a folder: parquet, csv or xlsx.",
    "report": "Write a self-contained page to look at.",
    "forget": "Remove an article and all that rests on it alone.",
    "diff": "Show claims gained and lost by the last re-reading.",
    "status": "Say what is loaded, what was rejected and why.",
    "db": "Start and stop the embedded server, change the schema.",
}


class CommandMissing(CoopdbError):
    """{command}: not part of this installation ({reason}). Reinstall coopdb."""


@dataclass
class Settings:
    """What the options before the command say; commands get it as `ctx.obj`.

    Attributes:
        database_url: the database named on the command line; None for COOPDB_DATABASE_URL or the embedded.
        home: the embedded server's folder; None for COOPDB_HOME or the per-user data folder.
    """

    database_url: str | None = None
    home: Path | None = None

    @cached_property
    def _database(self) -> Database:
        from coopdb.server.database import resolve_database

        return resolve_database(self.database_url, self.home)

    def database(self) -> Database:
        """Return the database to work on; the embedded server starts if it has to."""
        return self._database

    @property
    def names_a_server(self) -> bool:
        """Whether the user named a server, so that the embedded one has no part in the call."""
        return bool(self.database_url or os.environ.get("COOPDB_DATABASE_URL"))


class LazyGroup(click.Group):
    """The commands, each imported when it is called; errors are one line on standard error."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command, in the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        name = f"{__name__}.{cmd_name}"
        try:
            command = getattr(importlib.import_module(name), cmd_name)
        except ModuleNotFoundError as error:
            raise CommandMissing(command=cmd_name, reason=error) from error
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, and take it for done when the reader of its output (`| head`) has enough."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Caught here since click would end with 1, and the interpreter would complain at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)

    def main(  # type: ignore[override]  # the overloads of click tell return types apart, we only exit
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run a command and turn what goes wrong into one line and the contract's exit status."""
        extra["standalone_mode"] = False
        try:
            status = super().main(args, prog_name or "coopdb", **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.ctx.get_help() if error.ctx else error.format_message())
            sys.exit(0)
        except click.UsageError as error:
            hint = f" See '{error.ctx.command_path} --help'." if error.ctx else ""
            _fail(f"{error.format_message()}{hint}")
        except click.ClickException as error:
            _fail(error.format_message())
        except (click.Abort, KeyboardInterrupt):
            _fail("interrupted", INTERRUPTED)
        except Exception as error:
            line = describe(error)
            if line is None or os.environ.get("COOPDB_TRACEBACK"):
                raise
            _fail(line, getattr(error, "exit_code", WRONG))
        sys.exit(status if isinstance(status, int) else 0)


def describe(error: Exception) -> str | None:
    """Say in one line what went wrong; None for what only a mistake in coopdb can cause."""
    if isinstance(error, CoopdbError):
        return str(error)
    family = type(error).__module__.split(".")[0]
    if family in ("sqlalchemy", "psycopg"):
        cause = getattr(error, "orig", None) or error
        return f"the database: {cause}"
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)
    return None


def _fail(message: str, status: int = WRONG) -> NoReturn:
    click.echo(f"coopdb: {' '.join(message.split())}", err=True)
    sys.exit(status)


@click.group(
    "coopdb",
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--database-url", metavar="URL", help="A PostgreSQL of your own, 15 or newer. [env: COOPDB_DATABASE_URL]")
@click.option(
    "--home",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the embedded PostgreSQL keeps its data. [env: COOPDB_HOME]",
)
@click.version_option(package_name="coopdb")
@click.pass_context
def main(ctx: click.Context, database_url: str | None, home: Path | None) -> None:
    """Read press articles on Moroccan cooperatives into a database that answers with its evidence.

    \b
    A first look:
      coopdb load articles/
      coopdb sql "SELECT * FROM report.support_by_province"
      coopdb explain FACT_ID

    Without a named server, an embedded PostgreSQL starts by itself. Data go to standard output, talk to
    standard error. Exit status: 0 done; 1 some articles were rejected; 2 the call or its environment is
    wrong.
    """
    ctx.obj = Settings(database_url, home)
