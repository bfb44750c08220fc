"""What the vocabulary notes of a text, and what readers may therefore look for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coopdb import read
from coopdb.reading.text import Text
from coopdb.reading.words import ASKED_ONLY, Vocabulary
from tests.reading.scanned import scan

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


class _Checked(dict[str, Any]):
    """What stands where, by class; fails where somebody looks for what is not noted."""

    def get(self, cls: str, default: Any = None) -> Any:
        assert cls not in ASKED_ONLY, f"{cls} is looked for, and so no class that is only asked of a word"
        return super().get(cls, default)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_no_reader_looks_for_what_is_not_noted(seed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan_as_ever = Vocabulary.scan

    def scan_checked(self: Vocabulary, text: Text) -> None:
        scan_as_ever(self, text)
        text.where = _Checked(text.where)

    monkeypatch.setattr(Vocabulary, "scan", scan_checked)
    assert read(seed.read_text("utf-8")).figures


def test_a_word_is_known_by_its_classes_wherever_it_stands() -> None:
    text = scan("بإقليم تاونات 45 تعاونية")
    assert "place_cues" in text.lex[0].entries
    assert [text.words[i] for i in text.where["counted_nouns"] if i == 3] == ["تعاونيه"]
    assert text.digits == [2]
    assert ASKED_ONLY.isdisjoint(text.where)
