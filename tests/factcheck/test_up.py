"""`manage.py up` as a person meets it: real processes, killed and interrupted."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from factcheck import embedded, wheels
from factcheck.supervisor import MARK

pytestmark = [pytest.mark.processes, pytest.mark.timeout(400)]
MANAGE = Path(__file__).parents[2] / "manage.py"
SETTINGS_OF_THE_TESTS = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "FACTCHECK_MODE")


@dataclass
class Newsroom:
    """A data directory, and what runs on it."""

    data_dir: Path
    port: int
    started: list["subprocess.Popen[str]"] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in SETTINGS_OF_THE_TESTS}
        return kept | {
            "DJANGO_SETTINGS_MODULE": "factcheck.settings",
            "FACTCHECK_DATA_DIR": str(self.data_dir),
            "PORT": str(self.port),
        }

    def up(self) -> "subprocess.Popen[str]":
        with self.output.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, MANAGE, "up"],
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    @property
    def output(self) -> Path:
        return self.data_dir.with_name("up.txt")

    def printed(self) -> str:
        return self.output.read_text()

    def manage(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, MANAGE, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def get(self, path: str) -> tuple[int, dict[str, object]]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, json.load(refusal)

    def wait_until_ready(self, seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            assert self.started[-1].poll() is None, self.printed()
            with contextlib.suppress(OSError):
                if "newsroom is open" in self.printed() and self.get("/readyz")[0] == 200:
                    return
            time.sleep(0.2)
        pytest.fail(self.printed())

    def processes(self) -> list[psutil.Process]:
        """All of it: web, worker, beat, PostgreSQL, Redis."""
        found = [process for process in psutil.process_iter() if self._marked(process)]
        found += wheels.processes_in(self.data_dir / "postgres", "postgres")
        return found + wheels.processes_in(self.data_dir / "redis", "redis-server")

    def _marked(self, process: psutil.Process) -> bool:
        with contextlib.suppress(psutil.Error):
            alive = process.status() != psutil.STATUS_ZOMBIE
            return alive and process.environ().get(MARK) == str(self.data_dir)
        return False

    def people(self) -> str:
        """How many users the database has, asked through a command of its own."""
        code = "from accounts.models import User; print(User.objects.count())"
        return self.manage("shell", "--verbosity", "0", "--command", code).stdout.strip()


@pytest.fixture(scope="module")
def data_dir(folders: Callable[[], Path]) -> Path:
    """Shared: making a database takes longer than all else here. Each test leaves it at rest."""
    return folders() / "data"


@pytest.fixture
def newsroom(data_dir: Path) -> Iterator[Newsroom]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    room = Newsroom(data_dir, port)
    yield room
    for process in room.started:
        process.kill()
        process.wait()
    wheels.kill(room.processes())
    embedded.make_data_dir(room.data_dir)
    embedded.stop(room.data_dir)


def test_up_serves_survives_kill_9_and_stops_in_order(newsroom: Newsroom) -> None:
    newsroom.up()
    newsroom.wait_until_ready()
    assert newsroom.get("/healthz") == (200, {"status": "ok"})
    assert "rita@example.org" in newsroom.printed()
    assert newsroom.manage("up").stderr.startswith("CommandError: This newsroom runs already, at http://")
    made = "import time; from accounts.models import User as U; U.objects.create_user(f'{time.time()}@x.org')"
    assert newsroom.manage("shell", "--command", made).returncode == 0
    people = newsroom.people()

    newsroom.started[-1].kill()
    wheels.kill(newsroom.processes())
    newsroom.started[-1].wait()
    newsroom.up()
    newsroom.wait_until_ready()
    assert newsroom.people() == people

    newsroom.started[-1].send_signal(signal.SIGINT)
    assert newsroom.started[-1].wait(60) == 0
    assert re.findall(r"✓ (\w+) stopped", newsroom.printed()) == ["web", "beat", "worker"]
    assert newsroom.processes() == []


def test_up_mends_what_dies_and_ends_what_its_killed_self_left(newsroom: Newsroom) -> None:
    newsroom.up()
    newsroom.wait_until_ready()
    redis = wheels.processes_in(newsroom.data_dir / "redis", "redis-server")
    worker = next(process for process in newsroom.processes() if "worker" in process.cmdline())
    wheels.kill([*redis, worker])
    deadline = time.monotonic() + 60
    while "worker ended (killed by SIGKILL); it is started again" not in newsroom.printed():
        assert time.monotonic() < deadline, newsroom.printed()
        time.sleep(0.2)
    newsroom.wait_until_ready()

    newsroom.started[-1].kill()
    newsroom.started[-1].wait()
    left = {process.pid for process in newsroom.processes()}
    newsroom.up()
    newsroom.wait_until_ready()
    assert "processes that a killed newsroom had left" in newsroom.printed()
    postgres = {process.pid for process in wheels.processes_in(newsroom.data_dir / "postgres", "postgres")}
    assert left & {process.pid for process in newsroom.processes()} <= postgres | {
        process.pid for process in wheels.processes_in(newsroom.data_dir / "redis", "redis-server")
    }

    newsroom.started[-1].terminate()
    assert newsroom.started[-1].wait(60) == 0
    assert newsroom.processes() == []


def test_up_says_that_the_port_is_taken(newsroom: Newsroom) -> None:
    with socket.create_server(("127.0.0.1", newsroom.port)):
        refused = newsroom.manage("up")

    assert refused.returncode == 1
    assert refused.stderr == (
        f"CommandError: Port {newsroom.port} is taken by another program. "
        f"Choose another one: PORT={newsroom.port + 1} make run\n"
    )


def test_command_starts_servers_for_its_own_time(newsroom: Newsroom) -> None:
    assert newsroom.people().isdigit()
    assert newsroom.processes() == []


@pytest.mark.parametrize("words", [("check",), ("help",), ("shell", "--help"), ("collectstatic", "--help")])
def test_command_that_needs_no_servers_starts_none(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert Newsroom(tmp_path, 8000).manage(*words).returncode == 0
    assert not (tmp_path / "postgres").exists()


def test_manage_without_its_packages_says_what_to_do(tmp_path: Path) -> None:
    bare = subprocess.run(
        [sys.executable, "-S", "-I", MANAGE, "check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )

    assert bare.returncode == 1
    assert "is not installed in this Python" in bare.stderr
    assert "make run" in bare.stderr
