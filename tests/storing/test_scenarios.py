"""The gold scenarios: short articles, read and stored, against what a careful person makes of them.

The gold is in `tests/scenarios/`, written from the public contract without a look at the rules.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from coopdb.articles.inputs import Fields
from coopdb.articles.inputs import article as article_of
from coopdb.reading import read
from coopdb.storing.corrections import Correction, apply_corrections
from coopdb.storing.forget import forget_article
from coopdb.storing.items import Reader
from tests.storing.conftest import Database

FOLDER = Path(__file__).parents[1] / "scenarios"
READER = Reader("scenarios", "lexicon")
Record = dict[str, Any]

# What a key of the gold is called in the views.
COLUMNS = {
    "place": "place_code",
    "payer": "payer_id",
    "programme": "programme_id",
    "from": "starts_on",
    "to": "ends_on",
}


@functools.cache
def scenarios() -> dict[str, Record]:
    return {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.yaml"))}


def loads(scenario: Record) -> Iterator[list[Record]]:
    """The groups in which the articles and their revisions arrive."""
    articles = {a["id"]: a for a in scenario["articles"]}
    groups = [[articles[i] for i in group] for group in scenario.get("loads") or [list(articles)]]
    yield from groups
    revisions = scenario.get("revisions") or []
    for number in sorted({r.get("load", len(groups) + 1) for r in revisions}):
        yield [r for r in revisions if r.get("load", len(groups) + 1) == number]


def load(database: Database, group: list[Record]) -> None:
    made = []
    for a in group:
        fields = Fields(id=a["id"], title=a.get("title"), publisher=a.get("publisher"), published_on=_day(a))
        given = article_of(f"{a['id']}.txt", a["text"], fields)
        made.append(
            (
                given,
                read(given.text, title=given.title, publisher=given.publisher, published_on=given.published_on),
            )
        )
    database.load(*made, reader=READER)


def _day(a: Record) -> date | None:
    day = a.get("published_on")
    return date.fromisoformat(str(day)) if day else None


def correct(database: Database, corrections: list[Record]) -> None:
    """Apply corrections; those that are undone are applied first, and then taken out."""
    lines = [(_correction(database, c), bool(c.get("undone"))) for c in corrections]
    apply_corrections(database.connection, sorted(line for found, _ in lines for line in found))
    apply_corrections(database.connection, sorted(line for found, undone in lines if not undone for line in found))


def _correction(database: Database, c: Record) -> list[Correction]:
    text = database.ask(
        "SELECT content FROM coopdb.article_revisions JOIN coopdb.readings USING (revision_id)"
        " JOIN coopdb.articles ON articles.article_id = readings.article_id WHERE identity = %s AND is_current",
        c["article"],
    )[0][0]
    start = text.index(c["quote"])
    claim = database.ask(
        "SELECT claim_id FROM report.claims AS c JOIN report.articles AS a USING (article_id)"
        " WHERE a.identity = %s AND c.kind = 'figure' AND start_offset < %s AND end_offset > %s"
        " ORDER BY abs(start_offset - %s) LIMIT 1",
        *(c["article"], start + len(c["quote"]), start, start),
    )[0][0]
    values = {c["field"]: c["value"]}
    if c["field"] == "period":
        first, last = c["value"] if isinstance(c["value"], list) else (c["value"], c["value"])
        values = {"period_from": first, "period_to": last}
    day = date.fromisoformat(str(c.get("when") or "2026-01-01"))
    return [
        Correction(claim, field, None if value is None else str(value), c.get("who", "x"), c.get("why", "x"), day)
        for field, value in values.items()
    ]


def rows(database: Database, view: str) -> list[Record]:
    cursor = database.connection.execute(f"SELECT * FROM report.{view}")
    names = [column.name for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def says(row: Record, wanted: Record) -> bool:
    """Whether a row of a view is as the gold says, in the keys that it gives."""
    for key, value in wanted.items():
        if key == "any_of":
            if not all(any(_same(row, column, one) for one in ones) for column, ones in value.items()):
                return False
        elif key != "optional" and not _same(row, key, value):
            return False
    return True


def _same(row: Record, key: str, wanted: Any) -> bool:
    if key == "period":
        found = [None if row[c] is None else row[c].year for c in ("period_from", "period_to")]
        return found == (wanted or [None, None])
    value = row[COLUMNS.get(key, key)]
    if isinstance(value, Decimal):
        return wanted is not None and value == Decimal(str(wanted))
    return str(value) == str(wanted) if isinstance(value, date) else bool(value == wanted)


def pair(found: list[Record], wanted: list[Record]) -> list[Record]:
    """What of the gold has no row of its own: the most particular expectations choose first."""
    left = list(found)
    missing = []
    for want in sorted(wanted, key=lambda w: (bool(w.get("optional")), -len(w))):
        row = next((r for r in left if says(r, want)), None)
        if row is not None:
            left.remove(row)
        elif not want.get("optional"):
            missing.append(want)
    found[:] = left
    return missing


def shown(rows: list[Record]) -> list[Record]:
    keys = [
        "amount",
        "value",
        "currency",
        "unit",
        "qualifier",
        "status",
        "role",
        "measure",
        "payer_id",
        "programme_id",
        "place_code",
        "period_label",
    ]
    keys += ["counts_toward_total", "counts_toward_payer", "not_counted_because", "n_claims", "n_articles", "n_sources"]
    keys += ["event_type", "standing", "starts_on", "ends_on", "title_ar"]
    return [{k: str(row[k]) for k in keys if k in row and row[k] is not None} for row in rows]


@pytest.mark.parametrize("name", scenarios())
def test_scenario(database: Database, name: str) -> None:
    scenario = scenarios()[name]
    for group in loads(scenario):
        load(database, group)
    for identity in scenario.get("forget") or []:
        forget_article(database.url, identity)
    if scenario.get("corrections"):
        correct(database, scenario["corrections"])
    expect = scenario["expect"]
    faults: list[Any] = []
    if "funding" in expect:
        found = rows(database, "funding")
        missing = pair(found, expect["funding"])
        faults += [("funding missing", m) for m in missing] + [("funding not expected", r) for r in shown(found)]
    if "figures" in expect:
        found = rows(database, "figures")
        missing = pair(found, expect["figures"])
        faults += [("figure missing", m) for m in missing] + [("figures left", shown(found))] * bool(missing)
    if "events" in expect:
        found = rows(database, "events")
        missing = pair(found, expect["events"])
        faults += [("event missing", m) for m in missing] + [("event not expected", r) for r in shown(found)]
    faults += list(wrong_sums(database, expect.get("sums") or {}))
    if "conflicts" in expect:
        faults += list(wrong_conflicts(rows(database, "conflicts"), expect["conflicts"]))
    assert not faults, "\n" + "\n".join(map(str, faults))


def wrong_sums(database: Database, sums: Record) -> Iterator[Any]:
    wanted = {k: [v] for k, v in sums.items() if k != "any_of"} | (sums.get("any_of") or {})
    for key, values in wanted.items():
        if key == "total_mad":
            found: Any = database.ask(
                "SELECT coalesce(sum(amount_mad), 0) FROM report.funding WHERE counts_toward_total"
            )[0][0]
            if found not in [Decimal(str(v)) for v in values]:
                yield key, "is", found, "not", values
            continue
        column = {"by_province": "province_code", "by_region": "region_code", "by_payer": "payer_id"}[key]
        flag = "counts_toward_payer" if key == "by_payer" else "counts_toward_total"
        found = dict(
            database.ask(f"SELECT {column}, sum(amount_mad) FROM report.funding WHERE {flag} GROUP BY {column}")
        )
        for code, value in values[0].items():
            if found.get(code, Decimal(0)) != Decimal(str(value)):
                yield key, code, "is", found.get(code), "not", value


def wrong_conflicts(found: list[Record], wanted: list[Record]) -> Iterator[Any]:
    real = [c for c in found if c["reason"] not in ("rounding", "corrected")]
    if not wanted and real:
        yield "no conflict expected", [(c["reason"], c["value"], c["other_value"], c["detail"]) for c in real]
    for want in wanted:
        between = sorted(map(str, want.get("between") or []))
        if not between:
            continue
        pairs = [sorted(str(v) for v in (c["value"], c["other_value"]) if v is not None) for c in found]
        details = [sorted(p.strip() for p in (c["detail"] or "").split("/")) for c in found]
        if between not in [[f"{Decimal(v):f}" for v in p] for p in pairs] and between not in pairs + details:
            yield (
                "conflict missing",
                want,
                [(c["reason"], c["value"], c["other_value"], c["detail"]) for c in found],
            )
