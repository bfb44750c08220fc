"""`coopdb export`: every view in a file of its own."""

from __future__ import annotations

from pathlib import Path

import click

from coopdb.cli import Settings


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--format",
    "form",
    type=click.Choice(["parquet", "csv", "xlsx"]),
    default="parquet",
    show_default=True,
    help="One file a view; xlsx: one workbook, a sheet a view.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing unless something goes wrong.")
@click.pass_obj
def export(settings: Settings, folder: Path, form: str, quiet: bool) -> None:
    """Write every view to FOLDER, with the data dictionary, as of one moment.

    `datapackage.json` says what each column means in three languages, its unit, what identifies a row, and
    whose the data are. The same data give the same bytes. For Excel take xlsx; csv is marked as UTF-8, and a
    text that a spreadsheet would take for a formula begins with an apostrophe there.

    \b
    Examples:
      coopdb export tables/
      coopdb export workbook/ --format xlsx
    """
    from coopdb.exporting.files import export_views

    def tell(view: str, n_rows: int) -> None:
        click.echo(f"{view}: {n_rows} row{'' if n_rows == 1 else 's'}", err=True)

    done = export_views(settings.database().url, folder, form, on_view=None if quiet else tell)
    if not quiet:
        n_files = len(done.files)
        click.echo(f"{n_files} files in {folder}, {sum(done.n_rows.values())} rows", err=True)
