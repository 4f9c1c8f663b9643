"""How far two raters agree beyond chance: Cohen's kappa (Cohen 1960, "A coefficient of agreement")."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """``pairs`` were rated by both, ``agreed`` of them alike.

    ``kappa`` is None where it is not defined: nothing was rated by both, or both gave one and the
    same rating throughout, so that chance alone would agree as well.
    """

    pairs: int
    agreed: int
    kappa: float | None

    @property
    def share(self) -> float | None:
        return self.agreed / self.pairs if self.pairs else None


def agreement(given: Mapping[tuple[str, str], int]) -> Agreement:
    """``given`` counts how often the first rater gave the one and the second the other."""
    pairs = sum(given.values())
    agreed = sum(count for (first, second), count in given.items() if first == second)
    firsts, seconds = Counter[str](), Counter[str]()
    for (first, second), count in given.items():
        firsts[first] += count
        seconds[second] += count
    # In whole numbers until the last step: a chance of exactly one must be seen as that.
    by_chance = sum(firsts[rating] * seconds[rating] for rating in firsts)
    beyond = pairs * pairs - by_chance
    return Agreement(pairs, agreed, (pairs * agreed - by_chance) / beyond if beyond else None)
