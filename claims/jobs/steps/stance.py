"""Does each passage speak for the claim or against it?"""

from typing import Any

from claims.jobs.steps.step import Context, Inputs, Outputs, Step
from claims.nlp.stance import Stance, engine, stances
from claims.said import said


def gather(context: Context) -> Inputs:
    found = [*context.of("evidence", "passages"), *context.of("evidence", "elsewhere")]
    return {**context.said, "passages": [{"key": row["key"], "text": row["text"]} for row in found]}


def answer(inputs: Inputs) -> Outputs:
    pairs = [(inputs["text"], row["text"]) for row in inputs["passages"]]
    found = stances(pairs)
    return {"stances": [_row(row["key"], one) for row, one in zip(inputs["passages"], found, strict=True)]}


def _row(key: str, one: Stance) -> dict[str, Any]:
    return {
        "key": key,
        "label": one.label,
        "confidence": round(one.confidence, 4),
        "scores": one.scores._asdict(),
        "sentences": [[place.start, place.end] for place in one.sentences],
        "guards": list(one.guards),
    }


STANCE = Step("stance", said("Reading what each passage says"), "stance", engine, gather, answer)
