"""Whose the data are: the credits that travel are those that the lexicon owes."""

from __future__ import annotations

import re
from pathlib import Path

from coopdb.exporting.credits import load_credits

LICENCES = Path(__file__).parents[2] / "coopdb" / "lexicon" / "data" / "LICENCES.md"


def test_every_credit_that_the_lexicon_owes_is_given() -> None:
    owed = LICENCES.read_text("utf-8")
    given = load_credits()
    (credit,) = re.findall(r'"(Haut-Commissariat[^"]+)"', owed)
    assert credit in {source["title"] for source in given.sources}
    paths = {licence["path"] for licence in given.licenses}
    assert set(re.findall(r"\]\((https:[^)]+)\)", owed)) <= paths


def test_every_text_is_in_three_languages() -> None:
    given = load_credits()
    for texts in (given.title, given.description, given.rights, *given.caveats):
        assert set(texts) == {"en", "fr", "ar"} and all(texts.values())
