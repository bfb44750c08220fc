"""For any set of claims, in any order and any grouping into loads, facts and digest are the same; forgotten, all is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopdb.reading.extraction import Event, Figure, InstitutionMention, Person
from coopdb.storing.forget import forget_article
from tests.storing.conftest import Database
from tests.storing.making import Made, article, count, event, figure, money

M = 1_000_000
# Few values of each sort, chosen to collide: equal, rounding each other, inside each other.
VALUES = [5, 5.2, 5.22, 5.224, 9, 13, 13.17, 13.4, 20.8, 20.86, 100, 900]
PLACES = [None, "MA", "MA-01", "MA-TNG", "MA-TET", "old:16", "old:04", "MA-ZAG", "XX-1"]
PERIODS = [None, "2019-2025", "2019-2023", "2019", "2005-", "2025/2025-12", "2025-12", "2030-2020", "bad"]
PROGRAMMES = [None, "indh", "indh-phase-3", "mourafaka", "of-nobody"]
PAYERS = [None, "indh", "cooperatives", "odco", "a stranger"]
MEASURES = [None, "support_to_cooperatives", "support", "project_cost", "loan", "of-no-list"]
QUALIFIERS = ["exact", "over", "about", "under"]

sums = st.builds(
    money,
    st.sampled_from(VALUES).map(lambda v: v * M),
    st.sampled_from(["total", "contribution", "per_unit", "other"]),
    place=st.sampled_from(PLACES),
    period=st.sampled_from(PERIODS),
    programme=st.sampled_from(PROGRAMMES),
    payer=st.sampled_from(PAYERS),
    measure=st.sampled_from(MEASURES),
    qualifier=st.sampled_from(QUALIFIERS),
    status=st.sampled_from(["reported", "reported", "reported", "target"]),
    part_of=st.sampled_from([None, None, 0]),
)
counts = st.builds(
    count,
    st.sampled_from([60, 63, 85, 1200, 60000, 60315]),
    st.sampled_from(["cooperative", "woman", "member"]),
    place=st.sampled_from(PLACES),
    period=st.sampled_from(PERIODS),
    measure=st.sampled_from([None, "members", "cooperatives_existing", "cooperatives_created"]),
    setting=st.sampled_from([None, "rural"]),
    qualifier=st.sampled_from(QUALIFIERS),
    part_of=st.sampled_from([None, 0]),
)
percents = st.builds(
    figure, st.sampled_from([55, 60, 120]), st.just("percent"), kind=st.just("percent"), measure=st.just("share"),
    setting=st.sampled_from(["rural", "urban"]), place=st.just("MA-TNG"),
)  # fmt: skip
events = st.builds(
    event,
    st.sampled_from(["meeting", "fair"]),
    st.sampled_from(["reported", "mentioned"]),
    on=st.sampled_from([None, "2025-07-07", "2025-07-08", "2025-07", "2025-07-09/2025-07-08"]),
    place=st.sampled_from([None, "MA-AGD", "MA-TNG"]),
    slogan=st.sampled_from([None, "a slogan"]),
    title=st.sampled_from([None, "a title", "another"]),
    edition=st.sampled_from([None, 7]),
    organizers=st.lists(st.sampled_from(["odco", "a body", "another body"]), max_size=2, unique=True),
)
people = st.builds(
    lambda name, position, speaks: Person("", 0, 0, (0, 0), "test", name, position, None, speaks, "present"),
    st.sampled_from(["أمينة", "Amina"]),
    st.sampled_from([None, "رئيسة"]),
    st.booleans(),
)
institutions = st.builds(
    lambda name, parent: InstitutionMention(
        "", 0, 0, (0, 0), "test", f"unlisted-{name}", f"body {name}", parent, None, None, False
    ),
    st.sampled_from("ab"),
    st.sampled_from([None, "odco", "nothing-known"]),
)
said: st.SearchStrategy[Figure | Event | Person | InstitutionMention] = st.one_of(
    sums, sums, sums, counts, percents, events, people, institutions
)


@st.composite
def corpora(draw: st.DrawFn) -> list[Made]:
    """A few articles, some of them copies of others, some revisions of one."""
    made = []
    for number in range(draw(st.integers(2, 6))):
        copy_of = draw(st.sampled_from([None, None, "n0", "n1"]))
        identity = draw(st.sampled_from([None, None, None, "feed:1"]))
        day = draw(st.sampled_from([None, "2025-01-01", "2025-02-01"]))
        items = draw(st.lists(said, min_size=1, max_size=5))
        # A part's whole is the first figure; an event or a name is no whole.
        if not isinstance(items[0], Figure):
            items = [i if not isinstance(i, Figure) else _whole(i) for i in items]
        made.append(article(f"n{number}", *items, copy_of=copy_of, identity=identity, dated=day))
    return made


def _whole(item: Figure) -> Figure:
    item.part_of = None
    return item


@pytest.fixture(scope="module")
def budget() -> int:
    return 12


def load_in(database: Database, made: list[Made], cuts: list[int]) -> None:
    for start, end in zip([0, *cuts], [*cuts, len(made)], strict=True):
        if start < end:
            database.load(*made[start:end])


def test_any_order_and_any_grouping(new_database: Callable[[], Database]) -> None:
    one, other = new_database(), new_database()
    empty = one.digests()

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(corpora(), st.data())
    def same(made: list[Made], data: Any) -> None:
        cuts = sorted(data.draw(st.lists(st.integers(0, len(made)), max_size=3)))
        shuffled = data.draw(st.permutations(made))
        try:
            load_in(one, made, [])
            load_in(other, list(shuffled), cuts)
            first, second = one.digests(), other.digests()
            assert {k for k in first if first[k] != second[k]} == set()
        finally:
            for database in (one, other):
                for (identity,) in database.ask("SELECT identity FROM coopdb.articles"):
                    forget_article(database.url, identity)
        for database in (one, other):
            gone = database.digests()
            assert {k for k in gone if gone[k] != empty[k]} == set()

    same()


CHI: dict[str, Any] = {"place": "MA-CHI"}
ROUNDED = {
    # A million is not said of 617,000, whichever comes first.
    "a-million-and-617000": [
        article("n0", money(1 * M, qualifier="about", period="2013-2017", **CHI)),
        article("n1", money(617_000, programme="awrach", **CHI)),
    ],
    # The million is another's rounding until a second value makes that unsure: what it is said beside moves with it.
    "a-rounding-that-is-unsure-again": [
        article("n0", money(1 * M, measure="investment", **CHI), money(370_000, "contribution", payer="odco", **CHI)),
        article("n1", money(962_931, measure="project_cost", **CHI)),
        article("n2", money(985_111, measure="project_cost", **CHI)),
    ],
}


@pytest.mark.parametrize("name", ROUNDED)
def test_roundings_one_by_one_and_together(new_database: Callable[[], Database], name: str) -> None:
    together, forward, backward = new_database(), new_database(), new_database()
    made = ROUNDED[name]
    together.load(*made)
    for one in made:
        forward.load(one)
    for one in reversed(made):
        backward.load(one)
    assert forward.digests() == together.digests() == backward.digests()
    values = "SELECT value, n_claims FROM coopdb.funding_figures JOIN coopdb.facts USING (fact_id)"
    assert all(n_claims == 1 for _, n_claims in together.ask(values)), "each stands for itself"
