"""The text layer: cut chunk by chunk from a memo, it is what folding the whole text would give."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coopdb.reading.text import Text, fold

#: Letters with their variants, marks, ligatures, digits of three scripts, signs, blanks of several kinds.
ALPHABET = "ابةهىيأإآؤئكڤ ونم   \n\n\t\r\u00a0\u2028\u064b\u0651\u0640\u200f\u200b\ufeffﷺﻻﷲ٠٤۷2026.،,؛:؟()«»%-–/Aéz"
TEXTS = st.text(ALPHABET, max_size=60)


@given(TEXTS)
def test_words_are_those_of_the_whole_text_folded(raw: str) -> None:
    text = Text(raw)
    folded = fold(raw)
    at = 0
    for word, start in zip(text.words, text.starts, strict=True):
        assert not folded[at:start].strip(), "nothing but blanks stands between words"
        assert folded.startswith(word, start)
        at = start + len(word)
    assert not folded[at:].strip()


@given(TEXTS)
def test_every_word_is_found_again_in_the_text_as_given(raw: str) -> None:
    text = Text(raw)
    for i, word in enumerate(text.words):
        assert fold(text.quote(i, i + 1)) == word or any("\ufb50" <= c <= "\ufefc" for c in text.quote(i, i + 1))
        assert text.raw_span(i, i + 1) == (text.start(i), text.end(i))
    assert [text.start(i) for i in range(len(text))] == sorted(text.start(i) for i in range(len(text)))


@given(TEXTS)
def test_sentences_and_paragraphs_cover_the_words(raw: str) -> None:
    text = Text(raw)
    for pieces, piece_of in ((text.sentences, text.sentence), (text.paragraphs, text.paragraph)):
        assert [i for first, end in pieces for i in range(first, end)] == list(range(len(text)))
        assert all(piece_of(i) == piece for piece in pieces for i in range(*piece))
    assert all(text.words[end - 1] == "\n" for _, end in text.paragraphs[:-1])


def test_what_is_noted_of_words() -> None:
    text = Text("بلغ 65 ألفا؛ ويضم 12,5 بالمائة.\nثم م.ع.ن")
    assert [text.words[i] for i in text.digits] == ["65", "12", "5"]
    assert [text.words[i] for i in text.semicolons] == ["؛"]
    assert [text.words[i] for i in text.and_it] == ["ويضم"]
    assert len(text.sentences) == 3, "a dot between letters of an abbreviation ends nothing"
    assert len(text.paragraphs) == 2
