"""Where alembic starts: on a connection that it is handed, or on the database of COOPDB_DATABASE_URL."""

from __future__ import annotations

import os

from alembic import context
from sqlalchemy import Connection, create_engine, text

OWN_SCHEMAS = ("coopdb", "report")


def run(connection: Connection) -> None:
    """Run the migrations that were asked for, all in one transaction."""
    connection.execute(text("CREATE SCHEMA IF NOT EXISTS coopdb"))
    context.configure(
        connection=connection,
        version_table="schema_revision",
        version_table_schema="coopdb",
        target_metadata=context.config.attributes.get("metadata"),
        include_schemas=True,
        include_name=lambda name, kind, _parent: kind != "schema" or name in OWN_SCHEMAS,
    )
    with context.begin_transaction():
        context.run_migrations()


handed = context.config.attributes.get("connection")
if handed is not None:
    run(handed)
else:
    address = os.environ["COOPDB_DATABASE_URL"].replace("postgres://", "postgresql://", 1)
    engine = create_engine(address.replace("postgresql://", "postgresql+psycopg://", 1))
    with engine.begin() as connection:
        run(connection)
