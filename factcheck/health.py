"""Whether this process is up, and whether the newsroom can work.

`/healthz`: the process answers. It asks nobody, so that a database that is away does not make an
orchestrator kill web processes that are well.
`/readyz`: PostgreSQL and Redis answer, and a worker was seen in the last minute. Each question has
a short limit; 503 and the names of what is missing otherwise.
"""

from collections.abc import Callable
from datetime import timedelta

import redis
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.models import WorkerSeen

View = Callable[[HttpRequest], HttpResponse]
LIMIT = 2  # seconds for each question
SEEN_WITHIN = timedelta(minutes=1)


def answer_probes(get_response: View) -> View:
    """Middleware, the outermost: probes name no host that ALLOWED_HOSTS knows, and speak plain HTTP."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return PROBES.get(request.path, get_response)(request)

    return middleware


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    missing = [name for name, answers in QUESTIONS.items() if not answers()]
    status = {"status": "unavailable", "missing": missing} if missing else {"status": "ok"}
    return JsonResponse(status, status=503 if missing else 200)


def _database_answers() -> bool:
    return _asked(lambda: True)


def _worker_seen() -> bool:
    """Written by the sweep, which needs beat, Redis and a worker alive together."""
    return _asked(WorkerSeen.objects.filter(seen_at__gte=timezone.now() - SEEN_WITHIN).exists)


def _asked(question: Callable[[], bool]) -> bool:
    """The answer of PostgreSQL, and no where it gives none in time."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = '{LIMIT}s'")
            return question()
    except DatabaseError:
        connection.close()  # the next request tries anew
        return False


def _redis_answers() -> bool:
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=LIMIT, socket_timeout=LIMIT, retry=None
        ) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


QUESTIONS: dict[str, Callable[[], bool]] = {
    "database": _database_answers,
    "redis": _redis_answers,
    "worker": _worker_seen,
}
PROBES: dict[str, View] = {"/healthz": healthz, "/readyz": readyz}
