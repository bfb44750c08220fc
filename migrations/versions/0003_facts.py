"""Facts, derived from claims: the statements are in `migrations/sql/0003_facts.sql`."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0003_facts"
down_revision = "0002_articles_and_claims"

SQL = Path(__file__).parents[1] / "sql" / f"{revision}.sql"


def upgrade() -> None:
    """Run the file as it is: no placeholder, no parameter."""
    op.get_bind().connection.driver_connection.execute(SQL.read_text("utf-8"))


def downgrade() -> None:
    """Drop what the file creates."""
    op.get_bind().connection.driver_connection.execute(SQL.with_suffix(".down.sql").read_text("utf-8"))
