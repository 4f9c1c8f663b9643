"""A broker of the test's own: one of the numbered databases of the tests' Redis."""

import os
from collections.abc import Iterator

import pytest
import redis
from celery import current_app
from django.conf import settings
from kombu import pools


def _use(url: str) -> None:
    """Have Celery talk to another broker: forget every connection that it keeps."""
    current_app.conf.broker_url = url
    current_app.conf.broker_write_url = current_app.conf.broker_read_url = url
    pools.reset()
    current_app._pool = None
    current_app.amqp._producer_pool = None


@pytest.fixture
def broker() -> Iterator[redis.Redis]:
    """Redis as Celery's broker, empty at the start; nothing else looks into it."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    url = f"{settings.REDIS_URL.rpartition('/')[0]}/{worker + 1}"
    client = redis.Redis.from_url(url)
    client.flushdb()
    _use(url)
    yield client
    _use(settings.REDIS_URL)
    client.flushdb()
    client.close()


@pytest.fixture
def broker_away() -> Iterator[None]:
    """Nobody listens at the broker's address."""
    _use("redis://127.0.0.1:1/0")
    yield
    _use(settings.REDIS_URL)
