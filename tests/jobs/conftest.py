"""The broker, there or away."""

from collections.abc import Iterator

import pytest
import redis
from celery import current_app
from django.conf import settings
from kombu import pools

from factcheck import embedded


@pytest.fixture
def broker(servers: embedded.Servers) -> Iterator[redis.Redis]:
    """This worker's Redis, empty at the start."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.flushdb()
        yield client
        client.flushdb()


def _use(url: str) -> None:
    """Have Celery talk to another broker: forget every connection that it keeps."""
    current_app.conf.broker_url = current_app.conf.broker_write_url = url
    pools.reset()
    current_app._pool = None
    current_app.amqp._producer_pool = None


@pytest.fixture
def broker_away() -> Iterator[None]:
    """Nobody listens at the broker's address."""
    _use("redis://127.0.0.1:1/0")
    yield
    _use(settings.CELERY_BROKER_URL)
