"""The table of results, in Markdown, so that a document can quote it as it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

Measured = dict[str, Any]

#: The order of the table, whatever was measured first.
ORDER = ["spacy", "spacy_press", "peers", "load", "workers", "load_workers", "reload", "reload_first"]
ORDER += ["marginal", "questions", "views", "memory"]
#: Between these a document has everything, or the table alone.
MARKS = "<!-- {what}: begin -->", "<!-- {what}: end -->"


def show(results: Iterable[Measured], machine: dict[str, Any], *, figures: bool = True) -> str:
    """Lay the results out, with the machine that they hold for; with the figures behind each ratio, or without."""
    results = sorted(results, key=lambda r: ORDER.index(r["name"]))
    lines = ["| what | against | to reach | reached (least to most) | holds |", "| --- | --- | --- | --- | --- |"]
    lines += [_line(r) for r in results]
    if figures:
        lines += ["", *(f"- {r['name']}: {_listed(r['figures'])}" for r in results if r["figures"])]
    ran_on = f"{machine['cores']} cores of {machine['processor']}, {machine['system']}, Python {machine['python']}"
    server = f", {machine['postgresql']}" if "postgresql" in machine else ""
    loads = [r["load_average"] for r in results if r.get("load_average") is not None]
    busy = f" Load average {min(loads)} to {max(loads)}." if loads else ""
    quick = " A glance only (`--quick`)." if any(r.get("quick") for r in results) else ""
    return "\n".join([*lines, "", f"Run on {ran_on}{server}.{busy}{quick}"])


def write_into(document: Path, texts: dict[str, str]) -> None:
    """Put each text between the document's marks of its name: `<!-- measured: begin -->` … `<!-- measured: end -->`."""
    content = document.read_text("utf-8")
    found = 0
    for name, text in texts.items():
        begin, end = (mark.format(what=name) for mark in MARKS)
        block = f"{begin}\n{text}\n{end}"
        pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        content, times = pattern.subn(partial(_same, block), content)
        found += times
    if not found:
        wanted = " or ".join(MARKS[0].format(what=name) for name in texts)
        raise ValueError(f"{document}: no marks {wanted}; put them where results belong")
    document.write_text(content, "utf-8")


def _same(text: str, _: re.Match[str]) -> str:
    return text


def _listed(figures: dict[str, float]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {value:,}" for name, value in figures.items())


def _line(r: Measured) -> str:
    bound = "at least" if r["at_least"] else "at most"
    reached = r["reached"]
    spread = f"{_short(reached['median'])} ({_short(reached['least'])} to {_short(reached['most'])})"
    holds = "yes" if r["holds"] else "**no**"
    return f"| {r['what']} | {r['against']} | {bound} {_short(r['to_reach'])} | {spread} | {holds} |"


def _short(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 100 else f"{ratio:.3g}"
