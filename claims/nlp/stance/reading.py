"""The stance of passages towards claims: windows read, the strongest taken, the guards asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from claims.nlp.records import Span
from claims.said import said

from . import rules
from .files import WeightsBroken
from .guards import guards
from .model import Floats, Model, load
from .tongue import foreign
from .windows import Window, sentences, windows

LABELS = ("supports", "refutes", "not_enough")
SUPPORTS, REFUTES, NOT_ENOUGH = range(3)
MOVED = 0.9
"""Share of the probability of "supports" that a guard takes away."""
SPLIT = 0.5
"""From this probability on both sides a passage speaks for and against at once."""
FOREIGN_CLAIM = said("The claim is not in English (%(code)s), and the reader knows English only.")
FOREIGN_PASSAGE = said("The passage is not in English (%(code)s), and the reader knows English only.")
LONGEST = 20_000
"""Code points of a passage that are read."""


class Scores(NamedTuple):
    """Calibrated probabilities; they add up to 1."""

    supports: float
    refutes: float
    not_enough: float


@dataclass(frozen=True, slots=True)
class Stance:
    """``sentences`` are the places in the passage that it rests on, ``guards`` why the reader was
    overruled or did not read, ``method`` what gave the scores."""

    label: str
    scores: Scores
    sentences: tuple[Span, ...] = ()
    guards: tuple[str, ...] = ()
    method: str = ""

    @property
    def confidence(self) -> float:
        return float(getattr(self.scores, self.label))


@dataclass(slots=True)
class _Asked:
    """One pair on its way: its windows and what was read of each."""

    claim: str
    passage: str
    lines: list[Span]
    wins: list[Window] = field(default_factory=list)
    claim_tokens: list[int] = field(default_factory=list)
    line_tokens: list[list[int]] = field(default_factory=list)


def stances(pairs: Sequence[tuple[str, str]], *, explain: bool = True) -> list[Stance]:
    """The stance of each passage towards its claim, in order. Raises nothing on any strings.

    A claim or passage in a language that the reader does not know gets "not enough", and so does a
    passage without a word; the reason is given. ``explain`` names the sentences, which takes
    a second reading of passages that have several.
    """
    model = _model()
    found: list[Stance | None] = [_unread(claim, passage) for claim, passage in pairs]
    unread = [at for at, one in enumerate(found) if one is None]
    asked = [pairs[at] for at in unread]
    answers = _read(model, asked, explain) if model else [_by_rules(*pair) for pair in asked]
    for at, one in zip(unread, answers, strict=True):
        found[at] = one
    return [one for one in found if one is not None]


def engine() -> str:
    """Name and version of what reads: "stance/1 93a9e402", or "rules/1" while the weights are away."""
    model = _model()
    return model.name if model else rules.NAME


def warm_up() -> None:
    """Loads what the first pair would wait for; quiet where the weights are away."""
    if _model():
        stances([("It rains here today.", "It is raining in this place today.")])


@lru_cache(maxsize=1)
def _model() -> Model | None:
    try:
        return load()
    except WeightsBroken:
        return None


def _unread(claim: str, passage: str) -> Stance | None:
    """Why the pair is not read; None where it is."""
    if not any(map(str.isalnum, claim)) or not any(map(str.isalnum, passage)):
        return _abstain(said("There is nothing to read."))
    for told, text in ((FOREIGN_CLAIM, claim), (FOREIGN_PASSAGE, passage)):
        code = foreign(text)
        if code:
            return _abstain(said(told, code=code))
    return None


def _abstain(reason: str) -> Stance:
    return Stance(LABELS[NOT_ENOUGH], Scores(0.0, 0.0, 1.0), guards=(reason,), method=engine())


def _by_rules(claim: str, passage: str) -> Stance:
    passage = passage[:LONGEST]
    values = np.array(rules.scores(claim, passage))
    scores, reasons = guarded(claim, passage, values)
    label = int(scores.argmax())
    rest = tuple(sentences(passage)[:1]) if label != NOT_ENOUGH else ()
    return Stance(LABELS[label], _scores(scores), rest, (*reasons, rules.NOTICE), rules.NAME)


# -- with the trained reader


def _read(model: Model, pairs: Sequence[tuple[str, str]], explain: bool) -> list[Stance]:
    asked = _asked(model, pairs)
    rows = [(one.claim_tokens, list(win.tokens)) for one in asked for win in one.wins]
    shares = model.probabilities(model.odds(rows))
    found, at = [], 0
    chosen: list[tuple[_Asked, Window, Floats, tuple[str, ...]]] = []
    for one in asked:
        own = shares[at : at + len(one.wins)]
        at += len(one.wins)
        chosen.append((one, *_strongest(one, own)))
    places = _resting(model, chosen) if explain else [()] * len(chosen)
    for (_, _, scores, reasons), rest in zip(chosen, places, strict=True):
        label = LABELS[int(scores.argmax())]
        found.append(Stance(label, _scores(scores), rest, reasons, model.name))
    return found


def _asked(model: Model, pairs: Sequence[tuple[str, str]]) -> list[_Asked]:
    asked = [_Asked(claim, passage[:LONGEST], sentences(passage[:LONGEST])) for claim, passage in pairs]
    texts = [text for one in asked for text in (one.claim, *(line.of(one.passage) for line in one.lines))]
    tokens = iter(model.tokens(texts))
    for one in asked:
        one.claim_tokens = next(tokens)
        one.line_tokens = [next(tokens) for _ in one.lines]
        one.wins = windows(one.line_tokens, model.room(one.claim_tokens))
    return asked


def _strongest(one: _Asked, shares: Floats) -> tuple[Window, Floats, tuple[str, ...]]:
    """The window that says most, after the guards; "not enough" where two say the opposite."""
    found = [guarded(one.claim, _text(one, win), row) for win, row in zip(one.wins, shares, strict=True)]
    sides = np.array([scores[:NOT_ENOUGH].max() for scores, _ in found])
    best = int(sides.argmax())
    scores, reasons = found[best]
    side = int(scores[:NOT_ENOUGH].argmax())
    against = max(row[0][1 - side] for row in found)
    if len(found) > 1 and scores[side] >= SPLIT and against >= SPLIT:
        kept = (1 - against) * scores
        kept[NOT_ENOUGH] += against
        kept = kept if kept.argmax() == NOT_ENOUGH else np.array([0.25, 0.25, 0.5])
        return one.wins[best], kept, (*reasons, said("Another part of the passage says the opposite."))
    return one.wins[best], scores, reasons


def _text(one: _Asked, win: Window) -> str:
    return one.passage[one.lines[win.first].start : one.lines[win.after - 1].end]


def guarded(claim: str, passage: str, scores: Floats) -> tuple[Floats, tuple[str, ...]]:
    """The scores with the probability of "supports" moved where a guard says; nothing else is touched."""
    if scores.argmax() != SUPPORTS:
        return scores, ()
    found = guards(claim, passage)
    if not found:
        return scores, ()
    to = LABELS.index(found[0].to)
    moved = scores.copy()
    moved[to] += MOVED * scores[SUPPORTS]
    moved[SUPPORTS] *= 1 - MOVED
    return moved, tuple(one.reason for one in found)


def _resting(
    model: Model, chosen: Sequence[tuple[_Asked, Window, Floats, tuple[str, ...]]]
) -> list[tuple[Span, ...]]:
    """The sentence of each window that says its label the most by itself."""
    rows = []
    for one, win, scores, _ in chosen:
        if scores.argmax() != NOT_ENOUGH and win.after - win.first > 1:
            rows += [(one.claim_tokens, one.line_tokens[at]) for at in range(win.first, win.after)]
    shares = model.probabilities(model.odds(rows))
    found: list[tuple[Span, ...]] = []
    at = 0
    for one, win, scores, reasons in chosen:
        label, many = int(scores.argmax()), win.after - win.first
        if label == NOT_ENOUGH:
            found.append(())
        elif many == 1:
            found.append((one.lines[win.first],))
        else:
            own = shares[at : at + many]
            at += many
            # Where a guard turned it round, the reader itself had taken the sentence for support.
            said = own[:, :NOT_ENOUGH].max(1) if reasons else own[:, label]
            best = int(said.argmax())
            found.append((one.lines[win.first + best],))
    return found


def _scores(values: Floats) -> Scores:
    return Scores(*(round(float(value), 4) for value in values))
