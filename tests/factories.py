"""Things to test with, made straight in the database: plain functions, sensible defaults.

Every claim is anchored in a capture, as the database demands.
"""

import hashlib
from datetime import timedelta
from itertools import count
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts.actions import set_roles
from accounts.models import User
from accounts.roles import Role
from claims.models import (
    QUEUES,
    Appearance,
    Approval,
    Article,
    Assessment,
    AssessmentVersion,
    Capture,
    Claim,
    Intake,
    Job,
    JobKind,
    Passage,
    Publication,
    Rating,
    Run,
    SaidBy,
    Source,
    Speaker,
    Withdrawal,
)
from claims.states import Status

number = count(1)
CONTEXT = 32


def person(name: str = "", *roles: Role, **fields: Any) -> User:
    """Without a password; the address comes from the first name."""
    name = name or f"Person {next(number)}"
    address = f"{name.split()[0].lower()}{next(number)}@example.org"
    return set_roles(User.objects.create_user(address, None, name=name, **fields), roles)


def source(name: str = "", domain: str | None = None, **fields: Any) -> Source:
    return Source.objects.create(name=name or f"The Daily {next(number)}", domain=domain, **fields)


def article(text: str = "", *, raw: bytes | None = None, **fields: Any) -> Article:
    """An article with one capture: ``article.captures.get()``."""
    n = next(number)
    text = text or f"Marlow has {n} bridges, the mayor said. They were built in 1931."
    fields.setdefault("title", f"Article {n}")
    fields.setdefault("digest", sha256(text))
    fields.setdefault("language", "en")
    made = Article.objects.create(**fields)
    capture(made, text, raw=raw)
    return made


def capture(of: Article | None, text: str, *, raw: bytes | None = None, **fields: Any) -> Capture:
    raw = text.encode() if raw is None else raw
    fields.setdefault("media_type", "text/plain")
    fields.setdefault("retrieved_at", timezone.now())
    return Capture.objects.create(
        article=of,
        text=text,
        sha256=sha256(text),
        raw=raw,
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        **fields,
    )


@transaction.atomic
def claim(
    text: str = "",
    *,
    within: Capture | None = None,
    quote: str = "",
    status: Status | str = Status.CANDIDATE,
    speakers: tuple[str, ...] = (),
    quotation: str = Appearance.Quotation.OWN_VOICE,
    **fields: Any,
) -> Claim:
    """A claim whose quote (its own text unless given) stands in ``within``, or in a new article."""
    text = text or f"Marlow has {next(number)} bridges."
    quote = quote or text
    within = within or article(f"{quote} So it was reported ({next(number)}).").captures.get()
    made = Claim.objects.create(text=text, **{"score": 0.5, **fields})
    appearance(made, within, quote, quotation=quotation)
    SaidBy.objects.bulk_create(
        [SaidBy(claim=made, speaker=speaker(name), position=n) for n, name in enumerate(speakers)]
    )
    return at(made, status) if status != Status.CANDIDATE else made


def appearance(of: Claim, within: Capture, quote: str, **fields: Any) -> Appearance:
    start = within.text.index(quote)
    end = start + len(quote)
    return Appearance.objects.create(
        claim=of,
        capture=within,
        start=start,
        end=end,
        exact=quote,
        prefix=within.text[max(0, start - CONTEXT) : start],
        suffix=within.text[end : end + CONTEXT],
        **fields,
    )


def speaker(name: str, **fields: Any) -> Speaker:
    return Speaker.objects.get_or_create(name=name, defaults=fields)[0]


@transaction.atomic
def at(claim: Claim, status: Status | str, *, holder: User | None = None) -> Claim:
    """Put a claim into any state, past the trigger: what no code of the product can do."""
    fields: dict[str, Any] = {"status": status, "decline_reason": "", "merged_into": None}
    if status == Status.RESEARCHING:
        fields["assignee"] = holder or claim.assignee or person("Holder", Role.RESEARCHER)
    if status == Status.DECLINED:
        fields["decline_reason"] = "not_important"
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Claim.objects.filter(pk=claim.pk).update(**fields)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    claim.refresh_from_db()
    return claim


def job(kind: JobKind | str = JobKind.VERIFY, **fields: Any) -> Job:
    """A waiting job that is due; a running one has a lease, an ended one its time."""
    state = fields.setdefault("state", Job.State.WAITING)
    fields.setdefault("key", f"test:{next(number)}")
    fields.setdefault("queue", QUEUES[kind])
    fields.setdefault("run_after", timezone.now() - timedelta(seconds=1))
    if state == Job.State.RUNNING:
        fields.setdefault("lease_until", timezone.now() + timedelta(seconds=60))
        fields.setdefault("attempts", 1)
    elif state != Job.State.WAITING:
        fields.setdefault("finished_at", Now())
    return Job.objects.create(kind=kind, **fields)


def intake(text: str = "", **fields: Any) -> Intake:
    """Pasted text that waits to be read; no job."""
    raw = (text or f"Marlow has {next(number)} bridges, the mayor said.").encode()
    return Intake.objects.create(**{"kind": Intake.Kind.PASTE, "raw": raw, **fields})


def passage(of: Capture, text: str = "", position: int = 0) -> Passage:
    text = text or of.text
    start = of.text.index(text)
    return Passage.objects.create(
        capture=of, position=position, start=start, end=start + len(text), text=text
    )


def run(of: Claim, **fields: Any) -> Run:
    return Run.objects.create(claim=of, **fields)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def grounded(claim: Claim) -> Claim:
    """Give the claim a rated draft, its approval, publication and withdrawal, past all triggers.

    So that PostgreSQL finds the ground of every later state, whatever the claim's own state is.
    """
    author, rating = person("Author", Role.RESEARCHER), Rating.objects.order_by("pk")[0]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        draft = Assessment.objects.create(claim=claim, version=1, round=1)
        version = AssessmentVersion.objects.create(
            assessment=draft, number=1, rating=rating, contributor=author
        )
        approval = Approval.objects.create(
            assessment=draft, round=1, version=version, rating=rating, how=Approval.How.REVIEWS
        )
        publication = Publication.objects.create(
            claim=claim,
            version=1,
            approval=approval,
            rating=rating,
            content={},
            sha256=sha256(""),
            published_by=author,
            published_at=timezone.now(),
        )
        Withdrawal.objects.create(
            claim=claim, publication=publication, reason="Wrong.", notice="Withdrawn.", made_by=author
        )
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    return claim
