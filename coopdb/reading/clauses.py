"""Where a sentence turns to something else: what is said behind such a turn is not said of the figure before it.

`تضم 52 متعاونة، مضيفا أن إنتاج 2020 بلغ …` (has 52 members, adding that the output of 2020 was …): the year is the
output's.
"""

from __future__ import annotations

from bisect import bisect_left

from coopdb.reading.surroundings import PAUSES, THAT
from coopdb.reading.text import Text

#: Classes of verbs that open a clause of their own where و or a comma stands before them.
_VERBS = ("status_cues", "future_verbs", "saying_verbs")


def clause_starts(text: Text) -> list[int]:
    """The words of a text that open a clause, in order."""
    words = text.words
    starts = {i for i in text.where.get("clause_words", ()) if words[i] in THAT}
    starts.update(text.semicolons)
    for i, _, entry in text.between("clause_openers", 0, len(text)):
        if entry.record.get("behind") is None or entry.conjunction or _after_pause(words, i):
            starts.add(i)
    for cls in _VERBS:
        for i in text.where.get(cls, ()):
            entry = text.lex[i].entries[cls]
            if (entry.conjunction or words[i - 1] == "و") and not entry.preposition and not entry.definite:
                starts.add(i)
    starts.update(i for i in text.and_it if _is_verb(text, i))
    return sorted(starts)


def _is_verb(text: Text, i: int) -> bool:
    """Whether a word that begins with `وي` is a verb: `ويأتي`, not `ويوليوز` (and July)."""
    known = text.lex[i]
    return len(text.words[i]) > 3 and (known is None or _NO_VERBS.isdisjoint(known.entries))


#: Classes of words that begin as a verb does.
_NO_VERBS = frozenset(("months", "weekdays", "date_words", "everyday_date_words", "communes", "cities", "countries"))


def _after_pause(words: list[str], i: int) -> bool:
    return i > 0 and (words[i - 1] in PAUSES or words[i - 1] == "و")


def is_parted(starts: list[int], a: int, b: int) -> bool:
    """Whether a new clause opens among the words [a, b)."""
    k = bisect_left(starts, a)
    return k < len(starts) and starts[k] < b
