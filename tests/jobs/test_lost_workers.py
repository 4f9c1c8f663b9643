"""Promise 7 with real processes: workers killed, Redis emptied; nothing is lost, nothing happens twice."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import redis

from claims.actions.intake import add_address
from claims.models import Appearance, Article, Capture, Claim, Job
from claims.nlp.engine import engine_of

pytestmark = [pytest.mark.processes, pytest.mark.timeout(300)]
ROOT = Path(__file__).parents[2]
ARTICLES = 6
PARAGRAPHS = (
    "<p>Unemployment in district {n} rose to 7.{n} percent in June, the labour ministry said on Monday.</p>"
    "<p>“We will build {n}00 new homes by next spring,” said Maria Keller, mayor of town number {n}.</p>"
    "<p>The council of town {n} spent 1{n} million euros on roads last year, the treasurer said.</p>"
)


@contextmanager
def site(opens: threading.Event) -> Iterator[str]:
    """News pages that let their readers wait until the event is set."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            opens.wait(120)
            number = self.path.strip("/")
            body = f"<html lang=en><title>News {number}</title><article><h1>News of town {number}</h1>"
            body += PARAGRAPHS.format(n=number) + "</article></html>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Silence."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        server.handle_error = lambda *_: None  # a killed reader hangs up
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@contextmanager
def process(words: str, environment: dict[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """One Celery process with its children in a group of their own; none outlives the block."""
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "factcheck", *words.split()]
    with log.open("ab") as output:
        started = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    try:
        yield started
    finally:
        kill(started)


def kill(started: "subprocess.Popen[bytes]") -> None:
    """With -9, and all that it started."""
    if started.returncode is None:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()


def wait_until(done: Callable[[], bool], log: Path, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, log.read_text()[-4000:]
        time.sleep(0.2)


def open_jobs() -> int:
    return Job.objects.filter(state__in=[Job.State.WAITING, Job.State.RUNNING]).count()


def test_workers_killed_and_redis_emptied_lose_and_double_nothing(
    process_environment: dict[str, str], broker: redis.Redis, tmp_path: Path
) -> None:
    log = tmp_path / "celery.log"
    environment = process_environment | {
        "FACTCHECK_DATA_DIR": str(tmp_path),
        "FETCH_ALLOWED_HOSTS": "127.0.0.1",
        "JOB_LEASE_SECONDS": "4",
        "JOB_SWEEP_SECONDS": "1",
    }
    worker = "worker --queues control,fetch,cpu --concurrency 3 --hostname {}@test"
    opens = threading.Event()
    with ExitStack() as stack:
        base = stack.enter_context(site(opens))
        stack.enter_context(process("beat --pidfile=", environment, log))
        first = stack.enter_context(process(worker.format("first"), environment, log))
        for number in range(ARTICLES):
            add_address(f"{base}/{number}", by=None)
        wait_until(lambda: Job.objects.filter(state=Job.State.RUNNING).count() >= 2, log)

        kill(first)
        broker.flushdb()
        interrupted = set(Job.objects.filter(state=Job.State.RUNNING).values_list("pk", flat=True))
        waiting = Job.objects.filter(state=Job.State.WAITING).count()
        opens.set()
        stack.enter_context(process(worker.format("second"), environment, log))
        wait_until(lambda: open_jobs() == 0, log)

    assert len(interrupted) >= 2
    assert waiting >= 1
    assert set(Job.objects.values_list("state", flat=True)) == {Job.State.DONE}
    ended = Counter(re.findall(r"job\.ended.*?job=(\d+)", log.read_text()))
    assert ended == {str(pk): 1 for pk in Job.objects.values_list("pk", flat=True)}
    assert set(Job.objects.filter(attempts=2).values_list("pk", flat=True)) == interrupted
    assert (Article.objects.count(), Capture.objects.count()) == (ARTICLES, ARTICLES)
    # Read by the model that the worker loaded before it forked.
    assert set(Capture.objects.values_list("engine", flat=True)) == {engine_of("en")}
    claims = list(Claim.objects.values_list("text", flat=True))
    places = list(Appearance.objects.values_list("capture", "start", "end"))
    assert len(claims) >= ARTICLES
    assert [text for text, times in Counter(claims).items() if times > 1] == []
    assert [place for place, times in Counter(places).items() if times > 1] == []
    assert set(Appearance.objects.values_list("capture", flat=True)) == set(
        Capture.objects.values_list("pk", flat=True)
    )
