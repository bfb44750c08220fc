"""Programmes, plans, strategies, competitions and platforms; and what is none."""

from __future__ import annotations

import pytest

from coopdb.reading.names import read_institutions
from coopdb.reading.places import read_places
from coopdb.reading.programmes import Programme, read_programmes
from tests.reading.scanned import lexicon, scan


def programmes(raw: str) -> list[Programme]:
    text = scan(raw)
    places = read_places(text, lexicon())
    return read_programmes(text, lexicon(), read_institutions(text, places, lexicon()), places)


FOUND = [
    ("بدعم من المبادرة الوطنية للتنمية البشرية.", ["indh"], "a name of the lexicon"),
    ('برنامج "مرافقة" لفائدة التعاونيات.', ["mourafaka"], "a weak name behind its noun, quoted"),
    ("تحتاج التعاونيات إلى مرافقة مستمرة.", [], "the same word, an ordinary noun"),
    (
        'جائزة "لالة المتعاونة" ومسابقة “الجيل المتضامن”.',
        ["lalla-al-moutaawina", "al-jil-al-moutadamin"],
        "any head before a name",
    ),
    ('في إطار استراتيجية "الجيل الأخضر 2020-2030".', ["generation-green"], "a name with its years"),
    ('منصة "سوق الجبل" التي طورها الطلبة.', ["swq-jbl"], "a platform that nobody knows"),
    ('المنصة الرقمية "سوق الجبل" للبيع.', ["swq-jbl"], "an adjective between noun and name"),
    (
        "المبادرة الوطنية للتنمية البشرية، خلال المرحلة الثالثة.",
        ["indh", "indh-phase-3"],
        "a phase beside its programme",
    ),
    (
        "المبادرة الوطنية للتنمية البشرية. انتهت المرحلة الثالثة من البناء.",
        ["indh"],
        "a phase of something else",
    ),
    (
        "دعم المبادرة الوطنية للتنمية البشرية في إطار البرنامج الثالث.",
        ["indh", "indh-programme-3"],
        "a numbered programme",
    ),
    (
        "المبادرة الوطنية للتنمية البشرية. سلمتها المبادرة الوطنية سيارة.",
        ["indh", "indh"],
        "the short name later",
    ),
    ("تضمن برنامج الدورة عدة فقرات، ويمتد البرنامج يومين.", [], "what a meeting goes through"),
    ('في برنامج "صباح الخير" على قناة وطنية.', [], "a programme of the television"),
    ('مشروع تعاونية "النور" لتربية النحل.', [], "a cooperative's project"),
    (
        'استفادت من "برنامج مهارات الأطلس لتأهيل النساجات".',
        ["brnamj-mharat-atls-ltahil-nsajat"],
        "head and name in marks",
    ),
    ('ندوة في موضوع "برنامج تأهيل التعاونيات".', ["brnamj-tahil-taawniat"], "the head behind a topic, by its shape"),
    ('مشروع "قانون الصناعة".', [], "a bill"),
    ("مشروع تثمين تمور الواحات بدرعة.", ["mshrwa-tthmin-tmwr-wahat"], "a project by its deed"),
    ("مشروع بناء مقر التعاونية.", [], "a building"),
    ("مشروع دعم التعاونية.", [], "any project"),
    ("برنامج الفلاحة التضامنية.", ["brnamj-flahh-tdamnih"], "what a programme is in"),
    ("برنامج السهرات الفنية.", [], "what a festival shows"),
    ("مشروع PAMPAT وبرنامج TADAFOR.", ["pampat", "brnamj-tadafor"], "names in capitals"),
    ("جائزة الحسن الثاني للبيئة.", ["jaizh-hsn-thani-biih"], "a prize by a person's name"),
    ('منصة رقمية تحمل اسم "سوق الجبل".', ["swq-jbl"], "what is named further on"),
    ('مشروع "أرض الأمل". ويهدف مشروع أرض الأمل إلى التشغيل.', ["ard-aml", "ard-aml"], "come back to without marks"),
    ('أطلقت الجمعية برنامجها "تكوين للجميع".', ["tkwin-jmia"], "a body's own"),
    ('برنامجي "مرافقة" و"جسور الأمل".', ["mourafaka", "jswr-aml"], "two at once"),
    ("الحملة الوطنية للقضاء على هذه الظاهرة.", [], "no name without what follows"),
    ('قال خلال استضافته في برنامج "صباح الورد".', [], "a programme that has guests"),
    ("مول المشروع ميثاق تحدي الألفية.", ["millennium-challenge"], "the compact"),
]


@pytest.mark.parametrize(("raw", "expected", "why"), FOUND)
def test_programmes_are_read(raw: str, expected: list[str], why: str) -> None:
    assert [p.id for p in programmes(raw)] == expected, why


def test_a_described_programme_is_kept_in_the_article_s_words() -> None:
    (found,) = programmes("يندرج ضمن برنامج تأهيل الأسواق الأسبوعية بالإقليم.")
    assert (found.known, found.name, found.kind) == (False, "برنامج تأهيل الأسواق الأسبوعية", "programme")


def test_an_owner_is_given_where_the_article_says_one_and_else_not() -> None:
    said, unsaid = programmes('منصة "سوق الجبل" التي طورها مكتب تنمية التعاون. وتضم برنامج "مرافقة".')
    assert (said.owner, unsaid.owner) == ("odco", None)


def test_a_purpose_is_what_the_article_says() -> None:
    (found,) = programmes('برنامج "مؤازرة" الموجه لدعم مشاريع الجمعيات، خلال هذه السنة.')
    assert found.purpose == "لدعم مشاريع الجمعيات"


@pytest.mark.parametrize("record", lexicon()["programme_heads"], ids=lambda r: str(r["id"]))
def test_each_head_s_examples_hold_a_programme_and_its_counter_examples_none(
    record: dict[str, object],
) -> None:
    for sentence in record.get("examples", []):  # type: ignore[attr-defined]
        assert programmes(sentence), sentence
    for sentence in record.get("counterexamples", []):  # type: ignore[attr-defined]
        assert not programmes(sentence), sentence
