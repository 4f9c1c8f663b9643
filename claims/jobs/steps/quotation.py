"""Is the quotation what its source says? Sources are the claim's evidence, and captures that say the like."""

from collections.abc import Iterator
from typing import Any

from claims.jobs.steps.step import Context, Inputs, Outputs, Step
from claims.models import Appearance, Capture, Evidence
from claims.nlp.paragraphs import paragraphs
from claims.nlp.quotation import Verdict, check, plain
from claims.nlp.quotes import find_quotes, outermost
from claims.said import said
from claims.search.library import asked, candidates

VERSION = "rules/1"
LEAST = 3
"""Words of a quotation that is looked for: fewer are anybody's."""
MOST_QUOTES, MOST_SOURCES = 6, 8
BEST = (Verdict.EXACT, Verdict.TRUNCATED, Verdict.ALTERED, Verdict.NOT_FOUND)
"""Of several sources the one that says it best counts."""


def gather(context: Context) -> Inputs:
    """The quotations of the claim's appearances, and the captures to hold them against."""
    quotes = list(_quotes(context))[:MOST_QUOTES]
    own = {row["article"] for row in quotes}
    sources = _sources(context, [row["quote"] for row in quotes], own) if quotes else []
    return {**context.said, "quotes": quotes, "sources": sources[:MOST_SOURCES]}


def _quotes(context: Context) -> Iterator[dict[str, Any]]:
    places = Appearance.objects.filter(claim=context.claim).select_related("capture").order_by("pk")
    for place in places.defer("capture__text", "capture__raw"):
        text = place.exact
        stretches = [one.inner.of(text) for one in outermost(find_quotes(text, paragraphs(text)))]
        if not stretches and place.quotation == Appearance.Quotation.DIRECT:
            stretches = [text]
        for quote in stretches:
            if len(quote.split()) >= LEAST:
                yield {"appearance": place.pk, "article": place.capture.article_id, "quote": quote}


def _sources(context: Context, quotes: list[str], own: set[int | None]) -> list[dict[str, Any]]:
    """Evidence first, then what the library has; an article is no source of its own quotation."""
    evidence = Evidence.objects.filter(claim=context.claim, removed_at=None, capture__isnull=False)
    ids = list(evidence.order_by("pk").values_list("capture", flat=True))
    for quote in quotes:
        question = asked(quote, before=context.before, without=[pk for pk in own if pk])
        ids += [row["capture"] for row in candidates(question, 8) if row["capture"]]
    chosen = list(dict.fromkeys(ids))[:MOST_SOURCES]
    rows = {row.pk: row for row in Capture.objects.filter(pk__in=chosen).defer("text", "raw")}
    return [
        {"capture": pk, "sha256": rows[pk].sha256, "address": rows[pk].address} for pk in chosen if pk in rows
    ]


def answer(inputs: Inputs) -> Outputs:
    """For each quotation the source that says it best, with the difference. Captures are immutable, so that
    their id and digest stand for their text."""
    if not inputs["quotes"]:
        return {"quotations": []}
    ids = [row["capture"] for row in inputs["sources"]]
    texts = dict(Capture.objects.filter(pk__in=ids).values_list("pk", "text"))
    return {"quotations": [_held(row, inputs["sources"], texts) for row in inputs["quotes"]]}


def _held(quote: dict[str, Any], sources: list[dict[str, Any]], texts: dict[int, str]) -> dict[str, Any]:
    found = [(source, check(quote["quote"], texts[source["capture"]])) for source in sources]
    if not found:
        return {
            **quote,
            "verdict": None,
            "capture": None,
            "diff": [],
            "reasons": [said("No source is stored.")],
        }
    source, best = min(found, key=lambda one: BEST.index(one[1].verdict))
    there = best.verdict != Verdict.NOT_FOUND
    return {
        **quote,
        "verdict": str(best.verdict),
        "capture": source["capture"] if there else None,
        "start": best.start,
        "end": best.end,
        "diff": plain(best.changes),
        "reasons": list(best.reasons),
    }


QUOTATION = Step(
    "quotation",
    said("Holding quotations against their sources"),
    "quotation check",
    lambda: VERSION,
    gather,
    answer,
)
