"""Events: which one an article reports, and what belongs to it."""

from __future__ import annotations

import datetime as dt

import pytest

from coopdb.reading.cooperatives import read_cooperatives
from coopdb.reading.dates import read_dates
from coopdb.reading.event import Event
from coopdb.reading.events import read_events
from coopdb.reading.layout import read_layout
from coopdb.reading.names import read_institutions
from coopdb.reading.people import read_people
from coopdb.reading.places import read_places
from tests.reading.scanned import lexicon, scan


def events(raw: str, published_on: str | None = None) -> list[Event]:
    text = scan(raw)
    layout = read_layout(text)
    published = dt.date.fromisoformat(published_on) if published_on else layout.published_on
    dates, places = read_dates(text, lexicon(), published), read_places(text, lexicon())
    institutions = read_institutions(text, places, lexicon())
    cooperatives = read_cooperatives(text, places)
    people = read_people(text, institutions, places, cooperatives)
    return read_events(
        text, lexicon(), dates, places, institutions, people, title=layout.title, body=layout.body,
        bylines=layout.bylines, cooperatives=cooperatives,
    )  # fmt: skip


def reported(raw: str, published_on: str | None = None) -> list[Event]:
    return [e for e in events(raw, published_on) if e.standing == "reported"]


REST = " وشكل اللقاء مناسبة لتبادل التجارب بين المشاركين في مختلف القطاعات."

TYPES = [
    (
        "نظمت عمالة إقليم أزيلال، أمس الأربعاء، لقاء تواصليا مع التعاونيات المحلية.",
        "meeting",
        "an object of organizing",
    ),
    ("احتضنت كلية العلوم بفاس، أمس الخميس، يوما دراسيا حول التعاونيات.", "conference", "what a place hosts"),
    ("حطت القافلة الجهوية للتحسيس الرحال بمدينة زاكورة في ثالث محطاتها.", "caravan", "a verb of motion"),
    (
        "افتتحت، مساء الجمعة بمدينة بني ملال، فعاليات الدورة الرابعة للمعرض الجهوي للمنتوجات.",
        "fair",
        "the fair, not its opening",
    ),
    (
        "تم يوم الثلاثاء بالرباط التوقيع على اتفاقية شراكة بين الطرفين.",
        "signing",
        "a noun of action under تم",
    ),
    (
        "أشرف عامل إقليم تيزنيت، اليوم الجمعة، على تدشين وحدة لتثمين الأركان.",
        "launch",
        "a noun of action under a verb of acting",
    ),
    ("قام عامل الإقليم، صباح الإثنين، بزيارة تفقدية لرواق التعاونيات بالمدينة.", "visit", "a visit"),
    (
        "استفادت التعاونيات، وفق ما قدم خلال لقاء تواصلي نظم أمس الأربعاء، من الدعم.",
        "meeting",
        "during which something was said",
    ),
]


@pytest.mark.parametrize(("raw", "kind", "why"), TYPES)
def test_what_an_article_reports(raw: str, kind: str, why: str) -> None:
    (found,) = reported(raw + REST)
    assert found.type == kind, why


NONE = [
    ("بلغ عدد التعاونيات 648 تعاونية سنة 2009 مقابل 571 تعاونية في السنة التي قبلها.", "statistics"),
    ("كلما حل اليوم العالمي للتعاونيات تلقى الخطب وتعلق اللافتات ثم يعود كل واحد إلى حاله.", "an opinion"),
    ("تشتغل نساء التعاونية في صمت، وتحكي رئيستها كيف بدأت الفكرة قبل عشر سنوات.", "a portrait"),
    ("قال الوزير في معرض رده على سؤال إن عدد التعاونيات ارتفع خلال السنوات الأخيرة.", "معرض that is no fair"),
    ("أطلق المتهم النار على الواجهة ثم لاذ بالفرار إلى وجهة مجهولة ليلة أمس.", "a launch of shots"),
]


@pytest.mark.parametrize(("raw", "why"), NONE)
def test_articles_that_report_no_event(raw: str, why: str) -> None:
    assert not reported(raw), why


