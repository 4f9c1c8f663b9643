"""Background work: what waits, runs, ended and failed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from accounts.roles import Role, roles_of
from claims import queries, rules
from claims.actions import jobs as actions
from claims.models import Job
from claims.paging import page
from claims.views.access import Request, back, newsroom, wants_part


@require_GET
@newsroom
def jobs(request: Request) -> HttpResponse:
    """All, or those in one state. While some are open the list looks again."""
    rules.may_see_jobs(request.user).check()
    state = request.GET.get("state", "")
    rows = queries.jobs_listed()
    if state in Job.State.values:
        rows = rows.filter(state=state)
    found = page(rows, order=("-pk",), after=request.GET.get("after", ""), size=30)
    context = {
        "page": found,
        "state": state,
        "may_retry": rules.may_retry_job(request.user),
        "looks_again": not request.GET.get("after") and any(job.is_open for job in found.rows),
    }
    if wants_part(request) and request.htmx.target == "more":
        return render(request, "claims/_job_rows.html", context)
    context["states"] = _states()
    return render(request, "claims/_jobs.html" if wants_part(request) else "claims/jobs.html", context)


def _states() -> list[tuple[str, str, int]]:
    counts = queries.job_counts()
    return [(state.value, str(state.label), counts[state.value]) for state in Job.State]


@require_GET
@newsroom
def job(request: Request, pk: int) -> HttpResponse:
    rules.may_see_jobs(request.user).check()
    context = {
        "job": get_object_or_404(queries.jobs_listed(), pk=pk),
        "may_retry": rules.may_retry_job(request.user),
        "sees_detail": Role.OPERATOR in roles_of(request.user),
    }
    return render(request, "claims/job.html", context)


@require_POST
@newsroom
def retry(request: Request, pk: int) -> HttpResponse:
    actions.retry(get_object_or_404(Job, pk=pk), by=request.user)
    messages.success(request, gettext("The job waits for a worker again."))
    return back(request, reverse("job", args=[pk]))


@require_POST
@newsroom
def cancel(request: Request, pk: int) -> HttpResponse:
    actions.cancel(get_object_or_404(Job, pk=pk), by=request.user)
    messages.success(request, gettext("The job is cancelled."))
    return back(request, reverse("job", args=[pk]))
