"""Runs the newsroom's programs side by side on one machine, and ends them in order.

honcho starts them, reads their output and prints it; what its manager does not do is here: start
a program again that died, end them one after the other, keep each one's log.
"""

import contextlib
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TextIO

import psutil
from honcho.printer import Message, Printer
from honcho.process import Process

from factcheck import wheels

MARK = "FACTCHECK_UP"  # in the environment of all that we start: how the next one knows its orphans
LOOK_EVERY = 2.0  # seconds
KILLED_WITHIN = 5.0  # seconds that a killed program gets to be gone; disk waits cannot be killed
FORGIVEN_AFTER = 600.0  # seconds after which a death no longer counts as the second one
TIMESTAMP = re.compile(rb"^\d{4}-\d\d-\d\dT[\d:.]+Z ")


@dataclass
class Program:
    """One program, and what became of it."""

    name: str
    argv: list[str]
    colour: str
    # Signals of a gentle end, each with the seconds that it gets; killed after the last one.
    end: tuple[tuple[signal.Signals, float], ...] = ((signal.SIGTERM, 10.0),)
    process: Process | None = None
    died_at: float | None = None
    last_lines: deque[str] = field(default_factory=lambda: deque(maxlen=15))

    @property
    def child(self) -> "subprocess.Popen[bytes] | None":
        return self.process._child if self.process else None

    @property
    def alive(self) -> bool:
        return self.child is not None and self.child.poll() is None

    def send(self, number: signal.Signals) -> None:
        """To the program alone, which ends its own workers; a kill goes to its whole group."""
        if self.child is None:
            return
        with contextlib.suppress(ProcessLookupError):
            if number == signal.SIGKILL:
                os.killpg(self.child.pid, number)
            else:
                os.kill(self.child.pid, number)

    def wait(self, seconds: float) -> None:
        """Until it has ended; its output's thread waits for it as well, and either may reap it."""
        deadline = time.monotonic() + seconds
        while self.alive and time.monotonic() < deadline:
            time.sleep(0.01)


