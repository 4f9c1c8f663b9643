"""What changed between two runs of one claim, step by step, as sentences and passages for a reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from claims.said import said

Outputs = Mapping[str, Any]
SAYS = {"supports": said("supports"), "refutes": said("refutes"), "not_enough": said("not enough")}
VERDICTS = {
    "exact": said("exact"),
    "altered": said("altered"),
    "truncated": said("cut so that it means something else"),
    "not_found": said("not found"),
    None: said("without a source"),
}
NEW = {
    "check": said("A new check."),
    "quotation": said("A new quotation."),
    "passage": said("A new passage."),
}
GONE = {
    "check": said("A check that is found no more."),
    "quotation": said("A quotation that is found no more."),
    "passage": said("A passage that is found no more."),
}
THEN_NOW = said("Now: %(said_now)s. Before: %(said_then)s.")


@dataclass(frozen=True, slots=True)
class Change:
    """``sign`` is "new", "gone" or "other"; ``what`` a sentence, ``text`` the words that it is about, if
    any."""

    sign: str
    what: str
    text: str = ""


def changes(step: str, before: Outputs, now: Outputs, texts: Mapping[str, str]) -> list[Change]:
    """Of one step; ``texts`` are the passages of both runs by key. [] where nothing changed."""
    told = TELL.get(step)
    return list(told(before, now, texts)) if told else []


def _matches(before: Outputs, now: Outputs, texts: Mapping[str, str]) -> Iterator[Change]:
    then = {_match_key(row): row for row in before.get("matches", [])}
    after = {_match_key(row): row for row in now.get("matches", [])}
    yield from _came_and_went(
        {key: row["text"] for key, row in then.items()},
        {key: row["text"] for key, row in after.items()},
        "check",
    )
    for key in [key for key in after if key in then]:
        if after[key]["same_claim"] != then[key]["same_claim"]:
            what = (
                said("The same claim now.") if after[key]["same_claim"] else said("No longer the same claim.")
            )
            yield Change("other", what, after[key]["text"])


def _match_key(row: Outputs) -> str:
    return f"check {row.get('check')}" if row.get("check") else f"claim {row.get('claim')}"


def _came_and_went(then: Mapping[str, str], now: Mapping[str, str], noun: str) -> Iterator[Change]:
    for key in [key for key in now if key not in then]:
        yield Change("new", NEW[noun], now[key])
    for key in [key for key in then if key not in now]:
        yield Change("gone", GONE[noun], then[key])


def _quotations(before: Outputs, now: Outputs, texts: Mapping[str, str]) -> Iterator[Change]:
    then = {row["quote"]: row["verdict"] for row in before.get("quotations", [])}
    after = {row["quote"]: row["verdict"] for row in now.get("quotations", [])}
    yield from _came_and_went({one: one for one in then}, {one: one for one in after}, "quotation")
    for quote in [one for one in after if one in then and after[one] != then[one]]:
        what = said(THEN_NOW, said_now=VERDICTS[after[quote]], said_then=VERDICTS[then[quote]])
        yield Change("other", what, quote)


def _evidence(before: Outputs, now: Outputs, texts: Mapping[str, str]) -> Iterator[Change]:
    names = ("passages", "elsewhere")
    then = {row["key"]: row["text"] for name in names for row in before.get(name, [])}
    after = {row["key"]: row["text"] for name in names for row in now.get(name, [])}
    yield from _came_and_went(then, after, "passage")


def _figures(before: Outputs, now: Outputs, texts: Mapping[str, str]) -> Iterator[Change]:
    then, after = ({_figure(row): row["outcome"] for row in one.get("compared", [])} for one in (before, now))
    for key in [key for key in after if after[key] != then.get(key) and after[key] != "unknown"]:
        told = said("“%(words)s” agrees.") if after[key] == "same" else said("“%(words)s” differs.")
        what = said(told, words=key[1])
        yield Change("new" if key not in then else "other", what, texts.get(key[0], ""))


def _figure(row: Outputs) -> tuple[str, str]:
    return row["key"], row["ours"]["written"]


def _stances(before: Outputs, now: Outputs, texts: Mapping[str, str]) -> Iterator[Change]:
    then, after = ({row["key"]: row["label"] for row in one.get("stances", [])} for one in (before, now))
    for key in [key for key in after if key in then and after[key] != then[key]]:
        what = said(THEN_NOW, said_now=SAYS[after[key]], said_then=SAYS[then[key]])
        yield Change("other", what, texts.get(key, ""))


def _summary(before: Outputs, now: Outputs, texts: Mapping[str, str]) -> Iterator[Change]:
    if before.get("sentence") != now.get("sentence"):
        nothing = said("Nothing.")
        told = said(
            "%(said_now)s Before: %(said_then)s",
            said_now=now.get("sentence", nothing),
            said_then=before.get("sentence", nothing),
        )
        yield Change("other", told)
    then, after = set(before.get("missing", [])), set(now.get("missing", []))
    for sentence in sorted(after - then):
        yield Change("new", sentence)
    for sentence in sorted(then - after):
        yield Change("gone", sentence)


TELL = {
    "matches": _matches,
    "quotation": _quotations,
    "evidence": _evidence,
    "figures": _figures,
    "stance": _stances,
    "summary": _summary,
}
