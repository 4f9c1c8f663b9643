"""Real PostgreSQL and Redis from wheels, for a laptop and for the tests.

A newsroom's servers live in its data directory and are found through it: their addresses follow
from its path alone. Whoever uses them holds a shared lock on `users.lock`; the last one out stops
them. The kernel drops the locks of a process that is killed, so nothing goes stale, and servers
that outlived their newsroom are adopted by the next command. No Django here: settings.py asks us.
"""

import contextlib
import fcntl
import os
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from factcheck import embedded_postgres, embedded_redis
from factcheck.wheels import CannotStart

__all__ = [
    "DATABASE",
    "CannotStart",
    "Servers",
    "database_url",
    "in_use",
    "make_data_dir",
    "missing",
    "redis_url",
    "running",
    "secret_key",
    "servers_for",
    "start",
    "stop",
]

DATABASE = embedded_postgres.DATABASE
database_url = embedded_postgres.url
redis_url = embedded_redis.url


@dataclass(frozen=True, slots=True)
class Servers:
    """Where the servers answer."""

    database_url: str
    redis_url: str


def secret_key(data_dir: Path) -> str:
    """The newsroom's own key, made once and readable by its owner only.

    Written aside and linked into place: of two processes that come first together one key stays,
    and no one reads half of it.
    """
    path = data_dir / "secret_key"
    if not path.exists():
        make_data_dir(data_dir)
        handle, draft = tempfile.mkstemp(prefix="secret_key.", dir=data_dir)  # 0600, and ours alone
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        os.unlink(draft)  # noqa: PTH108 - a name, as mkstemp gives it
    return path.read_text()


def make_data_dir(data_dir: Path) -> None:
    """Others may walk through (PostgreSQL's user does, where we are root), but not look around."""
    if not data_dir.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        data_dir.chmod(0o711)
    if not os.access(data_dir, os.W_OK):
        raise CannotStart(f"{data_dir} belongs to another user of this machine.")


@contextlib.contextmanager
def servers_for(
    data_dir: Path, *, postgres: bool = True, redis: bool = True, throwaway: bool = False
) -> Iterator[tuple[Servers, bool]]:
    """The newsroom's servers while the block runs, and whether we started one of them.

    Started where they do not run, stopped at the end where nobody else uses them. Safe to enter
    from many processes at once. `throwaway` trades durability for speed. Raises CannotStart.
    """
    make_data_dir(data_dir)
    with (data_dir / "users.lock").open("w") as users:
        with _alone(data_dir):
            fcntl.flock(users, fcntl.LOCK_SH)
            started = _start(data_dir, postgres=postgres, redis=redis, throwaway=throwaway)
        try:
            yield Servers(database_url(data_dir), redis_url(data_dir)), started
        finally:
            with _alone(data_dir), contextlib.suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)  # refused while others hold theirs
                _stop(data_dir)


def start(data_dir: Path, *, postgres: bool = True, redis: bool = True, throwaway: bool = False) -> Servers:
    """Both running and answering, started where they were not. Raises CannotStart."""
    make_data_dir(data_dir)
    with _alone(data_dir):
        _start(data_dir, postgres=postgres, redis=redis, throwaway=throwaway)
    return Servers(database_url(data_dir), redis_url(data_dir))


def stop(data_dir: Path) -> None:
    """Both down, whoever uses them."""
    with _alone(data_dir):
        _stop(data_dir)


def running(data_dir: Path) -> Servers | None:
    """Where both answer now."""
    if embedded_postgres.answers(data_dir) and embedded_redis.answers(data_dir):
        return Servers(database_url(data_dir), redis_url(data_dir))
    return None


def missing(data_dir: Path, *, postgres: bool = True, redis: bool = True) -> bool:
    """Whether one of those that should run has gone away. Cheap: asked every few seconds."""
    return (postgres and not embedded_postgres.alive(data_dir)) or (
        redis and not embedded_redis.alive(data_dir)
    )


def in_use(data_dir: Path) -> bool:
    """Whether any living process holds the servers of this directory."""
    with contextlib.suppress(FileNotFoundError), (data_dir / "users.lock").open("r") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _start(data_dir: Path, *, postgres: bool, redis: bool, throwaway: bool) -> bool:
    started = [
        *([embedded_postgres.start(data_dir, throwaway=throwaway)] if postgres else []),
        *([embedded_redis.start(data_dir, throwaway=throwaway)] if redis else []),
    ]
    return any(started)


def _stop(data_dir: Path) -> None:
    embedded_redis.stop(data_dir)
    embedded_postgres.stop(data_dir)


@contextlib.contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """One process at a time starts or stops the servers."""
    with (data_dir / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
