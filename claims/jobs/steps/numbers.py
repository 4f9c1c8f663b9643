"""Numbers, units and dates of the claim beside those of the passages."""

from typing import Any

from claims.jobs.steps.step import Context, Inputs, Outputs, Step, day
from claims.models import Appearance
from claims.nlp.verification.figures import Compared, Outcome, compare, values
from claims.said import said

VERSION = "rules/1"


def gather(context: Context) -> Inputs:
    """``day`` is what "last week" counts from: when the claim was made, or its article came out."""
    passages = [
        {"key": row["key"], "text": row["text"], "dated": row["dated"]}
        for row in context.of("evidence", "passages")
    ]
    return {**context.said, "day": context.said["made_on"] or _published(context), "passages": passages}


def _published(context: Context) -> str | None:
    places = Appearance.objects.filter(claim=context.claim, capture__article__published_on__isnull=False)
    found = places.order_by("pk").values_list("capture__article__published_on", flat=True).first()
    return found.isoformat() if found else None


def answer(inputs: Inputs) -> Outputs:
    said = day(inputs["day"])
    stated = [
        {"kind": kind, "written": one.written, "plain": one.plain}
        for kind, one in values(inputs["text"], said)
    ]
    rows = [
        {"key": passage["key"], **_row(one)}
        for passage in (inputs["passages"] if stated else [])
        for one in compare(inputs["text"], passage["text"], said=said, dated=day(passage["dated"]))
        if one.theirs is not None or one.outcome != Outcome.UNKNOWN
    ]
    return {"values": stated, "compared": rows}


def _row(one: Compared) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "ours": {"written": one.ours.written, "plain": one.ours.plain},
        "theirs": {"written": one.theirs.written, "plain": one.theirs.plain} if one.theirs else None,
        "outcome": str(one.outcome),
    }


FIGURES = Step(
    "figures", said("Comparing numbers and dates"), "numbers and dates", lambda: VERSION, gather, answer
)
