"""No change lowers the committed precision or recall of any type unseen (`python -m tests.quality --update`)."""

from __future__ import annotations

import json

import pytest

from tests.quality.__main__ import BASELINE, SETS, measure, summary

#: A ten-thousandth, for rounding.
SLACK = 0.0001


@pytest.mark.parametrize("name", SETS)
def test_nothing_is_read_worse_than_the_baseline(name: str) -> None:
    baseline = json.loads(BASELINE.read_text())[name]
    found = summary(measure(name))
    worse = [
        f"{kind} {rate}: {now} was {was}"
        for kind in baseline["types"]
        for rate, now, was in zip(("precision", "recall"), found["types"][kind], baseline["types"][kind], strict=True)
        if now < was - SLACK
    ] + [
        f"{kind}: {found['attributes'].get(kind)} was {was}"
        for kind, was in baseline["attributes"].items()
        if found["attributes"].get(kind, 0) < was - SLACK
    ]
    assert not worse, (
        "read worse than the baseline; if the loss is meant, run python -m tests.quality --update and say why"
    )
