"""manage.py seed: fill an empty newsroom with the people and articles of seeds/, through the actions."""

import logging
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.actions import set_roles
from accounts.demo import DEMO_PASSWORD, DEMO_PEOPLE
from accounts.models import User
from claims.actions.assign import take
from claims.actions.intake import add_file, job_of
from claims.actions.triage import accept, decline
from claims.jobs.waiting import wait_for
from claims.models import Capture, Claim, Intake, Job, JobKind, Source

SEEDS = Path(settings.BASE_DIR) / "seeds"
PATIENCE = 300.0  # seconds for one article, on a busy laptop


class Command(BaseCommand):
    help = "Load the demo newsroom. A second time changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.MODE == "production":
            raise CommandError("The demo newsroom is for a laptop: its people's password is public.")
        logging.getLogger("claims").setLevel(logging.WARNING)
        plan = tomllib.loads((SEEDS / "newsroom.toml").read_text())
        people = {email: _person(name, email, role) for name, email, role in DEMO_PEOPLE}
        sources = {row["name"]: _source(row) for row in plan["sources"]}
        read = [_article(row, sources[row["source"]], people["rita@example.org"]) for row in plan["articles"]]
        if any(read):
            for act in plan["acts"]:
                _act(people[act["by"]], act)
        self.stdout.write(f"{sum(read)} articles read, {Claim.objects.count()} claims in the newsroom.")


def _person(name: str, email: str, role: Any) -> User:
    person = User.objects.filter(email=email).first()
    if person is None:
        person = User.objects.create_user(email, DEMO_PASSWORD, name=name, is_demo=True)
        set_roles(person, [role] if role else [])
    return person


def _source(row: dict[str, Any]) -> Source:
    source, _ = Source.objects.get_or_create(domain=row["domain"], defaults=row)
    return source


def _article(row: dict[str, Any], source: Source, by: User) -> bool:
    """Read and searched here and now; False when it is there already."""
    path = SEEDS / "articles" / row["file"]
    if Intake.objects.filter(filename=path.name, added_by=by).exists():
        return False
    intake = add_file(path.read_bytes(), by=by, filename=path.name, source=source)
    _done(job_of(intake))
    intake.refresh_from_db()
    for job in Job.objects.filter(kind=JobKind.EXTRACT, article=intake.article):
        _done(job)
    return Capture.objects.filter(article=intake.article).exists()


def _done(job: Job) -> None:
    if wait_for(job, seconds=PATIENCE).state != Job.State.DONE:
        raise CommandError(f"{job}: {job.error or 'it takes too long'}")


def _act(by: User, act: dict[str, Any]) -> None:
    """One thing that a demo person has done to the first claim with these words."""
    claim = Claim.objects.filter(appearances__exact__icontains=act["words"]).order_by("pk").first()
    if claim is None:
        raise CommandError(f"No claim has the words {act['words']!r}.")
    if act["act"] == "decline":
        decline(claim, by=by, reason=act["reason"])
    else:
        {"accept": accept, "take": take}[act["act"]](claim, by=by)
