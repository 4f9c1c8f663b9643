"""Background work: what waits, runs, ended and failed."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from accounts.roles import Role, roles_of
from claims import queries
from claims.actions import jobs as actions
from claims.api.access import READ, WRITE, asker
from claims.api.pages import listed
from claims.api.shapes import making
from claims.api.shapes.given import JobFilters
from claims.api.shapes.shown import Job as Shown
from claims.api.shapes.shown import Jobs
from claims.api.types import Pk
from claims.models import Job

router = Router(tags=["jobs"])


def shown(request: HttpRequest, row: Job) -> dict[str, Any]:
    return making.job(row, sees_detail=Role.OPERATOR in roles_of(asker(request)))


@router.get("/jobs", response=Jobs, auth=READ)
def list_jobs(request: HttpRequest, asked: Query[JobFilters]) -> Any:
    rows = queries.jobs_listed()
    rows = rows.filter(state=asked.state) if asked.state else rows
    return listed(request, rows, asked, order=("-pk",), shown=lambda row: shown(request, row))


@router.get("/jobs/{pk}", response=Shown, auth=READ)
def get_job(request: HttpRequest, pk: Pk) -> Any:
    return shown(request, get_object_or_404(queries.jobs_listed(), pk=pk))


@router.post("/jobs/{pk}/retry", response=Shown, auth=WRITE)
def retry_job(request: HttpRequest, pk: Pk) -> Any:
    """Another go at a failed job."""
    actions.retry(get_object_or_404(Job, pk=pk), by=asker(request))
    return get_job(request, pk)


@router.post("/jobs/{pk}/cancel", response=Shown, auth=WRITE)
def cancel_job(request: HttpRequest, pk: Pk) -> Any:
    """Take a waiting job out."""
    actions.cancel(get_object_or_404(Job, pk=pk), by=asker(request))
    return get_job(request, pk)
