"""Institutions: known, built as branches, found by shape; and what is none."""

from __future__ import annotations

import pytest

from coopdb.reading.names import Institution, read_institutions
from coopdb.reading.places import read_places
from coopdb.reading.text import Text
from tests.reading.scanned import lexicon, scan


def institutions(raw: str) -> tuple[Text, list[Institution]]:
    text = scan(raw)
    return text, read_institutions(text, read_places(text, lexicon()), lexicon())


def ids(raw: str) -> list[str]:
    return [m.id for m in institutions(raw)[1]]


def names(raw: str) -> list[str]:
    """The names as the article writes them, joined letters off."""
    text, found = institutions(raw)
    return [text.raw[text.behind(m.first, m.joined) : text.end(m.end - 1)] for m in found]


KNOWN = [
    ("نظم مكتب تنمية التعاون لقاء بالرباط.", ["odco"], "a name of the lexicon"),
    (
        "بشراكة مع وكالة التنمية الاجتماعية والتعاون الوطني.",
        ["ads", "entraide-nationale"],
        "a weak name in a list",
    ),
    ("يحتاج المشروع إلى مزيد من التعاون الوطني والدولي.", [], "the same words, an ordinary phrase"),
    ("للحصول على اعتماد ONSSA.", ["onssa"], "an acronym in capitals"),
    (
        "وقعت وزارة الفلاحة والصيد البحري اتفاقية.",
        ["ministry-agriculture-fisheries-2007"],
        "a ministry by its term",
    ),
    ("صادق البرلمان التركي على القانون.", ["brlman-trki"], "another country's body of the same name"),
    ("صادقت وزارة المالية بجمهورية الكونغو على القرض.", ["wzarh-malih"], "another country's, by its seat"),
    ("تهيئة حديقة جامعة الدول العربية.", [], "a garden that bears a body's name"),
    ("صورة - م.ع.ن، عن هسبريس.", [], "where a text was printed takes no part"),
]

BUILT = [
    ("المندوبية الجهوية لمكتب تنمية التعاون بطنجة.", ["odco/ma-tng"], "the branch of a body in a town"),
    ("المكتب الجهوي لتنمية التعاون.", ["odco/regional"], "the adjective in the middle of the name"),
    (
        "المديرية الإقليمية للفلاحة بتيزنيت.",
        ["ministry-agriculture/ma-tiz"],
        "a ministry's branch by its subject",
    ),
    ("حضر المدير الجهوي لمكتب تنمية التعاون.", ["odco"], "a director is no institution, his office is"),
    ("نظمت عمالة إقليم أزيلال لقاء.", ["prefecture/ma-azi"], "the state in a province"),
    ("ارتفع العدد على مستوى عمالة طنجة-أصيلة.", [], "the prefecture as a land"),
    ("نظمته عمالة طنجة-أصيلة بالمناسبة.", ["prefecture/ma-tng"], "the prefecture that organizes"),
    (
        "قسم العمل الاجتماعي بعمالة إقليم أزيلال.",
        ["das/ma-azi", "prefecture/ma-azi"],
        "a division and its body",
    ),
    (
        "مجلس جهة الشرق والمجلس الإقليمي لجرادة.",
        ["regional-council/ma-02", "provincial-council/ma-jra"],
        "elected councils",
    ),
    (
        "ينظم مجلس جهة الشرق معرضا، وقال رئيس مجلس الجهة.",
        ["regional-council/ma-02"] * 2,
        "shortly, the same council",
    ),
    ("غرفة الصناعة التقليدية لجهة الشرق.", ["crafts-chamber/ma-02"], "the chamber of a region"),
    ("بشراكة مع جماعة أكلموس.", ["communal-council/05.301.07.03"], "a commune that is a partner"),
]

