"""What the machine looked at and suggests, and a person's word on it."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from claims import queries, review_rules, run_queries
from claims.actions.runs import request_replay, request_run
from claims.actions.suggestions import reject, use
from claims.api.access import READ, WRITE, asker
from claims.api.claims import claim_of
from claims.api.pages import listed
from claims.api.shapes import machine, making
from claims.api.shapes.given import Paged
from claims.api.shapes.machine import Runs, RunWhole, Suggestions
from claims.api.shapes.machine import Suggestion as Shown
from claims.api.shapes.shown import Job as ShownJob
from claims.api.types import Pk
from claims.models import Run, Suggestion
from claims.visibility import machine_may_judge

router = Router(tags=["runs"])
HIDDEN = "The draft is submitted: what a run suggests is for the work before that."


@router.get("/claims/{pk}/runs", response=Runs, auth=READ)
def list_runs(request: HttpRequest, pk: Pk, asked: Query[Paged]) -> Any:
    """The claim's verification runs, the newest first."""
    rows = Run.objects.filter(claim=claim_of(pk)).select_related("requested_by")
    return listed(request, rows, asked, order=("-pk",), shown=machine.run)


@router.post("/claims/{pk}/runs", response={202: ShownJob}, auth=WRITE)
def start_run(request: HttpRequest, pk: Pk) -> Any:
    """Have a worker look for what is known of the claim. Asking while one looks is the same job."""
    return Status(202, making.job(request_run(claim_of(pk), by=asker(request)), sees_detail=False))


@router.get("/runs/{pk}", response=RunWhole, auth=READ)
def get_run(request: HttpRequest, pk: Pk) -> Any:
    """Each step with its outputs; the machine's verdict only while nobody may be judging blind."""
    found = get_object_or_404(run_queries.run_shown(pk))
    judged = machine_may_judge(found.claim.status)
    return {
        **machine.run(found),
        "steps": [machine.step(row, judged=judged) for row in found.steps.all()],
    }


@router.post("/runs/{pk}/replay", response={202: ShownJob}, auth=WRITE)
def replay_run(request: HttpRequest, pk: Pk) -> Any:
    """Have a worker answer the run's steps again from their stored inputs."""
    job = request_replay(get_object_or_404(run_queries.run_shown(pk)), by=asker(request))
    return Status(202, making.job(queries.jobs_listed().get(pk=job.pk), sees_detail=False))


@router.get("/claims/{pk}/suggestions", response=Suggestions, auth=READ)
def list_suggestions(request: HttpRequest, pk: Pk) -> Any:
    """The rating first, then evidence by its confidence; only while the draft is open."""
    claim = claim_of(pk)
    if claim.status not in review_rules.DRAFTING:
        return {"items": [], "hidden": HIDDEN}
    rows = run_queries.suggestions_of(claim).select_related("rating__scale")[:100]
    return {"items": [machine.suggestion(row) for row in rows], "hidden": ""}


def suggestion_of(pk: int) -> Suggestion:
    rows = Suggestion.objects.select_related("claim", "rating__scale", "decided_by").defer("claim__search")
    return get_object_or_404(rows, pk=pk)


@router.post("/suggestions/{pk}/use", response=Shown, auth=WRITE)
def use_suggestion(request: HttpRequest, pk: Pk) -> Any:
    """Take it over as one's own act: a passage becomes evidence; a rating is still to be drafted."""
    use(suggestion_of(pk), by=asker(request))
    return machine.suggestion(suggestion_of(pk))


@router.post("/suggestions/{pk}/reject", response=Shown, auth=WRITE)
def reject_suggestion(request: HttpRequest, pk: Pk) -> Any:
    """Remembered: the same is not suggested for this claim again."""
    reject(suggestion_of(pk), by=asker(request))
    return machine.suggestion(suggestion_of(pk))
