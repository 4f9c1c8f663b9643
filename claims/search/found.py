"""What a search answers with."""

from dataclasses import dataclass

from claims.models import Claim, KnownCheck


@dataclass(frozen=True, slots=True)
class Found:
    """A known check, or a claim of ours, that may say the same: exactly one of the two is set.

    ``score`` orders the answers; ``probability`` is calibrated: of pairs shown with .8, four in five
    are matches. ``same_claim`` is said only where nothing in ``why`` speaks against it; ``differs`` are
    the differences among ``why``. ``passage`` is the piece of the check nearest to the question.
    ``method`` is "hybrid", or "words" when the sentence vectors are away;
    ``model_version`` names the encoder and the ranking.
    """

    check: KnownCheck | None
    claim: Claim | None
    passage: str
    score: float
    probability: float
    same_claim: bool
    why: tuple[str, ...]
    method: str
    model_version: str
    differs: tuple[str, ...] = ()
