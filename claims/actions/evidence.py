"""Add what speaks for or against a claim, and take it out again."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from claims import review_rules
from claims.errors import Refused
from claims.models import Capture, Claim, Evidence
from claims.workflow import record


@transaction.atomic
def add_evidence(
    claim: Claim,
    *,
    by: User,
    title: str,
    publisher: str,
    stance: str,
    kind: str = Evidence.Kind.SECONDARY,
    address: str = "",
    capture: Capture | None = None,
    excerpt: str = "",
    note: str = "",
) -> Evidence:
    """Whoever adds evidence is a contributor. An excerpt of a capture is anchored in it, or refused."""
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    review_rules.may_add_evidence(by, locked).check()
    if not title.strip() or not publisher.strip():
        raise Refused("Say what the source is and who published it.")
    start, end = _place(capture, excerpt)
    evidence = Evidence.objects.create(
        claim=locked,
        capture=capture,
        title=title.strip()[:300],
        publisher=publisher.strip()[:200],
        address=address,
        excerpt=excerpt,
        start=start,
        end=end,
        stance=Evidence.Stance(stance),
        kind=Evidence.Kind(kind),
        note=note,
        added_by=by,
    )
    record("evidence added", by=by, claim=locked, evidence=evidence.pk)
    return evidence


def _place(capture: Capture | None, excerpt: str) -> tuple[int | None, int | None]:
    if capture is None or not excerpt:
        return None, None
    start = capture.text.find(excerpt)
    if start < 0:
        raise Refused("The excerpt is not in the stored copy, letter for letter.")
    return start, start + len(excerpt)


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by: User) -> Evidence:
    """Out of the draft; the row and its contributor stay on the record. Twice is once."""
    claim = Claim.objects.select_for_update().get(pk=evidence.claim_id)
    review_rules.may_add_evidence(by, claim).check()
    taken = Evidence.objects.filter(pk=evidence.pk, removed_at=None).update(
        removed_at=timezone.now(), removed_by=by
    )
    if taken:
        record("evidence removed", by=by, claim=claim, evidence=evidence.pk)
    evidence.refresh_from_db()
    return evidence
