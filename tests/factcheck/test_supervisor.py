"""Programs side by side: one that dies, one that does not want to end, orphans."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from factcheck.supervisor import MARK, Program, Supervisor, kill_orphans

pytestmark = pytest.mark.processes
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up'); time.sleep(99)"


def python(name: str, code: str, **options) -> Program:
    return Program(name, [sys.executable, "-uc", code], "32", **options)


def supervisor(tmp_path: Path, *programs: Program, tend=lambda: None) -> tuple[Supervisor, io.StringIO]:
    output = io.StringIO()
    environment = os.environ | {MARK: str(tmp_path)}
    return (
        Supervisor(list(programs), environment=environment, logs=tmp_path / "logs", tend=tend, output=output),
        output,
    )


def when(said: str, output: io.StringIO, then) -> None:
    """Do something as soon as the supervisor has printed that."""

    def watch() -> None:
        deadline = time.monotonic() + 30
        while said not in output.getvalue() and time.monotonic() < deadline:
            time.sleep(0.02)
        then()

    threading.Thread(target=watch, daemon=True).start()


def interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_what_dies_is_started_again_once_and_then_ends_all(tmp_path: Path) -> None:
    room, output = supervisor(
        tmp_path, python("steady", "import time; time.sleep(99)"), python("weak", "print('why'); exit(3)")
    )

    assert room.run() == 1

    assert "! weak ended (exit status 3); it is started again." in output.getvalue()
    assert "✗ weak ended again (exit status 3). Its last lines:\n      why\n" in output.getvalue()
    assert "✓ steady stopped" in output.getvalue()
    assert kill_orphans(str(tmp_path)) == 0
    assert (tmp_path / "logs" / "weak.log").read_text() == "why\nwhy\n"


def test_interrupt_ends_all_in_order(tmp_path: Path) -> None:
    sleep = "import time; print('up'); time.sleep(99)"
    room, output = supervisor(tmp_path, python("first", sleep), python("second", sleep))
    when("first  | up", output, interrupt)

    assert room.run() == 0

    ended = [line.split()[1] for line in output.getvalue().splitlines() if "stopped" in line]
    assert ended == ["first", "second"]


def test_what_ignores_a_gentle_end_is_killed(tmp_path: Path) -> None:
    room, output = supervisor(tmp_path, python("deaf", STUBBORN, end=((signal.SIGTERM, 0.5),)))
    when("deaf | up", output, interrupt)

    assert room.run() == 0

    assert kill_orphans(str(tmp_path)) == 0


def test_second_interrupt_is_for_those_in_a_hurry(tmp_path: Path) -> None:
    room, output = supervisor(tmp_path, python("deaf", STUBBORN, end=((signal.SIGTERM, 60.0),)))

    def insist() -> None:
        interrupt()
        time.sleep(1.5)
        interrupt()

    when("deaf | up", output, insist)
    began = time.monotonic()

    assert room.run() == 0
    assert time.monotonic() - began < 30


def test_servers_are_tended(tmp_path: Path) -> None:
    tended = threading.Event()
    steady = python("steady", "import time; time.sleep(99)")
    room, _ = supervisor(tmp_path, steady, tend=tended.set)

    def end_once_tended() -> None:
        tended.wait(30)
        interrupt()

    threading.Thread(target=end_once_tended, daemon=True).start()

    assert room.run() == 0
    assert tended.is_set()


def test_orphans_are_known_by_their_mark(tmp_path: Path) -> None:
    sleep = [sys.executable, "-c", "import time; time.sleep(20)"]
    with (
        subprocess.Popen(sleep, env=os.environ | {MARK: str(tmp_path)}) as ours,
        subprocess.Popen(sleep, env=os.environ | {MARK: str(tmp_path / "another")}) as theirs,
    ):
        killed = kill_orphans(str(tmp_path))
        alive = [psutil.pid_exists(process.pid) for process in (ours, theirs)]
        theirs.kill()

    assert (killed, alive) == (1, [False, True])
