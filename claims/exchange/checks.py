"""A public check, brought back step by step: what PostgreSQL asks of a new one it asks of this one, too."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.dateparse import parse_datetime

from accounts.models import User
from claims import states
from claims.actions.archives import seal_evidence
from claims.actions.freeze import FROZEN, digest, frozen_act
from claims.actions.listing import list_publicly
from claims.errors import Refused
from claims.exchange.moved import moved
from claims.exchange.people import People
from claims.models import (
    Approval,
    Assessment,
    AssessmentVersion,
    Claim,
    Correction,
    PanelVote,
    Publication,
    PublicCheck,
    PublishedName,
    Rating,
    Review,
    Withdrawal,
)
from claims.states import Status
from claims.workflow import record

Row = dict[str, Any]


class Restorer:
    """``claims`` and ``evidence`` lead from the export's numbers to what is here."""

    def __init__(self, by: User, people: People, claims: dict[int, Claim], evidence: dict[int, int]) -> None:
        self.by, self.people, self.claims, self.evidence = by, people, claims, evidence
        self._rounds: dict[int, int] = {}  # claim → the export's round whose approval stands
        self._open: list[Claim] = []

    def add(self, row: Row) -> bool:
        """The next version; versions of one check come in their order."""
        claim = self.claims[row["claim"]]
        if digest(row["content"]) != row["sha256"]:
            raise Refused(
                f"Version {row['version']} of check {row['public_id']} is not what its digest says."
            )
        if self._rounds.get(claim.pk) != row["approval"]["round"]:
            self._judge(claim, row["approval"])
            self._rounds[claim.pk] = row["approval"]["round"]
        publication = self._publish(claim, row)
        withdrawal = self._withdraw(claim, publication, row["withdrawal"]) if row["withdrawal"] else None
        listed = list_publicly(publication, withdrawal)
        PublicCheck.objects.filter(pk=listed.pk).update(changed_at=_moment(row["changed_at"]))
        if row["under_review"]:
            self._open.append(claim)
        return True

    def finish(self) -> None:
        """What was being looked at again is being looked at again, by whoever brings it back."""
        for claim in {claim.pk: claim for claim in self._open}.values():
            self._move(claim, "revisit", assignee=self.by)

    def _judge(self, claim: Claim, told: Row) -> None:
        """From where the claim stands to approved: drafted, submitted, reviewed, voted on if it was."""
        self._move(
            claim,
            *(["revisit"] if claim.status == Status.PUBLISHED else ["accept", "take"]),
            assignee=self.by,
        )
        version = self._draft(claim, told)
        self._move(claim, "submit")
        this = {"assessment": version.assessment, "round": version.assessment.round}
        for one in told["reviews"]:
            Review.objects.create(
                reviewer=self.people.of(one["by"]),
                rating=_rating(one["rating"]),
                notes=one["notes"],
                **this,
            )
        if told["how"] == Approval.How.PANEL:
            self._move(claim, "conflict")
            for one in told["votes"]:
                PanelVote.objects.create(
                    voter=self.people.of(one["by"]),
                    rating=_rating(one["rating"]),
                    note=one["note"],
                    **this,
                )
        approval = Approval.objects.create(
            version=version, rating=_rating(told["rating"]), how=told["how"], **this
        )
        sealed = seal_evidence(approval)
        record("evidence sealed", by=None, claim=claim, approval=approval.pk, sha256=sealed)
        for one in told["names"]:
            self._name(approval, one)
        self._move(claim, "resolve" if told["how"] == Approval.How.PANEL else "approve")

    def _draft(self, claim: Claim, told: Row) -> AssessmentVersion:
        assessment, _ = Assessment.objects.get_or_create(claim=claim)
        draft = dict(told["draft"])
        evidence = [self.evidence[number] for number in draft.pop("evidence") if number in self.evidence]
        draft.pop("created_at")
        others = [who for who in told["written_by"] if who != told["by"]]
        for who in [*others, told["by"]]:  # the last one wrote the version that was submitted
            assessment.version += 1
            version = AssessmentVersion.objects.create(
                assessment=assessment,
                number=assessment.version,
                contributor=self.people.of(who),
                **draft | {"rating": _rating(draft["rating"])},
            )
            version.evidence.set(evidence)
            Assessment.objects.filter(pk=assessment.pk).update(version=assessment.version)
        Assessment.objects.filter(pk=assessment.pk).update(
            round=F("round") + 1, reviews_required=told["required"]
        )
        version.assessment.refresh_from_db()
        return version

    def _name(self, approval: Approval, told: Row) -> None:
        """A name beside the content, under the token that stands there; an erased one stays erased."""
        who = {"number": told["person"], "name": told["shown"]}
        person = self.people.of(who) if told["person"] else None
        PublishedName.objects.create(
            approval=approval,
            token=told["token"],
            salt=told["salt"],
            name=told["name"],
            person=person,
            erased_at=None if told["salt"] else approval.created_at,
        )

    def _publish(self, claim: Claim, row: Row) -> Publication:
        approval = Approval.objects.filter(assessment__claim=claim).latest("round")
        publication = Publication.objects.create(
            claim=claim,
            public_id=row["public_id"],
            version=row["version"],
            approval=approval,
            rating=approval.rating,
            content=row["content"],
            sha256=row["sha256"],
            published_by=self.by,
            published_at=_moment(row["published_at"]),
        )
        if row["correction"]:
            Correction.objects.create(publication=publication, made_by=self.by, **row["correction"])
        record(FROZEN, by=None, claim=claim, **frozen_act(publication))
        if claim.status == Status.APPROVED:
            self._move(claim, "publish")
        return publication

    def _withdraw(self, claim: Claim, publication: Publication, told: Row) -> Withdrawal:
        told = told | {"created_at": _moment(told["created_at"])}
        withdrawal = Withdrawal.objects.create(claim=claim, publication=publication, made_by=self.by, **told)
        self._move(claim, "withdraw")
        return withdrawal

    def _move(self, claim: Claim, *actions: str, **fields: Any) -> None:
        """``fields`` are saved where the claim comes into somebody's hands."""
        for action in actions:
            held = states.targets(action) <= states.HELD
            moved(claim, action, by=self.by, **(fields if held else {}))


def _rating(told: Row) -> Rating:
    return Rating.objects.get(scale__version=told["scale"], key=told["key"])


def _moment(words: str) -> datetime:
    found = parse_datetime(words)
    if found is None:
        raise Refused(f"{words} is no moment: nothing was brought back.")
    return found
