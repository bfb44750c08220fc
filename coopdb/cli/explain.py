"""`coopdb explain`: why a fact is what it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from coopdb.cli import Settings

if TYPE_CHECKING:
    from coopdb.storing.explain import Explanation

SHOWN = (
    *(
        "status",
        "role",
        "measure",
        "payer_id",
        "programme_id",
        "place_code",
        "commune_code",
        "setting",
        "sector",
    ),
    *("period_from", "period_to", "beneficiary_count", "beneficiary_unit", "attributed_to"),
    *("event_type", "standing", "date_from", "date_to", "date_basis", "not_before", "not_after"),
    *("occasion", "slogan_ar"),
)


@click.command()
@click.argument("identifier", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="All of it as one JSON object.")
@click.pass_obj
def explain(settings: Settings, identifier: str, as_json: bool) -> None:
    """Show what the fact ID stands on: its claims, their sentences with the span marked, the rule that read
    each, and why it counts or not. ID may also be a claim's.

    \b
    Examples:
      coopdb sql "SELECT fact_id, amount FROM report.funding"
      coopdb explain Fa1089b2de4983076
    """
    from coopdb.storing.explain import explain_fact

    explanation = explain_fact(settings.database().url, identifier)
    if as_json:
        from dataclasses import asdict

        from coopdb.cli.tables import jsonable

        click.echo(json.dumps(asdict(explanation), ensure_ascii=False, indent=1, default=jsonable))
        return
    for line in _lines(explanation):
        click.echo(line)


def _lines(explanation: Explanation) -> list[str]:
    fact, value = explanation.fact, explanation.value
    lines = [click.style(f"{fact['fact_id']}  {_headline(value)}", bold=True)]
    lines += [f"  {name}: {value[name]}" for name in SHOWN if value.get(name) is not None]
    if value.get("qualifier", "exact") != "exact":
        most = "no upper bound" if value["value_max"] is None else _amount(value["value_max"])
        lines.append(f"  between: {_amount(value['value_min'])} and {most}")
    claims, articles, sources = fact["n_claims"], fact["n_articles"], fact["n_sources"]
    lines.append(f"  stands on: {claims} claims in {articles} articles from {sources} independent sources")
    lines.append(f"  this value because: {fact['chosen_because_en'] or fact['chosen_because']}")
    lines += _counting(value)
    for conflict in explanation.conflicts:
        other = f" ({_amount(conflict['other_value'])})" if conflict["other_value"] is not None else ""
        with_fact = next(
            (f" with {i}" for i in (conflict["other_fact_id"], conflict["fact_id"]) if i and i != fact["fact_id"]),
            "",
        )
        lines.append(
            click.style(f"  conflict: {conflict['reason_en'] or conflict['reason']}{other}{with_fact}", fg="yellow")
        )
    for correction in explanation.corrections:
        lines.append(
            f"  corrected: {correction['field']} is {correction['value']}, by {correction['corrected_by']}"
            f" on {correction['corrected_on']}: {correction['reason']}"
        )
    for claim in explanation.claims:
        lines += ["", *_claim(claim)]
    return lines


def _headline(value: dict[str, Any]) -> str:
    if "value" in value:
        qualifier = "" if value["qualifier"] == "exact" else f"{value['qualifier'].replace('_', ' ')} "
        return f"{qualifier}{_amount(value['value'])} {value['unit']}"
    return str(value.get("title_ar") or value.get("event_type") or "")


def _counting(value: dict[str, Any]) -> list[str]:
    if "counts_toward_total" not in value:
        return []
    lines = [
        f"  counts toward the total: {'yes' if value['counts_toward_total'] else 'no'}",
        f"  counts toward the payer: {'yes' if value['counts_toward_payer'] else 'no'}",
    ]
    if value["not_counted_because"]:
        inside = value["counted_in_id"]
        by = f" ({inside}, {_amount(value['counted_in_value'])})" if inside else ""
        said = value["not_counted_description_en"] or ""
        lines.append(f"  not counted because: {value['not_counted_en'] or value['not_counted_because']}{by}. {said}")
    return lines


def _claim(claim: dict[str, Any]) -> list[str]:
    said = "" if claim["said"] is None or claim["said"] == claim["value"] else f", says {_amount(claim['said'])}"
    chosen = " (its value stands)" if claim["is_chosen"] else ""
    about = " · ".join(str(p) for p in (claim["title"], claim["publisher"], claim["published_on"]) if p)
    marked = click.style(f"⟦{claim['text']}⟧", fg="green", bold=True)
    return [
        f"claim {claim['claim_id']}{said}{chosen}",
        f"  {' '.join((claim['before'] + marked + claim['after']).split())}",
        f"  read by {claim['rule']} ({claim['reader_version']}); article {claim['article_id']}"
        + (f": {about}" if about else ""),
    ]


def _amount(value: Any) -> str:
    return f"{value:,f}" if value is not None else "?"
