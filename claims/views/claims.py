"""One claim: what was said, where, how much it is worth checking, what is known, what was done."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from claims import match_queries, queries, rules
from claims.actions.claims import Overtaken, edit_claim
from claims.actions.describe import describe_claim
from claims.actions.runs import request_run
from claims.errors import Refused, Stale
from claims.forms import AssignForm, DeclineForm, EditForm, FactsForm, ReleaseForm, ReopenForm
from claims.live_queries import stamp
from claims.models import Claim, Job, JobKind
from claims.review_forms import DraftForm
from claims.states import Status
from claims.views import matches, parts, proposals, source
from claims.views import runs as run_views
from claims.views.access import Request, newsroom, only_posted, wants_part
from claims.views.buttons import buttons, screen, steps
from claims.views.draft import drawn
from claims.views.sight import sight_of

FEW = 3  # pieces of evidence, and matches, that stand on the page at first: each weighs more than 1 KB


@require_GET
@newsroom
def claim(request: Request, pk: int) -> HttpResponse:
    return show(request, get_object_or_404(queries.claim_shown(pk)))


def show(request: Request, claim: Claim, status: int = 200, **forms: Any) -> HttpResponse:
    """The claim's page; ``forms`` are those that come back with something to mend."""
    user = request.user
    now = stamp("claim", user=user.pk, pk=claim.pk)  # before the rest is read: what changes then, differs
    sight = sight_of(user, claim)
    context = {
        "stamp": now,
        "sight": sight,
        "buttons": buttons(user, claim),
        "steps": steps(user, claim),
        "screen": screen(user, claim),
        "may_edit": rules.may_edit(user, claim),
        "activities": claim.activities.select_related("actor")[:100],
        "hears": sight.talk,
        "overtaken": None,
        **_empty_forms(claim),
        **known(user, claim),
        **matches.shown(user, claim),
        "timeline": match_queries.timeline(claim),
        **parts.verdict(user, claim, sight),
        **parts.evidence(user, claim),
        **parts.talk(user, claim, sight),
        **parts.replies(user, claim),
        **parts.steps(user, claim),
        **proposals.shown(user, claim),
        **source.shown(request, claim),
        "fold": f":{FEW}",
        **forms,
    }
    context["writing"] = _writing(claim, context)
    return render(request, "claims/claim.html", context, status=status)


def _writing(claim: Claim, context: dict[str, Any]) -> DraftForm | None:
    """The form of the draft, for whoever may write it now and may see what stands in it."""
    if claim.status != Status.RESEARCHING or not context["may_assess"]:
        return None
    return drawn(context["versions"]) if context["sight"].draft or not context["has_draft"] else None


def _facts(claim: Claim) -> dict[str, Any]:
    names = "\n".join(speaker.name for speaker in claim.speakers.all())
    topics = list(claim.topics.all())
    start = {"speakers": names, "made_on": claim.made_on, "topics": topics, "version": claim.version}
    return {"topics": topics, "facts": FactsForm(initial=start)}


def _empty_forms(claim: Claim) -> dict[str, Any]:
    return {
        "decline": DeclineForm(prefix="decline"),
        "reopen": ReopenForm(prefix="reopen"),
        "release": ReleaseForm(prefix="release"),
        "assign": AssignForm(prefix="assign"),
        "edit": EditForm(initial={"text": claim.text, "version": claim.version}),
        **_facts(claim),
    }


def known(user: Any, claim: Claim) -> dict[str, Any]:
    """What the machine found, and whether it is looking now."""
    runs = list(queries.runs_of(claim)[:5])
    looking = queries.jobs_listed().filter(claim=claim, kind=JobKind.VERIFY)
    jobs = list(looking.order_by("-pk")[:1])
    return {
        "claim": claim,
        "runs": runs,
        "job": jobs[0] if jobs and jobs[0].state not in {Job.State.DONE, Job.State.CANCELLED} else None,
        "may_verify": rules.may_verify(user, claim),
        **run_views.suggested(user, claim),
    }


@require_GET
@newsroom
def peek(request: Request, pk: int) -> HttpResponse:
    """The claim beside the queue."""
    found = get_object_or_404(queries.claim_shown(pk))
    context = {
        "claim": found,
        "buttons": buttons(request.user, found),
        "decline": DeclineForm(prefix="decline"),
    }
    return render(request, "claims/_peek.html", context)


@newsroom
def runs(request: Request, pk: int) -> HttpResponse:
    """What is known of the claim, as a part that looks again while a worker looks; POST asks for a run."""
    found = get_object_or_404(queries.claim_shown(pk))
    if request.method == "POST":
        request_run(found, by=request.user, before="before" in request.POST)
        if not wants_part(request):
            messages.success(request, gettext("A worker will look for what is known."))
            return redirect("claim", pk)
    if not wants_part(request):
        return redirect("claim", pk)
    context = known(request.user, found)
    answer = render(request, "claims/_known.html", context)
    if context["job"] is None:
        answer["HX-Trigger"] = "looked"  # what it suggests stands in another part
    return answer


@only_posted("claim")
@newsroom
def edit(request: Request, pk: int) -> HttpResponse:
    """Save the statement. What was typed stays on the page when it cannot be saved."""
    found = get_object_or_404(queries.claim_shown(pk))
    form = EditForm(request.POST)
    if not form.is_valid():
        return show(request, found, 422, edit=form)
    try:
        edit_claim(found, by=request.user, **form.cleaned_data)
    except Overtaken as newer:
        mine = EditForm(initial={"text": newer.yours, "version": newer.theirs.version})
        found.text, found.version = newer.theirs.text, newer.theirs.version
        return show(request, found, 409, edit=mine, overtaken=newer)
    except Refused as why:
        form.add_error("text", str(why))
        return show(request, found, 422, edit=form)
    messages.success(request, gettext("The statement is saved."))
    return redirect("claim", found.pk)


@only_posted("claim")
@newsroom
def describe(request: Request, pk: int) -> HttpResponse:
    """Save who said it, when and its topics. What was typed stays when it cannot be saved."""
    found = get_object_or_404(queries.claim_shown(pk))
    form = FactsForm(request.POST)
    if not form.is_valid():
        return show(request, found, 422, facts=form)
    try:
        describe_claim(found, by=request.user, **form.cleaned_data)
    except Stale as newer:
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["version"] = found.version  # type: ignore[index]
        form.add_error(None, str(newer))
        return show(request, found, 409, facts=form)
    except Refused as why:
        form.add_error("speakers", str(why))
        return show(request, found, 422, facts=form)
    messages.success(request, gettext("Saved."))
    return redirect("claim", found.pk)
