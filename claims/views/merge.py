"""Several claims that say the same: look at them side by side, choose which one stays."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from accounts.models import User
from claims import evidence_queries, queries, rules
from claims.actions.merge import merge_into
from claims.answers import Answer
from claims.models import Claim
from claims.nlp.guard import Difference, differences
from claims.views.access import Request, newsroom
from claims.views.changes import Part, words

MOST = 12  # claims side by side


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that may stay or go; ``parts`` are its words, "new" where the staying claim has others.

    ``differs`` is what makes the two claims true or false and is not the same in both: the guard's, for
    whom this claim is "here" and the staying one "there".
    """

    claim: Claim
    may_go: Answer
    parts: list[Part]
    differs: list[Difference]
    evidence: int
    compare: str


@newsroom
def merge(request: Request) -> HttpResponse:
    """GET shows what would become of each claim; POST does it and leads to the one that stays."""
    given = request.POST if request.method == "POST" else request.GET
    ids = [int(pk) for pk in given.getlist("claim") if pk.isascii() and pk.isdigit() and len(pk) < 19]
    found = list(queries.claims_listed().filter(pk__in=ids).order_by("pk")[:MOST])
    if len(found) < 2:
        messages.warning(request, gettext("Choose at least two claims to merge."))
        return redirect("queue")
    stays = next((row for row in found if str(row.pk) == given.get("into")), None)
    if request.method == "POST" and stays is not None:
        merge_into(stays, found, by=request.user, note=request.POST.get("note", "")[:500])
        messages.success(
            request, gettext("Merged: %(value)s repeat this claim now.") % {"value": len(found) - 1}
        )
        return redirect("claim", stays.pk)
    kept = stays or _likely(request.user, found)
    rows = _candidates(request.user, found, kept)
    return render(request, "claims/merge.html", {"rows": rows, "stays": kept})


def _likely(user: User, found: list[Claim]) -> Claim:
    """One that cannot go stays; else the one that is furthest, or was there first."""
    fixed = [row for row in found if not rules.may_move(user, "decline", row)]
    return next(iter(fixed), max(found, key=lambda row: (row.status != "candidate", -row.pk)))


def _candidates(user: User, found: list[Claim], stays: Claim) -> list[Candidate]:
    pieces = evidence_queries.pieces_of(found)
    others = [("claim", row.pk) for row in found]
    return [
        Candidate(
            claim=row,
            may_go=rules.may_move(user, "decline", row),
            parts=[part for part in words(stays.text, row.text) if part.kind != "old"],
            differs=differences(row.text, stays.text, a_date=row.made_on, b_date=stays.made_on),
            evidence=pieces.get(row.pk, 0),
            compare=urlencode([*others, ("into", row.pk)]),
        )
        for row in found
    ]
