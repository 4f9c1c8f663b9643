"""What was checked before: the matches of a claim, and deciding on them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts.models import User
from claims import match_queries, match_rules, queries, review_rules, rules
from claims.actions.matches import confirm, reject, take_back
from claims.actions.merge import cite, merge
from claims.answers import Answer
from claims.errors import Refused
from claims.models import Claim, Evidence, KnownCheck, Match, Publication, Rating
from claims.views.access import Request, newsroom, wants_part


@dataclass(frozen=True, slots=True)
class Earlier:
    """A published check, or a claim of ours, as a person reads it before deciding anything.

    ``rating`` is one that we published, ``rating_words`` another publisher's. What a draft of ours
    says is never here. ``address`` is one of ours, or the publisher's where ``outside``.
    """

    text: str
    outlet: str
    day: date | None
    rating: Rating | None
    rating_words: str
    state: str
    address: str
    outside: bool


def of_check(check: KnownCheck) -> Earlier:
    return Earlier(
        text=check.claim or check.title,
        outlet=check.publisher or check.feed or gettext("Publisher not named"),
        day=check.reviewed_on,
        rating=None,
        rating_words=check.rating_words,
        state=gettext("Withdrawn by its publisher") if check.withdrawn_at else "",
        address=check.address,
        outside=True,
    )


def of_claim(claim: Claim, published: Publication | None) -> Earlier:
    return Earlier(
        text=claim.text,
        outlet=gettext("Ours, claim %(number)s") % {"number": claim.pk},
        day=timezone.localdate(published.published_at) if published else None,
        rating=published.rating if published else None,
        rating_words="",
        state="" if published else claim.get_status_display(),
        address=reverse("claim", args=[claim.pk]),
        outside=False,
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A match on a claim's page; each answer says yes, or why its button is off."""

    match: Match
    other: Claim | None
    earlier: Earlier
    may_decide: Answer
    may_take_back: Answer
    may_follow_up: Answer

    @property
    def merged(self) -> bool:
        one, two = self.match.claim, self.match.other
        return two is not None and (one.merged_into_id == two.pk or two.merged_into_id == one.pk)


def shown(user: User, claim: Claim) -> dict[str, Any]:
    """The matches of the claim with what may be done about each; two queries."""
    found = list(match_queries.matches_of(claim))
    published = match_queries.verdicts_of(pk for row in found if (pk := _other_id(row, claim)))
    may_cite, may_merge = review_rules.may_add_evidence(user, claim), rules.may_move(user, "decline", claim)
    rows = []
    for match in found:
        other = None if match.known else match.other if match.claim_id == claim.pk else match.claim
        earlier = of_claim(other, published.get(other.pk)) if other else of_check(match.known)  # type: ignore[arg-type]
        rows.append(
            Row(
                match,
                other,
                earlier,
                match_rules.may_decide_match(user, match),
                match_rules.may_take_back_match(user, match),
                may_merge if other else may_cite,
            )
        )
    rejected = [row for row in rows if row.match.state == Match.State.REJECTED]
    return {
        "claim": claim,
        "matches": [row for row in rows if row not in rejected],
        "rejected": rejected,
        "fold": ":",  # all of them
        "stances": Evidence.Stance.choices,
        "done": "",
    }


def _other_id(match: Match, claim: Claim) -> int | None:
    return match.claim_id if match.other_id == claim.pk else match.other_id


@require_GET
@newsroom
def matches(request: Request, pk: int) -> HttpResponse:
    """A part of the claim's page, and a page of its own."""
    claim = get_object_or_404(queries.claim_shown(pk))
    return _draw(request, claim)


def _draw(request: Request, claim: Claim, status: int = 200, **more: Any) -> HttpResponse:
    context = {**shown(request.user, claim), **more}
    page = "claims/_matches.html" if wants_part(request) else "claims/matches.html"
    return render(request, page, context, status=status)


def _cite(match: Match, claim: Claim, request: Request) -> None:
    stance = request.POST.get("stance", "")
    if stance not in Evidence.Stance.values:
        raise Refused(gettext("Say what the check says of the claim: does it support or refute it?"))
    cite(match, by=request.user, stance=stance)


# action: what is done, what is said afterwards
ACTS: dict[str, tuple[Callable[[Match, Claim, Request], object], str | Promise]] = {
    "confirm": (
        lambda match, claim, request: confirm(match, by=request.user),
        _("Linked. Its rating stays where it was given: cite it, or merge."),
    ),
    "reject": (
        lambda match, claim, request: reject(match, by=request.user),
        _("Rejected. This pair will not be suggested again."),
    ),
    "undo": (
        lambda match, claim, request: take_back(match, by=request.user),
        _("Undone: a suggestion again."),
    ),
    "cite": (_cite, _("Cited as evidence. You worked on this check now.")),
    "merge": (
        lambda match, claim, request: merge(match, claim=claim, by=request.user),
        _("Merged. Every appearance stays, and shows on both claims."),
    ),
}


@newsroom
def act(request: Request, pk: int, action: str) -> HttpResponse:
    """One decision. htmx gets the part anew; without JavaScript it is back to the claim."""
    if action not in ACTS:
        raise Http404
    match = get_object_or_404(Match.objects.select_related("claim", "other"), pk=pk)
    claim = match.other if match.other and request.POST.get("claim") == str(match.other_id) else match.claim
    if request.method != "POST":
        return redirect(_there(claim))
    do, said = ACTS[action]
    do(match, claim, request)
    if wants_part(request) and action in {"confirm", "reject", "undo"}:
        return _draw(request, get_object_or_404(queries.claim_shown(claim.pk)), done=str(said))
    messages.success(request, str(said))
    answer = redirect(_there(claim))
    return HttpResponse(headers={"HX-Redirect": answer["Location"]}) if wants_part(request) else answer


def _there(claim: Claim) -> str:
    return reverse("claim", args=[claim.pk]) + "#matches"
