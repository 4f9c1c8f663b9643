"""The whole newsroom on one machine: servers, migrations, seeds, worker, beat and web."""

import fcntl
import os
import shlex
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any, TextIO

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, CommandParser, call_command, get_commands
from django.db import connection
from kombu.exceptions import OperationalError

from accounts.demo import DEMO_PASSWORD, DEMO_PEOPLE
from claims.nlp.reader.weights import WeightsBroken, check_digests
from factcheck import embedded
from factcheck.celery import app
from factcheck.commands import embedded_in_use
from factcheck.migrating import migrate_if_behind
from factcheck.supervisor import MARK, Program, Supervisor, kill_orphans

WEB = (
    "-m gunicorn factcheck.wsgi --bind 127.0.0.1:{port} --workers 2 --threads 4 "
    "--timeout 60 --graceful-timeout 5 --log-level warning --no-control-socket"
)
BEAT = "-m celery --quiet -A factcheck beat --pidfile="
WORKER = (
    '-W "ignore:You\'re running the worker with superuser:UserWarning" '  # a bare machine may have root alone
    "-m celery --quiet -A factcheck worker --queues control,fetch,cpu --concurrency 2 "
    "--hostname newsroom@%h --without-gossip --without-mingle"
)


def demo_signins() -> list[tuple[str, str, str]]:
    """Name, address and role of the people that demo mode makes."""
    return [(name, email, str(role or "")) for name, email, role in DEMO_PEOPLE]


class Command(BaseCommand):
    help = "Run the newsroom here: starts everything that it needs, and stops it on Ctrl-C."
    needs_servers = False  # it starts them itself, one step among others
    requires_system_checks: list[str] = []  # they run in each program that it starts

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))

    def handle(self, *, port: int, **_: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("`up` is for a laptop. In production docker-compose.yml runs each part.")
        _refuse_broken_weights()
        began = time.monotonic()
        try:
            with ExitStack() as stack:
                stack.enter_context(self._only_one(port))
                self._prepare(stack, port)
                status = self._run(port, began)
        except KeyboardInterrupt:
            status = 130
        except embedded.CannotStart as error:
            raise CommandError(str(error)) from None
        self._say("  ✓ Stopped. The data stay in", str(settings.DATA_DIR))
        sys.exit(status)

    # --- Steps -------------------------------------------------------------------------------------

    def _prepare(self, stack: ExitStack, port: int) -> None:
        left = kill_orphans(str(settings.DATA_DIR))
        if left:
            self._say(f"  ✓ Ended {left} processes that a killed newsroom had left")
        _refuse_taken(port)
        postgres, redis = embedded_in_use()
        servers = embedded.servers_for(settings.DATA_DIR, postgres=postgres, redis=redis)
        self._step("PostgreSQL and Redis answer", lambda: stack.enter_context(servers) and None)
        stack.callback(connection.close)
        self._step("Tables are up to date", migrate_if_behind)
        if not _seeded():
            self._step("The demo newsroom is there", _seed)
        # The first sweep at once: it brings back jobs that a killed worker dropped.
        with suppress(OperationalError):  # a Redis that somebody else runs may come later
            app.send_task("claims.tasks.sweep", expires=60)
        connection.close()

    def _step(self, done: str, work: Callable[[], object]) -> None:
        began = time.monotonic()
        work()
        self._say(f"  ✓ {done} ({time.monotonic() - began:.1f} s)")

    def _say(self, *words: str) -> None:
        with suppress(OSError):
            self.stdout.write(" ".join(words))
            self.stdout.flush()

    @contextmanager
    def _only_one(self, port: int) -> Iterator[None]:
        """The kernel lets go of the lock when its holder is killed, so it is never stale."""
        embedded.make_data_dir(settings.DATA_DIR)
        with (settings.DATA_DIR / "up.lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise CommandError(
                    f"This newsroom runs already, at {lock.read()} ({settings.DATA_DIR}). "
                    "FACTCHECK_DATA_DIR and PORT start another one beside it."
                ) from None
            _rewrite(lock, _address(port))
            yield

    # --- Life --------------------------------------------------------------------------------------

    def _run(self, port: int, began: float) -> int:
        supervisor = Supervisor(
            _programs(port),
            environment=os.environ
            | {"PORT": str(port), "PYTHONUNBUFFERED": "1", MARK: str(settings.DATA_DIR)},
            logs=settings.DATA_DIR / "logs",
            tend=_revive_servers,
        )

        def greet_when_ready() -> None:
            if _answers(f"{_address(port)}/healthz"):
                supervisor.say(_greeting(port, time.monotonic() - began))

        return supervisor.run(started=Thread(target=greet_when_ready, daemon=True).start)


def _programs(port: int) -> list[Program]:
    """In the order in which they end: no new requests, no new schedule, then the work in hand."""
    python = sys.executable
    gently_then_now = ((signal.SIGTERM, 10.0), (signal.SIGQUIT, 5.0))  # Celery: warm, then cold
    return [
        Program("web", [python, *shlex.split(WEB.format(port=port))], "36"),
        Program("beat", [python, *shlex.split(BEAT)], "35"),
        Program("worker", [python, *shlex.split(WORKER)], "33", end=gently_then_now),
    ]


def _revive_servers() -> None:
    """A server that was killed comes back where the programs look for it."""
    postgres, redis = embedded_in_use()
    if embedded.missing(settings.DATA_DIR, postgres=postgres, redis=redis):
        with suppress(embedded.CannotStart):
            embedded.start(settings.DATA_DIR, postgres=postgres, redis=redis)


def _refuse_broken_weights() -> None:
    try:
        check_digests()
    except WeightsBroken as broken:
        raise CommandError(str(broken)) from None


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise CommandError(
                f"Port {port} is taken by another program. Choose another one: PORT={port + 1} make run"
            ) from None


def _seed_mark() -> Path:
    mark: Path = settings.DATA_DIR / "seeded"
    return mark


def _seeded() -> bool:
    """To the end, and into this database."""
    return _seed_mark().exists() and get_user_model().objects.exists()


def _seed() -> None:
    if "seed" in get_commands():
        with Path(os.devnull).open("w") as nowhere:
            call_command("seed", stdout=nowhere)
    _seed_mark().touch()


def _address(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def _answers(url: str, seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(OSError), urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own address
            return True
        time.sleep(0.1)
    return False


def _greeting(port: int, seconds: float) -> str:
    people = "\n".join(f"      {email:22} {role:12} {name}" for name, email, role in demo_signins())
    return (
        f"\n  The newsroom is open at {_address(port)}  ({seconds:.1f} s)\n\n"
        f"  Sign in as one of these; the password is {DEMO_PASSWORD}\n{people}\n\n"
        f"  Logs are in {settings.DATA_DIR / 'logs'}. Ctrl-C stops everything.\n"
    )


def _rewrite(file: TextIO, text: str) -> None:
    file.seek(0)
    file.truncate()
    file.write(text)
    file.flush()
