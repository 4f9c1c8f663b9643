"""Find the claims of a capture."""

from typing import Any

from claims.actions.extraction import store_analysis
from claims.jobs.progress import Progress
from claims.models import Capture, Job
from claims.nlp.engine import analyze
from claims.nlp.passages import passages


def extract(job: Job, progress: Progress) -> dict[str, Any]:
    """Analyse the text, then store everything in one transaction. A capture that is gone ends it."""
    capture = Capture.objects.select_related("article").filter(pk=job.payload.get("capture")).first()
    if capture is None:
        return {}
    progress(0, 2, "Reading sentences and quotations")
    article = capture.article
    analysis = analyze(
        capture.text,
        date=article.published_on if article else None,
        language=(article.language if article else "") or None,
    )
    progress(1, 2, f"Keeping {len(analysis.claims)} claims")
    stored = store_analysis(capture, analysis, passages(capture.text, analysis.sentences))
    progress(2, 2)
    return {"created": stored.created, "known": stored.known, "refused": stored.refused}
