"""Shows how well the reader reads, and what a change gained or lost.

python -m tests.quality            precision and recall by type on each set, beside the committed baseline
python -m tests.quality --errors   and what went wrong, on the sets to develop on
python -m tests.quality --update   writes the baseline anew
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from coopdb import read
from tests.quality.scoring import TYPES, Score, read_gold

TESTS = Path(__file__).resolve().parents[1]
BASELINE = Path(__file__).with_name("baseline.json")
#: By set: its articles, its annotations, and whether its errors may be looked at.
SETS = {
    "seeds": (TESTS.parent / "seeds", sorted((TESTS / "articles").glob("seeds*.jsonl")), True),
    "develop": (TESTS / "articles" / "develop", sorted((TESTS / "articles").glob("develop_*.jsonl")), True),
    "unseen": (TESTS / "articles" / "unseen", sorted((TESTS / "articles").glob("unseen_*.jsonl")), False),
}


def measure(name: str) -> Score:
    """The score of one set of articles."""
    folder, gold, _ = SETS[name]
    score = Score()
    for item in read_gold(*gold):
        raw = (folder / item["article"]).read_text(encoding="utf8")
        score.article(item, read(raw).to_dict(), raw)
    return score


def summary(score: Score) -> dict[str, dict[str, float]]:
    """What the baseline keeps of a score: rates with four digits."""
    rows = {t: score.types[t] for t in TYPES} | {"all": score.total()}
    return {
        "types": {t: [round(r.precision, 4), round(r.recall, 4)] for t, r in rows.items()},
        "attributes": {a: round(ok / n, 4) for a, (ok, n) in sorted(score.attributes.items()) if n},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    baseline = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
    found = {}
    for name, (_, _, may_look) in SETS.items():
        score = measure(name)
        found[name] = summary(score)
        before = baseline.get(name, {"types": {}, "attributes": {}})
        print(f"{name:18}{'precision':>10}{'recall':>8}{'F1':>7}   change of precision, recall")
        for kind, (precision, recall) in found[name]["types"].items():
            f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            was = before["types"].get(kind, [precision, recall])
            print(
                f"  {kind:16}{precision:10.3f}{recall:8.3f}{f1:7.3f}   {precision - was[0]:+.3f} {recall - was[1]:+.3f}"
            )
        for kind, rate in found[name]["attributes"].items():
            print(f"  {kind:16}{rate:25.3f}   {rate - before['attributes'].get(kind, rate):+.3f}")
        if options.errors and may_look:
            print("\n".join("    " + line for line in score.log))
    if options.update:
        BASELINE.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
