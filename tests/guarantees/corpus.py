"""What the guarantees are tried on: the articles that coopdb was developed on, and feeds made to be awkward.

The feeds hold revisions of one article under several dates, copies of one dispatch, rounded and exact amounts,
the same content under two names, and lines that must be rejected. They are more than one batch of a load, so
that there are moments between two of its transactions.
"""

from __future__ import annotations

import json
import random
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
DEVELOPED_ON = ROOT / "tests" / "articles" / "develop"
SEEDS = ROOT / "seeds"

PROVINCES = ("طنجة أصيلة", "الحسيمة", "أزيلال", "طاطا", "وزان", "تنغير", "بوجدور", "الراشيدية")
PROGRAMMES = ("المبادرة الوطنية للتنمية البشرية", "برنامج مرافقة", "مخطط المغرب الأخضر", "برنامج أوراش")
OUTLETS = ("وكالة", "الجريدة", "الصباح", "منبر")


@dataclass(frozen=True)
class Corpus:
    """Four folders that overlap; together they hold everything.

    Attributes:
        n_rejected: how many inputs are to be rejected, by folder.
    """

    folders: tuple[Path, ...]
    n_articles: int
    n_rejected: tuple[int, ...]

    @property
    def whole(self) -> list[str]:
        """All the folders, as words of a command."""
        return [str(folder) for folder in self.folders]

    def in_another_order(self, order: random.Random) -> list[str]:
        """The same, the folders in another order."""
        return order.sample(self.whole, len(self.whole))


def make_corpus(folder: Path, n_feed: int = 170, texts: Sequence[Path] | None = None) -> Corpus:
    """Write the corpus to a folder; a small one with fewer made-up articles and texts."""
    feed = list(_feed(n_feed))
    a, b, c, d = folders = tuple(folder / name for name in "abcd")
    for each in folders:
        each.mkdir(parents=True)
    texts = sorted([*DEVELOPED_ON.glob("*.txt"), *SEEDS.glob("*.txt")] if texts is None else texts)
    assert len(texts) > 4
    for at, path in enumerate(texts):
        for where, turn in ((a, 0), (b, 1), (c, 2)):
            # Each text lies in two of three folders, under two names.
            if at % 3 != turn:
                shutil.copy(path, where / f"{turn}-{path.name}")
    third = len(feed) // 3
    _write(a / "feed.jsonl", feed[: 2 * third])
    _write(b / "feed.jsonl", feed[third:])
    _write(d / "feed.jsonl", feed[::-1])
    (b / "bad.jsonl").write_bytes(b'{"id": "bad-1", "text": 5}\nnot JSON at all\n{"id": "bad-2", "text": "\\ud800"}\n')
    (c / "nul.txt").write_bytes("نص\0".encode() * 10)
    with zipfile.ZipFile(d / "archive.zip", "w") as archive:
        for path in texts[::2]:
            archive.write(path, f"in/{path.name}")
    n_articles = len(texts) + len({article["id"] for article in feed})
    return Corpus(folders, n_articles, (0, 3, 1, 0))


def _feed(number: int) -> Iterator[dict[str, Any]]:
    """Made-up articles; every fifth has a newer revision, every seventh a copy in another outlet."""
    order = random.Random(7)
    for n in range(number):
        province, programme = order.choice(PROVINCES), order.choice(PROGRAMMES)
        amount, count, year = order.randrange(1_000_000, 30_000_000), order.randrange(12, 900), 2012 + n % 12
        text = _text(n, province, programme, amount, count, year)
        article = {
            "id": f"made-{n}",
            "title": f"دعم تعاونيات إقليم {province} ({n})",
            "publisher": OUTLETS[n % len(OUTLETS)],
            "published_on": f"{year + 1}-0{n % 9 + 1}-1{n % 10}",
            "text": text,
        }
        yield article
        if n % 5 == 0:
            yield article | {
                "published_on": f"{year + 1}-1{n % 3}-20",
                "text": _text(n, province, programme, amount + 1_000_000, count, year),
            }
        if n % 7 == 0:
            yield article | {"id": f"copy-{n}", "publisher": "ناقل", "text": text + "\nعن وكالة الأنباء."}


def _text(n: int, province: str, programme: str, amount: int, count: int, year: int) -> str:
    millions = f"{amount / 1_000_000:.1f}".replace(".", ",")
    return (
        f"استفادت {count} تعاونية بإقليم {province} سنة {year} من دعم ناهز {millions} مليون درهم.\n"
        f"وبلغ الدعم المقدم في إطار {programme} ما مجموعه {amount} درهما لفائدة {count} تعاونية، تضم"
        f" {count * 7} منخرطا، منهم {count * 3} امرأة.\n"
        f"وقد انعقد اللقاء يوم {n % 27 + 1} مارس {year + 1} بمدينة الرباط بحضور ممثلي مكتب تنمية التعاون.\n"
    )


def _write(path: Path, records: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
