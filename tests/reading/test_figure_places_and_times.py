"""Where and when each figure is, against cases that say what the rules of the language ask for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coopdb import read

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "figure_places_and_times.jsonl").open(encoding="utf8")
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["reason"])
def test_place_and_time(case: dict[str, Any]) -> None:
    found = {figure["text"]: figure for figure in read(case["text"]).to_dict()["figures"]}
    for expected in case["figures"]:
        assert expected["text"] in found
        figure = found[expected["text"]]
        assert {name: figure[name] for name in expected} == expected
