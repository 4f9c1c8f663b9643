"""What changed between two runs of one claim, step by step, as sentences and passages for a reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Outputs = Mapping[str, Any]
SAYS = {"supports": "supports", "refutes": "refutes", "not_enough": "not enough"}
VERDICTS = {
    "exact": "exact", "altered": "altered", "truncated": "cut so that it means something else",
    "not_found": "not found", None: "without a source",
}  # fmt: skip


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
            what = "The same claim now." if after[key]["same_claim"] else "No longer the same claim."
            yield Change("other", what, after[key]["text"])


def _match_key(row: Outputs) -> str:
    return f"check {row.get('check')}" if row.get("check") else f"claim {row.get('claim')}"


def _came_and_went(then: Mapping[str, str], now: Mapping[str, str], noun: str) -> Iterator[Change]:
    for key in [key for key in now if key not in then]:
        yield Change("new", f"A new {noun}.", now[key])
    for key in [key for key in then if key not in now]:
        yield Change("gone", f"A {noun} that is found no more.", then[key])


def _quotations(before: Outputs, now: Outputs, texts: Mapping[str, str]) -> Iterator[Change]:
    then = {row["quote"]: row["verdict"] for row in before.get("quotations", [])}
    after = {row["quote"]: row["verdict"] for row in now.get("quotations", [])}
    yield from _came_and_went({one: one for one in then}, {one: one for one in after}, "quotation")
    for quote in [one for one in after if one in then and after[one] != then[one]]:
        yield Change("other", f"{_first(VERDICTS[after[quote]])} now, {VERDICTS[then[quote]]} then.", quote)


def _evidence(before: Outputs, now: Outputs, texts: Mapping[str, str]) -> Iterator[Change]:
    names = ("passages", "elsewhere")
    then = {row["key"]: row["text"] for name in names for row in before.get(name, [])}
    after = {row["key"]: row["text"] for name in names for row in now.get(name, [])}
    yield from _came_and_went(then, after, "passage")


def _figures(before: Outputs, now: Outputs, texts: Mapping[str, str]) -> Iterator[Change]:
    then, after = ({_figure(row): row["outcome"] for row in one.get("compared", [])} for one in (before, now))
    for key in [key for key in after if after[key] != then.get(key) and after[key] != "unknown"]:
        agrees = "agrees" if after[key] == "same" else "differs"
        yield Change("new" if key not in then else "other", f"“{key[1]}” {agrees}.", texts.get(key[0], ""))


def _figure(row: Outputs) -> tuple[str, str]:
    return row["key"], row["ours"]["written"]


def _stances(before: Outputs, now: Outputs, texts: Mapping[str, str]) -> Iterator[Change]:
    then, after = ({row["key"]: row["label"] for row in one.get("stances", [])} for one in (before, now))
    for key in [key for key in after if key in then and after[key] != then[key]]:
        what = f"{_first(SAYS[after[key]])} now, {SAYS[then[key]]} then."
        yield Change("other", what, texts.get(key, ""))


def _summary(before: Outputs, now: Outputs, texts: Mapping[str, str]) -> Iterator[Change]:
    if before.get("sentence") != now.get("sentence"):
        yield Change("other", f"{now.get('sentence', 'Nothing')} Before: {before.get('sentence', 'nothing')}")
    then, after = set(before.get("missing", [])), set(now.get("missing", []))
    for sentence in sorted(after - then):
        yield Change("new", sentence)
    for sentence in sorted(then - after):
        yield Change("gone", sentence)


def _first(words: str) -> str:
    return words[:1].upper() + words[1:]


TELL = {
    "matches": _matches,
    "quotation": _quotations,
    "evidence": _evidence,
    "figures": _figures,
    "stance": _stances,
    "summary": _summary,
}
