"""A newsroom to be measured: servers of its own, an empty database or a kept one, and its web server."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def servers(keep: Path | None = None) -> Iterator[dict[str, str]]:
    """What a process of the newsroom has in its environment, while its servers run in the folder ``keep``,
    or in one that goes away afterwards."""
    from factcheck import embedded

    with TemporaryDirectory(prefix="bench-") as passing:
        folder = keep or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        with embedded.servers_for(folder) as (found, _):
            yield {
                "FACTCHECK_MODE": "test", "FACTCHECK_DATA_DIR": str(folder), "LOG_LEVEL": "ERROR",
                "DJANGO_SETTINGS_MODULE": "factcheck.settings",
                "DATABASE_URL": found.database_url, "REDIS_URL": found.redis_url,
            }  # fmt: skip


@contextmanager
def newsroom(keep: Path | None = None, **more: str) -> Iterator[None]:
    """This process is one of the newsroom's, its tables are made. Says how busy the machine is."""
    with servers(keep) as environment:
        os.environ.update(environment | more)
        import django
        from django.core.management import call_command
        from django.db import connections

        django.setup()
        call_command("migrate", verbosity=0)
        say_load()
        yield
        connections.close_all()


def say_load() -> None:
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores when it began", flush=True)


@contextmanager
def served(workers: int, environment: Mapping[str, str] | None = None) -> Iterator[int]:
    """The port at which gunicorn answers, with so many workers, in this process's environment or another."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = ["gunicorn", "factcheck.wsgi", "-w", str(workers), "-b", f"127.0.0.1:{port}"]
    # Each worker reads the program at its first question, on a slow machine for longer than the usual 30 s.
    command += ["--timeout", "300", "--log-level", "error"]
    process = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env=environment)
    try:
        _wait(process, f"http://127.0.0.1:{port}/robots.txt")
        yield port
    finally:
        process.terminate()
        process.wait(60)


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(1200):
        if process.poll() is not None:
            raise SystemExit(f"gunicorn ended with {process.returncode}")
        with suppress(OSError), urllib.request.urlopen(address, timeout=300):
            return
        time.sleep(0.1)
    raise SystemExit(f"{address} does not answer")
