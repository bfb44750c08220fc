"""`coopdb db`: the embedded server and the schema."""

from __future__ import annotations

import click

from coopdb.cli import Settings
from coopdb.errors import CoopdbError


class NamedServer(CoopdbError):
    """{url}: not coopdb's to {deed}: it is a server that you named. Leave COOPDB_DATABASE_URL and
    --database-url out to speak of the embedded one."""


@click.group()
def db() -> None:
    """Start and stop the embedded server, change the schema.

    \b
    Examples:
      coopdb db url        what to paste into a BI tool
      coopdb db upgrade    bring the schema up to this program
      coopdb db stop
    """


@db.command()
@click.pass_obj
def start(settings: Settings) -> None:
    """Start the embedded server, if it does not run.

    Every other command does this by itself. The server stays up until `coopdb db stop`.

    \b
    Example:
      coopdb db start
    """
    _refuse_named(settings, "start")
    from coopdb.server.embedded import ensure_running

    server = ensure_running(settings.home)
    click.echo(f"PostgreSQL {server.major} runs on {server.host}:{server.port}, data in {server.home}", err=True)


@db.command()
@click.pass_obj
def stop(settings: Settings) -> None:
    """Stop the embedded server.

    The next command that needs it starts it again.

    \b
    Example:
      coopdb db stop
    """
    _refuse_named(settings, "stop")
    from coopdb.server.embedded import stop as stop_server

    was_running = stop_server(settings.home)
    click.echo("stopped" if was_running else "no server was running", err=True)


@db.command()
@click.option(
    "--role",
    type=click.Choice(["reader", "loader", "owner", "superuser"]),
    default="reader",
    show_default=True,
    help="Whose address: the reader reads the views and nothing else.",
)
@click.pass_obj
def url(settings: Settings, role: str) -> None:
    """Print the address to paste into a BI tool.

    It holds the password of a role: of the reader, who can read the views and change nothing.

    \b
    Examples:
      coopdb db url
      psql "$(coopdb db url)" -c "SELECT * FROM report.funding"
    """
    database = settings.database()
    server = database.server
    if server is None or role == "superuser":
        click.echo(database.libpq_url)
        return
    from coopdb.server.roles import open_roles

    if role not in open_roles(server):
        click.echo(f"coopdb: the {role} comes with the schema: run `coopdb load` or `coopdb db upgrade`", err=True)
    click.echo(server.role_url(role, scheme="postgresql"))


@db.command()
@click.argument("revision", default="head")
@click.pass_obj
def upgrade(settings: Settings, revision: str) -> None:
    """Bring the schema up to what this program needs.

    A REVISION brings it up to that one only.

    \b
    Example:
      coopdb db upgrade
    """
    from coopdb.storing import revisions, schema

    address = settings.database().url
    schema.upgrade(address, revision)
    click.echo(f"the schema is at {revisions.current(address)}", err=True)


@db.command()
@click.argument("revision")
@click.pass_obj
def downgrade(settings: Settings, revision: str) -> None:
    """Take the schema back to REVISION.

    `base` removes the schema with all that is loaded.

    \b
    Examples:
      coopdb db downgrade base
      coopdb db downgrade -- -1
    """
    from coopdb.storing import revisions, schema

    address = settings.database().url
    schema.downgrade(address, revision)
    found = revisions.current(address)
    click.echo(f"the schema is at {found}" if found else "the schema is gone", err=True)


def _refuse_named(settings: Settings, deed: str) -> None:
    if settings.names_a_server:
        raise NamedServer(url="the database", deed=deed)
