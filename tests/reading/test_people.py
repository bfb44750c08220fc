"""People: names that a cue shows, their positions and bodies, who speaks and who is present."""

from __future__ import annotations

import pytest

from coopdb.reading.cooperatives import read_cooperatives
from coopdb.reading.names import read_institutions
from coopdb.reading.people import Person, read_people
from coopdb.reading.places import read_places
from tests.reading.scanned import lexicon, scan


def people(raw: str) -> list[Person]:
    text = scan(raw)
    places = read_places(text, lexicon())
    return read_people(
        text,
        read_institutions(text, places, lexicon()),
        places,
        read_cooperatives(text, places),
        lexicon=lexicon(),
    )


NAMES = [
    (
        "أكد رئيس قسم العمل الاجتماعي بعمالة طنجة-أصيلة، إسماعيل بناني، أن",
        ["إسماعيل بناني"],
        "a position before it",
    ),
    ("عائشة الرحماني، مديرة مكتب تنمية التعاون، أكدت أن", ["عائشة الرحماني"], "a position behind it"),
    ("قالت كريمة شقرون، من المندوبية الجهوية لمكتب تنمية التعاون، إن", ["كريمة شقرون"], "a body behind it"),
    ("محاسب التعاونية رشيد أخراز، كانت", ["رشيد أخراز"], "no sign between"),
    ("وحضر السيد موحى أوعسو والسيدة نجاة المرزوقي", ["موحى أوعسو", "نجاة المرزوقي"], "titles of courtesy"),
    ("حكت حليمة الدرقاوي كيف بدأت", ["حليمة الدرقاوي"], "a verb of saying"),
    ("ممثل الوكالة، كينجي ناكامورا، عن", ["كينجي ناكامورا"], "a foreign name between commas"),
    ("يروي عدي أوبلا، رئيس التعاونية.", ["عدي أوبلا"], "a verb before, a position behind"),
    ("رئيس التعاونية، عبد الواحد أيت الحاج، قال", ["عبد الواحد أيت الحاج"], "particles"),
    ("قال السيد كمال العلوي الزهاري، في", ["كمال العلوي الزهاري"], "two surnames"),
    (
        "قال رئيس الاتحاد، مولاي أحمد العلوي المدغري، إن",
        ["أحمد العلوي المدغري"],
        "a title of descent left out",
    ),
    ("المندوب الجهوي “عبد الغني اكشاط” الكلمة", ["عبد الغني اكشاط"], "within quotation marks"),
    ("قال الأمير طلال بن عبد العزيز إن", ["طلال بن عبد العزيز"], "whatever stands before بن"),
    ("أكد على مستوى الإقليم أن العمل مهم", [], "على is not علي"),
    ("جامعة محمد الخامس وجامعة القاضي عياض بمراكش", [], "bodies that bear a name"),
    ("أشرف على تدشين المركز", [], "a verb that is a given name too"),
    ("وأضاف رئيس المجلس أن العدد ارتفع", [], "a position and no name"),
    ("قالت السيدة الوزيرة إن الحصيلة مهمة", [], "a title and no name"),
    ("نظم المعرض تحت الرعاية السامية للملك محمد السادس", [], "a patron takes no part"),
    ("عن عمر ناهز 87 عاما", [], "an age"),
    ("وقالت إن إزاحة بن صالح ممكنة", [], "what is done to somebody"),
    ("توجت ملكة جمال تركيا بالجائزة", [], "a country is no surname"),
    ("الشاب الموقوف ابن رجل معروف", [], "somebody's son"),
    ("أعلنت نقابة الفقيه بنصالح رفضها", [], "a pronoun joined to a noun"),
    ("قال أمين مال التعاونية، حسن الوردي، إن", ["حسن الوردي"], "a treasurer is no Amine"),
    ("أوضح أمين مال تعاونية تيتريت أن", [], "nor is he without a name"),
    ("قال وزير الخارجية جان إيف لو دريان إن", ["جان إيف لو دريان"], "a particle of Europe"),
    ("رئيس النجم الدكتور رضا شرف الدين قال", ["رضا شرف الدين"], "a name in الدين"),
    ("من بينهم بحار أصيل معتمدية بن قردان قال", [], "a district before بن"),
]


@pytest.mark.parametrize(("raw", "expected", "why"), NAMES)
def test_names_of_people(raw: str, expected: list[str], why: str) -> None:
    assert [p.name for p in people(raw)] == expected, why


def test_a_name_ends_before_an_ordinary_word() -> None:
    assert [p.name for p in people("ورفع العميد إبراهيم النقاش درع البطولة.")] == ["إبراهيم النقاش"]


def test_positions_and_bodies() -> None:
    first, second = people(
        "قال السيد أسامة اخيار، المدير الجهوي لمكتب تنمية التعاون، والسيدة منى بناني وزيرة السياحة، إن"
    )
    assert (first.position, first.institution_id) == ("المدير الجهوي لمكتب تنمية التعاون", "odco")
    assert second.position == "وزيرة السياحة"


def test_the_position_is_the_one_beside_the_name() -> None:
    found = people("بعد طلب رئيس أركان الجيش إعلان عجز الرئيس عبد العزيز بناني عن أداء مهامه.")
    assert [(p.name, p.position) for p in found] == [("عبد العزيز بناني", "الرئيس")]


def test_a_minister_stands_for_the_ministry() -> None:
    (found,) = people("أوضح وزير الفلاحة والصيد البحري، عزيز أوحنا، أن")
    assert found.institution_id == "ministry-agriculture-fisheries-2007"


def test_a_position_with_a_pronoun_is_that_of_the_body_before() -> None:
    (found,) = people("وقدمت وكالة التنمية الاجتماعية من خلال ممثلها، بوجمعة أوزين، عرضا.")
    assert (found.position, found.institution_id) == ("ممثل وكالة التنمية الاجتماعية", "ads")


def test_a_later_surname_or_title_makes_no_new_person() -> None:
    found = people("قال سانتوش كومار، مدير التشريع. وأضاف كومار أن السنة مهمة. وأكد السيد سانتوش كومار ذلك.")
    assert [p.name for p in found] == ["سانتوش كومار"]


ROLES = [
    ("أكد محمد أوشريف، رئيس الجمعية، أن العمل مستمر.", "speaker", "the verb before him"),
    ("محمد أوشريف، رئيس الجمعية، أكد أن العمل مستمر.", "speaker", "the verb behind him"),
    ("نظم اللقاء بحضور رئيس الجمعية، محمد أوشريف.", "present", "he is only there"),
    ("حضر رئيس الجمعية، محمد أوشريف. كما تطرق رئيس الجمعية إلى الدعم.", "speaker", "later by his position"),
    ("بقلم: محمد أوشريف", "author", "a byline"),
    ("تسلم الجائزة رئيس الجمعية محمد أوشريف.", "mentioned", "none of these"),
]


@pytest.mark.parametrize(("raw", "role", "why"), ROLES)
def test_roles(raw: str, role: str, why: str) -> None:
    (found,) = people(raw)
    assert (found.role, found.speaks) == (role, role == "speaker"), why


def test_the_king_is_one_of_the_people_where_he_acts() -> None:
    (found,) = people("أشرف الملك محمد السادس على تدشين المركز.")
    assert (found.name, found.position) == ("محمد السادس", "الملك")


def test_a_position_is_not_that_of_the_person_behind_and() -> None:
    (found,) = people("محمد معالي مهندس وفتحي السكري، قال")
    assert (found.name, found.position) == ("فتحي السكري", None)
