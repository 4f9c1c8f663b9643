"""Evidence: what speaks for or against a claim."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from claims import review_queries, review_rules
from claims.actions.evidence import Upload, add_evidence, remove_evidence
from claims.api.access import READ, WRITE, asker
from claims.api.claims import claim_of
from claims.api.files import only_these
from claims.api.shapes import making
from claims.api.shapes.given import EvidenceFile, NewEvidence
from claims.api.shapes.shown import Evidence as Shown
from claims.api.shapes.shown import EvidenceList
from claims.api.types import Pk
from claims.models import Capture, Evidence
from claims.visibility import sight_of

router = Router(tags=["evidence"])


def evidence_of(pk: int) -> Evidence:
    rows = Evidence.objects.select_related("claim", "capture", "added_by")
    return get_object_or_404(rows.defer("claim__search", "capture__raw", "capture__text"), pk=pk)


@router.get("/claims/{pk}/evidence", response=EvidenceList, auth=READ)
def list_evidence(request: HttpRequest, pk: Pk) -> Any:
    """What stands in the draft. Whoever still judges it blind reads neither stance nor note."""
    claim = claim_of(pk)
    sight = sight_of(asker(request), claim)
    return {"items": [making.evidence(row, sight) for row in review_queries.evidence_of(claim)]}


@router.post("/claims/{pk}/evidence", response={201: Shown}, auth=WRITE)
def create_evidence(request: HttpRequest, pk: Pk, given: NewEvidence) -> Any:
    """Whoever adds evidence is a contributor. An excerpt of a capture is anchored in it, or refused."""
    claim = claim_of(pk)
    review_rules.may_add_evidence(asker(request), claim).check()
    fields = given.model_dump()
    number = fields.pop("capture")
    capture = get_object_or_404(Capture.objects.defer("raw"), pk=number) if number else None
    made = add_evidence(claim, by=asker(request), capture=capture, **fields)
    return Status(201, making.evidence(evidence_of(made.pk), sight_of(asker(request), claim)))


@router.post("/claims/{pk}/evidence/file", response={201: Shown}, auth=WRITE)
def create_evidence_of_file(
    request: HttpRequest, pk: Pk, file: File[UploadedFile], given: Form[EvidenceFile]
) -> Any:
    """As above, with a file as a part of a form; a worker makes the copy of it."""
    only_these(request, EvidenceFile)
    claim, by = claim_of(pk), asker(request)
    review_rules.may_add_evidence(by, claim).check()
    upload = Upload(file.read(), file.name or "", file.content_type or "")
    made = add_evidence(claim, by=by, upload=upload, **given.model_dump())
    return Status(201, making.evidence(evidence_of(made.pk), sight_of(by, claim)))


@router.get("/evidence/{pk}", response=Shown, auth=READ)
def get_evidence(request: HttpRequest, pk: Pk) -> Any:
    found = evidence_of(pk)
    return making.evidence(found, sight_of(asker(request), found.claim))


@router.post("/evidence/{pk}/remove", response=Shown, auth=WRITE)
def take_out_evidence(request: HttpRequest, pk: Pk) -> Any:
    """Out of the draft; it stays on the record, and so does who added it."""
    remove_evidence(evidence_of(pk), by=asker(request))
    found = evidence_of(pk)
    return making.evidence(found, sight_of(asker(request), found.claim))
