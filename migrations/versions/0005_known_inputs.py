"""Files that are known already: the statements are in `migrations/sql/0005_known_inputs.sql`."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0005_known_inputs"
down_revision = "0004_report_views"

SQL = Path(__file__).parents[1] / "sql" / f"{revision}.sql"


def upgrade() -> None:
    """Run the file as it is: no placeholder, no parameter."""
    op.get_bind().connection.driver_connection.execute(SQL.read_text("utf-8"))


def downgrade() -> None:
    """Drop what the file creates."""
    op.get_bind().connection.driver_connection.execute(SQL.with_suffix(".down.sql").read_text("utf-8"))
