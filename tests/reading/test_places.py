"""Places: every region, province and commune, names that are words, and names that several places share."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdb.reading.places import Place, read_places
from coopdb.reading.text import Text
from tests.reading.scanned import lexicon, scan


def places(raw: str, published_on: str | None = None) -> tuple[Text, list[Place]]:
    text = scan(raw)
    return text, read_places(text, lexicon(), None if published_on is None else dt.date.fromisoformat(published_on))


def codes(raw: str, published_on: str | None = None) -> list[str | None]:
    return [p.code for p in places(raw, published_on)[1]]


FOUND = [
    ("احتضنت مدينة السمارة لقاء", ["MA-ESM"], "a town gives its province"),
    ("وببركان وجرادة", ["MA-BER", "MA-JRA"], "joined letters"),
    ("عمالة طنجة-أصيلة", ["MA-TNG"], "a name of two parts"),
    ("عمالة أكادير إداوتنان", ["MA-AGD"], "no hyphen, another spelling"),
    ("جهة مراكش- آسفي", ["MA-07"], "a blank behind the hyphen"),
    ("بطنجة تطوان الحسيمة", ["MA-01"], "a region without its word"),
    (
        "جهات الشرق وسوس-ماسة والعيون-الساقية الحمراء",
        ["MA-02", "MA-09", "MA-11"],
        "a list takes the cue along",
    ),
    ("أقاليم سطات وبرشيد وبنسليمان", ["MA-SET", "MA-BRR", "MA-BES"], "a list of provinces"),
    ("بجماعة القباب بإقليم خنيفرة", ["MA-KHN", "MA-KHN"], "a commune and its province"),
    ("مقاطعة سيدي مومن", ["MA-CAS"], "a district of Casablanca"),
    ("الدارالبيضاء", ["MA-CAS"], "two words in one"),
    ("عامل إقليمسيدي بنور", ["MA-SIB"], "a site glued the words"),
    ("وكالة گلميم", ["MA-GUE"], "the letter gaf"),
    ("بالمدينة الحمراء", ["MA-MAR"], "an epithet"),
    ("صدرت نحو فرنسا وألمانيا", ["FR", "DE"], "countries"),
    ("فندق بباريس", ["FR"], "a foreign town is its country"),
    ("على الصعيد الوطني", ["MA"], "the whole country"),
    (
        "تأتي الدار البيضاء في المقدمة بـ212 تعاونية، تليها الرباط (148)",
        ["MA-CAS", "MA-RAB"],
        "numbers between",
    ),
    ("تعاونية «أمل تمنار»", ["MA-ESI"], "a town in a cooperative's name"),
    ("زلزال الحوز", ["MA-HAO"], "an ordinary word beside a thing of places"),
    ("جهة بني ملال تحتضن المعرض", ["MA-05"], "a region by the first part of its name"),
    ("المجلس الجهوي لجهة فاسمكناس", ["MA-03"], "a site lost the hyphen"),
    ("تعاونية بتافوغالت", ["MA-BER"], "a rural commune with what lies in it"),
    ("ساكنة إملشيل", ["MA-MID"], "a rural commune with its people"),
    ("درك وادي أمليل", ["MA-TAZ"], "a spelling of the press"),
    ("سجن عين السبع", ["MA-CAS"], "a district with what stands in it"),
    ("حليب دكالة (الجديدة وسيدي بنور)", ["MA-JDI", "MA-SIB"], "a bracket opens a list"),
    ("ترأس عامل إقليمسيدي بنور اللقاء بمدينةأكادير", ["MA-SIB", "MA-AGD"], "no blank before a name"),
    ("وفد من تطوان حل فيالرباط", ["MA-TET", "MA-RAB"], "nor behind a preposition"),
    ("- سوس-ماسة: 68 تعاونية\n- الشرق: 52", ["MA-09", "MA-02"], "a list with a line each"),
]

NONE = [
    ("المرحلة الجديدة من البرنامج", "new"),
    ("ليست الفكرة بالجديدة", "not new"),
    ("قمة الشرق الأوسط", "the Middle East"),
    ("حملة لجراحة العيون", "eyes"),
    ("في حاجة ماسة إلى الدعم", "urgent"),
    ("زيت الزيتون", "olives"),
    ("ثوران بركان في جزيرة بعيدة", "a volcano"),
    ("ضبط وبحوزته سلع", "possession"),
    ("غلاف مالي مهم", "financial"),
    ("كان اللقاء ناجحا", "was"),
    ("صاحب السمو الملكي الأمير مولاي رشيد", "a prince"),
    ("شارع مراكش", "a street"),
    ("الكاتب العام والقاضي المكلف", "a judge"),
    ("خضع اللاعب لجراحة في الرباط الصليبي", "a ligament"),
    ('تعاونية "أغبالو ن كردوس"', "a village's name in a cooperative's"),
    ("وكالة المغرب العربي للأنباء", "a name of the Maghreb"),
    ("خطوات جديدة نحو المحيط والواحة", "words"),
]


@pytest.mark.parametrize(("raw", "expected", "reason"), FOUND)
def test_places_are_found(raw: str, expected: list[str], reason: str) -> None:
    assert codes(raw) == expected, reason


@pytest.mark.parametrize(("raw", "reason"), NONE)
def test_words_are_no_places(raw: str, reason: str) -> None:
    assert codes(raw) == [], reason


def test_every_commune_beside_its_province() -> None:
    provinces = {str(r["code_hcp"]): r for r in lexicon()["provinces"]}
    wrong = []
    for commune in lexicon()["communes"]:
        province = provinces[str(commune["province_code"])]
        raw = f"زار الوفد جماعة {commune['name_ar']} بإقليم {province['name_ar']} صباحا."
        found = [(p.code, p.commune) for p in places(raw)[1]]
        if found != [(province["iso"], commune["code_hcp"]), (province["iso"], None)]:
            wrong.append((raw, found))
    assert not wrong


@pytest.mark.parametrize(
    "sentence", ["تعاونيات إقليم {}", "لقاء بعمالة {} حول النحل", "أقاليم {} وتارودانت", "وبإقليم {} أيضا"]
)
def test_every_province(sentence: str) -> None:
    wrong = [
        r["name_ar"] for r in lexicon()["provinces"]
        if codes(sentence.format(r["name_ar"]))[:1] != [r.get("iso") or "MA-CAS"]
    ]  # fmt: skip
    assert not wrong


@pytest.mark.parametrize("sentence", ["مجلس جهة {} يصادق", "بجهة {} حاليا", "جهتي {} ودرعة-تافيلالت سنة 2020"])
@pytest.mark.parametrize("hyphen", ["-", " - ", " ", "–"])
def test_every_region(sentence: str, hyphen: str) -> None:
    wrong = [
        r["name_ar"] for r in lexicon()["regions"]
        if codes(sentence.format(r["name_ar"].replace("-", hyphen)))[:1] != [r["iso"]]
    ]  # fmt: skip
    assert not wrong


def test_every_former_region_stays_one() -> None:
    for record in lexicon()["regions_1997"]:
        # Oued Ed-Dahab–Lagouira is the one whose land a present region has, to the last province
        expected = "MA-12" if record["code_1997"] == "01" else f"old:{record['code_1997']}"
        assert codes(f"بلغ العدد بجهة {record['name_ar']} سنة 2005") == [expected]


def test_the_oriental_of_both_maps() -> None:
    assert codes("مجلس الجهة الشرقية", "2009-03-01") == ["old:08"]
    assert codes("مجلس الجهة الشرقية", "2019-03-01") == ["MA-02"]
    assert codes("الجهة الشرقية سنة 2009 وجهة دكالة-عبدة") == ["old:08", "old:11"]


def test_a_short_name_of_a_region_of_both_maps() -> None:
    assert codes("مجلس جهة فاس", "2009-03-01") == ["old:14"]
    assert codes("مجلس جهة فاس", "2019-03-01") == ["MA-03"]


def test_a_shared_name_follows_its_province() -> None:
    # Oulad Aissa is a commune of three provinces
    _, found = places("جماعة أولاد عيسى بإقليم تارودانت")
    assert (found[0].code, found[0].commune) == ("MA-TAR", "09.541.04.33")
    _, found = places("إقليم الجديدة يستفيد. وزار الوفد جماعة أولاد عيسى.")
    assert found[1].code == "MA-JDI"


def test_a_shared_name_alone_stays_open_with_its_candidates() -> None:
    _, found = places("زار الوفد جماعة أولاد عيسى.")
    assert found[0].code is None
    assert found[0].candidates == ["05.311.07.13", "06.181.05.03", "09.541.04.33"]


def test_towns_carry_their_own_code_and_provinces_none() -> None:
    _, found = places("من إقليم السمارة إلى مدينة السمارة")
    assert [(p.code, p.commune, p.level) for p in found] == [
        ("MA-ESM", None, "province"),
        ("MA-ESM", "11.221.01.01", "city"),
    ]


@pytest.mark.parametrize("joined", ["", "و", "ب", "ل", "وب"])
def test_the_span_is_the_name_alone(joined: str) -> None:
    text, found = places(f"{joined}مراكش")
    start, end = text.raw_span(found[0].first, found[0].end)
    assert text.raw[start + found[0].joined : end] == "مراكش"


def test_the_examples_of_names_that_are_words() -> None:
    for record in lexicon()["common_names"]:
        names = {str(f) for f in record["forms"]}
        for sentence in record.get("examples", []):
            text, found = places(sentence)
            assert any(n in text.quote(p.first, p.end) for p in found for n in names), sentence
        for sentence in record.get("counterexamples", []):
            text, found = places(sentence)
            assert not any(n in text.quote(p.first, p.end) for p in found for n in names), sentence


@given(st.text(max_size=200))
def test_no_text_makes_it_fail(raw: str) -> None:
    text, found = places("إقليم " + raw)
    assert all(0 <= p.first < p.end <= len(text) for p in found)
