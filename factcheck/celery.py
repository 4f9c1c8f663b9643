"""The Celery application: queues, and what beat wakes when.

`control` carries what keeps the newsroom alive (the sweep), `fetch` waits for other people's
servers, `cpu` thinks. They are separate so that a slow site never delays an extraction.
"""

import os

from celery import Celery
from celery.signals import setup_logging
from kombu import Queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

app = Celery("factcheck")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.task_queues = [Queue(name) for name in ("control", "fetch", "cpu")]
app.autodiscover_tasks(["claims"])


@app.on_after_finalize.connect
def schedule(sender: Celery, **_: object) -> None:
    """Sweep for lost jobs. It expires before the next one is due, so that none pile up."""
    every = sender.conf.get("JOB_SWEEP_SECONDS") or 10
    sender.conf.beat_schedule = {
        "sweep": {"task": "claims.tasks.sweep", "schedule": every, "options": {"expires": every}},
        # Three looks a minute: an embargo ends in its minute also when one look is lost.
        "embargoes": {"task": "claims.tasks.publish_due", "schedule": 20, "options": {"expires": 20}},
    }


@setup_logging.connect
def keep_our_logging(**_: object) -> None:
    """Connected, so that Celery leaves the logging of settings.py alone."""
