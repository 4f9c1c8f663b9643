"""How the machines stand: workers, queues, storage, versions, models, the last seal. Reads only."""

import platform
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import celery
import django
import redis
from django.conf import settings
from django.db import connection
from django.db.models import Count, Min, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext

from claims.integrations.errors import in_units
from claims.models import QUEUES, EmbeddingModel, Feed, Job, Seal, WorkerSeen
from claims.nlp.reader.weights import version as reader_version

LIMIT = 2  # seconds that Redis has to answer
SEEN_WITHIN = timedelta(minutes=1)
SEALED_WITHIN = timedelta(days=2)
LITTLE = 0.1  # of the disk: below it somebody should look
TABLES = 6


@dataclass(frozen=True, slots=True)
class Fact:
    """``fine`` is None where there is nothing to be fine or wrong about."""

    label: str
    value: str
    fine: bool | None = None


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    facts: Sequence[Fact]


def state() -> list[Section]:
    """Six questions to PostgreSQL and one visit to Redis, however much there is."""
    return [
        Section(gettext("Workers"), _workers()),
        Section(gettext("Queues"), _queues()),
        Section(gettext("Feeds"), _feeds()),
        Section(gettext("Record of acts"), _seal()),
        Section(gettext("Models"), _models()),
        Section(gettext("Storage"), _storage()),
        Section(gettext("Versions"), _versions()),
    ]


def _workers() -> list[Fact]:
    seen = list(WorkerSeen.objects.order_by("-seen_at"))
    now = timezone.now()
    facts = [
        Fact(
            row.name,
            gettext("seen %(time)s ago") % {"time": timesince(row.seen_at, now)},
            now - row.seen_at < SEEN_WITHIN,
        )
        for row in seen
    ]
    return facts or [Fact(gettext("Workers"), gettext("None was seen in the last day."), fine=False)]


def _queues() -> list[Fact]:
    waiting = Q(state=Job.State.WAITING)
    rows = Job.objects.order_by().values("queue").annotate(
        waiting=Count("pk", filter=waiting),
        running=Count("pk", filter=Q(state=Job.State.RUNNING)),
        dead=Count("pk", filter=Q(state=Job.State.DEAD)),
        oldest=Min("run_after", filter=waiting & Q(run_after__lte=Now())),
    )  # fmt: skip
    found = {row["queue"]: row for row in rows}
    sent = _messages()
    answer = gettext("does not answer") if sent is None else gettext("answers")
    facts = [Fact("Redis", answer, sent is not None)]
    for queue in sorted(set(QUEUES.values())):
        row: dict[str, Any] = dict(
            found.get(queue) or {"waiting": 0, "running": 0, "dead": 0, "oldest": None}
        )
        told = gettext("%(waiting)s waiting, %(running)s running, %(dead)s failed") % {
            name: number_format(row[name]) for name in ("waiting", "running", "dead")
        }
        if row["oldest"]:
            told += gettext("; the oldest is due since %(time)s") % {"time": timesince(row["oldest"])}
        if sent is not None:
            told += ngettext("; %(number)s message", "; %(number)s messages", sent[queue]) % {
                "number": number_format(sent[queue])
            }
        facts.append(Fact(queue, told, row["dead"] == 0))
    return facts


def _messages() -> dict[str, int] | None:
    """How many messages each queue holds; None where Redis is away."""
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=LIMIT, socket_timeout=LIMIT, retry=None
        ) as client:
            return {queue: int(client.llen(queue)) for queue in set(QUEUES.values())}
    except redis.RedisError:
        return None


def _feeds() -> list[Fact]:
    counted = Feed.objects.aggregate(
        all=Count("pk"),
        read=Count("pk", filter=Q(active=True)),
        trouble=Count("pk", filter=Q(active=True) & ~Q(trouble="")),
    )
    told = gettext("%(read)s of %(all)s are read, %(trouble)s have trouble") % {
        name: number_format(number) for name, number in counted.items()
    }
    return [Fact(gettext("Feeds"), told, counted["trouble"] == 0 if counted["all"] else None)]


def _seal() -> list[Fact]:
    seal = Seal.objects.order_by("-day").first()
    if seal is None:
        return [Fact(gettext("Last seal"), gettext("No day is sealed yet."))]
    fresh = timezone.now().date() - seal.day <= SEALED_WITHIN
    return [
        Fact(gettext("Last seal"), date_format(seal.day, "DATE_FORMAT"), fresh),
        Fact(gettext("Made"), date_format(timezone.localtime(seal.made_at), "DATETIME_FORMAT")),
        Fact(gettext("Acts sealed"), number_format(seal.activities)),
        Fact(gettext("Root"), seal.root),
    ]


def _models() -> list[Fact]:
    facts = [Fact(gettext("Reader"), reader_version())]
    for row in EmbeddingModel.objects.order_by("pk"):
        facts.append(Fact(f"{row.name} ({row.get_state_display()})", row.digest))
    facts.append(Fact(gettext("Language model"), settings.LLM_MODEL or gettext("none configured")))
    return facts


def _storage() -> list[Fact]:
    disk = shutil.disk_usage(settings.DATA_DIR) if settings.DATA_DIR.exists() else None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, pg_total_relation_size(c.oid), pg_database_size(current_database())"
            " FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE relkind = 'r' AND nspname = current_schema() ORDER BY 2 DESC LIMIT %s",
            [TABLES],
        )
        tables = cursor.fetchall()
    facts = [Fact(gettext("Database"), in_units(tables[0][2]))] if tables else []
    facts += [Fact(name, in_units(size)) for name, size, _ in tables]
    if disk:
        sizes = {"free": in_units(disk.free), "total": in_units(disk.total)}
        told = gettext("%(free)s of %(total)s free") % sizes
        facts.append(Fact(gettext("Disk"), told, disk.free > disk.total * LITTLE))
    return facts


def _versions() -> list[Fact]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'),"
            " (SELECT extversion FROM pg_extension WHERE extname = 'vector'),"
            " (SELECT name FROM django_migrations WHERE app = 'claims' ORDER BY id DESC LIMIT 1)"
        )
        postgres, vector, migration = cursor.fetchone()
    return [
        Fact("Python", platform.python_version()),
        Fact("Django", django.get_version()),
        Fact("Celery", celery.__version__),
        Fact("PostgreSQL", postgres),
        Fact("pgvector", vector or "–"),
        Fact(gettext("Last migration"), migration or "–"),
    ]
