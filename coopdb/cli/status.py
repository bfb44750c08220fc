"""`coopdb status`: what the database holds."""

from __future__ import annotations

import click

from coopdb.cli import Settings


@click.command()
@click.option("--digest", "with_digest", is_flag=True, help="End with a digest over reference rows, claims and facts.")
@click.pass_obj
def status(settings: Settings, with_digest: bool) -> None:
    """Say what is loaded, what was rejected and why, where the schema is, on which server.

    The digest is free of ids, paths, times and order: two databases with the same digest say the same.

    \b
    Examples:
      coopdb status
      coopdb status --digest | tail -1
    """
    from coopdb.storing.status import read_status

    database = settings.database()
    state = read_status(database.url, with_digest=with_digest)
    where = f"embedded, {database.server.home}" if database.server else database.shown_url
    click.echo(f"server: PostgreSQL {state.server_version} ({where})")
    click.echo(f"schema: {state.schema_revision}")
    for name, count in state.counts.items():
        click.echo(f"{name.replace('_', ' ')}: {count}")
    figures = state.coverage.get("figures") or 0
    if figures:
        shares = ", ".join(
            f"{float(state.coverage[f'with_{what}'] or 0):.0%} with a {what}"
            for what in ("place", "period", "measure", "programme")
        )
        click.echo(f"coverage: of {figures} figures {shares}")
    known = state.numbers["read"] + state.numbers["set_aside"]
    numbers = known + state.numbers["unread"]
    if numbers:
        click.echo(
            f"numbers: {known / numbers:.1%} of {numbers} accounted for ({state.numbers['read']} in figures, dates and "
            f"laws, {state.numbers['set_aside']} no figures, {state.numbers['unread']} unread)"
        )
    for run in state.runs:
        ended = "" if run["ended_at"] else " (cut off, or still running)"
        done = ", ".join(
            f"{run[f'n_{outcome}']} {outcome}"
            for outcome in ("inserted", "revised", "unchanged", "reread", "rejected")
            if run[f"n_{outcome}"]
        )
        head = f"run {run['run_id']}, {run['started_at']:%Y-%m-%d %H:%M}: {run['what']}"
        click.echo(f"{head}: {done or 'nothing'}{ended}")
    for rejection in state.rejections:
        click.echo(f"rejected: {rejection['found_at']}: {rejection['reason']}")
    if state.digest is not None:
        click.echo(state.digest)
