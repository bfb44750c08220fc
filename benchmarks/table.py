"""The table of results, in Markdown, so that the documents can quote it as it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from benchmarks.measuring import Result


def show(results: Sequence[Result], machine: dict[str, Any]) -> str:
    """Lay the results out, with the machine that they hold for."""
    head = "| what | against | to reach | reached (least to most) | holds |\n| --- | --- | --- | --- | --- |"
    lines = [_line(r) for r in results]
    notes = [f"- {r.name}: " + ", ".join(f"{k.replace('_', ' ')} {v:,}" for k, v in r.figures.items()) for r in results]
    ran_on = f"{machine['cores']} cores of {machine['processor']}, {machine['system']}, Python {machine['python']}"
    return "\n".join([head, *lines, "", *notes, "", f"Run on {ran_on}."])


def _line(r: Result) -> str:
    bound = "at least" if r.at_least else "at most"
    reached = f"{_short(r.reached.median)} ({_short(r.reached.least)} to {_short(r.reached.most)})"
    holds = "yes" if r.holds else "no"
    return f"| {r.what} | {r.against} | {bound} {_short(r.to_reach)} | {reached} | {holds} |"


def _short(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 100 else f"{ratio:.3g}"