LEDE = (
    "نظم مجلس جهة الشرق، بشراكة مع مكتب تنمية التعاون ووكالة التنمية "
    "الاجتماعية، من 4 إلى 7 نونبر 2016 بمدينة بركان، "
    "الدورة العاشرة لمعرض المنتوجات المجالية، تحت شعار: «التعاون أساس الصمود»، "
    "وذلك احتفالا باليوم العالمي للتعاونيات."
)


def test_the_parts_of_an_event() -> None:
    (found,) = reported(LEDE + REST)
    assert (found.from_, found.to, found.duration_days) == ("2016-11-04", "2016-11-07", 4)
    assert (found.place, found.edition) == ("MA-BER", 10)
    assert found.organizers == ["مجلس جهة الشرق"]
    assert found.partners == ["مكتب تنمية التعاون", "وكالة التنمية الاجتماعية"]
    assert found.slogan == "التعاون أساس الصمود"
    assert found.occasion == "international-day-of-cooperatives"


def test_a_later_sentence_tells_the_organizer() -> None:
    (found,) = reported(
        "نظمت اليوم الثلاثاء بمراكش قافلة تحسيسية لفائدة التعاونيات. وتروم هذه "
        "القافلة، المنظمة من قبل مديرية الشؤون "
        "القروية، تقوية القدرات."
    )
    assert found.organizers == ["مديرية الشؤون القروية"]


def test_what_stands_for_the_organizer_is_the_body_named_before() -> None:
    (found,) = reported(
        "احتضنت القاعة الكبرى بمقر غرفة الصناعة التقليدية لجهة الشرق بوجدة، صباح الجمعة، دورة تكوينية نظمتها الغرفة."
    )
    assert found.organizers == ["غرفة الصناعة التقليدية لجهة الشرق"]


def test_a_day_that_the_text_leaves_open_stays_open() -> None:
    (found,) = reported("نظمت عمالة إقليم أزيلال، نهاية الأسبوع المنصرم، لقاء تواصليا مع التعاونيات." + REST)
    assert (found.from_, found.to) == (None, None)


def test_a_day_is_settled_by_the_article_s_own() -> None:
    (found,) = reported("نظمت عمالة إقليم أزيلال، أمس الأربعاء، لقاء مع التعاونيات." + REST, "2011-05-19")
    assert (found.from_, found.date_basis) == ("2011-05-18", "inferred")


def test_a_region_is_narrowed_to_the_town() -> None:
    (found,) = reported("نظمت اليوم بمراكش قافلة لفائدة تعاونيات جهة مراكش-آسفي." + REST)
    assert found.place == "MA-MAR"


def test_one_event_though_the_article_returns_to_it() -> None:
    assert (
        len(events("نظمت عمالة إقليم أزيلال لقاء تواصليا. وعرف هذا اللقاء عروضا. وفي ختام اللقاء شكر الحاضرون.")) == 1
    )


def test_an_event_on_the_margin_is_reported_too() -> None:
    found = reported(
        "تم يوم الخميس 16 يونيو 2022 باليوسفية التوقيع على اتفاقيات الشطر الأول. "
        "وعلى هامش التوقيع، استفاد 59 رئيسا من "
        "دورة تكوينية أشرف عليها قسم العمل الاجتماعي."
    )
    assert [e.type for e in found] == ["signing", "training"]
    assert found[1].organizers == ["قسم العمل الاجتماعي"]
    assert found[1].from_ == "2022-06-16"


def test_others_are_mentioned() -> None:
    found = events(
        "نظم مكتب تنمية التعاون، أمس الأربعاء بالرباط، حفلا رسميا لفائدة "
        "التعاونيات. وشاركت التعاونيات في الملتقى الدولي "
        "للفلاحة بمكناس."
    )
    assert [(e.standing, e.type, e.place) for e in found] == [
        ("reported", "ceremony", "MA-RAB"),
        ("mentioned", "fair", "MA-MEK"),
    ]


