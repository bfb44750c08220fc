"""The command: what to measure, in which size, and where the results go."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from benchmarks import reading
from benchmarks.contestants import PeersMissing, install_peers
from benchmarks.measuring import Result, machine
from benchmarks.table import show

RESULTS = Path(__file__).parent / "results.json"


class Sizes:
    """How much each measurement takes: the whole, or a glance."""

    def __init__(self, quick: bool, articles: int | None) -> None:
        self.turns = 3 if quick else 9
        self.reading = 60 if quick else 200
        self.slow_peers = 10 if quick else 30
        self.workers = 200 if quick else 600
        self.articles = articles or (2_000 if quick else 100_000)


MEASUREMENTS: dict[str, Callable[[Sizes], list[Result]]] = {
    "spacy": lambda s: [
        reading.against("spacy_tokenizer", "spacy", 1.0, per_turn=s.reading, turns=s.turns),
    ],
    "peers": lambda s: [
        reading.against("dateparser_and_quantulum3", "peers", 10.0, per_turn=s.slow_peers, turns=s.turns),
    ],
    "workers": lambda s: [reading.two_workers(per_turn=s.workers, turns=s.turns)],
}


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--quick", is_flag=True, help="A glance: few articles, few turns.")
@click.option("--articles", type=int, help="How many the large database holds.  [default: 100000; quick: 2000]")
@click.option(
    "--only",
    "names",
    multiple=True,
    metavar="NAME",
    help=f"Only this; repeatable: {', '.join(MEASUREMENTS)}.",
)
@click.option("--install", is_flag=True, help="Install the peers into .bench-venv first.")
@click.option("--profile", type=click.Choice(["reading"]), help="Show where the time goes, and stop.")
@click.option("--results", type=click.Path(path_type=Path), default=RESULTS, help="Where the results are written.")
def main(
    quick: bool,
    articles: int | None,
    names: tuple[str, ...],
    install: bool,
    profile: str | None,
    results: Path,
) -> None:
    """Measure coopdb against what is public, each figure a ratio of what runs in turn in this same run."""
    if install:
        install_peers()
    if profile:
        from benchmarks.profiling import profile_reading

        profile_reading(50 if quick else 400)
        return
    unknown = set(names) - set(MEASUREMENTS)
    if unknown:
        raise click.UsageError(f"no measurement {', '.join(sorted(unknown))}; there are {', '.join(MEASUREMENTS)}")
    sizes = Sizes(quick, articles)
    report: dict[str, Any] = {"quick": quick, "machine": machine(), "results": {}}
    if results.exists() and names:
        report["results"] = json.loads(results.read_text("utf-8"))["results"]
    done: list[Result] = []
    for name, measure in MEASUREMENTS.items():
        if names and name not in names:
            continue
        click.echo(f"{name} …", err=True)
        try:
            found = measure(sizes)
        except PeersMissing as error:
            click.echo(f"{name}: {error}", err=True)
            continue
        for result in found:
            done.append(result)
            report["results"][result.name] = result.as_dict() | {"load_average": round(os.getloadavg()[0], 2)}
        results.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    click.echo(show(done, report["machine"]))
