"""The last step: what speaks for the claim, what against, what is missing, and whether that suffices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from claims.nlp.verification.verdict import weigh
from claims.said import said

VERSION = "summing/1"
ENOUGH = 0.5
"""Confidence from which a passage is counted for or against."""
SOURCES = 2
NOT_ENOUGH = said("Not enough evidence.")
SAID = {
    "supports": said("The passages found support the claim."),
    "refutes": said("The passages found refute the claim."),
}
Row = Mapping[str, Any]


def summarise(inputs: Row) -> dict[str, Any]:
    """``inputs`` holds the claim's text, the run's ``passages`` and ``stances`` (by key), ``figures``,
    ``quotations``, ``matches`` and the desk's ``threshold``. A suggestion is made only from there on."""
    passages = {row["key"]: row for row in inputs["passages"]}
    stances = [row for row in inputs["stances"] if row["key"] in passages]
    sides = {label: _side(stances, label) for label in ("supports", "refutes")}
    weighed = weigh([_row(row, passages[row["key"]]) for row in stances])
    sure = weighed.label != "not_enough" and weighed.confidence >= inputs["threshold"]
    missing = list(_missing(inputs, passages, sides))
    return {
        "for": sides["supports"],
        "against": sides["refutes"],
        "missing": missing,
        "verdict": {
            "label": weighed.label,
            "confidence": weighed.confidence,
            "scores": list(weighed.scores),
            "method": weighed.method,
        },
        "suggestion": _suggestion(weighed.label, weighed.confidence, sides) if sure else None,
        "sentence": SAID[weighed.label] if sure else NOT_ENOUGH,
    }


def _suggestion(label: str, confidence: float, sides: Mapping[str, list[str]]) -> dict[str, Any]:
    return {"label": label, "confidence": confidence, "rests_on": sides[label]}


def _side(stances: Sequence[Row], label: str) -> list[str]:
    """Keys of the passages that say so, the surest first."""
    found = [row for row in stances if row["label"] == label and row["confidence"] >= ENOUGH]
    return [row["key"] for row in sorted(found, key=lambda row: (-row["confidence"], row["key"]))]


def _row(stance: Row, passage: Row) -> tuple[str, float, float, float]:
    scores = stance["scores"]
    return passage["document"], scores["supports"], scores["refutes"], scores["not_enough"]


def _missing(inputs: Row, passages: Mapping[str, Row], sides: Mapping[str, list[str]]) -> Iterator[str]:
    """What a person would still look for, a sentence each."""
    if not passages:
        yield said("The library has no passage about it.")
        return
    telling = [*sides["supports"], *sides["refutes"]]
    if not telling:
        yield said("No passage says plainly whether it holds.")
    publishers = {passages[key]["publisher"] for key in telling}
    if telling and len(publishers) < SOURCES:
        yield said("All that speaks of it comes from one publisher.")
    if sides["supports"] and sides["refutes"]:
        yield said("Passages speak for it and against it: which of them are right is open.")
    compared = [row for row in inputs["figures"] if row["outcome"] != "unknown"]
    if inputs["counted"] and not compared:
        yield said("No passage gives a number or date to compare with.")
    if any(row["verdict"] == "not_found" for row in inputs["quotations"]):
        yield said("The quotation was not found in any stored source.")
