"""The wheel: all that coopdb needs travels in it, and nothing that is not its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
ARTICLE = "استفادت 12 تعاونية بإقليم تزنيت من دعم قدره 3,4 ملايين درهم سنة 2023."  # 12 cooperatives, 3.4 M MAD


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COOPDB_", "PYTHON"))}
    return subprocess.run(
        command,
        cwd=cwd,
        env=kept | environment,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )


def ran(*command: str | Path, cwd: Path, **environment: str) -> str:
    done = run(*command, cwd=cwd, **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a build takes, so that building leaves nothing in the project."""
    copy = tmp_path_factory.mktemp("clone")
    for name in ("coopdb", "migrations", "seeds"):
        shutil.copytree(PROJECT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(PROJECT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def wheel(clone: Path) -> Path:
    ran(sys.executable, "-m", "hatchling", "build", cwd=clone)
    (built,) = (clone / "dist").glob("*.whl")
    return built


def test_the_wheel_holds_every_file_that_the_package_reads(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    for folder, place in (("coopdb", "coopdb"), ("migrations", "coopdb/migrations")):
        for path in (PROJECT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"{place}/{path.relative_to(PROJECT / folder).as_posix()}" in held
    assert "coopdb/migrations/env.py" in held
    assert any(name.startswith("coopdb/lexicon/data/") for name in held)
    assert any(name.endswith("licenses/LICENSE") for name in held)


def test_what_is_the_publishers_stays_behind(wheel: Path) -> None:
    (source,) = wheel.parent.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        names = [*zipfile.ZipFile(wheel).namelist(), *archive.getnames()]
    seeds = {path.name for path in (PROJECT / "seeds").glob("*.txt")}
    assert not [name for name in names if Path(name).name in seeds]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home of the test's own for the embedded server; whatever starts there is stopped."""
    from coopdb.server.embedded import stop

    yield tmp_path / "home"
    stop(tmp_path / "home")


def check_that_it_answers(coopdb: list[str | Path], articles: Path, **environment: str) -> None:
    said = ran(*coopdb, "extract", articles, cwd=articles, **environment)
    assert '"value": "3400000"' in said or '"value":"3400000"' in said
    ran(*coopdb, "load", articles, cwd=articles, **environment)
    query = "SELECT sum(amount_mad)::bigint AS total FROM report.funding WHERE counts_toward_total"
    assert "3400000" in ran(*coopdb, "sql", query, "--format", "csv", cwd=articles, **environment)


def test_the_wheel_alone_loads_and_answers(wheel: Path, tmp_path: Path, articles: Path, home: Path) -> None:
    """Installed in a folder of its own, away from the clone; what it depends on is this environment's."""
    site = tmp_path / "site"
    ran(
        sys.executable,
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-index",
        "--target",
        site,
        wheel,
        cwd=tmp_path,
    )
    environment = {"PYTHONPATH": str(site), "COOPDB_HOME": str(home)}
    where = "import coopdb; print(coopdb.__file__)"
    assert ran(sys.executable, "-c", where, cwd=tmp_path, **environment).startswith(str(site))
    coopdb: list[str | Path] = [sys.executable, "-c", "from coopdb.cli import main; main()"]
    check_that_it_answers(coopdb, articles, **environment)


@pytest.mark.long
def test_pip_install_with_the_clone_gone(clone: Path, tmp_path: Path, articles: Path, home: Path) -> None:
    """`pip install .` where nothing is installed, then the clone is taken away. Needs a package index."""
    there = tmp_path / "clone"
    shutil.copytree(clone, there)
    ran(sys.executable, "-m", "venv", "env", cwd=tmp_path)
    programs = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    ran(programs / "python", "-m", "pip", "install", ".", cwd=there)
    shutil.rmtree(there)
    check_that_it_answers([programs / "coopdb"], articles, COOPDB_HOME=str(home))
