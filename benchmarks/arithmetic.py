"""What the measured figures come to for the whole press: nothing here but them and the number of articles."""

from __future__ import annotations

from typing import Any

ARTICLES = 20_000_000
SINCE = 2000
YEARS = 27
HOUR = 3600


def all_of_the_press(results: dict[str, dict[str, Any]]) -> str:
    """The arithmetic as a table, each line from a measured figure; lines whose figure is missing are left out."""
    lines = [f"| for {ARTICLES:,} articles | from | comes to |", "| --- | --- | --- |"]

    def figure(name: str, key: str) -> float | None:
        value = results.get(name, {}).get("figures", {}).get(key)
        return None if value is None else float(value)

    def add(what: str, source: str, value: str) -> None:
        lines.append(f"| {what} | {source} | {value} |")

    if size := figure("spacy", "bytes_per_article"):
        add("their text", f"{size:,.0f} bytes an article", f"{ARTICLES * size / 1e9:,.0f} GB")
    if rate := figure("spacy", "coopdb_articles_per_second"):
        hours = ARTICLES / rate / HOUR
        add("reading, one process", f"{rate:,.0f} a second", f"{hours:,.0f} hours")
        add("reading within a day", f"{rate:,.0f} a second and core", f"{hours / 24:,.1f} cores at work")
    if cost := figure("marginal", "large_ms_per_article"):
        days = ARTICLES * cost / 1000 / HOUR / 24
        add("loading, one writer, reading included", f"{cost:,.1f} ms an article", f"{days:,.1f} days")
        daily = ARTICLES / YEARS / 365
        add("a day's articles (evenly since 2000)", f"{cost:,.1f} ms an article", f"{daily * cost / 1000:,.0f} seconds")
    if per_article := figure("memory", "database_kb_per_article"):
        add("the database", f"{per_article:,.1f} KB an article", f"{ARTICLES * per_article / 1e9:,.2f} TB")
    if rate := figure("reload", "reload_articles_per_second"):
        add("finding that nothing changed", f"{rate:,.0f} a second", f"{ARTICLES / rate / HOUR:,.1f} hours")
    return "\n".join(lines)
