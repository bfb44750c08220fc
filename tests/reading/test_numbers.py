"""Any number, spelled in any form of the press, is read back; reading never fails; every span is its slice."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopdb import find_money, find_numbers, read
from coopdb.reading.text import Text, fold
from tests.reading.spelling import arabic_digits, grouped, numbers, spell


def only_value(text: str) -> Decimal:
    found = find_numbers(text)
    assert len(found) == 1, [text[f.start : f.end] for f in found]
    return found[0].value


@given(numbers, st.integers(0, 1))
def test_words_are_read_back(n: int, form: int) -> None:
    assert only_value(spell(n, form)) == n


@given(numbers)
def test_digits_with_magnitudes_are_read_back(n: int) -> None:
    assert only_value(spell(n, digits=True)) == n


@given(numbers, st.integers(0, 1), st.sampled_from(["", "و", "ب", "ل"]))
def test_joined_letters_change_no_value(n: int, form: int, joined: str) -> None:
    assert only_value(joined + spell(n, form)) == n


@given(st.integers(1000, 10**12 - 1), st.sampled_from([".", ",", " ", "\u00a0", "٬"]))
def test_thousands_are_read_back(n: int, sign: str) -> None:
    assert only_value(f"{grouped(n, sign)} تعاونية") == n


@given(st.integers(0, 9999), st.integers(1, 99), st.sampled_from([",", ".", "٫", "،"]))
def test_decimals_are_read_back(whole: int, cents: int, sign: str) -> None:
    value = Decimal(f"{whole}.{cents:02d}")
    assert only_value(f"{whole}{sign}{cents:02d} مليون درهم") == value * 1_000_000


@given(numbers)
def test_arabic_digits_are_read_as_others(n: int) -> None:
    assert only_value(arabic_digits(spell(n, digits=True))) == n


@given(st.integers(3, 10**9), st.integers(0, 1))
def test_money_in_words_is_read_back(n: int, form: int) -> None:
    found = find_money(f"خصص له {spell(n, form)} درهم")
    assert [(m.value, m.currency) for m in found] == [(n, "MAD")]


ALPHABET = 'ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآةىءئؤ 0123456789٠١٢٣٫٬.,،؛:%()-/\n\u200f\u00a0\u0640\u064e«»"آلاف مليون درهم'


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=300), st.text(alphabet=ALPHABET, max_size=300)))
def test_reading_never_fails_and_every_span_is_its_slice(text: str) -> None:
    extraction = read(text)
    for items in (
        extraction.figures,
        extraction.dates,
        extraction.places,
        extraction.institutions,
        extraction.programmes,
        extraction.cooperatives,
        extraction.legal_references,
        extraction.people,
        extraction.unread,
        extraction.not_figures,
    ):
        for item in items:
            assert text[item.start : item.end] == item.text
            assert item.text.strip()


@given(st.text(alphabet=ALPHABET, max_size=200))
def test_every_word_of_a_text_is_found_where_it_stands(text: str) -> None:
    scanned = Text(text)
    for i, word in enumerate(scanned.words):
        assert fold(text[scanned.start(i) : scanned.end(i)]).startswith(word[:1])


@pytest.mark.parametrize(
    ("text", "value", "why"),
    [
        ("مليون ونصف", "1500000", "a half after a magnitude is half of it"),
        ("3 ملايين ونصف المليون", "3500000", "the magnitude may be said again"),
        ("نصف مليون", "500000", "half of a magnitude"),
        ("ثلاثة أرباع مليون", "750000", "three quarters of a magnitude"),
        ("86ر20 مليون", "20860000", "agencies print the decimals before the ر"),
        ("09 ر7", "7.09", "the same, with a blank"),
        ("ألف مليار", "1000000000000", "magnitudes multiply"),
        ("4 ملاييرو300 مليون", "4300000000", "a و that clings to the magnitude before it"),
    ],
)
def test_forms_of_one_number(text: str, value: str, why: str) -> None:
    assert only_value(text) == Decimal(value), why


@pytest.mark.parametrize(
    ("text", "values", "why"),
    [
        ("سنة 2019 و2025", ["2019", "2025"], "two years are two numbers"),
        ("5 و7", ["5", "7"], "digits without a magnitude do not add up"),
        ("ثلاثة وخمسة", ["3", "5"], "two units do not add up"),
        ("آلاف المستفيدين", [], "thousands, how many is not said"),
    ],
)
def test_numbers_that_stay_apart(text: str, values: list[str], why: str) -> None:
    assert [f.value for f in find_numbers(text)] == [Decimal(v) for v in values], why
