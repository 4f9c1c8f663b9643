"""Has this been checked before? One function for the job, the page, the API and the command line."""

from dataclasses import dataclass
from datetime import date

from claims.models import Claim, KnownCheck


@dataclass(frozen=True, slots=True)
class Found:
    """A known check, or a claim of ours, that may say the same: exactly one of the two is set.

    ``score`` orders the answers; ``probability`` is calibrated: of pairs shown with .8, four in five
    are matches. ``same_claim`` is said only where nothing in ``why`` speaks against it. ``passage``
    is the piece of the check that is nearest to the question. ``lexical`` says that the sentence
    vectors were away and words alone decided.
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


def find(
    text: str, *, k: int = 5, language: str | None = None, as_of: date | None = None, among: str = "checks"
) -> list[Found]:
    """The ``k`` most likely matches, best first; [] for a text without a word.

    ``among`` is "checks" (what was published, by us or others) or "claims" (what this newsroom
    works on). ``language`` keeps to checks in that language, ``as_of`` to those out by that day.
    """
    return []
