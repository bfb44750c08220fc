"""The same rows into the same tables by raw COPY: what a load's storing is measured against."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

TABLES = """
    SELECT c.oid::regclass::text, c.relname,
        array(SELECT a.attname FROM pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
              ORDER BY a.attnum),
        array(SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
              WHERE i.indrelid = c.oid AND i.indisprimary),
        array(SELECT DISTINCT k.confrelid::regclass::text FROM pg_constraint k
              WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid)
    FROM pg_class c WHERE c.relnamespace = 'coopdb'::regnamespace AND c.relkind = 'r'
"""
BLOCK = 1 << 20


@dataclass(frozen=True)
class Dump:
    """One table's new rows, in a file."""

    table: str
    columns: list[str]
    file: Path
    rows: int


def dump_new_rows(before: str, after: str, folder: Path) -> list[Dump]:
    """Write the rows that `after` has and `before` has not, table by table, referenced tables first."""
    folder.mkdir(parents=True, exist_ok=True)
    dumps = []
    with psycopg.connect(before) as old, psycopg.connect(after) as new:
        tables = {row[0]: row for row in new.execute(TABLES).fetchall()}
        for name in _referenced_first({t: set(row[4]) & set(tables) for t, row in tables.items()}):
            _, short, columns, key, _ = tables[name]
            file = folder / f"{short}.copy"
            rows = _dump(old, new, name, columns, key, file)
            if rows:
                dumps.append(Dump(name, columns, file, rows))
    return dumps


def _dump(
    old: psycopg.Connection[tuple[object, ...]],
    new: psycopg.Connection[tuple[object, ...]],
    table: str,
    columns: list[str],
    key: list[str],
    file: Path,
) -> int:
    listed = sql.SQL(", ").join(map(sql.Identifier, columns))
    query = sql.SQL("SELECT {} FROM {}").format(listed, sql.SQL(table))
    keys = sql.SQL(", ").join(map(sql.Identifier, key))
    known = old.execute(sql.SQL("SELECT {} FROM {}").format(keys, sql.SQL(table))).fetchall() if key else []
    if known:
        there = sql.SQL(", ").join(sql.SQL("({})").format(sql.SQL(", ").join(map(sql.Literal, row))) for row in known)
        query += sql.SQL(" WHERE ({}) NOT IN (VALUES {})").format(keys, there)
    with new.cursor() as cursor, file.open("wb") as out:
        with cursor.copy(sql.SQL("COPY ({}) TO STDOUT").format(query)) as copy:
            for block in copy:
                out.write(block)
        return cursor.rowcount


def _referenced_first(references: dict[str, set[str]]) -> list[str]:
    ordered: list[str] = []
    waiting = dict(references)
    while waiting:
        ready = sorted(t for t, needs in waiting.items() if needs <= set(ordered))
        if not ready:
            raise RuntimeError(f"tables that reference each other: {', '.join(sorted(waiting))}")
        ordered += ready
        for table in ready:
            del waiting[table]
    return ordered


def copy_rows(url: str, dumps: list[Dump]) -> float:
    """Copy dumped rows into a database, in one transaction; the seconds with its commit."""
    with psycopg.connect(url) as connection:
        start = time.perf_counter()
        with connection.cursor() as cursor:
            for dump in dumps:
                listed = sql.SQL(", ").join(map(sql.Identifier, dump.columns))
                with (
                    dump.file.open("rb") as file,
                    cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(sql.SQL(dump.table), listed)) as copy,
                ):
                    while block := file.read(BLOCK):
                        copy.write(block)
        connection.commit()
        return time.perf_counter() - start
