"""The memo of words: each worked out once, a bounded number kept, nothing lost that is still asked for."""

from __future__ import annotations

from coopdb.reading.memo import Memo


def test_a_word_is_worked_out_once() -> None:
    asked: list[str] = []
    memo = Memo(lambda word: asked.append(word) or len(word))
    assert [memo["تعاونية"], memo["دعم"], memo["تعاونية"]] == [7, 3, 7]
    assert asked == ["تعاونية", "دعم"]


def test_what_every_article_says_outlives_what_one_said() -> None:
    asked: list[str] = []
    memo = Memo(lambda word: asked.append(word) or word, limit=3)
    for rare in ("أ", "ب", "ت", "ث", "ج", "ح", "خ", "د"):
        assert memo["في"] == "في"
        assert memo[rare] == rare
        assert len(memo) <= 3
    assert asked.count("في") == 1, "asked for all the time, never worked out again"
    memo["أ"]
    assert asked.count("أ") == 2, "what nobody asked for was let go"


def test_what_is_no_word_is_not_kept() -> None:
    memo = Memo(len)
    assert memo["ا" * 5000] == 5000
    assert not memo
