"""Input that means harm, or is broken in every way that was thought of: by name, as files to write."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

# "85 cooperatives in the province of Taza received support of 20.86 million dirhams in 2024."
GOOD = "استفادت 85 تعاونية بإقليم تازة من دعم يصل إلى 20,86 مليون درهم سنة 2024.\n"
MB = 2**20
Content = bytes | Callable[[Path], None]

SQL = """'; DROP SCHEMA coopdb CASCADE; DROP SCHEMA report CASCADE; --
\\'; COPY (SELECT 1) TO PROGRAM 'touch {marker}'; --
$$; DO $x$ BEGIN EXECUTE 'DROP TABLE coopdb.articles'; END $x$; $$
1; DELETE FROM coopdb.facts; COMMIT; %s %(a)s {0} :name ? $1 \\. \\N
"""
HTML = """<script>alert(1)</script><img src=x onerror=alert(1)>"><svg/onload=alert(1)></td></table>
</script><!-- --><style>*{display:none}</style>&lt;b&gt; javascript:alert(1) {{7*7}} ${7*7} <%= 7*7 %>
"""
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://evil.example","x")', "\t=1+1", "=cmd|'/c calc'!A1")
# Right-to-left overrides and isolates, and marks that other programs stumble over.
DIRECTIONS = "\u202e20,86\u202c \u2066مليون\u2069 \u200fدرهم\u200e \ufeff\u2028\u2029\u0085"


def small(marker: Path) -> dict[str, bytes]:
    """Small files; each becomes articles, or rejections with a reason."""
    files: dict[str, bytes] = {
        "nul.txt": (GOOD + "\0" + GOOD).encode(),
        "nul.html": f"<p>{GOOD}\0</p>".encode(),
        "nul.jsonl": json.dumps({"id": "nul", "text": GOOD + "\0"}).encode(),
        "surrogate.jsonl": b'{"id": "s", "text": "\\ud800 \\udc00 \\ud800\\ud800"}',
        "surrogate.txt": GOOD.encode() + "\ud800".encode("utf-8", "surrogatepass"),
        "overlong.txt": GOOD.encode() + b"\xc0\xaf\xe0\x80\xaf",
        "half-utf16.txt": GOOD.encode("utf-16")[:-1],
        "directions.txt": (GOOD + DIRECTIONS).encode(),
        "sql.txt": (GOOD + SQL.format(marker, marker=marker)).encode(),
        "html.txt": (GOOD + HTML).encode(),
        "formulas.txt": (GOOD + "\n".join(FORMULAS)).encode(),
        "fields.jsonl": b"".join(
            json.dumps({"id": text, "title": text, "publisher": text, "author": text, "text": f"{text}\n{GOOD}{text}"}).encode()
            + b"\n"
            for text in (SQL.format(marker, marker=marker), HTML, *FORMULAS, DIRECTIONS, "\x1b]0;x\x07\x1b[31m")
        ),
        "deep.jsonl": b'{"id": "deep", "text": ' + b"[" * 100_000,
        "numbers.jsonl": b'{"id": 1e999999, "text": 1e999999}\n{"id": ' + b"9" * 5000 + b', "text": "x"}\n{"id": NaN, "text": NaN}',
        "columns.csv": b"text," * 50_000 + b"\n" + b'"x",' * 50_000,
        "open-quote.csv": b'id,text\n1,"never closed\n2,"closed"\n',
        "digits.txt": (f"بلغ الدعم {'9' * 4000} درهم و{'٣' * 400}٫{'٥' * 400} مليون درهم، 1e999 درهم، -5 دراهم، ①② ９９ Ⅷ ½ درهم.\n" + GOOD).encode(),
        "dates.txt": ("يوم 32 مارس 2024 و0 يناير 0000 و31/02/2024 و99/99/9999 و2024-13-45 سنة 99999999999.\n" + GOOD).encode(),
        "laws.txt": ("القانون 999999999.999999 والقانون رقم ../../etc/passwd والقانون 112.12'; --\n" + GOOD).encode(),
        "marks.txt": ("د" + "\u0610\u064b\u0670" * 20_000 + "ـ" * 20_000 + "رهم 85 تعاونية\u200d" * 500).encode(),
        "only-marks.txt": "\u200f\u202e\ufeff \n\u2066".encode(),
        "binary.txt": bytes(range(256)) * 100,
        "empty.txt": b"",
        "xml-bomb.xhtml": (
            '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(f'<!ENTITY {b} "&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};">' for a, b in zip("abcdefghij", "bcdefghijk", strict=True))
            + f'<!ENTITY f SYSTEM "file:///etc/passwd">]><html><body><p>&k;&f;{GOOD}</p></body></html>'
        ).encode(),
        "unclosed.html": ("<html><body>" + "<div><p><b>" * 3000 + GOOD).encode(),
        "crossed.html": ("<b><p><i>" + GOOD + "</b></p></table></html></body><td>" * 300).encode(),
        "comment.html": f"<html><body><p>{GOOD}<!-- never closed <p>{GOOD}".encode(),
        "cdata.html": f"<![CDATA[{GOOD}]]><?php echo 1 ?><p {'a=b ' * 20_000}>{GOOD}</p>".encode(),
        "script.html": f"<html><head><script>document.write('{GOOD}')</script></head><body><p>{GOOD}</p></body></html>".encode(),
        "attributes.html": f"<html><p title=\"{HTML}\" onclick='x'>{GOOD}</p><a href='javascript:alert(1)'>x</a>".encode(),
        "no-zip.zip": b"PK\3\4 not at all",
        "half.zip": zipped([("a.txt", GOOD.encode() * 50)])[:-40],
        "nested.zip": nested(3),
        "too-nested.zip": nested(12),
        "paths.zip": zipped([("../../../../tmp/evil.txt", GOOD.encode()), ("/etc/evil.txt", GOOD.encode()), ("a\nb.txt", GOOD.encode())]),
        "bomb.zip": zipped([("bomb.txt", bytes(30 * MB))]),
    }  # fmt: skip
    return files


def random_files(number: int, seed: int = 1) -> dict[str, bytes]:
    """Random bytes, and good files with bytes changed, cut out and doubled."""
    order = random.Random(seed)
    good = {
        "txt": GOOD.encode() * 3,
        "html": f"<html><head><title>x</title></head><body><p>{GOOD}</p></body></html>".encode(),
        "jsonl": json.dumps({"id": "x", "url": "http://x.example/1", "text": GOOD, "date": "2025-07-07"}).encode() * 2,
        "csv": f'id,text,title\n1,"{GOOD}",x\n'.encode(),
        "zip": zipped([("a.txt", GOOD.encode()), ("b.zip", zipped([("c.html", GOOD.encode())]))]),
    }
    files = {}
    for n in range(number):
        kind = order.choice(list(good))
        if n % 3 == 0:
            data = bytearray(order.randbytes(order.choice([1, 2, 7, 300, 5000])))
        else:
            data = bytearray(good[kind])
            for _ in range(order.randint(1, 9)):
                at, end = order.randrange(len(data) + 1), order.randrange(len(data) + 1)
                match order.randrange(4):
                    case 0:
                        data[at : at + 1] = order.randbytes(1)
                    case 1:
                        del data[at : at + order.randint(1, 30)]
                    case 2:
                        data[at:at] = data[min(at, end) : max(at, end)][:200]
                    case _:
                        data[at:at] = order.choice(
                            [b'"', b"\0", b"<", b"\xd8", b"\n", b"{", b"\xff\xfe", b"PK\5\6", b"\xe2\x80\xae"]
                        )
        files[f"fuzz-{n}.{kind}"] = bytes(data)
    return files


def large() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Large files, each made when its turn comes."""
    order = random.Random(3)
    dirham, words = "درهم", GOOD.split()

    def numbers(each: str) -> bytes:
        return "".join(each.format(order.randrange(1, 10**9)) for _ in range(100_000)).encode()

    yield "50-mb-line.txt", lambda: ("تعاونية " * (50 * MB // 15)).encode()
    yield "50-mb-line.jsonl", lambda: json.dumps({"id": "50", "text": "x" * 50 * MB}).encode()
    yield "50-mb-line.csv", lambda: b"id,text\n1," + b"x" * 50 * MB
    yield "50-mb-line.html", lambda: b"<p>" + b"x" * 50 * MB
    yield "5-million-letters.txt", lambda: ("تعاونيات " * 555_555).encode()
    yield "5-million-letters-one-word.txt", lambda: ("تعاونية" * 714_285).encode()
    yield "5-million-marks.txt", lambda: ("د" + "\u064b" * 4_999_999).encode()
    yield "5-million-digits.txt", lambda: b"7" * 5_000_000
    yield "5-million-blanks.txt", lambda: b"x" + b" " * 4_999_998 + b"x"
    yield "5-million-breaks.txt", lambda: b"85\n" * 1_666_666
    yield "5-million-points.txt", lambda: ("تعاونية. " * 555_555).encode()
    yield "5-million-quotes.txt", lambda: ("«»\"'()[]" * 625_000).encode()
    yield "5-million-mixed.txt", lambda: " ".join(order.choices(words, k=900_000)).encode()[: 9 * MB]
    yield "100000-numbers.txt", lambda: numbers("{} ")
    yield "100000-numbers-of-lines.txt", lambda: numbers("{}\n")
    yield "100000-sums-in-a-line.txt", lambda: numbers("{} " + dirham + " ")
    yield "100000-sums-in-sentences.txt", lambda: numbers("بلغ الدعم {} درهم سنة 2024. ")
    yield "100000-equal-sums.txt", lambda: ("بلغ الدعم 50 ألف درهم. " * 100_000).encode()
    yield "20000-dates.txt", lambda: "".join(f"يوم {n % 28 + 1} مارس {1990 + n % 40}، " for n in range(20_000)).encode()
    yield "20000-places.txt", lambda: ("بإقليم تازة وإقليم وزان وجهة الشرق، " * 20_000).encode()
    yield (
        "20000-names.txt",
        lambda: "".join(f"وقال السيد محمد العلوي رقم {n}، مدير مكتب تنمية التعاون، " for n in range(20_000)).encode(),
    )
    yield "20000-quotes.txt", lambda: ('قال: "' * 20_000).encode()
    yield "20000-institutions.txt", lambda: ("المديرية الجهوية لوزارة الفلاحة بمكتب " * 20_000).encode()
    yield (
        "20000-events.txt",
        lambda: "".join(
            f"انعقد المعرض الجهوي رقم {n} يوم {n % 28 + 1} مارس 2024 بتازة.\n" for n in range(20_000)
        ).encode(),
    )
    yield "100000-tags.html", lambda: ("<div>" * 99_000 + GOOD).encode()
    yield "1000000-tags.html", lambda: ("<p>85</p>" * 1_000_000).encode()
    yield "unclosed-attribute.html", lambda: b'<p title="' + b"x<p>" * 2_000_000
    yield "bomb-of-a-gigabyte.zip", lambda: bomb(1024)
    yield (
        "bombs-in-bombs.zip",
        lambda: zipped([(f"{n}.zip", zipped([(f"{m}.zip", bomb(30)) for m in range(16)])) for n in range(16)]),
    )
    yield "100000-members.zip", lambda: zipped([(f"{n}.txt", b"") for n in range(100_000)])
    yield "100000-lines.jsonl", lambda: b'{"text": "\\u0000"}\n' * 100_000
    yield "20000-bad-lines.jsonl", lambda: b"".join(b'{"id": %d, "text": "\\u0000"}\n' % n for n in range(20_000))


def zipped(members: list[tuple[str, bytes]]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return content.getvalue()


def nested(depth: int) -> bytes:
    data = zipped([("a.txt", GOOD.encode())])
    for _ in range(depth - 1):
        data = zipped([("in.zip", data), ("b.txt", GOOD.encode())])
    return data


def bomb(megabytes: int) -> bytes:
    """An archive of zeros; made without holding them."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("zeros.txt", "w", force_zip64=True) as member,
    ):
        for _ in range(megabytes):
            member.write(bytes(MB))
    return content.getvalue()
