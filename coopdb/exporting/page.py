"""A page to look at: one HTML file with no script and nothing to fetch, in Arabic, French and English."""

from __future__ import annotations

import datetime as dt
import functools
import os
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from coopdb.exporting.credits import load_credits
from coopdb.exporting.markup import Markup, element, join
from coopdb.exporting.views import Snapshot, open_snapshot

FOLDER = Path(__file__).parent
LANGUAGES = {"ar": "العربية", "fr": "Français", "en": "English"}
# Rows of a section: a page is looked at, the views hold them all.
ROWS = 200
NARROW_SPACE = "\u202f"
# Nothing is fetched and nothing runs, whatever an article holds.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"

Texts = dict[str, str]
Record = dict[str, Any]

SUMMARY = """
    SELECT
        (SELECT count(*) FROM report.articles) AS n_articles,
        (SELECT count(DISTINCT publisher) FROM report.articles) AS n_publishers,
        (SELECT count(*) FROM report.claims) AS n_claims,
        (SELECT count(*) FROM report.funding) + (SELECT count(*) FROM report.figures) AS n_figures,
        (SELECT sum(amount_mad) FROM report.funding WHERE counts_toward_total) AS amount_mad,
        (SELECT sum(amount_mad_min) FROM report.funding WHERE counts_toward_total) AS amount_mad_min,
        (SELECT CASE WHEN bool_and(amount_mad_max IS NOT NULL) THEN sum(amount_mad_max) END
            FROM report.funding
            WHERE counts_toward_total AND currency = 'MAD') AS amount_mad_max,
        (SELECT max(loaded_at) FROM report.articles) AS loaded_at
"""
CARDS: dict[str, Texts] = {
    "n_articles": {"ar": "مقالا", "fr": "articles", "en": "articles"},
    "n_publishers": {"ar": "ناشرا", "fr": "éditeurs", "en": "publishers"},
    "n_claims": {
        "ar": "تصريحا باقتباسه",
        "fr": "énoncés avec leur citation",
        "en": "claims with their quotes",
    },
    "n_figures": {"ar": "رقما ومبلغا", "fr": "chiffres et montants", "en": "figures and sums"},
    "amount_mad": {
        "ar": "درهما، كل درهم مرة واحدة",
        "fr": "dirhams, comptés une seule fois",
        "en": "dirhams, each counted once",
    },
}
AS_OF = {"ar": "آخر تحميل:", "fr": "Dernier chargement :", "en": "Last loaded:"}
NOTHING = {"ar": "لا شيء.", "fr": "Rien.", "en": "Nothing."}
SHOW = {"ar": "عرض", "fr": "voir", "en": "show"}
CUT = {
    "ar": f"تعرض هنا أول {ROWS} سطر؛ والبقية في القاعدة.",
    "fr": f"Les {ROWS} premières lignes seulement ; la base contient les autres.",
    "en": f"The first {ROWS} rows only; the database holds the others.",
}
MIND = {"ar": "تنبيهات", "fr": "À retenir", "en": "Mind"}


@functools.cache
def load_sections() -> list[Record]:
    """Return what the page shows: each section with its SELECT and how its columns are shown."""
    sections: list[Record] = yaml.safe_load((FOLDER / "sections.yaml").read_text("utf-8"))
    return sections


