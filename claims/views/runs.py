"""A verification run: its steps, running it again, what changed since an earlier one, what it suggests."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from claims import proposal_rules, review_rules, rules, run_queries
from claims.actions.runs import request_replay
from claims.actions.suggestions import reject, use
from claims.answers import Answer
from claims.jobs.replay import Outcome, Replayed
from claims.models import Claim, Job, Run, Step, Suggestion
from claims.nlp.verification.changes import Change, changes
from claims.views.access import Request, newsroom
from claims.visibility import machine_may_judge

ACTS = {
    "use": (use, _("Used. It is yours now, and stands on the record.")),
    "reject": (reject, _("Rejected. It will not be suggested again.")),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A suggestion with whether this person may decide on it."""

    suggestion: Suggestion
    may_decide: Answer


def suggested(user: User, claim: Claim) -> dict[str, Any]:
    """What runs suggested for the claim, while its draft is open; asks nothing of the database otherwise."""
    if claim.status not in review_rules.DRAFTING:
        return {"suggestions_on": False, "judged": machine_may_judge(claim.status)}
    found = list(run_queries.suggestions_of(claim)[:30])
    for one in found:
        one.claim = claim
    rows = [Row(one, proposal_rules.may_decide_suggestion(user, one)) for one in found]
    return {
        "suggestions_on": True,
        "judged": True,
        "suggestions": [row for row in rows if row.suggestion.is_open],
        "suggestions_decided": [row for row in rows if not row.suggestion.is_open],
    }


@require_GET
@newsroom
def run(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(run_queries.run_shown(pk))
    context = {
        "run": found,
        "claim": found.claim,
        "before": run_queries.run_before(found),
        "judged": machine_may_judge(found.claim.status),
        **_replayed(found),
        "may_verify": rules.may_verify(request.user, found.claim),
    }
    return render(request, "claims/run.html", context)


def _replayed(found: Run) -> dict[str, Any]:
    """The newest time that it was run again, and what came of it."""
    job = run_queries.newest_replay(found)
    done = job is not None and job.state == Job.State.DONE
    rows = [Replayed(**row) for row in (job.result or {}).get("steps", [])] if job and done else []
    return {
        "replay": job,
        "replayed": rows,
        "all_same": bool(rows) and all(row.outcome == Outcome.SAME for row in rows),
    }


@require_POST
@newsroom
def replay(request: Request, pk: int) -> HttpResponse:
    request_replay(get_object_or_404(run_queries.run_shown(pk)), by=request.user)
    messages.success(request, gettext("A worker runs it again from what was stored."))
    return redirect(reverse("run", args=[pk]) + "#replay")


@dataclass(frozen=True, slots=True)
class StepChanges:
    """One step in two runs; either may be missing, as in runs of an older version."""

    name: str
    label: str
    then: Step | None
    now: Step | None
    changes: list[Change]

    @property
    def model_changed(self) -> bool:
        return bool(self.then and self.now and self.then.model_version != self.now.model_version)


@require_GET
@newsroom
def compare(request: Request, pk: int) -> HttpResponse:
    """This run beside an earlier one of the same claim: the one asked for, else the one before."""
    now = get_object_or_404(run_queries.run_shown(pk))
    asked = request.GET.get("with", "")
    then = run_queries.run_before(now)
    if asked:
        if not asked.isdecimal() or len(asked) > 18:
            raise Http404
        then = get_object_or_404(run_queries.run_shown(int(asked)), claim=now.claim_id)
    context = {
        "now": now,
        "then": then,
        "claim": now.claim,
        "others": Run.objects.filter(claim=now.claim_id).exclude(pk=now.pk).order_by("-pk")[:20],
        "steps": _steps(then, now) if then else [],
        "judged": machine_may_judge(now.claim.status),
    }
    return render(request, "claims/run_changes.html", context)


def _steps(then: Run, now: Run) -> list[StepChanges]:
    before, after = ({step.name: step for step in one.steps.all()} for one in (then, now))
    texts = {
        row["key"]: row["text"]
        for one in (before, after)
        for name in ("passages", "elsewhere")
        for row in (one["evidence"].outputs if "evidence" in one else {}).get(name, [])
    }
    return [
        StepChanges(name, str(run_queries.LABELS.get(name, name)), before.get(name), after.get(name),
                    changes(name, _outputs(before.get(name)), _outputs(after.get(name)), texts))
        for name in dict.fromkeys([*after, *before])
    ]  # fmt: skip


def _outputs(step: Step | None) -> dict[str, Any]:
    return dict(step.outputs) if step else {}


@require_POST
@newsroom
def decide(request: Request, pk: int, action: str) -> HttpResponse:
    """Use or reject a suggestion. Whoever uses a rating goes on to the draft."""
    if action not in ACTS:
        raise Http404
    do, said = ACTS[action]
    decided = do(get_object_or_404(Suggestion.objects.select_related("claim"), pk=pk), by=request.user)
    messages.success(request, str(said))
    if action == "use" and decided.kind == Suggestion.Kind.RATING:
        return redirect("draft", decided.claim_id)
    return redirect(reverse("claim", args=[decided.claim_id]) + "#suggested")
