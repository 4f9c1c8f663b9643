"""Checks with all that an export has to carry, made through the product's own actions."""

from django.utils import timezone

from claims.actions.assess import submit
from claims.actions.publish import publish
from claims.actions.review import give_review, give_vote
from claims.models import (
    Evidence,
    EvidenceFile,
    Snapshot,
)
from tests import checks, steps
from tests.archives import archived


def kept(rita, edda, paul):
    """A check whose first source has a web archive, a file and a snapshot, and whose method has a run."""
    claim = checks.drafted(rita)
    steps.run(claim)
    capture = archived("Three bridges, say the books.", "<p>Three bridges</p>")
    piece = claim.evidence.get(title="Budget")
    Evidence.objects.filter(pk=piece.pk).update(capture=capture, address="https://a.example/page")
    EvidenceFile.objects.create(evidence=piece, name="books.pdf", media_type="application/pdf", raw=b"%PDF-1")
    Snapshot.objects.create(
        evidence=piece,
        state="verified",
        address="https://web.archive.org/1",
        kept=1.0,
        ended_at=timezone.now(),
    )
    submit(claim, by=rita)
    give_review(claim, by=edda, rating=checks.rating("false"), notes="Page 4 says it.")
    claim.refresh_from_db()
    return publish(claim, by=paul)


def by_panel(rita, edda, paul):
    """Reviewers disagreed; two of three voted for another verdict than the draft's."""
    claim = checks.conflicted(rita, edda)
    for voter in checks.reviewers(2):
        give_vote(claim, by=voter, rating=checks.rating("true"), note="So it is.")
    claim.refresh_from_db()
    return publish(claim, by=paul)
