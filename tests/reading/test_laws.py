"""Laws: every printing of a number, names without one, and what is no legal text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdb.reading.laws import Law, read_laws
from coopdb.reading.text import Text
from tests.reading.scanned import lexicon, scan

CASES = Path(__file__).resolve().parents[1] / "cases" / "laws.jsonl"


def laws(raw: str) -> tuple[Text, list[Law]]:
    text = scan(raw)
    return text, read_laws(text, lexicon())


def keys(raw: str) -> list[tuple[str, str | None]]:
    return [(law.kind, law.number) for law in laws(raw)[1]]


NUMBERED = [
    ("القانون رقم 112.12 المتعلق بالتعاونيات", "law", "112.12", "as issued"),
    ("القانون الجديد 12.112", "law", "112.12", "turned: no year has three digits"),
    ("القانون 112-12", "law", "112.12", "a hyphen"),
    ("القانون رقم 112/12", "law", "112.12", "a slash"),
    ("القانون رقم 112. 12", "law", "112.12", "a blank"),
    ("قانون التعاونيات 112.12", "law", "112.12", "a word between"),
    ("القانون القديم 83-24", "law", "24.83", "turned: the registry knows 24.83"),
    ("القانون 24.83", "law", "24.83", "not turned"),
    ("القانون رقم 44.00", "law", "44.00", "not in the registry, a year at its end"),
    ("القانون التنظيمي 14-113", "law", "113.14", "an organic law"),
    ("مشروع القانون رقم 03.23", "law", "03.23", "a bill"),
    ("القانون الإطار رقم 09.21", "framework_law", "09.21", "a framework law"),
    ("المرسوم رقم 617-15-2", "decree", "2.15.617", "a decree begins with 2"),
    ("المرسوم رقم 2.05.1016", "decree", "2.05.1016", "four digits at its end that are no year"),
    ("الظهير الشريف رقم 226-83-1", "dahir", "1.83.226", "a dahir begins with 1"),
    ("قرار لوزير العدل رقم 106.97", "order", "106.97", "an order"),
    ("الاتفاقية رقم 87", "convention", "87", "a convention has one number"),
]

NOTHING = [
    ("بلغت المبيعات 112.12 مليون درهم", "a decimal"),
    ("صادق الجمع العام على القانون الأساسي للتعاونية", "statutes"),
    ("القانون فوق الجميع", "the law in general"),
    ("وقع الطرفان اتفاقية شراكة", "a contract between two bodies"),
    ("اتخذ المجلس قرارا بدعم 12 تعاونية", "a decision"),
    ("اجتمعت لجنة القوانين يوم 21.11.2014", "a date"),
]


@pytest.mark.parametrize(("raw", "kind", "number", "reason"), NUMBERED)
def test_numbers_in_every_printing(raw: str, kind: str, number: str, reason: str) -> None:
    text, found = laws(f"جاء في {raw} ما يلي.")
    assert [(law.kind, law.number) for law in found] == [(kind, number)], reason
    digits = set(number.split("."))
    assert digits <= set(Text(text.quote(found[0].first, found[0].end)).words), "the span holds the number"


@pytest.mark.parametrize(("raw", "reason"), NOTHING)
def test_what_is_no_legal_text(raw: str, reason: str) -> None:
    assert keys(raw) == [], reason


def test_names_without_a_number() -> None:
    assert keys("ينتظر الفاعلون القانون الإطار للاقتصاد الاجتماعي") == [("framework_law", None)]
    assert keys("يكفل الدستور حرية المبادرة") == [("constitution", None)]
    assert keys("تأسست في إطار ظهير 15 نونبر 1958") == [("dahir", None)]
    assert keys("رصدت في قانون المالية لسنة 2024") == [("law", None)]


def test_several_numbers_after_one_word() -> None:
    assert keys("القوانين التنظيمية 111.14 و112.14 و113.14") == [
        ("law", "111.14"),
        ("law", "112.14"),
        ("law", "113.14"),
    ]


def test_a_name_repeats_no_law_whose_number_stands_in_the_text() -> None:
    assert keys("صدر القانون رقم 112.12. وقد بسط قانون التعاونيات المساطر.") == [("law", "112.12")]


def test_what_a_text_replaces_and_carries_out() -> None:
    _, found = laws("جاء القانون رقم 112.12 ليعوض القانون رقم 24.83.")
    assert (found[0].replaces, found[1].replaced_by) == ("24.83", "112.12")
    _, found = laws("صدر الظهير الشريف رقم 1.14.189 بتنفيذ القانون رقم 112.12.")
    assert found[0].implements == "112.12"


def test_date_subject_and_state() -> None:
    _, found = laws(
        "المرسوم رقم 2.99.999 الصادر في 24 مارس 2016 ينظم السجل. مشروع القانون رقم 99.99 المتعلق بالنحل، قيد الدرس."
    )
    assert found[0].date == "2016-03-24"
    assert (found[1].subject, found[1].state) == ("المتعلق بالنحل", "draft")
    _, found = laws("القانون رقم 112.12")
    assert (found[0].date, found[0].state) == ("2014-11-21", "in_force"), "what the registry holds"


@given(st.integers(1, 150), st.integers(0, 25), st.sampled_from(".-/"), st.booleans())
def test_a_number_of_three_digits_is_turned_the_right_way(number: int, year: int, sign: str, turned: bool) -> None:
    number += 100
    parts = [str(number), f"{year:02d}"]
    printed = sign.join(reversed(parts) if turned else parts)
    assert keys(f"ينص القانون رقم {printed} على ذلك") == [("law", ".".join(parts))]


def test_the_cases_that_others_wrote() -> None:
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf8").splitlines()]
    wrong = []
    for case in cases:
        expected = [(law["kind"], law["number"]) for law in case["laws"]]
        if sorted(keys(case["text"]), key=str) != sorted(expected, key=str):
            wrong.append(case["text"])
    assert len(wrong) <= 0.05 * len(cases), wrong


@given(st.text(max_size=200))
def test_no_text_makes_it_fail(raw: str) -> None:
    text, found = laws("القانون رقم " + raw)
    assert all(0 <= law.first < law.end <= len(text) for law in found)
