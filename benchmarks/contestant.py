"""One contestant in a process of its own: it gets texts, works through them, and says how long that took.

Run as `python contestant.py NAME`, in whichever environment has it; it imports nothing of this package. Each
line of its input is a JSON list of texts, each line of its output {"seconds": wall, "cpu": of this process}.
So the contestants take turns on the same texts, each warm, none paying for another's memory.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any


def coopdb_reading() -> Callable[[str], Any]:
    from coopdb import read

    return read


def spacy_tokenizer() -> Callable[[str], Any]:
    import spacy

    return spacy.blank("ar").make_doc


def dateparser_and_quantulum3() -> Callable[[str], Any]:
    import logging

    from dateparser.search import search_dates
    from quantulum3 import parser

    logging.disable(logging.CRITICAL)

    def find(text: str) -> Any:
        return search_dates(text, languages=["ar"]), parser.parse(text)

    return find


CONTESTANTS = {c.__name__: c for c in (coopdb_reading, spacy_tokenizer, dateparser_and_quantulum3)}


def main(name: str) -> None:
    # Nothing that a contestant prints may get between the answers.
    out, sys.stdout = sys.stdout, sys.stderr
    warnings.simplefilter("ignore")
    work = CONTESTANTS[name]()
    work("استفادت 85 تعاونية من دعم قدره 20,86 مليون درهم يوم 7 يوليوز 2025.")
    print(json.dumps({"ready": name}), file=out, flush=True)
    for line in sys.stdin:
        texts = json.loads(line)
        wall, cpu = time.perf_counter(), time.process_time()
        for text in texts:
            work(text)
        times = {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
        print(json.dumps(times), file=out, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
