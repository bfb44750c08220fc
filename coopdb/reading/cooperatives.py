"""Cooperatives, their unions and economic interest groups, where an article calls them by name.

`تعاونية تيكني لصناعة الزربية` (Tikni, a carpet-making cooperative) is one; `تعاونية فلاحية` (a farming
cooperative) is none. A name stands in quotation marks, or between the noun and what the cooperative does
or where it sits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coopdb.reading.chains import OPENING, quoted
from coopdb.reading.text import Text
from coopdb.reading.triggers import Placed, by_first, entry_at, hits
from coopdb.reading.words import Entry


@dataclass(slots=True)
class Cooperative:
    """A cooperative, union or group called by its name, in the words [first, end).

    Attributes:
        name: the name alone, without quotation marks.
        kind: cooperative, union or gie (economic interest group).
        trade: what it does, in the article's words.
        place: code of its place; `commune` the HCP code where the place is a town or commune.
    """

    first: int
    end: int
    name: str
    kind: str = "cooperative"
    trade: str | None = None
    place: str | None = None
    commune: str | None = None
    rule: str = "cooperative-quoted"
    joined: int = 0


def read_cooperatives(text: Text, places: Sequence[Placed] = ()) -> list[Cooperative]:
    """Every mention of a cooperative by its name, in order."""
    placed = by_first(places)
    found: list[Cooperative] = []
    covered = 0
    for i, _, end, entry in hits(text, ("cooperative_heads",)):
        if i < covered:
            continue
        for mention in _named(text, i, end, entry, placed):
            found.append(mention)
            covered = mention.end
    return found


_AND = "و"
#: The longest unquoted name, in words.
_LONGEST = 3


def _named(text: Text, i: int, end: int, entry: Entry, placed: dict[int, Placed]) -> list[Cooperative]:
    words = text.words
    at = end
    while at < len(words) and at < end + 2 and entry_at(text, at, "name_adjectives") is not None:
        at += 1
    kind = str(entry.record["kind"])
    joined = len(entry.conjunction) + len(entry.preposition)
    stop = quoted(text, at)
    if stop is not None:
        found = []
        first = i
        while stop is not None:
            name = " ".join(text.quote(at + 1, stop - 1).split())
            found.append(
                _completed(text, Cooperative(first, stop, name, kind, joined=joined if first == i else 0), placed)
            )
            if not entry.record.get("many"):
                break
            at = stop
            while at < len(words) and (words[at] in "،," or words[at] == _AND) and at < stop + 2:
                at += 1
            first, stop = at, quoted(text, at)
        return found
    sorted_out = entry.definite and at > end  # التعاونية الفلاحية تودرت بجهة سوس: its sort, then its name
    if entry.record.get("many") or ((at != end or entry.definite) and not sorted_out):
        return []
    bare = _bare_name(text, i, at, placed)
    if bare is None:
        return []
    name = " ".join(text.quote(at, bare).split())
    return [_completed(text, Cooperative(i, bare, name, kind, rule="cooperative-bare", joined=joined), placed)]


def _bare_name(text: Text, i: int, at: int, placed: dict[int, Placed]) -> int | None:
    """The end of an unquoted name: one to three words, then a trade, a place,
    or a sign behind a position's holder."""
    words = text.words
    start = at
    while at < len(words) and at < start + _LONGEST:
        word = words[at]
        if not ("\u0621" <= word[0] <= "\u064a") or _is_ordinary(text, at):
            break
        if at > start and (
            _trade_at(text, at) or (at in placed and word.startswith("ب")) or word.startswith(("لل", "بال", "وال"))
        ):
            break
        at += 1
    if at == start or at >= len(words) or (at in placed and at == start):
        return None
    if _trade_at(text, at):
        return at
    here = words[at]
    if (at in placed and here.startswith("ب")) or (
        entry_at(text, at, "territory_words") is not None and here.startswith("ب")
    ):
        return at
    held = i > 0 and entry_at(text, i - 1, "positions") is not None
    return at if held and (here in "،,.:" or here in OPENING) else None


def _is_ordinary(text: Text, at: int) -> bool:
    """Whether the word cannot be (part of) a cooperative's name: an adjective of sort, a particle, a verb,
    a number."""
    word = text.lex[at]
    return word is not None and not _ORDINARY.isdisjoint(word.entries)


_ORDINARY = frozenset(
    (
        "name_adjectives",
        "function_words",
        "saying_verbs",
        "event_verbs",
        "number_words",
        "weekdays",
        "counted_nouns",
        "institution_heads",
        "positions",
    )
)


def _trade_at(text: Text, at: int) -> bool:
    entry = entry_at(text, at, "trade_words")
    return entry is not None and entry.preposition == "ل"


def _completed(text: Text, mention: Cooperative, placed: dict[int, Placed]) -> Cooperative:
    """Adds the trade and the place that follow a name."""
    words, at = text.words, mention.end
    while at < len(words) and at < mention.end + 2 and entry_at(text, at, "name_adjectives") is not None:
        at += 1
    if at < len(words) and _trade_at(text, at):
        stop = at + 1
        while (
            stop < len(words)
            and stop < at + 4
            and (words[stop].startswith("ال") or entry_at(text, stop, "trade_words") is not None)
            and stop not in placed
        ):
            stop += 1
        trade = " ".join(text.quote(at, stop).split())
        mention.trade = "ال" + trade[2:] if trade.startswith("لل") else trade[1:]
        at = stop
    for k in range(at, min(at + 4, len(words))):
        if words[k] in "،,.\n":
            break
        if k in placed:
            mention.place = placed[k].code
            mention.commune = getattr(placed[k], "commune", None)
            break
    return mention
