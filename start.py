#!/usr/bin/env python3
"""From a fresh clone to first answers, with nothing but Python 3.11 or newer.

    python3 start.py          install into .venv, load the articles in seeds/, print first answers
    python3 start.py test     install the developers' tools as well and run the tests
    python3 start.py check    style, types, architecture, migrations, documents

What follows `test` goes to pytest: `python3 start.py test -m long`. A step that is done already is not done
again. Outside this folder nothing is written but the database's own (`COOPDB_HOME` names another).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

OLDEST_PYTHON = (3, 11)
NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")
HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "installed.json"
LOG = VENV / "install.log"
LOCKS = {"use": "requirements.lock", "develop": "requirements-dev.lock"}
# Settings of a person's own that would lead pip past the environment, or Python past the packages in it.
MISLEADING = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "PYTHONHOME", "PYTHONPATH")

ALL_CORES = ("--numprocesses", "auto", "--dist", "worksteal")
# The tests of what the project says of itself; `check` runs them without the rest.
DESCRIBED = ("tests/project", "tests/test_architecture.py")

FIRST_ANSWERS = {
    "Support to cooperatives, by province": """
        SELECT province_code, province_fr, amount_mad, amount_mad_min, amount_mad_max, n_facts, n_articles
        FROM report.support_by_province ORDER BY amount_mad DESC""",
    "and how much of it came from whom": """
        SELECT province_code, payer_fr, amount_mad, qualifier, not_counted_because, fact_id
        FROM report.funding WHERE counts_toward_payer ORDER BY amount_mad DESC""",
    "The questions that have an answer": "SELECT number, question_en FROM report.questions ORDER BY number",
}


class Stopped(Exception):
    """One line that says what is wrong and what to do, and the exit status."""

    def __init__(self, line: str, status: int = 2) -> None:
        super().__init__(line)
        self.status = status


def main(arguments: list[str]) -> int:
    """Do what was asked for; every error is one line."""
    deed, *rest = arguments or ["answers"]
    try:
        if deed in ("-h", "--help", "help"):
            print(__doc__)
            return 0
        if deed not in DEEDS:
            raise Stopped(f"{deed}: no such thing to do; known: {', '.join(DEEDS)}")
        if rest and deed != "test":
            raise Stopped(f"{rest[0]}: only 'test' takes more words")
        return DEEDS[deed](*rest)
    except Stopped as stopped:
        print(f"start: {stopped}", file=sys.stderr)
        return stopped.status
    except KeyboardInterrupt:
        print("start: interrupted; run it again to go on", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"start: {error.filename or HERE}: {error.strerror or error}", file=sys.stderr)
        return 2


def show_answers() -> int:
    """Load the seeds and print first answers."""
    install("use")
    if "COOPDB_DATABASE_URL" in os.environ:
        say("using the database that COOPDB_DATABASE_URL names")
    say("reading the articles in seeds/ into the database")
    coopdb("load", "seeds")
    for title, query in FIRST_ANSWERS.items():
        heading(title)
        coopdb("sql", query)
    heading("What is loaded")
    coopdb("status")
    heading("Go on with")
    command = os.path.relpath(program("coopdb"))
    for arguments in ("views", 'sql "SELECT * FROM report.funding"', "explain FACT_ID", "db url", "--help"):
        print(f"{command} {arguments}")
    return 0


def run_tests(*arguments: str) -> int:
    """Run the tests, on every core where nothing else is said; the last line is pytest's."""
    install("develop")
    say("running the tests")
    return run(program("python"), "-m", "pytest", *(arguments or ALL_CORES))


def run_checks() -> int:
    """Run every check, also after one that fails, so that one run shows all that is wrong."""
    install("develop")
    failed = []
    for name, command in checks().items():
        say(name)
        if run(*command):
            failed.append(name)
    if failed:
        raise Stopped(f"failed: {', '.join(failed)}", 1)
    say("all checks passed")
    return 0


DEEDS: dict[str, Callable[..., int]] = {"answers": show_answers, "test": run_tests, "check": run_checks}


def checks() -> dict[str, list[str]]:
    """Name every check with its command."""
    migrations = sorted(str(path.relative_to(HERE)) for path in HERE.glob("migrations/**/*.sql"))
    compose = ["--builtin-schema", "vendor.compose-spec", "docker-compose.yml"]
    return {
        "style": [program("ruff"), "check", "--quiet", "--output-format", "concise", "."],
        "layout": [program("ruff"), "format", "--check", "--output-format", "concise", "."],
        "types": [program("mypy"), "--no-error-summary"],
        "who imports whom": [program("lint-imports"), "--no-logo"],
        "migrations": [program("squawk"), *migrations],
        "architecture, documents, locks": [program("python"), "-m", "pytest", *DESCRIBED],
        "compose file": [program("check-jsonschema"), "--quiet", *compose],
    }


