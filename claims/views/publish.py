"""An approved check: see it as the public will, then publish it, hold it, or call the hold off."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from claims import markup_rules, queries, review_queries, review_rules
from claims.actions import publish as actions
from claims.actions.freeze import content_of, markup_of
from claims.errors import Denied, Refused
from claims.integrations.validity import findings
from claims.models import Approval, Claim, Publication
from claims.review_forms import PublishForm, ReasonForm, RepublishForm
from claims.states import Status
from claims.views.access import Request, newsroom, only_posted

CORRECTION = ("severity", "what", "why", "notice")


@newsroom
def publish(request: Request, pk: int) -> HttpResponse:
    """GET shows the page as it would be frozen now; POST publishes it, or holds it until its minute."""
    claim = get_object_or_404(queries.claim_shown(pk))
    review_rules.may_publish(request.user, claim).check()
    if request.method != "POST" and claim.status != Status.APPROVED:
        return redirect("claim", pk)
    before = review_queries.newest_publication(claim)
    approval = _approval(claim)
    drawn = {"approval": approval.pk if approval else None}
    form = (RepublishForm if before else PublishForm)(request.POST or None, initial=drawn)
    if request.method != "POST" or not form.is_valid():
        return _show(request, claim, form, before, approval)
    try:
        _do(request, claim, form.cleaned_data)
    except Denied:
        raise
    except Refused as why:
        form.add_error(why.field, str(why))
        return _show(request, claim, form, before, _approval(claim))  # it may be another by now
    return redirect("claim", pk)


def _approval(claim: Claim) -> Approval | None:
    return review_queries.approval_of(review_queries.assessment_of(claim))


def _do(request: Request, claim: Claim, given: dict[str, Any]) -> None:
    correction = {name: given[name] for name in CORRECTION if name in given} or None
    if request.POST.get("do") != "hold":
        actions.publish(claim, by=request.user, correction=correction, approval=given["approval"])
        messages.success(request, gettext("Published."))
        return
    if given["publish_at"] is None:
        raise Refused(gettext("Say until when the embargo holds it."), field="publish_at")
    actions.hold_until(
        claim,
        by=request.user,
        publish_at=given["publish_at"],
        correction=correction,
        approval=given["approval"],
    )
    messages.success(request, gettext("Held. It goes out at its minute by itself."))


def _show(
    request: Request, claim: Claim, form: PublishForm, before: Publication | None, approval: Approval | None
) -> HttpResponse:
    """The preview, with what search engines would refuse or miss."""
    if approval is None:
        raise Refused(gettext("There is no approval to publish."))
    if form.is_bound:  # the preview beside it shows what is approved now
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["approval"] = approval.pk  # type: ignore[index]
    first = before.content.get("first_published") if before else None
    content = content_of(claim, approval, at=timezone.now()) | ({"first_published": first} if first else {})
    content["corrections"] = list(before.content["corrections"]) if before else []
    markup = markup_of(Publication(content=content))
    context = {
        "claim": claim,
        "form": form,
        "approval": approval,
        "content": content,
        "speakers": {},  # the preview leads to no list
        "findings": findings(markup),
        "may_go": markup_rules.may_go_public(markup),
        "before": before,
        "embargo": review_queries.open_embargo(claim),
        "return_form": ReasonForm(prefix="return"),
    }
    return render(request, "claims/publish.html", context, status=422 if form.errors else 200)


@only_posted("claim")
@newsroom
def embargo_off(request: Request, pk: int) -> HttpResponse:
    claim = get_object_or_404(queries.claim_shown(pk))
    embargo = review_queries.open_embargo(claim)
    if embargo is None:
        raise Refused(gettext("There is no embargo to call off."))
    actions.call_off(embargo, by=request.user)
    messages.success(request, gettext("Called off. The check waits until somebody publishes it."))
    return redirect("claim", pk)
