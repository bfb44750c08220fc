"""`coopdb sql`: one query as the read-only role."""

from __future__ import annotations

import click

from coopdb.cli import Settings


@click.command()
@click.argument("query")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--limit", metavar="ROWS", type=click.IntRange(1), default=10_000, show_default=True, help="Most rows.")
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(0.01),
    default=60.0,
    show_default=True,
    help="Longest time.",
)
@click.pass_obj
def sql(settings: Settings, query: str, form: str, limit: int, timeout: float) -> None:
    """Run one QUERY as the read-only role, which sees the views of the schema `report` and nothing else.

    A query that would write is refused; one that takes too long is stopped; more rows than the limit are cut
    off, and the cut is announced on standard error.

    \b
    Examples:
      coopdb sql "SELECT * FROM report.support_by_province"
      coopdb sql "SELECT sum(amount_mad) FROM report.funding WHERE counts_toward_total" --format json
      coopdb sql "SELECT number, question_en FROM report.questions"
    """
    from coopdb.cli.tables import print_rows
    from coopdb.storing import schema
    from coopdb.storing.query import run_query

    database = settings.database()
    schema.check(database.url)
    url = database.url
    if database.server is not None:
        from coopdb.server.roles import open_roles

        if "reader" in open_roles(database.server):
            url = database.role_url("reader")
    answer = run_query(url, query, max_rows=limit, seconds=timeout)
    print_rows(answer.columns, answer.rows, form)
    if answer.is_cut:
        click.echo(f"coopdb: cut off after {limit} rows; --limit takes more", err=True)
