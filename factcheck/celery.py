"""The Celery application: queues, and what beat wakes when.

`control` carries what keeps the newsroom alive (the sweep), `fetch` waits for other people's
servers, `cpu` thinks. They are separate so that a slow site never delays an extraction.
"""

import os
import sys

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init, setup_logging, worker_init
from kombu import Exchange, Queue

from claims.nlp import stance
from claims.nlp.engine import warm_up
from claims.nlp.reader.weights import WeightsBroken
from factcheck.checks import before_serving

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

app = Celery("factcheck")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Exchange and key are named: left out, Celery gives all three queues the default ones, and each
# message lands in every queue.
EXCHANGE = Exchange("factcheck", type="direct")
app.conf.task_queues = [Queue(name, EXCHANGE, routing_key=name) for name in ("control", "fetch", "cpu")]
app.autodiscover_tasks(["claims"])


@app.on_after_finalize.connect
def schedule(sender: Celery, **_: object) -> None:
    """Sweep for lost jobs, and look what the clock brings to people: reminders, deadlines, digests.

    Each expires before the next one is due, so that none pile up. A tick that is missed is made up
    for by the next one: what was given is in the database, not in the schedule.
    """
    every = sender.conf.get("JOB_SWEEP_SECONDS") or 10
    sender.conf.beat_schedule = {
        "sweep": {"task": "claims.tasks.sweep", "schedule": every, "options": {"expires": every}},
        "tick": {"task": "claims.tasks.tick", "schedule": 60, "options": {"expires": 60}},
        # Three looks a minute: an embargo ends in its minute also when one look is lost.
        "embargoes": {"task": "claims.tasks.publish_due", "schedule": 20, "options": {"expires": 20}},
        # One of four periods a look: each about a minute old while counting takes no longer than a second.
        "figures": {"task": "claims.tasks.count_figures", "schedule": 15, "options": {"expires": 15}},
        # Daily, and asked for each hour: a beat that slept through midnight loses no day.
        "seal": {"task": "claims.tasks.seal", "schedule": crontab(minute="7"), "options": {"expires": 3000}},
    }


@setup_logging.connect
def keep_our_logging(**_: object) -> None:
    """Connected, so that Celery leaves the logging of settings.py alone."""


@worker_init.connect
@beat_init.connect
def refuse_to_start(**_: object) -> None:
    before_serving()


@worker_init.connect
def load_models(**_: object) -> None:
    """Before the worker forks: its children share one copy. Broken weights end it with their name."""
    try:
        warm_up()
        stance.warm_up()
    except WeightsBroken as broken:
        sys.exit(str(broken))
