"""Look for what is known of a claim. It suggests; it never moves the claim nor rates it."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from claims import queries
from claims.actions.runs import close_run, open_run, record_step
from claims.jobs.match import matches
from claims.jobs.progress import Progress
from claims.models import Claim, Job, Run

Outputs = dict[str, Any]


def passages(claim: Claim) -> Outputs:
    """Passages of other stored articles that share the claim's words."""
    return {
        "passages": [
            {
                "capture": found.capture_id,
                "article": found.article_id,
                "title": found.title,
                "start": found.start,
                "end": found.end,
                "rank": round(found.rank, 4),
                "parts": [list(part) for part in found.parts],
            }
            for found in queries.passages_about(claim)
        ]
    }


# name, what a person reads while it runs, the function, model, version
STEPS: tuple[tuple[str, str, Callable[[Claim], Outputs], str, str], ...] = (
    ("matches", "Looking for earlier checks", matches, "claims.search", "1"),
    ("passages", "Looking for passages about it", passages, "postgresql full text", "1"),
)


def verify(job: Job, progress: Progress) -> dict[str, Any]:
    """Run each step that no earlier attempt has stored."""
    if job.claim is None:
        return {}
    run = open_run(job)
    stored = set(run.steps.values_list("position", flat=True))
    for position, (name, label, look, model, version) in enumerate(STEPS):
        progress(position, len(STEPS), label)
        if position not in stored:
            _step(run, position, name, look, model, version)
    close_run(run)
    progress(len(STEPS), len(STEPS))
    return {"run": run.pk}


def _step(
    run: Run, position: int, name: str, look: Callable[[Claim], Outputs], model: str, version: str
) -> None:
    started = timezone.now()
    inputs = {"claim": run.claim_id, "text": run.claim.text, "version": run.claim.version}
    outputs = look(run.claim)
    record_step(
        run,
        position,
        name,
        inputs=inputs,
        outputs=outputs,
        model=model,
        model_version=version,
        started_at=started,
    )
