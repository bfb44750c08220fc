"""Dates: what the press writes, what it settles, and what it leaves open."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdb import find_dates
from coopdb.reading.dates import DateSpan, read_dates
from coopdb.reading.laws import read_laws
from coopdb.reading.layout import read_layout
from coopdb.reading.text import Text
from tests.reading.scanned import lexicon, scan

CASES = Path(__file__).resolve().parents[1] / "cases" / "dates.jsonl"
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
MONTHS = {
    "Morocco": (
        "يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز",
        "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"),
    "Gulf": (
        "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو",
        "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    "Levant": (
        "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب",
        "أيلول", "تشرين الأول",
               "تشرين الثاني", "كانون الأول"),
}  # fmt: skip


def dates(raw: str, published_on: str | None = None) -> tuple[Text, list[DateSpan]]:
    text = scan(raw)
    reference = None if published_on is None else dt.date.fromisoformat(published_on)
    return text, read_dates(text, lexicon(), reference, read_laws(text, lexicon()))


def spans(raw: str, published_on: str | None = None) -> list[str]:
    """`from/to` of each settled date, one part where both are the same."""
    _, found = dates(raw, published_on)
    return [d.from_ if d.from_ == d.to else f"{d.from_}/{d.to}" for d in found if d.from_ and not d.deictic]


STATED = [
    ("انعقد الجمع العام يوم 7 يوليوز 2025.", ["2025-07-07"], "day, month, year"),
    ("وقعت يوم فاتح ماي 2019 بسلا", ["2019-05-01"], "the first of a month has a word of its own"),
    ("في الخامس عشر من غشت سنة 2018", ["2018-08-15"], "a day in words"),
    ("أكتوبر 8, 2022", ["2022-10-08"], "the month first, as blogs print it"),
    ("نشر بتاريخ 23/05/2014", ["2014-05-23"], "slashes, the day first"),
    ("حرر في 2014-05-23", ["2014-05-23"], "the order of ISO"),
    ("الرباط : 15 - 4 - 2009", ["2009-04-15"], "blanks around the hyphens"),
    ("عقدت الدورة يوم الجمعة 07اكتوبر 2022", ["2022-10-07"], "the month glued to its day"),
    ("ابتداء من سنة ٢٠٠٥", ["2005"], "Arabic-Indic digits"),
    ("بلغ العدد عند متم شهر دجنبر 2005", ["2005-12"], "the end of a month is that month"),
    ("مع نهاية سنة 2025", ["2025"], "the end of a year is that year"),
    ("من 17 إلى 22 شتنبر 2021", ["2021-09-17/2021-09-22"], "two days of one month"),
    ("من 28 يونيو إلى 6 يوليوز 2025", ["2025-06-28/2025-07-06"], "the year stands only at the end"),
    ("من 29 دجنبر إلى 3 يناير 2020", ["2019-12-29/2020-01-03"], "a span over the new year"),
    ("يومي 5 و6 مارس 2022", ["2022-03-05/2022-03-06"], "two days that follow each other"),
    ("أيام الجمعة والسبت والأحد 12 و13 و14 ماي 2023", ["2023-05-12/2023-05-14"], "weekdays, then their days"),
    ("خلال الفترة ما بين 2022 و 2024", ["2022/2024"], "between two years"),
    ("سنتي 2015 و2016", ["2015/2016"], "the dual of year"),
    ("خلال سنوات 2019 و2020 و2021", ["2019/2021"], "a list of years"),
    ("استراتيجية المديرية 2025-2030", ["2025/2030"], "years in a name are dates"),
    ("المرحلة الثانية (2011-2015)", ["2011/2015"], "in brackets"),
    ("البرنامج الممتد (2019 ـ 2023)", ["2019/2023"], "a tatweel for a dash"),
    ("الموسم الفلاحي 2022/2023", ["2022/2023"], "a season over two years"),
    ("موسم 2008-09", ["2008/2009"], "the second year without its century"),
    ("من يونيو 2019 إلى غاية دجنبر 2022", ["2019-06/2022-12"], "months"),
    ("النصف الأول من سنة 2023", ["2023-01/2023-06"], "a half"),
    ("الربع الثالث من 2022", ["2022-07/2022-09"], "a quarter"),
    ("خلال الأشهر التسعة الأولى من سنة 2022", ["2022-01/2022-09"], "the first nine months"),
    ("السبت الأول من شهر يوليوز 2023", ["2023-07-01"], "the first Saturday"),
    ("بتاريخ 27 من محرم 1436 (20 نونبر 2014)", ["2014-11-20"], "one day in two calendars"),
    ("الموافق 12 شباط (فبراير) 2020", ["2020-02-12"], "two names of one month"),
    ("في أفق سنة 2030", ["2030"], "a horizon"),
    ("مقابل 310 آلاف درهم سنة 2020", ["2020"], "a sum before a year"),
]

NONE = [
    ("استفادت 2015 امرأة", "a count"),
    ("أزيد من 2000 متعاونة", "a count after من"),
    ("بمبلغ 2.015 درهم", "thousands"),
    ("الهاتف 0528.00.11.22", "a telephone number"),
    ("يعادل 3/4 المساحة", "a fraction"),
    ("ثلاث سنوات من العمل", "a duration"),
    ("خلال السنوات الأخيرة", "no year is named"),
    ("مارس الرياضة منذ صغره", "a verb that is a month's name"),
    ("سوق السبت أولاد النمة", "a weekday in a town's name"),
    ("اليوم العالمي للتعاونيات", "an occasion"),
    ("60 طنا في اليوم", "a rate"),
    ("تضم التعاونية اليوم 64 منخرطة", "nowadays"),
    ("ساحة 3 مارس بوجدة", "a square's name"),
    ("5 يوليوز من كل سنة", "a day of every year"),
    ("الكاتب العام السابق للعمالة", "a general secretary, no year"),
    ("مشاريع لتعاونيات الغد", "the future in general"),
    ("القانون رقم 112.12", "a law's number"),
]

RELATIVE = [
    ("أمس الأربعاء", "2011-05-19", ["2011-05-18"], "yesterday"),
    ("أول أمس الاثنين", "2018-03-14", ["2018-03-12"], "the day before yesterday"),
    ("اليوم الخميس", "2009-05-14", ["2009-05-14"], "today, with its weekday"),
    ("أعلن اليوم عن النتائج", "2020-02-03", ["2020-02-03"], "today, after a verb of news"),
    ("الأسبوع المنصرم", "2025-07-09", ["2025-06-30/2025-07-06"], "last week"),
    ("نهاية الأسبوع المنصرم", "2025-07-09", ["2025-07-05/2025-07-06"], "last weekend"),
    ("شهر أبريل المقبل", "2008-02-14", ["2008-04"], "a month to come"),
    ("في دجنبر الماضي", "2008-02-14", ["2007-12"], "a month gone by, of the year before"),
    ("السنة الفارطة", "2023-07-19", ["2022"], "last year"),
    ("يوم الثلاثاء 14 أبريل الجاري", "2009-04-15", ["2009-04-14"], "of this month"),
    ("من 4 إلى 7 نونبر الجاري", "2016-11-02", ["2016-11-04/2016-11-07"], "a span of this month"),
    ("يوم الأربعاء الماضي 21 ماي", "2014-05-23", ["2014-05-21"], "last Wednesday, with its day"),
    ("الثلاثاء الماضي", "2013-09-26", ["2013-09-24"], "last Tuesday"),
    ("الاثنين المقبل", "2013-09-26", ["2013-09-30"], "next Monday"),
    ("22 دجنبر", "2020-01-04", ["2019-12-22"], "the nearest, over the new year"),
]


@pytest.mark.parametrize(("raw", "expected", "reason"), STATED)
def test_stated_dates(raw: str, expected: list[str], reason: str) -> None:
    assert spans(raw) == expected, reason


@pytest.mark.parametrize(("raw", "reason"), NONE)
def test_what_is_no_date(raw: str, reason: str) -> None:
    _, found = dates(raw, "2020-06-15")
    assert not found, reason


@pytest.mark.parametrize(("raw", "published_on", "expected", "reason"), RELATIVE)
def test_dates_against_the_article_s_own(raw: str, published_on: str, expected: list[str], reason: str) -> None:
    assert spans(raw, published_on) == expected, reason
    assert not spans(raw), "without a date of its own the article leaves it open"


def test_a_weekday_settles_the_one_year_that_fits() -> None:
    # Mondays on 7 July: 2014, 2025, 2031; law 112.12 is of November 2014
    _, found = dates("قارن المتدخل يوم أمس الاثنين 07 يوليوز الجاري القانون 12.112 بسابقه.")
    assert (found[0].from_, found[0].basis, found[0].weekday) == ("2025-07-07", "inferred", "monday")


def test_a_weekday_that_fits_two_years_settles_nothing() -> None:
    # Tuesdays on 12 March since 2010: 2013, 2019, 2024
    _, found = dates("أعلن سنة 2010 ثم انعقد يوم الثلاثاء 12 مارس.")
    assert (found[1].from_, found[1].to) == (None, None)
    assert (found[1].not_before, found[1].weekday) == ("2010-01-01", "tuesday")


def test_a_horizon_is_no_dated_thing() -> None:
    _, found = dates("منذ سنة 2005، وفي أفق 2024، انعقد اللقاء يوم الاثنين 7 يوليوز.")
    assert found[-1].from_ is None
    assert found[-1].not_before == "2005-01-01"


def test_the_international_day_dates_nothing() -> None:
    _, found = dates("انعقد نهاية الأسبوع المنصرم لقاء بمناسبة اليوم العالمي للتعاونيات، منذ انطلاق البرنامج سنة 2022.")
    assert (found[0].from_, found[0].not_before) == (None, "2022-01-01")


def test_a_year_beside_a_day_carries_it_where_the_weekday_fits() -> None:
    raw = "الدورة برسم سنة 2011، وذلك يوم الأربعاء 29 يونيو، والجولة من 30 يونيو إلى 9 يوليوز."
    assert spans(raw) == [
        "2011", "2011-06-29", "2011-06-30/2011-07-09",
    ]  # fmt: skip


def test_a_year_counted_from_the_one_named_last() -> None:
    assert spans("برسم سنة 2009 مقابل 571 تعاونية في السنة التي قبلها") == ["2009", "2008"]


def test_this_year_gives_a_time_but_no_date() -> None:
    _, found = dates("بلغ الإنتاج هذه السنة رقما قياسيا", "2016-11-02")
    assert (found[0].from_, found[0].deictic) == ("2016", True)


@pytest.mark.parametrize(
    ("raw", "flag"),
    [
        ("منذ انطلاقتها سنة 2005", "since"),
        ("ابتداء من 2007", "since"),
        ("إلى غاية 31 دجنبر 2009", "until"),
        ("بحلول 2030", "horizon"),
    ],
)
def test_what_stands_before_a_date(raw: str, flag: str) -> None:
    _, found = dates(raw)
    assert getattr(found[0], flag)


@given(st.dates(dt.date(1960, 1, 1), dt.date(2040, 12, 31)), st.sampled_from(sorted(MONTHS)), st.integers(0, 3))
def test_any_day_in_any_month_names_is_read_back(day: dt.date, names: str, form: int) -> None:
    month = MONTHS[names][day.month - 1]
    weekday = WEEKDAYS[day.weekday()]
    raw = (
        f"انعقد يوم {weekday} {day.day} {month} {day.year} بالرباط",
        f"بتاريخ {day.day:02d} {month} من سنة {day.year}، حسب البلاغ",
        f"({weekday}، {day.day} {month} {day.year})",
        f"من {day.day} {month} {day.year} فصاعدا",
    )[form]
    text, found = dates(raw)
    assert [(d.from_, d.to) for d in found] == [(day.isoformat(), day.isoformat())]
    assert str(day.year) in text.quote(found[0].first, found[0].end)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31)), st.integers(0, 60), st.sampled_from(sorted(MONTHS)))
def test_any_span_is_read_back(first: dt.date, days: int, names: str) -> None:
    last = first + dt.timedelta(days=days + 1)
    months = MONTHS[names]
    raw = f"من {first.day} {months[first.month - 1]} إلى {last.day} {months[last.month - 1]} {last.year}"
    assert spans(raw) == [f"{first.isoformat()}/{last.isoformat()}"]


def test_the_cases_that_others_wrote() -> None:
    wrong = []
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf8").splitlines()]
    for case in cases:
        expected = sorted((d["from"], d["to"]) for d in case["dates"] if d.get("from"))
        _, found = dates(case["text"], case.get("reference"))
        if sorted((d.from_ or "", d.to or "") for d in found if d.from_) != expected:
            wrong.append(case["text"])
    assert len(wrong) <= 0.05 * len(cases), wrong


EVERYDAY = [
    ("سأسافر غدا", ["2020-09-17"], "tomorrow"),
    ("وصلت أول أمس", ["2020-09-14"], "the day before yesterday"),
    ("خلال الأسبوع القادم", ["2020-09-21/2020-09-27"], "next week"),
    ("الأسبوع القادم الأحد", ["2020-09-27"], "its Sunday"),
    ("قبل ثلاثة أسابيع", ["2020-08-26"], "three weeks ago"),
    ("بعد سنتين", ["2022-09-16"], "in two years"),
    ("آخر جمعة من الشهر", ["2020-09-25"], "the last Friday of this month"),
    ("ثاني اثنين من شهر أكتوبر 2021", ["2021-10-11"], "the second Monday of a month"),
    ("السنوات الخمس الماضية", ["2015-09-16/2020-09-15"], "the last five years"),
    ("موعدنا 5/11", ["2020-11-05"], "a day and a month"),
    ("عيد العرش 2019", ["2019-07-30"], "a feast"),
    ("في التسعينات", ["1990-01-01/1999-12-31"], "a decade"),
    ("بين الاثنين والخميس", ["2020-09-21/2020-09-24"], "between two weekdays"),
    ("عندي خمسة كتب", [], "no date"),
    ("واحد وعشرون شخصا", [], "a number that holds the letters of a weekday"),
]


@pytest.mark.parametrize(("raw", "expected", "reason"), EVERYDAY)
def test_everyday_dates(raw: str, expected: list[str], reason: str) -> None:
    found = find_dates(raw, dt.date(2020, 9, 16))  # a Wednesday
    read_back = [f"{f.first}" if f.first == f.last else f"{f.first}/{f.last}" for f in found]
    assert read_back == expected, reason
    assert all(raw[f.start : f.end].strip() for f in found)


def test_without_a_reference_only_absolute_dates_are_found() -> None:
    found = find_dates("غدا، أو يوم 3 ماي 2021، أو بعد شهرين")
    assert [(f.first, f.last) for f in found] == [(dt.date(2021, 5, 3), dt.date(2021, 5, 3))]


#: The words with which dates are written; a text may break off behind any of them.
TABLES = (
    "months", "weekdays", "date_words", "date_relations", "everyday_date_words", "law_cues", "furniture_cues",
)  # fmt: skip
WORDS = sorted({str(form) for table in TABLES for record in lexicon()[table] for form in record["forms"]})
SIGNS = [
    "5",
    "31",
    "2015",
    "45",
    "2.15.617",
    "/",
    "-",
    ".",
    "(",
    "،",
    "\n",
    "و",
    "من",
    "إلى",
    "هذه",
    "سنة",
    "رقم",
]


@given(st.lists(st.sampled_from(WORDS) | st.sampled_from(SIGNS), max_size=8), st.dates())
def test_no_row_of_date_words_makes_it_fail(words: list[str], reference: dt.date) -> None:
    raw = " ".join(words)
    for found in find_dates(raw, reference):
        assert found.first <= found.last
    find_dates(raw)
    dates(raw)
    dates(raw, reference.isoformat())
    read_layout(scan(raw))


@given(st.text(max_size=200), st.dates(dt.date(1, 1, 2), dt.date(9999, 12, 30)))
def test_no_text_makes_it_fail(raw: str, reference: dt.date) -> None:
    for found in find_dates(raw, reference):
        assert 0 <= found.start < found.end <= len(raw)
        assert found.first <= found.last
    dates(raw, "2020-01-01")
