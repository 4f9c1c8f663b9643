"""Keep web archives with their captures, and seal what an approval rests on."""

import hashlib
import json
from dataclasses import dataclass

from claims.integrations.http import Fetched
from claims.integrations.warc import Warc
from claims.models import Approval, Archive, Capture, SealedEvidence

HEADERS_KEPT = 60  # shown beside the archive; the archive has them all


@dataclass(frozen=True, slots=True)
class Kept:
    """A written WARC file and the page that it holds; None where a file was handed in."""

    warc: Warc
    page: Fetched | None = None


def keep_archive(capture: Capture, kept: Kept) -> Archive:
    """The capture's archive, written once. Call it inside the capture's own transaction."""
    page, warc = kept.page, kept.warc
    fields = {
        "warc": warc.body,
        "sha256": warc.sha256,
        "size": warc.size,
        "payload_sha256": warc.payload_sha256,
        "status": warc.status,
        "charset": (page.charset or "")[:40] if page else "",
        "headers": [list(pair) for pair in page.headers[:HEADERS_KEPT]] if page else [],
        "redirects": list(page.redirects) if page else [],
    }
    return Archive.objects.get_or_create(capture=capture, defaults=fields)[0]


def seal_evidence(approval: Approval) -> str:
    """Freeze which pieces the approval rests on, and the digests of their copies: the digest of it all.

    SHA-256 over canonical JSON of the rows, in the order of the pieces. Call it inside the approval's
    own transaction, and put the digest on the record.
    """
    pieces = approval.version.evidence.select_related("capture__archive").order_by("pk")
    rows = [
        _sealed(approval, piece.pk, piece.capture)
        for piece in pieces.defer("capture__raw", "capture__text", "capture__archive__warc")
    ]
    SealedEvidence.objects.bulk_create(rows)
    said = [[row.evidence_id, row.text_sha256, row.raw_sha256, row.warc_sha256] for row in rows]
    return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()


def _sealed(approval: Approval, evidence: int, capture: Capture | None) -> SealedEvidence:
    if capture is None:
        return SealedEvidence(approval=approval, evidence_id=evidence)
    archive = getattr(capture, "archive", None)
    return SealedEvidence(
        approval=approval,
        evidence_id=evidence,
        capture=capture,
        text_sha256=capture.sha256,
        raw_sha256=capture.raw_sha256,
        warc_sha256=archive.sha256 if archive else "",
    )