def test_an_announcement_is_told_apart() -> None:
    (found,) = reported("سينظم مكتب تنمية التعاون بأكادير، خلال أبريل المقبل، ملتقى وطنيا حول تسويق المنتوجات." + REST)
    assert found.announced


ITEMS = [
    (
        "وفي ختام اللقاء تم إصدار توصيات تدعو إلى تعزيز التنسيق بين المتدخلين، "
        "وتبسيط المساطر الإدارية وتطوير آليات التمويل.",
        [
            ("recommendation", "تعزيز التنسيق بين المتدخلين"),
            ("recommendation", "تبسيط المساطر الإدارية"),
            ("recommendation", "تطوير آليات التمويل"),
        ],
    ),
    (
        "وتميز اللقاء بتنظيم جلستين حواريتين؛ الأولى تحت عنوان “حصيلة السنة، والآفاق”، والثانية حول موضوع “التمويل”.",
        [("session", "“حصيلة السنة، والآفاق”"), ("session", "“التمويل”")],
    ),
]


@pytest.mark.parametrize(("raw", "expected"), ITEMS)
def test_items(raw: str, expected: list[tuple[str, str]]) -> None:
    (found,) = reported("نظمت عمالة إقليم أزيلال، أمس الأربعاء، لقاء تواصليا مع التعاونيات. " + raw)
    assert [(i.kind, i.text) for i in found.items] == expected


PARTS = [
    ("وقعت وزارة الفلاحة ومجلس جهة الشرق، يوم 3 ماي 2019 بوجدة، اتفاقية شراكة.", "signing", "2019-05-03", "MA-OUJ", []),
    ("خصصت كلية الحقوق بفاس، يوم 3 ماي 2019، ندوة للتعاونيات.", "conference", "2019-05-03", "MA-FES", ["كلية الحقوق بفاس"]),
    ("كانت مدينة صفرو، يوم 3 ماي 2019، على موعد مع مهرجان حب الملوك.", "fair", "2019-05-03", "MA-SEF", []),
    (
        "يرتقب أن تحتضن مدينة بركان، ما بين 7 و10 ماي 2020، الملتقى الوطني للحوامض الذي تسهر على تنظيمه جمعية آفاق.",
        "conference", "2020-05-07", "MA-BER", ["جمعية آفاق"],
    ),
    (
        "أعلنت عمالة إقليم تازة عن تنظيم معرض للمنتوجات يوم 3 ماي 2019.",
        "fair", "2019-05-03", "MA-TAZ", ["عمالة إقليم تازة"],
    ),
    (
        "تدارس خبراء، يوم 3 ماي 2019 بالداخلة، في إطار ندوة دولية، سبل التثمين. وقد نظم هذه الندوة المركز الجهوي للاستثمار.",
        "conference", "2019-05-03", "MA-OUD", ["المركز الجهوي للاستثمار"],
    ),
    (
        "نظمت الجماعة الترابية لتنانت، يوم 3 ماي 2019، لقاء تواصليا مع التعاونيات.",
        "meeting", "2019-05-03", "MA-AZI", ["الجماعة الترابية لتنانت"],
    ),
    (
        'انطلق بأزيلال، يوم 3 ماي 2019، المعرض الذي تنظمه تعاونية "تيتريت".',
        "fair", "2019-05-03", "MA-AZI", ['تعاونية "تيتريت"'],
    ),
    (
        "ترأس العامل بالعرائش اجتماعا في إطار الاستعداد للمهرجان الدولي الذي سيقام من 4 إلى 7 دجنبر 2024.",
        "meeting", None, "MA-LAR", [],
    ),
    (
        "نظمت جمعية الأمل، التي تأسست في 12 مارس 2010، يوم 3 ماي 2019 بتازة، يوما دراسيا.",
        "conference", "2019-05-03", "MA-TAZ", ["جمعية الأمل"],
    ),
    (
        "أسدل الستار، يوم الأحد 12 نونبر 2017 بوزان، على مهرجان الزيتون الذي تواصل على مدى أربعة أيام.",
        "fair", "2017-11-09", "MA-OUZ", [],
    ),
    (
        "جرى، يوم 4 فبراير 2020 بمقر عمالة إقليم الدريوش، تقديم الحصيلة خلال حفل حضره العامل.",
        "ceremony", "2020-02-04", "MA-DRI", [],
    ),
    ("دشن عامل إقليم ورزازات، يوم 3 ماي 2019، مركزا لتثمين الورد.", "launch", "2019-05-03", "MA-OUA", []),
    ("أطلقت وزارة الفلاحة، يوم 3 ماي 2019 بمكناس، برنامجا لدعم الشباب.", "launch", "2019-05-03", "MA-MEK", []),
    ("احتفلت تعاونية كوباك، يوم 3 ماي 2019 بتارودانت، بالذكرى الثلاثين لتأسيسها.", "ceremony", "2019-05-03", "MA-TAR", []),
    ("عقد المكتب الوطني للصيد، يوم 3 ماي 2019 بتزنيت، جمعه العام.", "meeting", "2019-05-03", "MA-TIZ", ["المكتب الوطني للصيد"]),
    ("جرى، يوم 3 ماي 2019 بزاكورة، تنظيم مسابقة إقليمية للشباب.", "competition", "2019-05-03", "MA-ZAG", []),
    ("انعقد، يوم 3 ماي 2019 بتازة، اجتماع اللجنة الإقليمية للتنمية البشرية.", "meeting", "2019-05-03", "MA-TAZ", ["اللجنة الإقليمية للتنمية البشرية"]),
    ('نظم مكتب تنمية التعاون، يوم 3 ماي 2019 بالرباط، الدورة السادسة للجائزة الوطنية "لالة المتعاونة".', "competition", "2019-05-03", "MA-RAB", ["مكتب تنمية التعاون"]),
    ("احتضن مقر عمالة إقليم الناظور، يوم 3 ماي 2019، فعاليات تخليد ذكرى المبادرة.", "ceremony", "2019-05-03", "MA-NAD", []),
    ("زارت وزيرة الصناعة التقليدية، يوم 20 ماي 2013، تعاونيات الفخار بآسفي.", "visit", "2013-05-20", "MA-SAF", []),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "kind", "first", "place", "organizers"), PARTS)
