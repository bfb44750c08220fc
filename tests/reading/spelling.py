"""Spells numbers as Arabic press does: the other way round from the reader, and independent of it."""

from __future__ import annotations

from hypothesis import strategies as st

UNITS = {
    1: ("واحد", "واحدة"),
    2: ("اثنان", "اثنتين"),
    3: ("ثلاثة", "ثلاث"),
    4: ("أربعة", "أربع"),
    5: ("خمسة", "خمس"),
    6: ("ستة", "ست"),
    7: ("سبعة", "سبع"),
    8: ("ثمانية", "ثماني"),
    9: ("تسعة", "تسع"),
}
TEENS = {
    11: ("أحد عشر", "إحدى عشرة"),
    12: ("اثنا عشر", "اثنتي عشرة"),
    13: ("ثلاثة عشر", "ثلاث عشرة"),
    14: ("أربعة عشر", "أربع عشرة"),
    15: ("خمسة عشر", "خمس عشرة"),
    16: ("ستة عشر", "ست عشرة"),
    17: ("سبعة عشر", "سبع عشرة"),
    18: ("ثمانية عشر", "ثماني عشرة"),
    19: ("تسعة عشر", "تسع عشرة"),
}
TENS = {
    20: ("عشرون", "عشرين"),
    30: ("ثلاثون", "ثلاثين"),
    40: ("أربعون", "أربعين"),
    50: ("خمسون", "خمسين"),
    60: ("ستون", "ستين"),
    70: ("سبعون", "سبعين"),
    80: ("ثمانون", "ثمانين"),
    90: ("تسعون", "تسعين"),
}
HUNDREDS = {
    100: ("مائة", "مئة"),
    200: ("مائتان", "مئتين"),
    300: ("ثلاثمائة", "ثلاث مئة"),
    400: ("أربعمائة", "أربعمئة"),
    500: ("خمسمائة", "خمس مائة"),
    600: ("ستمائة", "ستمئة"),
    700: ("سبعمائة", "سبع مئة"),
    800: ("ثمانمائة", "ثماني مائة"),
    900: ("تسعمائة", "تسعمئة"),
}
#: scale: (alone, dual nominative, dual oblique, plural for 3-10, accusative for 11-99, plain for hundreds)
SCALES = {
    10**9: ("مليار", "ملياران", "مليارين", "ملايير", "مليارا", "مليار"),
    10**6: ("مليون", "مليونان", "مليونين", "ملايين", "مليونا", "مليون"),
    10**3: ("ألف", "ألفان", "ألفين", "آلاف", "ألفا", "ألف"),
}


def _below_hundred(n: int, form: int) -> str:
    if n < 10:
        return UNITS[n][form]
    if n == 10:
        return ("عشرة", "عشر")[form]
    if n < 20:
        return TEENS[n][form]
    tens = TENS[n // 10 * 10][form]
    return tens if n % 10 == 0 else f"{UNITS[n % 10][form]} و{tens}"


def _below_thousand(n: int, form: int) -> str:
    if n < 100:
        return _below_hundred(n, form)
    hundreds = HUNDREDS[n // 100 * 100][form]
    return hundreds if n % 100 == 0 else f"{hundreds} و{_below_hundred(n % 100, form)}"


def _counted_scale(count: int, scale: int, form: int, digits: bool) -> str:
    alone, dual, dual_oblique, plural, accusative, plain = SCALES[scale]
    if not digits and count == 1:
        return alone
    if not digits and count == 2:
        return (dual, dual_oblique)[form]
    spelled = str(count) if digits else _below_thousand(count, form)
    last = count % 100
    noun = plural if 3 <= last <= 10 else accusative if 11 <= last <= 99 else plain
    return f"{spelled} {noun}"


def spell(n: int, form: int = 0, digits: bool = False) -> str:
    """`n` from 1 to 10^12, in words, or in digits with magnitudes; `form` is 0 or 1: which gender and case."""
    parts = []
    for scale in SCALES:
        count, n = divmod(n, scale)
        if count:
            parts.append(_counted_scale(count, scale, form, digits))
    if n:
        parts.append(str(n) if digits else _below_thousand(n, form))
    return " و".join(parts)


def grouped(n: int, sign: str) -> str:
    """`n` in digits with thousands set off by a sign: `1.234.567`."""
    return f"{n:,}".replace(",", sign)


def arabic_digits(text: str) -> str:
    """The text with Arabic-Indic digits."""
    return text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))


numbers = st.integers(1, 10**12 - 1)
