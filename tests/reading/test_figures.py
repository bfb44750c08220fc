"""Figures against cases that were written and annotated by people who had not seen the rules."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from coopdb import read

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "figures.jsonl").open(encoding="utf8")]

#: Cases that the reader is known to read otherwise, each with the reason.
KNOWN: dict[str, str] = {
    "قدمت ثلاثة عروض فنية.": "عروض are talks in this domain; that these are shows, only the adjective tells",
    "للاتصال 0524301020، ثمن العلبة 45 درهما والتوصيل ب20 درهما.": "a line that begins with a contact is furniture",
}


def key(kind: str, value: str, unit: str) -> tuple[str, Decimal, str]:
    return kind, Decimal(value).normalize(), unit


@pytest.mark.parametrize("case", CASES, ids=[f"{i}-{c['form']}" for i, c in enumerate(CASES)])
def test_case(case: dict[str, Any]) -> None:
    if case["text"] in KNOWN:
        pytest.xfail(KNOWN[case["text"]])
    figures = read(case["text"]).figures
    found = sorted(key(f.kind, f.value, f.unit) for f in figures)
    assert found == sorted(key(f["kind"], f["value"], f["unit"]) for f in case["figures"]), case["reason"]
    for expected in case["figures"]:
        same = [
            f
            for f in figures
            if key(f.kind, f.value, f.unit) == key(expected["kind"], expected["value"], expected["unit"])
        ]
        for name in ("qualifier", "status", "role", "setting", "payer"):
            if name in expected:
                assert expected[name] in [getattr(f, name) for f in same], f"{name}: {case['reason']}"


def test_the_list_is_long_enough() -> None:
    assert len(CASES) >= 300


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        (
            "رصد ما مجموعه 977,9 مليون درهم، منها 261,2 مليون درهم لزاكورة و162,4 مليون درهم لتنغير و554,3 مليون درهم للرشيدية.",
            "977900000",
            ["261200000", "162400000", "554300000"],
        ),
        ("تتوزع 42 تعاونية بين الرشيدية (19) وزاكورة (13) وتنغير (10).", "42", ["19", "13", "10"]),
        ("استفادت 42 تعاونية بالرشيدية و19 تعاونية بزاكورة و13 تعاونية بتنغير.", "42", []),
    ],
)
def test_what_adds_up_to_the_number_before_is_its_parts(text: str, whole: str, parts: list[str]) -> None:
    figures = read(text).figures
    assert figures[0].value == whole
    assert [f.value for f in figures if f.part_of == 0] == parts


def test_a_list_goes_on_with_the_programme_that_its_first_number_had() -> None:
    found = read(
        'حصيلة التشغيل بالجهة\n\nمكن برنامج "أوراش" من تشغيل 2874 شخصا بالجهة.\nوتتوزع هذه المناصب بين إقليم كلميم (1190 منصبا) وطانطان (571 منصبا).'
        "\nوكلف بناء الطريق 12 مليون درهم."
    ).figures
    assert [f.programme for f in found] == ["awrach", "awrach", "awrach", None]
