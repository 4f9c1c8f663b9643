"""What speaks for the claim, what against, what is missing; and what of it a person might use."""

from typing import Any

from claims.actions.suggestions import Offered, offer
from claims.jobs.steps.step import Context, Inputs, Outputs, Step
from claims.models import Suggestion
from claims.nlp.verification.summing import ENOUGH, VERSION, summarise
from claims.nlp.verification.verdict import weights
from claims.run_queries import extremes, suggests_from
from claims.said import said


def gather(context: Context) -> Inputs:
    """Only what earlier steps gave, and from where on the claim's desk wants a rating suggested."""
    passages = [*context.of("evidence", "passages"), *context.of("evidence", "elsewhere")]
    return {
        **context.said,
        "threshold": suggests_from(context.claim),
        "passages": [
            {
                "key": row["key"],
                "document": row.get("document") or row["address"],
                "publisher": row["publisher"] or row["title"],
            }
            for row in passages
        ],
        "stances": [
            {name: row[name] for name in ("key", "label", "confidence", "scores")}
            for row in context.of("stance", "stances")
        ],
        "counted": len(context.of("figures", "values")),
        "figures": [{"outcome": row["outcome"]} for row in context.of("figures", "compared")],
        "quotations": [{"verdict": row["verdict"]} for row in context.of("quotation", "quotations")],
    }


def after(context: Context, outputs: Outputs) -> None:
    """Passages that say plainly how it is are offered as evidence; a rating, where it is sure enough."""
    passages = {row["key"]: row for row in context.of("evidence", "passages")}
    stances = {row["key"]: row for row in context.of("stance", "stances")}
    keys = [*outputs["for"], *outputs["against"]]
    offered = [_evidence(passages[key], stances[key]) for key in keys if _usable(passages.get(key))]
    found = outputs["suggestion"]
    rating = extremes().get(found["label"]) if found else None
    if found and rating:
        rests = [passages[key] for key in found["rests_on"] if key in passages]
        content = {"rests_on": [_shown(row, stances[row["key"]]) for row in rests]}
        key, sure = f"rating {rating.pk}", found["confidence"]
        offered.append(Offered(Suggestion.Kind.RATING, key, found["label"], sure, content, rating))
    offer(context.run, offered)


def _usable(passage: dict[str, Any] | None) -> bool:
    """A stored passage that is not evidence already."""
    return passage is not None and passage["capture"] is not None and not passage["cited"]


def _evidence(passage: dict[str, Any], stance: dict[str, Any]) -> Offered:
    key = f"capture {passage['capture']}, {passage['start']} to {passage['end']}"
    content = _shown(passage, stance)
    return Offered(Suggestion.Kind.EVIDENCE, key, stance["label"], stance["confidence"], content)


def _shown(passage: dict[str, Any], stance: dict[str, Any]) -> dict[str, Any]:
    """What it rests on, as a person reads it."""
    names = ("text", "capture", "start", "end", "check", "title", "publisher", "address", "dated")
    return {name: passage.get(name) for name in names} | {
        "sentences": stance["sentences"], "guards": stance["guards"], "confidence": stance["confidence"],
    }  # fmt: skip


def version() -> str:
    found = weights()
    return f"{VERSION}, {found[1] if found else 'not calibrated'}, from {ENOUGH}"


SUMMARY = Step("summary", said("Summing up"), "summary", version, gather, summarise, after)
