"""Comments on views, their dictionary and the questions: written into the database from one source."""

from __future__ import annotations

from psycopg import sql

from coopdb.storing.connecting import Connection
from coopdb.views import load_dictionary, load_questions


def describe_views(connection: Connection) -> None:
    """Comment on every view and column; fill the tables behind `report.dictionary` and `report.questions`."""
    views = load_dictionary()
    present = {row[0] for row in connection.execute("SELECT viewname FROM pg_views WHERE schemaname = 'report'")}
    for view in views.values():
        if view.name not in present:
            continue
        target = sql.Identifier("report", view.name)
        _comment(connection, sql.SQL("VIEW {}").format(target), view.description.get("en", ""))
        for column in view.columns.values():
            place = sql.SQL("COLUMN {}").format(sql.Identifier("report", view.name, column.name))
            _comment(connection, place, column.description.get("en", ""))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM coopdb.dictionary_entries")
        cursor.executemany(
            "INSERT INTO coopdb.dictionary_entries VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                (view.name, column.name, position, column.unit, *_three(column.description))
                for view in views.values()
                for position, column in enumerate(view.columns.values(), 1)
            ],
        )
        cursor.execute("DELETE FROM coopdb.questions")
        cursor.executemany(
            "INSERT INTO coopdb.questions VALUES (%s, %s, %s, %s, %s)",
            [(q.number, *_three(q.text), q.sql) for q in load_questions()],
        )


def _comment(connection: Connection, target: sql.Composed, text: str) -> None:
    connection.execute(sql.SQL("COMMENT ON {} IS {}").format(target, sql.Literal(" ".join(text.split()))))


def _three(texts: dict[str, str]) -> tuple[str, str, str]:
    return texts.get("ar", ""), texts.get("fr", ""), texts.get("en", "")
