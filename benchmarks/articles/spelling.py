"""Numbers as the Moroccan press writes them, each with the value that it means."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

#: Small numbers in words: before a feminine noun, before a masculine one.
WORDS = {
    3: ("ثلاث", "ثلاثة"),
    4: ("أربع", "أربعة"),
    5: ("خمس", "خمسة"),
    6: ("ست", "ستة"),
    7: ("سبع", "سبعة"),
    8: ("ثماني", "ثمانية"),
    9: ("تسع", "تسعة"),
    10: ("عشر", "عشرة"),
}


@dataclass(frozen=True)
class Noun:
    """A counted noun: after 100 or ألف, after 11 to 99, after 3 to 10."""

    one: str
    many: str
    few: str
    unit: str
    feminine: bool
    least: int
    most: int

    def after(self, number: int, ends_in_scale: bool = False) -> str:
        last = number % 100
        if ends_in_scale or last < 3:
            return self.one
        return self.few if last <= 10 else self.many


NOUNS = {
    "coop": Noun("تعاونية", "تعاونية", "تعاونيات", "cooperative", True, 4, 900),
    "member": Noun("منخرط", "منخرطا", "منخرطين", "member", False, 40, 24000),
    "member_small": Noun("عضو", "عضوا", "أعضاء", "member", False, 5, 60),
    "woman": Noun("امرأة", "امرأة", "نساء", "woman", True, 5, 9000),
    "youth": Noun("شاب", "شابا", "شبان", "youth", False, 4, 2500),
    "project": Noun("مشروع", "مشروعا", "مشاريع", "project", False, 3, 1400),
    "job": Noun("منصب شغل", "منصب شغل", "مناصب شغل", "job", False, 5, 9000),
    "family": Noun("أسرة", "أسرة", "أسر", "family", True, 9, 12000),
    "beneficiary": Noun("مستفيد", "مستفيدا", "مستفيدين", "beneficiary", False, 8, 20000),
    "participant": Noun("مشارك", "مشاركا", "مشاركين", "participant", False, 20, 2000),
    "exhibitor": Noun("عارض", "عارضا", "عارضين", "exhibitor", False, 10, 600),
    "stand": Noun("رواق", "رواقا", "أروقة", "stand", False, 5, 250),
    "visitor": Noun("زائر", "زائرا", "زوار", "visitor", False, 500, 90000),
    "association": Noun("جمعية", "جمعية", "جمعيات", "association", True, 3, 90),
    "person": Noun("شخص", "شخصا", "أشخاص", "person", False, 6, 5000),
    "enterprise": Noun("مقاولة", "مقاولة", "مقاولات", "enterprise", True, 3, 120),
    "session": Noun("ورشة", "ورشة", "ورشات", "session", True, 3, 12),
    "country": Noun("بلد", "بلدا", "بلدان", "country", False, 3, 35),
    "institution": Noun("مؤسسة", "مؤسسة", "مؤسسات", "institution", True, 3, 25),
    "file": Noun("ملف", "ملفا", "ملفات", "other", False, 30, 900),
}
DIRHAM = Noun("درهم", "درهما", "دراهم", "MAD", False, 5, 900)
MEASURES = {
    "t": Noun("طن", "طنا", "أطنان", "t", False, 4, 4000),
    "kg": Noun("كيلوغرام", "كيلوغراما", "كيلوغرامات", "kg", False, 20, 3000),
    "l": Noun("لتر", "لترا", "لترات", "l", False, 50, 50000),
    "km": Noun("كيلومتر", "كيلومترا", "كيلومترات", "km", False, 3, 90),
    "ha": Noun("هكتار", "هكتارا", "هكتارات", "ha", False, 5, 9000),
    "m2": Noun("متر مربع", "مترا مربعا", "أمتار مربعة", "m2", False, 100, 9000),
    "day": Noun("يوم", "يوما", "أيام", "day", False, 3, 10),
    "month": Noun("شهر", "شهرا", "أشهر", "month", False, 3, 18),
    "year": Noun("سنة", "سنة", "سنوات", "year", True, 3, 6),
}


def pick_number(rng: Random, least: int, most: int) -> int:
    """A number whose length, not its value, is drawn evenly; large ones are mostly round."""
    number = int(least * (most / least) ** rng.random())
    if number > 3000 and rng.random() < 0.5:
        number = number // 1000 * 1000
    elif number > 300 and rng.random() < 0.3:
        number = number // 100 * 100
    return max(least, number)


def spell(rng: Random, number: int, noun: Noun) -> str:
    """A whole number with its noun, in one of the forms in use: `65 ألفا و315 تعاونية`, `ثلاث ورشات`."""
    if 3 <= number <= 10 and rng.random() < 0.6:
        return f"{WORDS[number][0 if noun.feminine else 1]} {noun.few}"
    if number < 1000:
        return f"{number} {noun.after(number)}"
    thousands, rest = divmod(number, 1000)
    form = rng.randrange(5)
    if number >= 1_000_000 or form < 2:
        return f"{number} {noun.after(number)}"
    if form == 2:
        return f"{thousands} {rest:03d} {noun.after(number)}"
    if form == 3 and rest:
        return f"{thousands}.{rest:03d} {noun.after(number)}"
    if rest:
        return f"{_scaled(thousands, 'ألف', 'ألفين', 'آلاف', 'ألفا')} و{rest} {noun.after(rest)}"
    return f"{_scaled(thousands, 'ألف', 'ألفي', 'آلاف', 'ألف')} {noun.one}"


def _scaled(count: int, one: str, two: str, few: str, many: str) -> str:
    if count == 1:
        return one
    if count == 2:
        return two
    if count <= 10:
        return f"{count} {few}"
    return f"{count} {many if count < 100 else one}"


def spell_money(rng: Random, least: int, most: int) -> tuple[str, Decimal]:
    """A sum of dirhams near the scale that is asked for: its words, and its value."""
    scale = int(least * (most / least) ** rng.random())
    if scale < 1000:
        return f"{scale} {DIRHAM.after(scale)}", Decimal(scale)
    if scale < 1_000_000:
        thousands = max(1, scale // 1000)
        form = rng.randrange(5)
        if form < 2 and thousands >= 3:
            return f"{_scaled(thousands, 'ألف', 'ألفي', 'آلاف', 'ألف')} درهم", Decimal(thousands * 1000)
        if form == 2:
            return f"{thousands}.000 درهم", Decimal(thousands * 1000)
        if form == 3 and scale > 200_000:
            centimes = scale // 10_000
            if centimes >= 11:
                return f"{centimes} مليون سنتيم", Decimal(centimes * 10_000)
        rest = rng.randrange(100, 999)
        return f"{thousands} {rest} درهم" if rng.random() < 0.5 else f"{thousands}.{rest} درهم", Decimal(
            thousands * 1000 + rest
        )
    millions = scale // 1_000_000
    form = rng.randrange(7)
    if millions >= 1000:
        part = Decimal(scale) / 1_000_000_000
        short = part.quantize(Decimal("0.1"))
        if form < 4 and short % 1:
            return f"{_comma(rng, short)} مليار درهم", short * 1_000_000_000
        whole, rest = divmod(millions, 1000)
        head = _scaled(whole, "مليار", "ملياري", "ملايير", "مليارا")
        return (f"{head} و{rest} مليون درهم" if rest > 10 else f"{head} درهم"), Decimal(
            whole * 1000 + (rest if rest > 10 else 0)
        ) * 1_000_000
    if form < 3:
        value = (Decimal(scale) / 1_000_000).quantize(Decimal("0.01"))
        if value % 1:
            return f"{_comma(rng, value.normalize())} مليون درهم", value * 1_000_000
    if form == 3:
        value = (Decimal(scale) / 1_000_000).quantize(Decimal("0.1"))
        if value % 1:
            noun = "ملايين" if 3 <= value < 11 else "مليون"
            return f"{_comma(rng, value)} {noun} درهم", value * 1_000_000
    if form == 4:
        rest = rng.randrange(11, 999)
        head = _scaled(millions, "مليون", "مليوني", "ملايين", "مليونا")
        return f"{head} و{rest} ألف درهم", Decimal(millions * 1_000_000 + rest * 1000)
    if form == 5 and millions >= 3:
        rest = rng.choice((0, 250, 500, 750))
        return f"{millions}.{rest:03d}.000 درهم", Decimal(millions * 1_000_000 + rest * 1000)
    return f"{_scaled(millions, 'مليون', 'مليوني', 'ملايين', 'مليون')} درهم", Decimal(millions * 1_000_000)


def _comma(rng: Random, value: Decimal) -> str:
    text = f"{value:f}"
    return text if rng.random() < 0.1 else text.replace(".", ",")
