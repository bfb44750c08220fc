"""The saved views: one SELECT a file in `migrations/views/`, each with its version in its name.

A released file is never edited. A view that changes gets a file of the next version, and a migration that
drops the old one with those that build on it and makes them again, each named there.
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0004_report_views"
down_revision = "0003_facts"

FOLDER = Path(__file__).parents[1] / "views"

# In the order in which they build on each other; none does so far.
VIEWS = (
    "articles_v01",
    "claims_v01",
    "funding_v01",
    "figures_v01",
    "events_v01",
    "event_institutions_v01",
    "event_people_v01",
    "event_items_v01",
    "institutions_v01",
    "programmes_v01",
    "programme_parts_v01",
    "platforms_v01",
    "people_v01",
    "places_v01",
    "cooperatives_v01",
    "legal_references_v01",
    "conflicts_v01",
    "unread_numbers_v01",
    "support_by_province_v01",
    "support_by_region_v01",
    "support_by_payer_v01",
    "support_by_programme_v01",
    "support_by_period_v01",
    "cooperatives_over_time_v01",
    "questions_v01",
    "dictionary_v01",
)


def upgrade() -> None:
    """Make the views."""
    driver = op.get_bind().connection.driver_connection
    for name in VIEWS:
        driver.execute((FOLDER / f"{name}.sql").read_text("utf-8"))


def downgrade() -> None:
    """Drop them."""
    driver = op.get_bind().connection.driver_connection
    for name in reversed(VIEWS):
        driver.execute(f"DROP VIEW report.{name.rpartition('_v')[0]}")