class Supervisor:
    """Programs in the order in which they end. `tend` is called every few seconds."""

    def __init__(
        self,
        programs: list[Program],
        *,
        environment: dict[str, str],
        logs: Path,
        tend: Callable[[], None],
        output: TextIO = sys.stdout,
    ) -> None:
        self.programs = {program.name: program for program in programs}
        self.environment, self.logs, self.tend, self.output = environment, logs, tend, output
        self.events: SimpleQueue[Message] = SimpleQueue()  # its put() may be called by a signal handler
        self.printer = Printer(
            output, prefix=True, time_format="%H:%M:%S", width=max(map(len, self.programs))
        )
        self.ending_since: float | None = None

    def run(self, *, started: Callable[[], None] = lambda: None) -> int:
        """Start all, until a signal comes or one dies twice; the exit status."""
        self.logs.mkdir(parents=True, exist_ok=True)
        handlers = {number: signal.signal(number, self._on_signal) for number in _signals()}
        status = 1
        try:
            for program in reversed(self.programs.values()):
                self._launch(program)
            started()
            status = self._watch()
        finally:
            self._end_all()
            for number, handler in handlers.items():
                signal.signal(number, handler)
        return status

    def say(self, text: str) -> None:
        """A line of our own; a terminal that went away is no reason to stop."""
        with contextlib.suppress(OSError, ValueError):
            print(text, file=self.output, flush=True)

    # --- Life --------------------------------------------------------------------------------------

    def _launch(self, program: Program) -> None:
        wheels.shorten(self.logs / f"{program.name}.log")
        command = f"exec {shlex.join(program.argv)}"
        program.process = Process(command, program.name, program.colour, env=self.environment)
        thread = threading.Thread(target=program.process.run, args=(self.events,), daemon=True)
        thread.start()
        while program.child is None and thread.is_alive():
            time.sleep(0.005)  # or an end that comes now would miss it

    def _watch(self) -> int:
        look_at = time.monotonic() + LOOK_EVERY
        while True:
            with contextlib.suppress(Empty):
                message = self.events.get(timeout=max(0.0, look_at - time.monotonic()))
                if message.type == "signal":
                    return 0
                if not self._heard(message):
                    return 1
            if time.monotonic() >= look_at:
                self._look()
                look_at = time.monotonic() + LOOK_EVERY

    def _look(self) -> None:
        """Mend what a lost program leaves behind: its workers, and servers that went away."""
        for program in self.programs.values():
            if program.child is not None and not program.alive:
                program.send(signal.SIGKILL)  # workers that still hold its output keep its end from us
        self.tend()

    def _heard(self, message: Message) -> bool:
        """Take note of a line or an end. False where all have to end."""
        if message.type == "line":
            self._write(self.programs[message.name], message)
        elif message.type == "stop" and self.ending_since is None:
            return self._died(self.programs[message.name], message.data["returncode"])
        return True

    def _died(self, program: Program, status: int) -> bool:
        now, before = time.monotonic(), program.died_at
        program.died_at = now
        if before is None or now - before > FORGIVEN_AFTER:
            self.say(f"  ! {program.name} ended ({_how(status)}); it is started again.")
            self._launch(program)
            return True
        self.say(f"  ✗ {program.name} ended again ({_how(status)}). Its last lines:")
        for line in program.last_lines:
            self.say(f"      {line}")
        return False

    def _write(self, program: Program, message: Message) -> None:
        """The whole line to its log, a shorter one to the terminal."""
        with (self.logs / f"{program.name}.log").open("ab") as log:
            log.write(message.data)
        line = TIMESTAMP.sub(b"", message.data).rstrip()
        program.last_lines.append(line.decode(errors="replace"))
        if line and b"request_started" not in line:
            with contextlib.suppress(OSError, ValueError):
                self.printer.write(message._replace(data=line))

    # --- End ---------------------------------------------------------------------------------------

    def _on_signal(self, number: int, _frame: object) -> None:
        self.events.put(Message(type="signal", data=number, time=None, name=None, colour=None))

    def _end_all(self) -> None:
        self.ending_since = time.monotonic()
        for program in self.programs.values():
            began = time.monotonic()
            was_alive = program.alive
            if was_alive:
                self._end(program)
            program.send(signal.SIGKILL)  # whatever is left of its group
            program.wait(KILLED_WITHIN)  # who comes next must not meet it still dying
            if was_alive:
                self.say(f"  ✓ {program.name} stopped ({time.monotonic() - began:.1f} s)")

    def _end(self, program: Program) -> None:
        for number, seconds in program.end:
            program.send(number)
            deadline = time.monotonic() + seconds
            while program.alive and time.monotonic() < deadline:
                if self._hurried():
                    return
            if not program.alive:
                return

    def _hurried(self) -> bool:
        """Drain what they still say; True where somebody pressed Ctrl-C again, a second or more later."""
        with contextlib.suppress(Empty):
            message = self.events.get(timeout=0.05)
            if message.type == "signal":
                return time.monotonic() - (self.ending_since or 0) > 1
            self._heard(message)
        return False


def _signals() -> list[signal.Signals]:
    """What ends us; a terminal that hangs up does not where nohup says so."""
    hang_up = [] if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN else [signal.SIGHUP]
    return [signal.SIGINT, signal.SIGTERM, *hang_up]


def _how(status: int) -> str:
    return f"killed by {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"


def kill_orphans(mark: str) -> int:
    """End what a killed newsroom left running, known by its environment; how many that were."""
    orphans = [process for process in psutil.process_iter() if _marked(process, mark)]
    wheels.kill(orphans)
    return len(orphans)


def _marked(process: psutil.Process, mark: str) -> bool:
    with contextlib.suppress(psutil.Error, OSError):
        return bool(process.environ().get(MARK) == mark)
    return False
