"""What may stand in the project's files, whatever they are about."""

from __future__ import annotations

import hashlib
import re
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]

# Where packages come from is each user's own business: a mirror, a firewall's copy, a folder.
REGISTRY = re.compile(r"://[^/\s]*(?:pypi|pythonhosted|npmjs|debian\.org|packages\.)", re.IGNORECASE)
INDEX_OPTION = re.compile(r"(?:index[-_]url|find[-_]links|trusted[-_]host)[\"'\s]*[=:\s][\"'\s]*(?:\w+://|[~./])")
# A folder that exists on one person's machine only.
PERSONAL_FOLDER = re.compile(r"(?<![\w.])/(?:home|Users)/(?!you\b|\.\.\.|…)\w+|(?<![\w.~])/root/\w")

# Shorter runs may be little more than one long name, which the lexicon may well hold.
WORDS_OF_A_SENTENCE = 10


def project_files() -> list[Path]:
    """List the text files of the project: those that git knows, or all where it is no clone."""
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={PROJECT}", "ls-files", "-z"], cwd=PROJECT, capture_output=True
    )
    if listed.returncode == 0 and listed.stdout:
        paths = [PROJECT / name for name in listed.stdout.decode().rstrip("\0").split("\0")]
    else:
        hidden = re.compile(r"(^|/)(\.[a-z_]+_cache|\.git|\.venv|__pycache__|dist|build)(/|$)")
        paths = [path for path in PROJECT.rglob("*") if not hidden.search(str(path.relative_to(PROJECT)))]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:8000]]


@pytest.mark.parametrize("pattern", [REGISTRY, INDEX_OPTION, PERSONAL_FOLDER])
def test_no_file_names_a_place_that_is_not_everyones(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(PROJECT)}:{number}: {line.strip()[:120]}"
        for path in project_files()
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (REGISTRY, "--hash https:" + "//files.python" + "hosted.org/a.whl"),
        (INDEX_OPTION, "--index" + "-url https://mirror.example/simple"),
        (INDEX_OPTION, "find" + "_links = ~/wheels"),
        (PERSONAL_FOLDER, "cd /home" + "/amina/coopdb"),
    ],
)
def test_the_patterns_see_what_they_are_for(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)


def test_what_reads_the_seeds_knows_nothing_of_them() -> None:
    """Rules and lexicon hold for the language and the domain, with no name, hash or sentence of a seed."""
    program = {
        path: fold(path.read_text("utf-8", errors="replace"))
        for path in project_files()
        if path.relative_to(PROJECT).parts[0] in ("coopdb", "migrations", "benchmarks", "bi")
    }
    found = []
    for seed in sorted((PROJECT / "seeds").glob("*.txt")):
        content = seed.read_bytes()
        sentences = map(fold, re.split(r"[\n.،:؛«»“”\"]", content.decode("utf-8")))
        marks = [seed.stem, seed.stem.split("_")[-1], hashlib.sha256(content).hexdigest()]
        marks += [sentence for sentence in sentences if len(sentence.split()) >= WORDS_OF_A_SENTENCE]
        for path, text in program.items():
            found += [f"{path.relative_to(PROJECT)}: {mark}" for mark in marks if mark in text]
    assert not found, "\n".join(found)


def fold(text: str) -> str:
    """Set aside what does not make a sentence another: blanks, marks, the forms of a letter."""
    text = re.sub("[\u064b-\u0652\u0640]", "", text).translate(str.maketrans("أإآةى", "اااهي"))
    return " ".join(text.split())