SHAPED = [
    (
        "نظمت جمعية الأمل للأشخاص في وضعية إعاقة معرضا.",
        ["جمعية الأمل للأشخاص في وضعية إعاقة"],
        "the people an association is for",
    ),
    (
        "نظمت الجمعية المغربية لمناهضة العنف ضد النساء ندوة.",
        ["الجمعية المغربية لمناهضة العنف ضد النساء"],
        "what the last noun of a name calls for",
    ),
    ("قالت مؤسسة تابعة للجماعة إن العدد ارتفع.", [], "a common noun by the participle behind it"),
    ("قالت إدارة الطيران الفيدرالية الأمريكية إن العدد ارتفع.", [], "an adjective"),
    ('نظمت جمعية "مهاجرون وتنمية" يوما دراسيا.', ['جمعية "مهاجرون وتنمية"'], "a quoted name"),
    (
        "وجمعية أصوات الثقافات وتعاونيات المنطقة.",
        ["جمعية أصوات الثقافات"],
        "a noun and what it rests on; a group ends it",
    ),
    ("كلية الاقتصاد والتدبير بسطات، أمس.", ["كلية الاقتصاد والتدبير بسطات"], "the seat in the fullest form"),
    (
        "مختبر البحث في التدبير والمقاولة الاجتماعية بشراكة",
        ["مختبر البحث في التدبير والمقاولة الاجتماعية"],
        "a field of work",
    ),
    (
        "مع التحالف الدولي للدفاع عن الحقوق والحريات، وهو",
        ["التحالف الدولي للدفاع عن الحقوق والحريات"],
        "what a noun calls for",
    ),
    (
        "الكونفدرالية الجهوية لتعاونيات الواحات.",
        ["الكونفدرالية الجهوية لتعاونيات الواحات"],
        "annexed nouns behind ل",
    ),
    ("منتدى زاكورة التضامني، أمس", ["منتدى زاكورة التضامني"], "a place inside a name"),
    ("أعلنت شركة خاصة عن المشروع.", [], "an indefinite company"),
    ("صادق مجلس الإدارة على الميزانية.", [], "a board"),
    ("أوضح المكتب أن العدد ارتفع، وساهمت الوكالة.", [], "what stands for a body named before"),
    ("زار الوفد مكتب المدير وغرفة التبريد.", [], "rooms"),
    ("قضت محكمة ألمانية بالإلغاء.", [], "an adjective that only looks definite"),
    ("مؤسسات عمومية وجمعيات محلية.", [], "plurals"),
]


@pytest.mark.parametrize(("raw", "expected", "why"), KNOWN + BUILT)
def test_institutions_are_read_with_their_ids(raw: str, expected: list[str], why: str) -> None:
    assert ids(raw) == expected, why


@pytest.mark.parametrize(("raw", "expected", "why"), SHAPED)
def test_names_end_where_grammar_ends_them(raw: str, expected: list[str], why: str) -> None:
    assert names(raw) == expected, why


def test_new_institutions_are_marked_and_named_in_the_article_s_words() -> None:
    (found,) = institutions("وللجمعية المغربية لحماية المستهلك رأي.")[1]
    assert (found.known, found.name, found.kind) == (False, "الجمعية المغربية لحماية المستهلك", "association")


def test_a_bracket_behind_a_name_belongs_to_its_fullest_form() -> None:
    assert names("الوكالة اليابانية للتعاون الدولي (جيكا) بالمغرب.") == ["الوكالة اليابانية للتعاون الدولي (جيكا)"]


def test_a_ministry_s_new_cut_keeps_its_portfolio() -> None:
    (found,) = institutions("أعلنت وزارة السياحة والثقافة والتواصل عن الحملة.")[1]
    assert found.known and found.id.startswith("ministry-tourism")


@pytest.mark.parametrize("record", lexicon()["institution_heads"], ids=lambda r: str(r["id"]))
def test_each_head_s_examples_hold_an_institution_and_its_counter_examples_none(
    record: dict[str, object],
) -> None:
    for sentence in record.get("examples", []):  # type: ignore[attr-defined]
        assert ids(sentence), sentence
    for sentence in record.get("counterexamples", []):  # type: ignore[attr-defined]
        assert not ids(sentence), sentence
