"""Slots of figures and of time: numbers in the forms of the press, each noted with what it means."""

from __future__ import annotations

from decimal import Decimal

from benchmarks.articles.drafting import QUALIFIERS, Draft
from benchmarks.articles.spelling import MEASURES, NOUNS, Noun, pick_number, spell, spell_money

MONTHS = ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو"]
MONTHS += ["يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"]
WEEKDAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
#: Cooperatives and members of the country at the end of each year: figures that many articles repeat.
STOCK = {2014 + n: (14_200 + 4_647 * n, 395_000 + 35_800 * n) for n in range(12)}
#: Least and most of each sort of money.
SUMS = {
    "total": (200_000, 900_000_000),
    "contribution": (60_000, 90_000_000),
    "own": (20_000, 6_000_000),
    "per_unit": (5_000, 300_000),
    "turnover": (60_000, 30_000_000),
    "capital": (10_000, 2_000_000),
    "price": (5, 900),
}


class FigureSlots(Draft):
    """Figures, and the time that they are of."""

    def _count(self, noun: Noun, kind: str, arg: str) -> None:
        number = pick_number(self.rng, noun.least, noun.most)
        self.note(spell(self.rng, number, noun), kind, number, noun.unit, arg)

    def slot_n(self, arg: str) -> None:
        sort = arg.replace("*", "").partition(":")[0]
        if sort == "of_rural":
            number = self.rng.randrange(11, 60)
            self.note(str(number), "count", number, "cooperative", ":exact")
        else:
            self._count(NOUNS[sort], "count", arg)

    def slot_money(self, arg: str) -> None:
        sort = arg.replace("*", "").partition(":")[0]
        text, value = spell_money(self.rng, *SUMS[sort])
        role = "contribution" if sort == "own" else sort
        if sort == "own":
            self.payer_id = "cooperatives"
        self.note(text, "money", value, "MAD", arg, role)

    def slot_stock(self, arg: str) -> None:
        if self.stock_year is None:
            self.stock_year = self.rng.choice([y for y in STOCK if y <= max(2014, self.published.year - 1)])
        year = self.stock_year
        self.period = (str(year), str(year))
        noun = NOUNS["coop" if arg == "coop" else "member"]
        number = STOCK[year][arg == "member"]
        if self.rng.random() < 0.4:
            rounded = number // 1000 * 1000
            self.put(f"{self.rng.choice(QUALIFIERS['over'])} ")
            self.note(spell(self.rng, rounded, noun), "count", rounded, noun.unit, ":over", place="MA")
        else:
            self.note(spell(self.rng, number, noun), "count", number, noun.unit, ":exact", place="MA")

    def slot_stock_year(self, _: str) -> None:
        if self.stock_year is None:
            self.stock_year = self.rng.choice([y for y in STOCK if y <= max(2014, self.published.year - 1)])
        self.put(str(self.stock_year))

    def slot_percent(self, arg: str) -> None:
        if self.rng.random() < 0.4:
            value = Decimal(self.rng.randrange(31, 890)) / 10
        else:
            value = Decimal(self.rng.randrange(4, 92))
        sign = self.rng.choice((" في المائة", " بالمائة", "%", " %", " في المئة"))
        number = f"{value.normalize():f}"
        self.note(number.replace(".", ",") + sign, "percent", value, "percent", arg or ":exact")

    def slot_area(self, arg: str) -> None:
        self._count(MEASURES[arg.replace("*", "").partition(":")[0] or "ha"], "area", arg)

    def slot_weight(self, arg: str) -> None:
        self._count(MEASURES[arg.partition(":")[0]], "measure", arg)

    def slot_volume(self, _: str) -> None:
        self._count(MEASURES["l"], "measure", "l")

    def slot_distance(self, _: str) -> None:
        self._count(MEASURES["km"], "measure", "km")

    def slot_duration(self, arg: str) -> None:
        self._count(MEASURES[arg], "duration", f"{arg}:exact")

    # Time

    def slot_period(self, _: str) -> None:
        first, last = self._years()
        self.period = (first, last)
        forms = ("ما بين {} و{}", "من {} إلى {}", "{}-{}", "ما بين {} و {}")
        self.put(self.rng.choice(forms).format(first, last))

    def slot_period_years(self, _: str) -> None:
        self.period = self._years()
        self.put("{} و{}".format(*self.period))

    def _years(self) -> tuple[str, str]:
        last = self.published.year - self.rng.randrange(2)
        return str(last - self.rng.randrange(1, 6)), str(last)

    def slot_year(self, _: str) -> None:
        self.put(self.rng.choice(("سنة ", "سنة ", "عام ")))
        self.slot_year_only("")

    def slot_year_only(self, _: str) -> None:
        year = str(self.published.year - self.rng.randrange(3))
        self.period = (year, year)
        self.put(year)

    def slot_future(self, _: str) -> None:
        self.put(str(self.published.year + self.rng.randrange(2, 9)))

    def slot_day(self, _: str) -> None:
        held, month = self.held, MONTHS[self.held.month - 1]
        weekday = WEEKDAYS[held.weekday()]
        self.put(
            self.rng.choice(
                (
                    f"يوم {weekday} {held.day} {month} {held.year}",
                    f"{weekday} {held.day} {month} {held.year}",
                    f"يوم {held.day} {month} {held.year}",
                    f"يوم {weekday} {held.day} {month} الجاري",
                    f"في {held.day} {month} {held.year}",
                )
            )
        )
