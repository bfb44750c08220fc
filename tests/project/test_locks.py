"""The locks: what an installation takes, for every platform, and nothing of where it came from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PROJECT = Path(__file__).parents[2]
DESCRIPTION = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
GROUPS = {"requirements.lock": ["build"], "requirements-dev.lock": ["dev"]}
PIN = re.compile(
    r"""
    ^ (?P<name> [a-z0-9-]+ ) (?: \[ [a-z0-9,-]+ \] )?
    == (?P<version> [^ ;]+ )
    (?: [ ] ; [ ] (?P<marker> [^\\]+? ) )?
    (?P<hashes> (?: [ ] \\ \n [ ]{4} --hash=sha256:[0-9a-f]{64} )+ )
    $
    """,
    re.VERBOSE | re.MULTILINE,
)


def read_lock(name: str) -> dict[str, list[tuple[Version, Marker | None]]]:
    """Read a lock: the versions of each package, with where they apply."""
    found: dict[str, list[tuple[Version, Marker | None]]] = {}
    for pin in PIN.finditer((PROJECT / name).read_text("utf-8")):
        marker = Marker(pin["marker"]) if pin["marker"] else None
        found.setdefault(canonicalize_name(pin["name"]), []).append((Version(pin["version"]), marker))
    return found


def group(name: str) -> Iterator[str]:
    """Spell out a group of pyproject.toml, and the groups that it includes."""
    for item in DESCRIPTION["dependency-groups"][name]:
        if isinstance(item, dict):
            yield from group(item["include-group"])
        else:
            yield item


@pytest.mark.parametrize("name", GROUPS)
def test_a_lock_is_nothing_but_pins_with_hashes(name: str) -> None:
    text = (PROJECT / name).read_text("utf-8")
    assert PIN.sub("", text).strip() == "", "a line that is no pin: an address, an option, a missing hash"


@pytest.mark.parametrize("name", GROUPS)
def test_a_lock_meets_what_the_project_asks_for(name: str) -> None:
    lock = read_lock(name)
    asked = [
        *DESCRIPTION["project"]["dependencies"],
        *(item for each in GROUPS[name] for item in group(each)),
    ]
    for requirement in map(Requirement, asked):
        pinned = lock.get(canonicalize_name(requirement.name), [])
        assert pinned, f"{requirement} is not in {name}: run `make lock`"
        for version, _ in pinned:
            assert version in requirement.specifier, f"{requirement}, but {name} has {version}: run `make lock`"


def test_developers_have_what_users_have() -> None:
    users, developers = read_lock("requirements.lock"), read_lock("requirements-dev.lock")
    for name, pinned in users.items():
        versions = [version for version, _ in pinned]
        assert [version for version, _ in developers.get(name, [])] == versions, f"{name}: run `make lock`"
