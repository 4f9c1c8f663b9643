"""Find the claims of a capture."""

from typing import Any

from claims.actions.extraction import store_analysis
from claims.actions.weights import rescore
from claims.jobs.progress import Progress
from claims.models import Capture, Job
from claims.nlp.engine import analyze
from claims.nlp.passages import passages
from claims.said import said
from claims.worth_queries import newest_weights, scored_otherwise, values_of


def extract(job: Job, progress: Progress) -> dict[str, Any]:
    """Analyse the text under the weights in force, then store everything in one transaction.

    The result says under which version (0: the engine's own). A capture that is gone ends it.
    """
    capture = Capture.objects.select_related("article").filter(pk=job.payload.get("capture")).first()
    if capture is None:
        return {}
    progress(0, 2, said("Reading sentences and quotations"))
    article, weights = capture.article, newest_weights()
    analysis = analyze(
        capture.text,
        date=article.published_on if article else None,
        language=(article.language if article else "") or None,
        weights=values_of(weights),
    )
    progress(1, 2, said("Keeping what was found: %(many)s", many=len(analysis.claims)))
    found = passages(capture.text, analysis.sentences)
    stored = store_analysis(capture, analysis, found, weights=weights)
    _catch_up(capture)
    progress(2, 2)
    used = weights.version if weights else 0
    return {"created": stored.created, "known": stored.known, "refused": stored.refused, "weights": used}


def _catch_up(capture: Capture) -> None:
    """Weights that were saved while this text was read: their own job may have ended before."""
    newest = newest_weights()
    here = capture.appearances.values("claim")
    rescore(scored_otherwise(newest).filter(pk__in=here), weights=newest)
