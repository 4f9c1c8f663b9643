"""What a negation denies, and whether the other side says just that."""

from __future__ import annotations

from .facets import Facets, Negation, negates
from .words.opposites import BEHIND

SCOPE, APART = 3, 4
"""Content words behind a negation that the other side says plainly, and how far apart they may stand."""


def denies_a_fact(side: Facets, one: Negation) -> bool:
    """Not in "we should not spend twice as much", "was X, not Y" and "why wouldn't they"."""
    before = [word.low for word in side.words[max(0, one.at - 3) : one.at]]
    return "why" not in before and before[-1:] not in [["should"], ["must"], ["ought"], ["shall"], [","]]


def is_said(one: Negation, mine: Facets, other: Facets) -> bool:
    """Whether the other side says plainly, in one go, the words right behind a negation."""
    if one.at == 0 or len(one.scope) < SCOPE or one.text.isupper():
        return False
    if mine.language in BEHIND or set(one.scope) & (other.negated | other.weak):
        return False
    places = [at for at, word in enumerate(other.words) if word.stem == one.scope[0] and word.content]
    return any(_in_a_row(other, at, one.scope) and not _negated_before(other, at) for at in places)


def _in_a_row(side: Facets, at: int, stems: tuple[str, ...]) -> bool:
    for wanted in stems[1:]:
        near = range(at + 1, min(len(side.words), at + APART))
        at = next((n for n in near if side.words[n].stem == wanted), -1)
        if at < 0:
            return False
    return True


def _negated_before(side: Facets, at: int) -> bool:
    return any(negates(side, place) for place in range(max(0, at - 6), at))
