"""Layout: what an article says of itself, and what on its page is not the article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdb.reading.layout import Layout, read_layout
from coopdb.reading.text import Text
from tests.reading.scanned import scan

BODY = (
    "احتضنت مدينة تازة، أمس الخميس، لقاء تواصليا حول آفاق العمل التعاوني بالإقليم، بمشاركة ممثلي تعاونيات "
    "الفلاحة والصناعة التقليدية، وبحضور منتخبين وأطر من المصالح الخارجية ومهتمين بالاقتصاد الاجتماعي "
    "والتضامني."
)
SECOND = (
    "وأكد المتدخلون، خلال هذا اللقاء، على ضرورة مواكبة حاملي المشاريع وتبسيط المساطر، مبرزين أن التسويق يظل "
    "أكبر إكراه يواجه التعاونيات النسائية بالوسط القروي."
)
TITLE = "لقاء بتازة حول آفاق العمل التعاوني"


def layout(*lines: str) -> tuple[Text, Layout]:
    text = scan("\n".join(lines))
    return text, read_layout(text)


def kept(text: Text) -> str:
    return " ".join(w for w, skipped in zip(text.words, text.skipped, strict=True) if not skipped and w != "\n")


def title_of(*lines: str) -> str | None:
    text, found = layout(*lines)
    return None if found.title is None else text.quote(*found.title)


def test_the_first_line_is_the_title() -> None:
    assert title_of(TITLE, "", BODY, SECOND) == TITLE


def test_a_lede_is_no_title() -> None:
    assert title_of(BODY, SECOND) is None
    assert title_of(BODY) is None


def test_a_notice_before_the_text_is_no_title() -> None:
    assert title_of("في حال واجهت مشكلة في مشاهدة الفيديو، إضغط على رابط المصدر", BODY, SECOND) is None


@pytest.mark.parametrize(
    "line", ["الرئيسية > جهويات", "الرئيسية » مجتمع", "0 126", "اقتصاد", "الجمعة 26 ماي 2023 - 18:40"]
)
def test_the_title_stands_below_furniture(line: str) -> None:
    assert title_of(line, TITLE, BODY, SECOND) == TITLE


def test_a_title_printed_twice_counts_once() -> None:
    text, found = layout(TITLE, TITLE + " صورة - م.ع.ن", BODY, SECOND)
    assert text.quote(*found.title) == TITLE  # type: ignore[misc]
    assert found.furniture


ABOVE = [
    ("هسبريس - يوسف الناصري", "هسبريس", "يوسف الناصري", None, "outlet and author"),
    ("م.ن - عبدة بريس", "عبدة بريس", None, None, "initials and outlet"),
    ("بقلم: د. رشيد الصنهاجي *", None, "د. رشيد الصنهاجي", None, "by"),
    ("ربورتاج: حسناء بنكرير", None, "حسناء بنكرير", None, "a reporter"),
    ("الرباط – ي. ناصر", None, "ي. ناصر", None, "a place and an author"),
    ("الاقتصادية – الرباط", "الاقتصادية", None, None, "an outlet and a place"),
    ("الصحافي محمد المودن - أكادير المغرب", None, "محمد المودن", None, "a journalist"),
    ("الجمعة 26 ماي 2023 - 18:40", None, None, "2023-05-26", "day and hour"),
    (
        "كتب بتاريخ 23/05/2014 على الساعة 11:40   -  عبد السلام أمغار",
        None,
        "عبد السلام أمغار",
        "2014-05-23",
        "written on",
    ),
    ('نشر في جريدة "صدى الجنوب" يوم 12 فبراير 2019', "صدى الجنوب", None, "2019-02-12", "published in"),
    ("الرباط : 15 - 4 - 2009", None, None, "2009-04-15", "a dateline of its own"),
]


@pytest.mark.parametrize(("line", "publisher", "author", "published_on", "reason"), ABOVE)
def test_labels_below_the_title(
    line: str, publisher: str | None, author: str | None, published_on: str | None, reason: str
) -> None:
    text, found = layout(TITLE, line, BODY, SECOND)
    assert text.quote(*found.title) == TITLE  # type: ignore[misc]
    assert found.publisher == publisher, reason
    assert author is None or found.author == author, reason
    assert (found.published_on and found.published_on.isoformat()) == published_on, reason
    assert text.words[found.body] == text.words[text.words.index("احتضنت")], "the text begins below"


DATELINES = [
    ("تازة/ 19 ماي 2011/ ومع/ ", "2011-05-19", "ومع"),
    ("دمنات (إقليم أزيلال) 15 يونيو 2012 /ومع/ ", "2012-06-15", "ومع"),
    ("تازة 14 - 5 - 2009 (ومع) ", "2009-05-14", "ومع"),
    ("الرباط /ومع/ ", None, "ومع"),
]


@pytest.mark.parametrize(("head", "published_on", "publisher"), DATELINES)
def test_datelines(head: str, published_on: str | None, publisher: str) -> None:
    _, found = layout(TITLE, head + BODY, SECOND)
    assert (found.published_on and found.published_on.isoformat()) == published_on
    assert found.publisher == publisher


def test_a_day_told_in_the_text_is_no_dateline() -> None:
    _, found = layout(TITLE, "افتتح، مساء الجمعة 7 أكتوبر 2022 بساحة المسيرة، معرض جهوي. " + BODY, SECOND)
    assert found.published_on is None


BELOW = [
    "اترك تعليقاً",
    "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *",
    "التعليقات (0)",
    "قراءة 327 مرة",
    "عدد القراءات : 1874",
    "13 تعليق | 212 مشاركة",
    "1 284   3",
    "شارك المقال   فايسبوك  تويتر  واتساب",
    "الصورة: أرشيف",
    "تصوير : ح. بوشعيب",
    "للتواصل مع التعاونية: الهاتف 0528.00.00.00",
    "و م ع / ح ك",
    "(م.ب)",
    "اقرأ أيضا: أسعار المحروقات تسجل انخفاضا بـ 40 سنتيما",
    "دلالات: #تازة #رمضان",
    "جميع الحقوق محفوظة 2019",
]


@pytest.mark.parametrize("line", BELOW)
def test_furniture_below_the_text(line: str) -> None:
    text, _ = layout(TITLE, BODY, SECOND, line)
    assert kept(text).split() == scan(" ".join((TITLE, BODY, SECOND))).words


def test_all_below_a_comment_form_is_set_aside() -> None:
    text, _ = layout(
        TITLE,
        BODY,
        SECOND,
        "تعليقات الزوار",
        "3",
        "مواطن",
        "الجمعة 26 ماي 2023 - 19:12",
        "دفعت 28 مليون سنتيم ولا سكن",
    )
    assert "28" not in kept(text).split()


def test_related_headlines_are_set_aside_and_the_text_goes_on() -> None:
    text, _ = layout(TITLE, BODY, "اقرأ أيضا", "ورزازات..توقيف شخص بحوزته 3 كيلوغرامات", SECOND)
    assert "ورزازات" not in kept(text).split()
    assert "المتدخلون" in kept(text).split()


def test_a_strip_of_other_headlines_is_set_aside() -> None:
    headlines = (
        "توقعات أحوال الطقس",
        "ارتفاع الدرهم",
        "مسيرة في الرباط",
        "توقيف شخصين بطنجة",
        "نتائج البطولة",
    )
    strip = "    ".join(headlines)
    text, found = layout(strip, TITLE, BODY, SECOND)
    assert text.quote(*found.title) == TITLE  # type: ignore[misc]
    assert "طنجه" not in kept(text)


@pytest.mark.parametrize(
    "line",
    [
        "مشاركة واسعة للتعاونيات النسائية",
        "قراءة في حصيلة عشر سنوات من العمل التعاوني بالإقليم وآفاقه",
        "صورة المرأة القروية تتغير بفضل التعاونيات، تقول الباحثة.",
    ],
)
def test_a_heading_in_the_text_is_no_furniture(line: str) -> None:
    _, found = layout(TITLE, BODY, line, SECOND)
    assert not found.furniture


def test_the_source_below_the_text() -> None:
    _, found = layout(TITLE, BODY, SECOND, "المصدر:", "هسبريس")
    assert found.publisher == "هسبريس"
    _, found = layout(TITLE, BODY, SECOND, "هيئة التحرير - 27 شتنبر 2024")
    assert found.published_on is not None
    assert found.published_on.isoformat() == "2024-09-27"


@given(st.text(max_size=300))
def test_no_text_makes_it_fail(raw: str) -> None:
    text, found = layout(*raw.split("|"))
    assert all(0 <= first < end <= len(text) for first, end in found.furniture)
    assert 0 <= found.body <= len(text)
