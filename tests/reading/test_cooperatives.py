"""Cooperatives, unions and economic interest groups called by their names."""

from __future__ import annotations

import pytest

from coopdb.reading.cooperatives import Cooperative, read_cooperatives
from coopdb.reading.places import read_places
from tests.reading.scanned import lexicon, scan


def cooperatives(raw: str) -> list[Cooperative]:
    text = scan(raw)
    return read_cooperatives(text, read_places(text, lexicon()))


NAMED = [
    ("زارت تعاونية تيكني لصناعة الزربية المعرض.", ["تيكني"], "between the noun and the trade"),
    ('رئيسة تعاونية "النور" النسائية', ["النور"], "quoted"),
    ("التعاونية الفلاحية «خيرات الأطلس»، التي", ["خيرات الأطلس"], "an adjective of sort before the name"),
    ('فازت تعاونيات "النور" و"الأمل" بالجوائز', ["النور", "الأمل"], "several names"),
    ("عضوة بتعاونية الأمل بجماعة القباب", ["الأمل"], "between the noun and the place"),
    ("قالت رئيسة تعاونية الأشبرو، أمس", ["الأشبرو"], "behind a position, a sign behind it"),
    ("أسست النساء تعاونية فلاحية، وتعاونية نسائية لإنتاج العسل", [], "adjectives are no names"),
    ("تضم التعاونية 24 امرأة، واستفادت 85 تعاونية", [], "the noun alone"),
]


@pytest.mark.parametrize(("raw", "expected", "why"), NAMED)
def test_names_of_cooperatives(raw: str, expected: list[str], why: str) -> None:
    assert [c.name for c in cooperatives(raw)] == expected, why


def test_kind_trade_and_place() -> None:
    (found,) = cooperatives('تعاونية "تيفاوين" لنسيج الزرابي بجماعة القباب')
    assert (found.kind, found.trade, found.place) == ("cooperative", "نسيج الزرابي", "MA-KHN")
    (union,) = cooperatives('رئيس اتحاد تعاونيات "خيرات الواحة"')
    (group,) = cooperatives('المجموعة ذات النفع الاقتصادي "أطلس زيت"')
    assert (union.kind, group.kind) == ("union", "gie")


@pytest.mark.parametrize("record", lexicon()["cooperative_heads"], ids=lambda r: str(r["id"]))
def test_each_head_s_examples(record: dict[str, object]) -> None:
    for sentence in record.get("examples", []):  # type: ignore[attr-defined]
        assert cooperatives(sentence), sentence
    for sentence in record.get("counterexamples", []):  # type: ignore[attr-defined]
        assert not cooperatives(sentence), sentence