def install(purpose: str) -> None:
    """Make .venv hold what the lock names, and the project itself; nothing is done where it does already."""
    sound = is_sound()
    found = read_stamp() if sound else {}
    # What developers have includes what users have.
    if any(found.get(key) == sum_up(key) for key in (purpose, "develop")):
        return
    if not sound:
        say(f"making an environment for Python {sys.version.split()[0]} in {VENV.name}")
        make_environment()
    say(f"installing what {LOCKS[purpose]} names")
    pip("install", "--require-hashes", "--requirement", LOCKS[purpose])
    say("installing coopdb")
    pip("install", "--no-deps", "--no-build-isolation", "--editable", ".")
    STAMP.write_text(json.dumps(found | {purpose: sum_up(purpose)}), encoding="utf-8")


def sum_up(purpose: str) -> str:
    """Sum up what an installation is made of: the lock and the project's description."""
    parts = [(HERE / name).read_bytes() for name in (LOCKS[purpose], "pyproject.toml")]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def read_stamp() -> dict[str, str]:
    """Read what was installed last; empty where nothing was."""
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def is_sound() -> bool:
    """Say whether .venv works: folders get moved, Pythons removed, and its programs know one place only."""
    try:
        answer = ask(program("pip"), "--version")
    except OSError:
        return False
    return answer.returncode == 0 and str(VENV) in answer.stdout


def make_environment() -> None:
    """Make .venv anew."""
    if VENV.is_symlink() or (VENV.exists() and not (VENV / "pyvenv.cfg").exists()):
        raise Stopped(f"{VENV} is there and is no Python environment: move it away")
    done = ask(sys.executable, "-m", "venv", "--clear", str(VENV))
    if done.returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if "ensurepip" in done.stdout:
        raise Stopped(
            f"{sys.executable} came without venv and pip: install them "
            "(on Debian and Ubuntu: apt install python3-venv), or use another Python"
        )
    raise Stopped(f"no environment could be made in {VENV}: {last_line(done.stdout)}")


def pip(*arguments: str) -> None:
    """Run the environment's pip; what it says goes to a log, an error's first word to the user."""
    began = time.monotonic()
    done = ask(program("python"), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments)
    LOG.write_text(done.stdout, encoding="utf-8")
    if done.returncode:
        errors = [line for line in done.stdout.splitlines() if line.startswith("ERROR")]
        reason = last_line(errors[0] if errors else done.stdout)[:300]
        raise Stopped(
            f"pip failed ({reason}): is a package index within reach? All that it said is in "
            f"{os.path.relpath(LOG)}; run this again to go on"
        )
    say(f"  done in {time.monotonic() - began:.0f} s")


def coopdb(*arguments: str) -> None:
    """Run a command of coopdb and let it speak for itself; stop where it fails."""
    status = run(program("coopdb"), *arguments)
    if status:
        raise Stopped(f"'coopdb {arguments[0]}' failed: the line above says why", status)


def run(*command: str) -> int:
    """Run a command that speaks for itself and return its exit status."""
    return subprocess.run(command, cwd=HERE, env=environment(), stdin=subprocess.DEVNULL).returncode


def ask(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command and return what it says, its errors among it."""
    return subprocess.run(
        command,
        cwd=HERE,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def program(name: str) -> str:
    """Return the path of a program in the environment."""
    return str(PROGRAMS / (f"{name}.exe" if os.name == "nt" else name))


def environment() -> dict[str, str]:
    """Return the environment for what is started: Arabic is UTF-8, and nothing leads past .venv."""
    kept = {name: value for name, value in os.environ.items() if name not in MISLEADING}
    return kept | {"PYTHONUTF8": "1"}


def say(line: str) -> None:
    """Tell what is being done, on standard error."""
    print(f"==> {line}", file=sys.stderr, flush=True)


def heading(title: str) -> None:
    """Print the title of an answer on standard output."""
    print(f"\n{title}\n{'-' * len(title)}", flush=True)


def last_line(text: str) -> str:
    """Return the last line that says something."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"


if __name__ == "__main__":
    if sys.version_info < OLDEST_PYTHON:
        newer = next(filter(None, map(shutil.which, NEWER_PYTHONS)), None)
        if newer is None:
            sys.exit(f"start: Python 3.11 or newer is needed; this is {sys.version.split()[0]}")
        sys.exit(subprocess.call([newer, *sys.argv]))
    sys.exit(main(sys.argv[1:]))
