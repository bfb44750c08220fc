"""The command: what to measure, in which size, and where the results go."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

from benchmarks import growing, loading, reading
from benchmarks.arithmetic import all_of_the_press
from benchmarks.contestants import PeersMissing, install_peers
from benchmarks.databases import Databases, databases, workspace
from benchmarks.measuring import Result, machine
from benchmarks.table import show, write_into

RESULTS = Path(__file__).parent / "results.json"
FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)


class Sizes:
    """How much each measurement takes: the whole, or a glance."""

    def __init__(self, quick: bool, articles: int | None) -> None:
        self.turns = 3 if quick else 9
        self.reading = 60 if quick else 200
        self.slow_peers = 10 if quick else 30
        self.workers = 200 if quick else 600
        self.load = 400 if quick else 2_000
        self.load_turns = 2 if quick else 5
        self.large = articles or (2_000 if quick else 100_000)


Reading = Callable[[Sizes], list[Result]]
Loading = Callable[[Sizes, Databases, Path], list[Result]]

READING: dict[str, Reading] = {
    "spacy": lambda s: [
        reading.against("spacy_tokenizer", "spacy", 1.0, per_turn=s.reading, turns=s.turns),
        reading.press_against("spacy_tokenizer", "spacy_press", 1.0, warm_up=s.reading, turns=s.turns),
    ],
    "peers": lambda s: [
        reading.against("dateparser_and_quantulum3", "peers", 10.0, per_turn=s.slow_peers, turns=s.turns),
    ],
    "workers": lambda s: [reading.two_workers(per_turn=s.workers, turns=s.turns)],
}
LOADING: dict[str, Loading] = {
    "load": lambda s, d, f: loading.first_load(d, f, articles=s.load, turns=s.load_turns),
    "growth": lambda s, d, f: growing.growth(d, f, articles=s.large, turns=s.load_turns),
}
NAMES = ", ".join([*READING, *LOADING])


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--quick", is_flag=True, help="A glance: few articles, few turns.")
@click.option("--articles", type=int, help="How many the large database holds.  [100000; quick: 2000]")
@click.option("--only", "names", multiple=True, metavar="NAME", help=f"Only this; repeatable: {NAMES}.")
@click.option("--install", is_flag=True, help="Install the peers into .bench-venv first.")
@click.option("--profile", type=click.Choice(["reading", "load"]), help="Show where the time goes, and stop.")
@click.option("--results", type=FILE, default=RESULTS, help="Where the results go.")
@click.option(
    "--document",
    "documents",
    type=FILE,
    multiple=True,
    help="A document to put the table into, between its marks; repeatable.",
)
@click.option("--database-url", metavar="URL", help="A server to measure on.  [an embedded one of its own]")
@click.option("--workspace", "folder", type=FOLDER, help="Where articles and data go.  [a temporary folder]")
def main(
    quick: bool,
    articles: int | None,
    names: tuple[str, ...],
    install: bool,
    profile: str | None,
    results: Path,
    documents: tuple[Path, ...],
    database_url: str | None,
    folder: Path | None,
) -> None:
    """Measure coopdb against what is public, each figure a ratio of what runs in turn in this same run."""
    if install:
        install_peers()
    if unknown := set(names) - set(READING) - set(LOADING):
        raise click.UsageError(f"no measurement {', '.join(sorted(unknown))}; there are {NAMES}")
    with workspace(folder) as place:
        if profile:
            _profile(profile, quick, database_url, place)
            return
        report = Report(results, quick, keep=bool(names))
        sizes = Sizes(quick, articles)
        for name in [n for n in READING if not names or n in names]:
            report.measure(name, partial(READING[name], sizes))
        wanted = [n for n in LOADING if not names or n in names]
        if wanted:
            with databases(database_url, place) as server:
                report.machine["postgresql"] = server.version
                for name in wanted:
                    report.measure(name, partial(LOADING[name], sizes, server, place))
        click.echo(show([report.results[r.name] for r in report.done], report.machine))
        if documents:
            every = report.results.values()
            texts = {
                "measured": f"{show(every, report.machine)}\n\n{all_of_the_press(report.results)}",
                "measured table": show(every, report.machine, figures=False),
            }
            for document in documents:
                write_into(document, texts)


def _profile(what: str, quick: bool, database_url: str | None, folder: Path) -> None:
    from benchmarks.profiling import profile_load, profile_reading

    if what == "reading":
        profile_reading(50 if quick else 400)
        return
    with databases(database_url, folder) as server:
        profile_load(server, folder, 200 if quick else 1_000)


class Report:
    """Results as they come, written after each measurement: a long run may be broken off."""

    def __init__(self, file: Path, quick: bool, keep: bool) -> None:
        self.file = file
        self.machine = machine()
        self.done: list[Result] = []
        self._quick = quick
        kept = json.loads(file.read_text("utf-8")) if keep and file.exists() else {"machine": {}, "results": {}}
        self.machine = kept["machine"] | self.machine
        self.results: dict[str, dict[str, Any]] = kept["results"]

    def measure(self, name: str, measurement: Callable[[], list[Result]]) -> None:
        """Run a measurement and keep what it gives; one whose peers are missing is left out, and said so."""
        click.echo(f"{name} …", err=True)
        try:
            results = measurement()
        except PeersMissing as error:
            click.echo(f"{name}: {error}", err=True)
            return
        for result in results:
            self.done.append(result)
            load_average = round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None
            self.results[result.name] = result.as_dict() | {"quick": self._quick, "load_average": load_average}
        content = {"machine": self.machine, "results": self.results}
        self.file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
