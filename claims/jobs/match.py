"""Look for what was checked before, and tell of what came back. It suggests; people decide."""

from typing import Any

from claims import search
from claims.actions.matches import suggest
from claims.actions.recurrence import tell
from claims.actions.thresholds import grade_anew
from claims.jobs.progress import Progress
from claims.models import Claim, Job, Match
from claims.said import said

NEAREST = 5


def look_up(claim: Claim) -> list[search.Found]:
    """Published checks and claims of ours that may say the same, the claim itself left out."""
    checks = search.find(claim.text, k=NEAREST, among="checks")
    ours = search.find(claim.text, k=NEAREST + 1, among="claims")
    return [*checks, *(found for found in ours if found.claim != claim)]


def plain(found: search.Found) -> dict[str, Any]:
    """As a run stores it."""
    return {
        "check": found.check.pk if found.check else None,
        "claim": found.claim.pk if found.claim else None,
        "text": str(found.check or found.claim),
        "publisher": found.check.publisher if found.check else "",
        "rating": found.check.rating_words if found.check else "",
        "score": round(found.score, 4),
        "probability": round(found.probability, 4),
        "same_claim": found.same_claim,
        "why": list(found.why),
        "method": found.method,
        "model_version": found.model_version,
    }


def match(job: Job, progress: Progress) -> dict[str, Any]:
    """For these claims, or grade anew what is suggested. Claims that are gone end it quietly."""
    if job.payload.get("grade"):
        return _grade(progress)
    claims = list(Claim.objects.filter(pk__in=job.payload.get("claims", [])).defer("search").order_by("pk"))
    suggested = 0
    for done, claim in enumerate(claims):
        progress(done, len(claims), said("Looking for earlier checks"))
        suggested += len(suggest(claim, look_up(claim)))
    progress(len(claims), len(claims))
    return {"claims": len(claims), "suggested": suggested}


def _grade(progress: Progress) -> dict[str, Any]:
    """Each in a transaction of its own: a lost worker begins anew and changes only what is left."""
    rows = Match.objects.filter(state=Match.State.SUGGESTED).select_related("claim").defer("claim__search")
    total, changed = rows.count(), 0
    for done, row in enumerate(rows.order_by("pk").iterator()):
        if done % 50 == 0:
            progress(done, total, said("Grading suggestions anew"))
        changed += grade_anew(row)
    progress(total, total)
    return {"changed": changed}


def alert(job: Job, progress: Progress) -> dict[str, Any]:
    """Tell once that a claim of ours came back. A match that is gone or undone ends it."""
    found = Match.objects.select_related("claim", "other").filter(pk=job.payload.get("match")).first()
    told = tell(found, by=job.created_by) if found else []
    progress(1, 1)
    return {"told": len(told)}