def test_when_where_and_by_whom(raw: str, kind: str, first: str | None, place: str, organizers: list[str]) -> None:
    (found, *_) = reported("أخبار الجهة\n\n" + raw)
    assert (found.type, found.from_, found.place) == (kind, first, place)
    assert found.organizers == organizers


NOTHING_REPORTED = [
    "قامت الوحدات بإحباط عملية تهريب كبيرة يوم 3 ماي 2019 بطنجة.",
    "انطلقت المباراة المؤجلة بين الفريقين يوم 3 ماي 2019 بقفصة.",
    "قرر المخرج بيع جائزة فاز بها سنة 2013 في مهرجان السينما.",
    "حذرت الوزيرة، الجمعة 3 ماي 2019، من الانقسام قبيل قمة يعقدها الاتحاد.",
]


@pytest.mark.parametrize("raw", NOTHING_REPORTED)
def test_what_only_looks_like_an_event(raw: str) -> None:
    assert not reported("أخبار الجهة\n\n" + raw)


OCCASIONS = [
    ("بمناسبة الذكرى الثامنة عشرة لانطلاق المبادرة الوطنية للتنمية البشرية", "indh-anniversary"),
    ("احتفالا بالذكرى الخمسين للمسيرة الخضراء المظفرة", "green-march-day"),
    ("احتفالا بالثامن من مارس", "international-womens-day"),
    ("في إطار المبادرة الوطنية للتنمية البشرية", None),
]


@pytest.mark.parametrize(("cue", "occasion"), OCCASIONS)
def test_the_occasion(cue: str, occasion: str | None) -> None:
    (found,) = reported(f"أخبار الجهة\n\n{cue}، نظمت عمالة إقليم تازة، يوم 3 ماي 2019، لقاء تواصليا مع التعاونيات.")
    assert found.occasion == occasion
