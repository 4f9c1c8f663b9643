"""Score the open claims under new weights."""

from typing import Any

from claims.actions.weights import rescore as write_scores
from claims.jobs.progress import Progress
from claims.models import Job, Weights
from claims.said import said
from claims.worth_queries import newest_weights, scored_otherwise

BATCH = 200  # claims between two lines of progress


def rescore(job: Job, progress: Progress) -> dict[str, Any]:
    """Batch by batch until no open claim is scored otherwise. A lost attempt goes on where it was.

    The claim's own version is the mark of what is done. Ends early when a newer version is in force:
    that one has a job of its own.
    """
    weights = Weights.objects.filter(pk=job.payload.get("weights")).first()
    if weights is None:
        return {}
    left = scored_otherwise(weights)
    done, total = 0, left.count()
    while newest_weights() == weights and (batch := list(left.order_by("pk")[:BATCH])):
        done += write_scores(batch, weights=weights)
        progress(
            done,
            max(total, done),
            said("%(done)s of %(total)s claims scored", done=done, total=max(total, done)),
        )
    return {"rescored": done, "version": weights.version}
