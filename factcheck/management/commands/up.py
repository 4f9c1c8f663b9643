"""The whole newsroom on one machine: servers, migrations, seeds, worker, beat and web."""

import fcntl
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command
from honcho.manager import Manager
from honcho.printer import Printer

from accounts.demo import DEMO_PASSWORD, DEMO_PEOPLE

PYTHON = sys.executable
WORKER = "-m celery -A factcheck worker --queues control,fetch,cpu --concurrency 2 --loglevel WARNING"
QUIET = "--without-gossip --without-mingle --hostname newsroom@%h"


class Command(BaseCommand):
    help = "Run the newsroom here: everything that it needs is started, and stopped on Ctrl-C."
    requires_migrations_checks = False

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", 8000)))

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("`up` is for a laptop. In production docker-compose.yml runs each part.")
        with self._only_one():
            port: int = options["port"]
            self._free(port)
            self._step("Database and broker answer", self._ask_servers)
            self._step("Tables are up to date", lambda: call_command("migrate", verbosity=0))
            self._step("The demo newsroom is there", self._seed)
            self._greet(port)
            sys.exit(self._run(port))

    @contextmanager
    def _only_one(self) -> Iterator[None]:
        """The kernel lets go of the lock when its holder is killed, so it is never stale."""
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        with (settings.DATA_DIR / "up.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CommandError(f"This newsroom runs already ({settings.DATA_DIR}).") from None
            yield

    def _free(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise CommandError(
                    f"Port {port} is taken by another program. Choose one: PORT={port + 1} make run"
                ) from None

    def _step(self, done: str, work: Any) -> None:
        began = time.monotonic()
        work()
        self.stdout.write(f"  ✓ {done} ({time.monotonic() - began:.1f} s)")
        self.stdout.flush()

    def _ask_servers(self) -> None:
        get_user_model().objects.db_manager()

    def _seed(self) -> None:
        if not get_user_model().objects.exists():
            call_command("seed", stdout=open(os.devnull, "w"))  # noqa: SIM115, PTH123

    def _greet(self, port: int) -> None:
        lines = [f"    {email:24} {role or ''}" for _, email, role in DEMO_PEOPLE]
        self.stdout.write(
            f"\n  The newsroom is at http://127.0.0.1:{port}\n"
            f"  Sign in as one of these, password {DEMO_PASSWORD}\n" + "\n".join(lines) + "\n"
            "  Ctrl-C stops everything; the data stay.\n"
        )
        self.stdout.flush()

    def _run(self, port: int) -> int:
        """Web, worker and beat side by side; when one ends, or on Ctrl-C, all end."""
        env = {**os.environ, "DATABASE_URL": settings.DATABASE_URL, "REDIS_URL": settings.REDIS_URL}
        env |= {"PORT": str(port), "PYTHONUNBUFFERED": "1"}
        manager = Manager(Printer(sys.stdout, colour=sys.stdout.isatty()))
        web = (
            f"-m gunicorn factcheck.wsgi --bind 127.0.0.1:{port} --workers 2 --threads 4 --log-level warning"
        )
        beat = (
            f"-m celery -A factcheck beat --loglevel WARNING --schedule {settings.DATA_DIR / 'beat-schedule'}"
        )
        for name, words in (("web", web), ("worker", f"{WORKER} {QUIET}"), ("beat", f"{beat} --pidfile=")):
            manager.add_process(name, f"exec {PYTHON} {words}", env=env, cwd=str(settings.BASE_DIR))
        manager.loop()
        return manager.returncode or 0
