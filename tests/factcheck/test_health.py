"""What an orchestrator asks: is the process up, and can the newsroom work?"""

import socket
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from claims.models import WorkerSeen

NOBODY = "redis://127.0.0.1:1/0"


def seen(ago: timedelta) -> None:
    WorkerSeen.objects.create(name="worker@here", seen_at=timezone.now() - ago)


def readyz(client: Client) -> tuple[int, dict[str, object]]:
    answer = client.get("/readyz")
    return answer.status_code, answer.json()


def test_healthz_asks_no_database(client: Client) -> None:
    """The `db` fixture is not here: a query would fail the test."""
    answer = client.get("/healthz", headers={"host": "10.0.0.7:8000"})

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_readyz_is_well_when_all_answer(client: Client) -> None:
    seen(timedelta(seconds=50))

    assert readyz(client) == (200, {"status": "ok"})


@pytest.mark.django_db
@pytest.mark.parametrize("ago", [timedelta(seconds=70), timedelta(days=1)])
def test_readyz_misses_a_worker_not_seen_for_a_minute(client: Client, ago: timedelta) -> None:
    seen(ago)

    assert readyz(client) == (503, {"status": "unavailable", "missing": ["worker"]})


@pytest.mark.django_db
def test_readyz_counts_any_worker(client: Client) -> None:
    WorkerSeen.objects.create(name="worker@gone", seen_at=timezone.now() - timedelta(hours=1))
    seen(timedelta(seconds=1))

    assert readyz(client) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_readyz_misses_redis(client: Client, settings) -> None:
    seen(timedelta(seconds=1))
    settings.REDIS_URL = NOBODY

    assert readyz(client) == (503, {"status": "unavailable", "missing": ["redis"]})


@pytest.mark.django_db
def test_readyz_does_not_wait_for_a_redis_that_says_nothing(client: Client, settings) -> None:
    seen(timedelta(seconds=1))
    with socket.create_server(("127.0.0.1", 0)) as mute:
        settings.REDIS_URL = f"redis://127.0.0.1:{mute.getsockname()[1]}/0"
        began = timezone.now()
        answer = readyz(client)

    assert answer == (503, {"status": "unavailable", "missing": ["redis"]})
    assert timezone.now() - began < timedelta(seconds=10)


@pytest.mark.django_db(transaction=True)
def test_readyz_misses_a_database_and_recovers(client: Client, settings) -> None:
    seen(timedelta(seconds=1))
    connection.close()
    host = connection.settings_dict["OPTIONS"]["host"]
    connection.settings_dict["OPTIONS"]["host"] = "/nowhere"
    try:
        assert readyz(client) == (503, {"status": "unavailable", "missing": ["database", "worker"]})
    finally:
        connection.settings_dict["OPTIONS"]["host"] = host
    assert readyz(client) == (200, {"status": "ok"})


def test_probes_are_only_for_reading(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
