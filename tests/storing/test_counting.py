"""Which sums count: scenarios of a few short articles, with what a careful person would write down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.storing.conftest import Database
from tests.storing.making import Made, article, count, event, figure, money

M = 1_000_000
TNG: dict[str, Any] = {"place": "MA-TNG", "period": "2019-2025"}
INDH: dict[str, Any] = {"programme": "indh"}


@dataclass
class Scenario:
    """Articles and what they amount to.

    Attributes:
        total: the sum of what counts, in millions.
        facts: how many funding facts there are.
        payers: sums by payer, in millions.
        reasons: why sums do not count, by their value in millions.
        provinces, regions: sums by place, in millions.
    """

    name: str
    articles: Sequence[Made]
    total: float
    facts: int
    payers: dict[str, float] = field(default_factory=dict)
    reasons: dict[float, str] = field(default_factory=dict)
    provinces: dict[str, float] | None = None
    regions: dict[str, float] | None = None


SCENARIOS = [
    Scenario(
        "a rounded lede and the exact body are one fact",
        [
            article(
                "a",
                money(13 * M, "contribution", qualifier="over", place="MA-TNG", **INDH),
                money(13.17 * M, "contribution", **TNG, **INDH),
            )
        ],
        total=13.17,
        facts=1,
    ),
    Scenario(
        "a contribution to a total that the article names",
        [article("a", money(20.86 * M, **TNG), money(13.17 * M, "contribution", payer="indh", part_of=0, **TNG))],
        total=20.86,
        facts=2,
        payers={"indh": 13.17},
        reasons={13.17: "contribution_of_known_total"},
    ),
    Scenario(
        "lede over 13, total 20.86, contribution 13.17: two facts, one counts",
        [
            article(
                "a",
                money(13 * M, "total", qualifier="over", place="MA-TNG", programme="indh-phase-3"),
                money(20.86 * M, programme="indh", **TNG),
                money(13.17 * M, "contribution", payer="indh", programme="indh", part_of=1, **TNG),
            )
        ],
        total=20.86,
        facts=2,
        payers={"indh": 13.17},
    ),
    Scenario(
        "inside or beside is not said: the part does not count",
        [
            article(
                "a",
                money(5.22 * M, qualifier="over", place="MA-ESM", period="2022-2024"),
                money(
                    2.4 * M,
                    "contribution",
                    qualifier="over",
                    payer="cooperatives",
                    place="MA-ESM",
                    period="2022-2024",
                ),
            )
        ],
        total=5.22,
        facts=2,
        payers={"cooperatives": 2.4},
        reasons={2.4: "unclear_inside"},
    ),
    Scenario(
        "a contribution whose total nobody states counts",
        [article("a", money(0.38 * M, "contribution", payer="indh", place="MA-CHT", period="2010"))],
        total=0.38,
        facts=1,
        payers={"indh": 0.38},
    ),
    Scenario(
        "two payers without a total: both count",
        [
            article(
                "a",
                money(0.38 * M, "contribution", payer="indh", place="MA-CHT", period="2010"),
                money(0.042 * M, "contribution", payer="cooperatives", place="MA-CHT", period="2010"),
            )
        ],
        total=0.422,
        facts=2,
        payers={"indh": 0.38, "cooperatives": 0.042},
    ),
    Scenario(
        "a target never counts",
        [article("a", money(386 * M, qualifier="over", status="target", programme="jisr", measure="support"))],
        total=0,
        facts=1,
        reasons={386: "target"},
    ),
    Scenario(
        "a target and its achievement are two facts",
        [article("a", money(10 * M, status="target", **TNG), money(10 * M, **TNG))],
        total=10,
        facts=2,
    ),
    Scenario(
        "so much for each is no sum",
        [article("a", money(1.5 * M, place="MA"), money(50_000, "per_unit", place="MA"))],
        total=1.5,
        facts=2,
        reasons={0.05: "per_unit"},
    ),
    Scenario(
        "capital and turnover support nobody",
        [
            article(
                "a",
                money(14_236_450, "capital", measure="capital", place="MA", period="2009"),
                money(7 * M, "turnover", measure="turnover", place="MA-KHN", period="2019"),
            )
        ],
        total=0,
        facts=2,
        reasons={14.23645: "capital_or_turnover", 7: "capital_or_turnover"},
    ),
    Scenario(
        "a price is no support",
        [article("a", money(280, "price", measure="price", place="MA-CHT"))],
        total=0,
        facts=1,
        reasons={0.00028: "not_support"},
    ),
    Scenario(
        "a dispatch printed by two outlets counts once",
        [article("a", money(20.86 * M, **TNG)), article("b", money(20.86 * M, **TNG), copy_of="a")],
        total=20.86,
        facts=1,
    ),
    Scenario(
        "a copy with another rounding and without the place",
        [
            article("a", money(20.86 * M, **TNG)),
            article("b", money(20.8 * M, qualifier="about"), copy_of="a"),
        ],
        total=20.86,
        facts=1,
    ),
    Scenario(
        "two outlets on their own, one of them rounding",
        [article("a", money(20.86 * M, **TNG)), article("b", money(20.9 * M, qualifier="about", **TNG))],
        total=20.86,
        facts=1,
    ),
    Scenario(
        "a rounding that fits two exact sums belongs to neither, and counts for neither",
        [
            article("a", money(13.17 * M, **TNG)),
            article("b", money(13.4 * M, place="MA-TNG", period="2010-2015")),
            article("c", money(13 * M, qualifier="over", place="MA-TNG")),
        ],
        total=26.57,
        facts=3,
        reasons={13: "rounded_copy"},
    ),
    Scenario(
        "chains of roundings end at the exact sum",
        [
            article("a", money(5 * M, qualifier="over", **TNG)),
            article("b", money(5.2 * M, qualifier="about", **TNG)),
            article("c", money(5.22 * M, **TNG)),
        ],
        total=5.22,
        facts=1,
    ),
    Scenario(
        "an earlier cumulative sum lies in the later",
        [
            article("a", money(9 * M, place="MA-TNG", period="2019-2023", **INDH)),
            article("b", money(20.86 * M, **TNG, **INDH)),
        ],
        total=20.86,
        facts=2,
        reasons={9: "shorter_period"},
    ),
    Scenario(
        "periods that do not touch both count",
        [
            article("a", money(9 * M, place="MA-TNG", period="2005-2010", **INDH)),
            article("b", money(20.86 * M, **TNG, **INDH)),
        ],
        total=29.86,
        facts=2,
    ),
    Scenario(
        "periods that overlap cannot both count",
        [
            article("a", money(9 * M, place="MA-TNG", period="2015-2020", **INDH)),
            article("b", money(20.86 * M, **TNG, **INDH)),
        ],
        total=20.86,
        facts=2,
        reasons={9: "unclear_inside"},
    ),
    Scenario(
        "a province lies in its region, and still counts by itself",
        [
            article("a", money(100 * M, place="MA-01", period="2019-2025", **INDH)),
            article("b", money(20.86 * M, **TNG, **INDH)),
        ],
        total=100,
        facts=2,
        reasons={20.86: "narrower_place"},
        provinces={"MA-TNG": 20.86},
        regions={"MA-01": 100},
    ),
    Scenario(
        "region and province lie in the country",
        [
            article("a", money(900 * M, place="MA", period="2019-2025", **INDH)),
            article("b", money(100 * M, place="MA-01", period="2019-2025", **INDH)),
            article("c", money(20.86 * M, **TNG, **INDH)),
        ],
        total=900,
        facts=3,
        provinces={"MA-TNG": 20.86},
        regions={"MA-01": 100},
    ),
    Scenario(
        "a province of another region does not lie in it",
        [
            article("a", money(100 * M, place="MA-07", period="2019-2025", **INDH)),
            article("b", money(20.86 * M, **TNG, **INDH)),
        ],
        total=120.86,
        facts=2,
        regions={"MA-07": 100, "MA-01": 20.86},
    ),
    Scenario(
        "two provinces of one region add up",
        [article("a", money(6 * M, place="MA-TET", period="2022"), money(4 * M, place="MA-TNG", period="2022"))],
        total=10,
        facts=2,
        provinces={"MA-TET": 6, "MA-TNG": 4},
        regions={"MA-01": 10},
    ),
    Scenario(
        "a commune lies in its province",
        [
            article("a", money(20.86 * M, **TNG, **INDH)),
            article("b", money(2 * M, place="MA-TNG", commune="01.511.01.01", period="2019-2025", **INDH)),
        ],
        total=20.86,
        facts=2,
        provinces={"MA-TNG": 20.86},
    ),
    Scenario(
        "another programme is another sum",
        [
            article("a", money(100 * M, place="MA-01", period="2019-2025", **INDH)),
            article("b", money(3 * M, programme="mourafaka", **TNG)),
        ],
        total=103,
        facts=2,
    ),
    Scenario(
        "a phase of a programme lies in the programme",
        [
            article("a", money(100 * M, place="MA-TNG", period="2005-2025", **INDH)),
            article("b", money(20.86 * M, programme="indh-phase-3", **TNG)),
        ],
        total=100,
        facts=2,
    ),
    Scenario(
        "two sources that disagree: the one with more behind it counts",
        [
            article("a", money(20.86 * M, **TNG, **INDH)),
            article("b", money(20.86 * M, **TNG, **INDH)),
            article("c", money(22.5 * M, **TNG, **INDH)),
        ],
        total=20.86,
        facts=2,
        reasons={22.5: "conflict"},
    ),
    Scenario(
        "copies of one dispatch are one voice against two",
        [
            article("a", money(22.5 * M, **TNG, **INDH)),
            article("b", money(22.5 * M, **TNG, **INDH), copy_of="a"),
            article("c", money(22.5 * M, **TNG, **INDH), copy_of="a"),
            article("d", money(20.86 * M, **TNG, **INDH)),
            article("e", money(20.86 * M, **TNG, **INDH)),
        ],
        total=20.86,
        facts=2,
        reasons={22.5: "conflict"},
    ),
    Scenario(
        "the parts of a programme's total in one article",
        [
            article(
                "a",
                money(322.7 * M, qualifier="about", measure="budget", place="MA-AZI", period="2005-2010", **INDH),
                money(141.2 * M, measure="project_cost", place="MA-AZI", period="2005-2010", **INDH),
                money(96.3 * M, measure="project_cost", place="MA-AZI", period="2005-2010", **INDH),
                money(
                    198.4 * M,
                    "contribution",
                    payer="indh",
                    part_of=0,
                    place="MA-AZI",
                    period="2005-2010",
                    **INDH,
                ),
            )
        ],
        total=322.7,
        facts=4,
        payers={"indh": 198.4},
    ),
    Scenario(
        "two projects in one article cost what both cost",
        [
            article(
                "a",
                money(24.5 * M, measure="project_cost", place="MA-TAO"),
                money(3.25 * M, measure="project_cost", place="MA-TAO"),
            )
        ],
        total=27.75,
        facts=2,
    ),
    Scenario(
        "five payers of one project",
        [
            article(
                "a",
                money(24.5 * M, measure="project_cost", place="MA-TAO"),
                money(9.5 * M, "contribution", payer="indh", part_of=0, measure="project_cost", place="MA-TAO"),
                money(8 * M, "contribution", payer="ads", part_of=0, measure="project_cost", place="MA-TAO"),
                money(
                    7 * M,
                    "contribution",
                    payer="cooperatives",
                    part_of=0,
                    measure="project_cost",
                    place="MA-TAO",
                ),
            )
        ],
        total=24.5,
        facts=4,
        payers={"indh": 9.5, "ads": 8, "cooperatives": 7},
    ),
    Scenario(
        "dollars stay dollars",
        [
            article("a", money(5 * M, place="MA", period="2020", **INDH)),
            article("b", figure(2 * M, "USD", kind="money", role="total", place="MA", period="2020", **INDH)),
        ],
        total=5,
        facts=2,
    ),
    Scenario(
        "a loan is paid back",
        [article("a", money(8 * M, measure="loan", **TNG))],
        total=0,
        facts=1,
        reasons={8: "loan"},
    ),
    Scenario(
        "the same sum in two places is two sums",
        [
            article("a", money(2 * M, place="MA-TET", period="2022")),
            article("b", money(2 * M, place="MA-TNG", period="2022")),
        ],
        total=4,
        facts=2,
    ),
    Scenario(
        "what one article leaves open another fills: the period",
        [article("a", money(20.86 * M, place="MA-TNG")), article("b", money(20.86 * M, **TNG))],
        total=20.86,
        facts=1,
    ),
    Scenario(
        "a whole envelope here, a contribution there: one payer, one fact",
        [
            article("a", money(13.17 * M, "total", payer="indh", **TNG)),
            article("b", money(13.17 * M, "contribution", payer="indh", **TNG)),
        ],
        total=13.17,
        facts=1,
        payers={"indh": 13.17},
    ),
    Scenario(
        "a sum whose place nobody names, in the article that names the total",
        [article("a", money(20.86 * M, **TNG, **INDH), money(3 * M, period="2019-2025", **INDH))],
        total=20.86,
        facts=2,
        reasons={3: "unclear_inside"},
    ),
    Scenario(
        "a region of 1997 is not its present neighbour, but holds its own provinces",
        [
            article("a", money(50 * M, place="old:04", period="2009", **INDH)),
            article("b", money(5 * M, place="MA-ZAG", period="2009", **INDH)),
            article("c", money(7 * M, place="MA-TNG", period="2009", **INDH)),
        ],
        total=57,
        facts=3,
        reasons={5: "narrower_place"},
    ),
    Scenario(
        "80 million centimes and 800,000 dirhams are one sum",
        [
            article("a", money(800_000, "contribution", payer="ads", place="MA-SIF")),
            article("b", money(800_000, "contribution", payer="ads", place="MA-SIF", period="2014")),
        ],
        total=0.8,
        facts=1,
    ),
    Scenario(
        "counts and events beside money change nothing",
        [
            article(
                "a",
                money(20.86 * M, **TNG),
                count(85, place="MA-TNG"),
                event(place="MA-TNG", on="2025-07-07"),
            )
        ],
        total=20.86,
        facts=1,
    ),
]


def load(database: Database, scenario: Scenario) -> None:
    for made in scenario.articles:
        database.load(made)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: s.name.replace(" ", "-"))
def test_what_counts(database: Database, scenario: Scenario) -> None:
    load(database, scenario)
    facts = database.ask(
        "SELECT amount, currency, counts_toward_total, counts_toward_payer, payer_id, not_counted_because FROM report.funding"
    )
    assert len(facts) == scenario.facts, facts
    total = database.ask("SELECT coalesce(sum(amount_mad), 0) FROM report.funding WHERE counts_toward_total")[0][0]
    assert float(total) / M == pytest.approx(scenario.total), facts
    reasons = {float(f[0]) / M: f[5] for f in facts if f[5]}
    assert scenario.reasons.items() <= reasons.items(), reasons
    payers = {p: float(a) / M for p, a in database.ask("SELECT payer_id, amount_mad FROM report.support_by_payer")}
    if scenario.payers:
        assert payers == pytest.approx(scenario.payers)
    for level, wanted in (("province", scenario.provinces), ("region", scenario.regions)):
        if wanted is not None:
            found = database.ask(f"SELECT {level}_code, amount_mad FROM report.support_by_{level}")
            assert {code: float(a) / M for code, a in found} == pytest.approx(wanted)


@pytest.mark.parametrize("scenario", SCENARIOS[::3], ids=lambda s: s.name.replace(" ", "-"))
def test_no_order_of_loading_shows(new_database: Any, scenario: Scenario) -> None:
    forward, backward = new_database(), new_database()
    load(forward, scenario)
    for made in reversed(scenario.articles):
        backward.load(made)
    assert forward.digests() == backward.digests()