def write_report(url: str, path: Path, *, language: str = "ar") -> None:
    """Write the page; a reader of it changes its language on it.

    Args:
        url: the database's address; the reader's own will do.
        path: the file to write.
        language: the one that it opens in.
    """
    with open_snapshot(url, what="coopdb report") as snapshot:
        page = _page(snapshot, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Whole or not at all: an earlier page stays until this one is complete.
    handle, unfinished = tempfile.mkstemp(prefix=".unfinished-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(page)
        Path(unfinished).chmod(0o666 & ~_umask())
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _page(snapshot: Snapshot, language: str) -> str:
    whole = load_credits()
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", whole.title[language]),
        element("style", Markup((FOLDER / "page.css").read_text("utf-8"))),
    )
    # The choice of a language stands before all that it shows or hides, so that no script is needed.
    choices = [
        (
            element("input", type="radio", name="language", class_="language", id=code, checked=code == language),
            element("label", name, for_=code, lang=code),
        )
        for code, name in LANGUAGES.items()
    ]
    sections = load_sections()
    links = [element("a", spoken(each["title"]), href=f"#{each['id']}") for each in sections]
    main = element(
        "main",
        element("h1", spoken(whole.title)),
        element("p", spoken(whole.description)),
        _summary(snapshot),
        element("nav", *links),
        *(_section(snapshot, each) for each in sections),
        _footer(),
    )
    return f"<!doctype html>\n{element('html', head, element('body', *choices, main), lang=language)}\n"


def spoken(texts: Texts) -> Markup:
    """Give a text in every language, of which the page shows one."""
    return join(element("span", texts[code], class_=code, lang=code, dir="auto") for code in LANGUAGES)


def _summary(snapshot: Snapshot) -> Markup:
    names, rows = snapshot.select(SUMMARY)
    found = dict(zip(names, rows[0], strict=True))
    bounds = {"amount_mad": ["amount_mad_min", "amount_mad_max"]}
    cards = [
        element("li", element("b", _number(found, key, bounds.get(key))), spoken(label))
        for key, label in CARDS.items()
        if found[key] is not None
    ]
    moment = found["loaded_at"]
    stamp = element("bdi", f"{moment:%Y-%m-%d %H:%M} UTC", dir="ltr") if moment else None
    loaded = element("p", spoken(AS_OF), " ", stamp, class_="soft") if stamp else None
    return join([element("ul", *cards, class_="cards"), loaded])


def _section(snapshot: Snapshot, section: Record) -> Markup:
    names, rows = snapshot.select(f"{section['sql'].strip()}\nLIMIT {ROWS + 1}")
    records = [dict(zip(names, row, strict=True)) for row in rows]
    note = section.get("note")
    return element(
        "section",
        element("h2", spoken(section["title"]), id=section["id"]),
        element("p", spoken(note), class_="note") if note else None,
        _table(section["columns"], records[:ROWS]) if records else element("p", spoken(NOTHING), class_="soft"),
        element("p", spoken(CUT), class_="note") if len(records) > ROWS else None,
    )


def _table(columns: list[Record], records: list[Record]) -> Markup:
    heads = [element("th", spoken(each["label"]), class_=_class(each), scope="col") for each in columns]
    highest = {
        index: max((record[_name(each)] or 0 for record in records), default=0)
        for index, each in enumerate(columns)
        if each.get("bar")
    }
    body = [
        element(
            "tr",
            *(
                element("td", _cell(each, record, highest.get(index)), class_=_class(each))
                for index, each in enumerate(columns)
            ),
        )
        for record in records
    ]
    table = element("table", element("thead", element("tr", *heads)), element("tbody", *body))
    return element("div", table, class_="wide")


def _class(column: Record) -> str | None:
    if any(kind in column for kind in ("number", "money", "share")):
        return "number"
    return "code" if any(kind in column for kind in ("code", "day", "period")) else None


def _name(column: Record) -> str:
    return str(column.get("money") or column.get("number"))


def _cell(column: Record, record: Record, highest: Any) -> Markup | str:
    if "text" in column:
        found = {code: record[name] for code, name in column["text"].items()}
        # A name that is known in one language only is better than none.
        other = next((text for text in found.values() if text), "")
        return spoken({code: text or other for code, text in found.items()})
    if "arabic" in column:
        return element("span", record[column["arabic"]], lang="ar", dir="auto")
    if "quote" in column:
        return _quote(record[column["quote"]])
    if "period" in column:
        return _period(*(record[name] for name in column["period"]))
    if "share" in column:
        share = record[column["share"]]
        return "" if share is None else f"{number_text(round(share * 100, 1))} %"
    if "code" in column or "day" in column:
        value = record[column.get("code") or column["day"]]
        # Apart from the text around it, or codes and spans of years would turn round in Arabic.
        return "" if value is None else element("bdi", value, dir="ltr")
    written = _number(record, _name(column), column.get("bounds"))
    return join([written, _bar(record, column, highest)]) if highest else written


def _quote(text: str | None) -> Markup | str:
    if not text:
        return ""
    lines = [element("p", line) for line in text.splitlines() if line.strip()]
    return element("details", element("summary", spoken(SHOW)), element("blockquote", *lines, lang="ar", dir="auto"))


def _period(first: dt.date | None, last: dt.date | None) -> Markup | str:
    if first is None and last is None:
        return ""
    return element("bdi", period_text(first, last), dir="ltr")


def period_text(first: dt.date | None, last: dt.date | None) -> str:
    """Write a span of days as shortly as it can be said: whole years as years, whole months as months."""
    length = 10
    if (first is None or first.day == 1) and (last is None or (last + dt.timedelta(days=1)).day == 1):
        length = 7
        if (first is None or first.month == 1) and (last is None or last.month == 12):
            length = 4
    ends = [str(day)[:length] if day else "…" for day in (first, last)]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def _number(record: Record, name: str, bounds: list[str] | None) -> Markup:
    # Apart from the text around it: in a line of Arabic, ≥ would be drawn as its mirror, the contrary.
    return element("bdi", bounded_text(record, name, bounds), dir="ltr")


def bounded_text(record: Record, name: str, bounds: list[str] | None) -> str:
    """Write a number with what its bounds say of it: ≥ without a most, ≤ without a least, ≈ between."""
    value = record[name]
    if value is None:
        return ""
    least, most = (record[bound] for bound in bounds) if bounds else (value, value)
    sign = ""
    if most is None:
        sign = "≥ "
    elif not least and most == value:
        sign = "≤ " if value else ""
    elif least != value or most != value:
        sign = "≈ "
    return f"{sign}{number_text(value)}"


def number_text(value: Any) -> str:
    """Write a number as Moroccan readers of either language do: 20 860 000, 34,5."""
    exact = Decimal(value).normalize()
    if exact == exact.to_integral_value():
        exact = exact.quantize(Decimal(1))
    return f"{exact:,f}".replace(",", NARROW_SPACE).replace(".", ",")


def _bar(record: Record, column: Record, highest: Any) -> Markup:
    value = record[_name(column)] or 0
    width = round(float(value) / float(highest) * 100, 2)
    is_open = bool(column.get("bounds")) and record[column["bounds"][1]] is None
    bar = element("rect", width=width, height=10, class_="open" if is_open else "sure")
    return element("svg", bar, viewBox="0 0 100 10", preserveAspectRatio="none", aria_hidden="true")


def _footer() -> Markup:
    whole = load_credits()
    caveats = [element("li", spoken(text)) for text in whole.caveats]
    sources = [element("li", " ".join(source.values()), dir="auto") for source in whole.sources]
    licences = [element("li", f"{each['title']} ({each['path']})", dir="auto") for each in whole.licenses]
    return element(
        "footer",
        element("h2", spoken(MIND), id="mind"),
        element("ul", *caveats),
        element("p", spoken(whole.rights)),
        element("ul", *sources, *licences, class_="soft"),
    )
