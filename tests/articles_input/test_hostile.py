"""Whatever the bytes: articles or rejections with a reason, never an exception; and never much memory.

The quick run tries a few of each; `long` tries many, and the heaviest inputs in a process of their own.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopdb.articles import ArticleInput, NothingToRead, Rejected, find_articles, limits
from tests.articles_input.making import TEXT, found, written, zipped

NAMES = ("a.txt", "a.html", "a.jsonl", "a.csv", "a.zip", "manifest.csv")
SEEDS = [
    TEXT.encode(),
    TEXT.encode("utf-16"),
    TEXT.encode("cp1256"),
    json.dumps({"id": "1", "text": TEXT, "date": "2025-07-07"}).encode() + b"\n",
    f'id,text,title\n1,"{TEXT}",x\n'.encode(),
    f'<html><head><meta charset="utf-8"><title>x</title></head><p>{TEXT}</p><script>x</script>'.encode(),
    zipped(
        [
            ("a.txt", TEXT),
            ("in.zip", zipped([("b.html", f"<p>{TEXT}")])),
            ("manifest.csv", "file,id\na.txt,1\n"),
        ]
    ),
]
TAGS = [
    "html",
    "head",
    "body",
    "p",
    "div",
    "b",
    "table",
    "td",
    "li",
    "article",
    "script",
    "style",
    "title",
    "svg",
]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Something good with bytes changed, cut out and doubled."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        match draw(st.sampled_from(["change", "cut", "double", "insert"])):
            case "change":
                data[at : at + 1] = draw(st.binary(min_size=1, max_size=1))
            case "cut":
                del data[at : at + draw(st.integers(1, 30))]
            case "double":
                data[at:at] = data[at : at + draw(st.integers(1, 30))] * draw(st.integers(1, 4))
            case _:
                data[at:at] = draw(st.sampled_from([b'"', b"\0", b"<", b"\xd8", b"\n", b"{", b"\xff\xfe", b"PK\5\6"]))
    return bytes(data)


PIECES = st.one_of(
    st.sampled_from([f"<{'/' * closing}{tag}>" for tag in TAGS for closing in (0, 1)]),
    st.sampled_from([TEXT, "<!--", "-->", "<![CDATA[", "&#0;", "&amp", "<a href='", '"', "<", ">", "\0", "\ud800"]),
    st.text(max_size=10),
)
FIELDS = ["id", "url", "text", "title", "author", "date", "html"]
VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.just("name"), inner),
)
INPUTS = st.one_of(
    st.binary(max_size=300),
    damaged(),
    st.lists(PIECES, max_size=40).map(lambda pieces: "".join(pieces).encode("utf-8", "surrogatepass")),
    st.text(max_size=100).map(lambda text: text.encode("utf-16", "surrogatepass")),
    st.dictionaries(st.sampled_from(FIELDS), VALUES).map(lambda record: json.dumps(record).encode()),
)  # fmt: skip


def try_as_every_kind(folder: Path, data: bytes) -> None:
    for name in NAMES:
        for old in folder.iterdir():
            old.unlink()
        written(folder / name, data)
        if name == "manifest.csv":
            written(folder / "b.txt", TEXT)
        try:
            results = found(folder)
        except NothingToRead:
            assert name == "a.zip"
            continue
        check(results)
    check(list(find_articles(["-"], stdin=io.BytesIO(data))))


def check(results: list[ArticleInput | Rejected]) -> None:
    assert results
    for each in results:
        assert each.path.isprintable()
        if isinstance(each, Rejected):
            assert each.reason and each.next_step and "\n" not in str(each)
            continue
        assert each.text.strip() and len(each.text) <= limits.MAX_CHARACTERS
        for value in (each.identity, each.text, each.title, each.publisher, each.author):
            # All of it goes into a database, which takes neither NUL nor halves of characters.
            assert value is None or ("\0" not in value and value.encode())


FUZZ = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


@FUZZ
@given(data=INPUTS)
def test_any_bytes_are_articles_or_reasons(tmp_path: Path, data: bytes) -> None:
    try_as_every_kind(tmp_path, data)


@pytest.mark.long
@settings(FUZZ, max_examples=4_000)
@given(data=INPUTS)
def test_very_many_bytes_are_articles_or_reasons(tmp_path: Path, data: bytes) -> None:
    try_as_every_kind(tmp_path, data)


#: The heaviest inputs of each kind, as code that makes them: each is read in a process of its own.
HEAVY = {
    "fifty megabytes in one line": ("a.txt", "b'x' * 50_000_000"),
    "the longest text": ("a.txt", "('\U0001f33f' * 4_999_999).encode()"),
    "the longest in UTF-16": ("a.txt", "('ت ' * 2_500_000).encode('utf-16')"),
    "the longest line, escaped": ("a.jsonl", "json.dumps({'text': 'ت' * 5_000_000}).encode()"),
    "a line of brackets": ("a.jsonl", "b'[' * 30_000_000"),
    "a line of objects": ("a.jsonl", "b'[' + b'{\"\":0},' * 499_000 + b'1]'"),
    "a line of numbers": ("a.jsonl", "b'[1' + b',1' * 15_000_000 + b']'"),
    "a line of names": ("a.jsonl", "json.dumps(dict.fromkeys(range(2_000_000), '')).encode()"),
    "a hundred thousand lines": ("a.jsonl", "b''.join(b'{\"text\":\"%d\"}\\n' % n for n in range(100_000))"),
    "a quotation mark never closed": ("a.csv", "b'id,text\\n1,\"' + (b'2,' + b'a' * 300 + b'\\n') * 130_000"),
    "a quotation mark in each row": ("a.csv", "b'id,text\\n' + b'x,\"\\n' * 500_000"),
    "a hundred thousand numbers": ("a.html", "b'<p>' + b'20,86 ' * 100_000"),
    "a page of links": ("a.html", "b'<a href=x>20 words or so</a> ' * 49_000"),
    "a page of code": ("a.html", "b'<pre><code>x</code></pre>' * 24_000"),
    "a page of rows": ("a.html", "b'<table><tr><td>some words ' * 33_000"),
    "a page too deep": ("a.html", "b'<div>' * 99_000 + b'words'"),
    "a page of one attribute": ("a.html", "b'<p ' + b' a' * 2_400_000 + b'>x'"),
    "a description": ("a.html", "b'<script type=application/ld+json>' + b'[{\"a\":' * 9**6 + b'</script>'"),
    "a page of authors": ("a.html", "b'<meta name=author content=\"' + b'a b, ' * 900_000 + b'\">x'"),
    "a bomb": ("a.zip", "zipped([('a.txt', bytes(400_000_000)), ('b.jsonl', bytes(400_000_000))])"),
    "a hundred thousand members": ("a.zip", "zipped((f'{n}.txt', str(n)) for n in range(100_000))"),
}  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("kind", HEAVY)
def test_the_heaviest_inputs_fit_in_a_gigabyte_and_thirty_seconds(tmp_path: Path, kind: str) -> None:
    name, making = HEAVY[kind]
    make = "import json, sys; from tests.articles_input.making import zipped"
    make = f"{make}; open(sys.argv[1], 'wb').write({making})"
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", make, str(tmp_path / name)], check=True, cwd=root)
    read = textwrap.dedent("""
        import collections, resource, sys
        from coopdb.articles import find_articles
        counts = collections.Counter(type(each).__name__ for each in find_articles([sys.argv[1]]))
        print(*counts.items(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    """)
    ran = subprocess.run(
        [sys.executable, "-c", read, str(tmp_path / name)],
        check=True, cwd=root, capture_output=True, text=True, timeout=30,
    )  # fmt: skip
    *counts, memory = ran.stdout.rsplit(maxsplit=1)
    assert int(memory) < 2**20, f"{kind}: {int(memory) // 1024} MB"
    assert counts and not ran.stderr
