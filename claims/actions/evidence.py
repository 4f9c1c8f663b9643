"""Add what speaks for or against a claim, and take it out again."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from claims import review_rules
from claims.actions.archives import Kept
from claims.actions.captures import keep_capture
from claims.actions.intake import FILENAME_MAX, MEDIA_TYPE_MAX, check_size
from claims.actions.jobs import enqueue
from claims.errors import Refused
from claims.integrations.records import Reading
from claims.models import Capture, Claim, Evidence, EvidenceFile, Job, JobKind
from claims.wording import line
from claims.workflow import record


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was handed in; name and media type are what the sender says."""

    body: bytes
    name: str = ""
    media_type: str = ""


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
    upload: Upload | None = None,
    excerpt: str = "",
    note: str = "",
) -> Evidence:
    """Whoever adds evidence is a contributor. An excerpt of a capture is anchored in it, or refused.

    With a file the copy is made of the file, also where an address says where it was found. A form
    without one that is sent twice gives back the evidence that is there.
    """
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    review_rules.may_add_evidence(by, locked).check()
    if not title.strip() or not publisher.strip():
        raise Refused(gettext("Say what the source is and who published it."))
    if upload is not None:
        _check_upload(upload, capture)
    start, end = _place(capture, excerpt)
    given = {
        "capture": capture,
        "title": title.strip()[:300],
        "publisher": publisher.strip()[:200],
        "address": address,
        "excerpt": excerpt,
        "start": start,
        "end": end,
        "stance": Evidence.Stance(stance),
        "kind": Evidence.Kind(kind),
        "note": note,
        "added_by": by,
    }
    again = Evidence.objects.filter(claim=locked, removed_at=None, **given).first()
    if again is not None and upload is None:
        return again
    evidence = Evidence.objects.create(claim=locked, **given)
    record("evidence added", by=by, claim=locked, evidence=evidence.pk)
    if upload is not None:
        _keep_file(evidence, upload)
    if (address or upload) and capture is None:
        fetch_copy(evidence, by=by)
    return evidence


def _check_upload(upload: Upload, capture: Capture | None) -> None:
    if capture is not None:
        raise Refused(gettext("Give a file or choose a stored copy, not both."))
    if not upload.body.strip():
        raise Refused(
            gettext("%(value)s is empty.") % {"value": line(upload.name, FILENAME_MAX) or gettext("The file")}
        )
    check_size(len(upload.body))


def _keep_file(evidence: Evidence, upload: Upload) -> None:
    EvidenceFile.objects.create(
        evidence=evidence,
        name=line(upload.name, 10_000)[-FILENAME_MAX:],
        media_type=line(upload.media_type, MEDIA_TYPE_MAX),
        raw=upload.body,
    )


def fetch_copy(evidence: Evidence, *, by: User) -> Job:
    """Have a worker keep a copy of the page; asking again while one does is the same job."""
    return enqueue(
        JobKind.CAPTURE,
        key=f"evidence:{evidence.pk}",
        by=by,
        claim=evidence.claim,
        payload={"evidence": evidence.pk},
    )


@transaction.atomic
def attach_copy(
    evidence: Evidence,
    reading: Reading,
    *,
    raw: bytes,
    address: str,
    retrieved_at: datetime,
    archive: Kept | None = None,
) -> Capture:
    """Store what was fetched as a capture and tie the evidence to it, once.

    Refused when the draft stands still by now: its reviewers have seen the evidence as it was.
    """
    claim = Claim.objects.select_for_update().get(pk=evidence.claim_id)
    evidence.refresh_from_db()
    if evidence.capture is not None:
        return evidence.capture
    if claim.status not in review_rules.DRAFTING:
        raise Refused(gettext("The draft was submitted before the copy was there: have it returned first."))
    capture, _ = keep_capture(reading, raw=raw, address=address, retrieved_at=retrieved_at, archive=archive)
    evidence.capture = capture
    evidence.save(update_fields=["capture"])
    record("evidence captured", by=None, claim=claim, evidence=evidence.pk, sha256=capture.sha256)
    return capture


def _place(capture: Capture | None, excerpt: str) -> tuple[int | None, int | None]:
    if capture is None or not excerpt:
        return None, None
    start = capture.text.find(excerpt)
    if start < 0:
        raise Refused(gettext("The excerpt is not in the stored copy, letter for letter."), field="excerpt")
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
