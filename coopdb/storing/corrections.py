"""Corrections by a person: a file says which claim, what, who, why, when; the database follows the file."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from coopdb.storing.connecting import Connection, wait_for_other_writers
from coopdb.storing.derive import derive_facts
from coopdb.storing.errors import CorrectionsRefused

# What of a figure can be corrected; `ignore` leaves the claim out of all facts.
FIELDS = frozenset(
    [
        "value",
        "unit",
        "qualifier",
        "status",
        "role",
        "measure",
        "place",
        "commune",
        "programme",
        "payer",
        "period_from",
        "period_to",
        "setting",
        "sector",
        "ignore",
    ]
)
COLUMNS = ("claim_id", "field", "value", "corrected_by", "reason", "corrected_on")


@dataclass(frozen=True, order=True)
class Correction:
    """One line of the file; an empty value means that the article does not say."""

    claim_id: str
    field: str
    value: str | None
    corrected_by: str
    reason: str
    corrected_on: dt.date


def read_corrections(file: Path) -> list[Correction]:
    """Read a corrections file (CSV, UTF-8) and refuse it whole where a line is wrong."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return sorted(_corrections(file, csv.DictReader(lines)))
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionsRefused(file=file, line=1, reason=f"not readable ({error})") from error


def _corrections(file: Path, reader: csv.DictReader[str]) -> Iterator[Correction]:
    missing = set(COLUMNS) - set(reader.fieldnames or ())
    if missing:
        raise CorrectionsRefused(file=file, line=1, reason=f"no column {', '.join(sorted(missing))}")
    seen: set[tuple[str, str]] = set()
    for row in reader:
        line = reader.line_num
        values = {column: (row[column] or "").strip() for column in COLUMNS}
        if values["field"] not in FIELDS:
            raise CorrectionsRefused(file=file, line=line, reason=f"no field {values['field']!r} to correct")
        if not all(values[column] for column in ("claim_id", "corrected_by", "reason")):
            raise CorrectionsRefused(file=file, line=line, reason="which claim, who and why must be said")
        if values["field"] == "value" and not _is_number(values["value"]):
            raise CorrectionsRefused(file=file, line=line, reason=f"{values['value']!r} is no number")
        key = (values["claim_id"], values["field"])
        if key in seen:
            raise CorrectionsRefused(file=file, line=line, reason="the same field of the same claim twice")
        seen.add(key)
        try:
            day = dt.date.fromisoformat(values["corrected_on"])
        except ValueError as error:
            raise CorrectionsRefused(file=file, line=line, reason="corrected_on is no day (2026-01-31)") from error
        yield Correction(*key, values["value"] or None, values["corrected_by"], values["reason"], day)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def apply_corrections(connection: Connection, corrections: list[Correction]) -> int:
    """Make the database's corrections those of the file, derive what they touch, and say how many changed.

    A line that is gone from the file is undone; a claim that is not loaded yet is corrected when it comes.
    """
    with connection.transaction():
        wait_for_other_writers(connection)
        held = {
            Correction(*row)
            for row in connection.execute(
                "SELECT claim_id, field, value, corrected_by, reason, corrected_on FROM coopdb.corrections"
            ).fetchall()
        }
        changed = held ^ set(corrections)
        if not changed:
            return 0
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM coopdb.corrections")
            with cursor.copy("COPY coopdb.corrections FROM STDIN") as copy:
                for correction in corrections:
                    copy.write_row(astuple(correction))
        keys = sorted({correction.claim_id.partition(":")[0] for correction in changed})
        rows = connection.execute(
            "SELECT article_id FROM coopdb.articles WHERE article_key = ANY (%s)", [keys]
        ).fetchall()
        derive_facts(connection, [row[0] for row in rows])
    return len(changed)
