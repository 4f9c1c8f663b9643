"""What may speak of the claim: the library, and search providers that are switched on."""

from typing import Any

from django.conf import settings

from claims.actions.library import cut, shelve_batch
from claims.integrations.errors import FetchFailed, FetchRefused
from claims.integrations.providers import Provider, configured
from claims.jobs.lookups import look_up
from claims.jobs.steps.step import Context, Inputs, Outputs, Step
from claims.models import Article, Capture, Evidence
from claims.nlp.fusing import VERSION, fused
from claims.nlp.verification.asking import queries
from claims.said import said
from claims.search.find import engine
from claims.search.library import asked, candidates, shelved

MOST = 12
"""Passages that the run goes on with."""
CITED = 6
"""Passages of the claim's own evidence that go on whatever their rank."""
HITS = 5
"""Of each provider."""


def gather(context: Context) -> Inputs:
    """Candidates out of the library with what speaks for each, and what providers answered."""
    evidence = _shelve_evidence(context)
    asking = queries(context.claim.text)
    barred: dict[str, Any] = {"before": context.before, "without": _own(context), "claim": context.claim.pk}
    found: dict[str, dict[str, Any]] = {}
    for query in asking:
        for row in candidates(asked(query, **barred)):
            known = found.get(row["key"])
            found[row["key"]] = row if known is None else _stronger(known, row)
    return {
        **context.said,
        "queries": asking,
        "before": context.before.isoformat() if context.before else None,
        "evidence": evidence,
        "candidates": [found[key] for key in sorted(found)],
        "providers": [_asked(provider, context, asking[-1]) for provider in configured(settings) if asking],
    }


def _stronger(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    near = [value for value in (one["near"], other["near"]) if value is not None]
    return {**one, "words": max(one["words"], other["words"]), "near": max(near, default=None)}


def _shelve_evidence(context: Context) -> list[int]:
    """The claim's evidence is on the shelves, by its words at least, before they are searched."""
    rows = Evidence.objects.filter(claim=context.claim, removed_at=None, capture__isnull=False)
    ids = sorted(set(rows.values_list("capture", flat=True)))
    for capture in Capture.objects.filter(pk__in=ids).only("pk"):
        cut(capture)
    while shelve_batch(ids):
        pass
    return [pk for pk in ids if pk is not None]


def _own(context: Context) -> list[int]:
    """Articles that make the claim: a source is no evidence for itself."""
    return list(
        Article.objects.filter(captures__appearances__claim=context.claim).values_list("pk", flat=True)
    )


def _asked(provider: Provider, context: Context, query: str) -> dict[str, Any]:
    """What a provider answered, or why it did not; one that fails holds up nothing."""
    try:
        kept, hits = look_up(provider, query, before=context.before, limit=HITS, claim=context.claim)
    except (FetchFailed, FetchRefused) as error:
        return {"provider": provider.name, "lookup": None, "hits": [], "error": str(error)}
    rows = [
        {
            "title": hit.title,
            "address": hit.address,
            "publisher": hit.publisher,
            "dated": hit.published_on.isoformat() if hit.published_on else None,
            "text": hit.snippet,
        }
        for hit in hits
    ]
    return {"provider": provider.name, "lookup": kept.pk, "sha256": kept.sha256, "hits": rows, "error": ""}


def answer(inputs: Inputs) -> Outputs:
    """The best passages, those of the claim's evidence among them, then what providers found elsewhere."""
    rows = {row["key"]: row for row in inputs["candidates"]}
    ordered = [(score, rows[one.key]) for score, one in fused([shelved(row) for row in rows.values()])]
    cited = [pair for pair in ordered if pair[1]["capture"] in inputs["evidence"]][:CITED]
    chosen = {row["key"] for _, row in [*cited, *ordered[: MOST - len(cited)]]}
    return {
        "passages": [
            {**row, "score": round(score, 4), "cited": row["capture"] in inputs["evidence"]}
            for score, row in ordered
            if row["key"] in chosen
        ],
        "elsewhere": [
            {**hit, "key": f"{row['provider']} {place}", "provider": row["provider"]}
            for row in inputs["providers"]
            for place, hit in enumerate(row["hits"], start=1)
        ],
        "failed": [row["error"] for row in inputs["providers"] if row["error"]],
    }


def version() -> str:
    return f"{engine().model or 'no vectors'}, {VERSION}"


EVIDENCE = Step(
    "evidence", said("Looking for passages about it"), "claims.search.library", version, gather, answer
)
