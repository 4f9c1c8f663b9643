"""What the person who asks may see of a claim, worked out once for a page."""

from dataclasses import dataclass

from accounts.models import User
from claims.models import Claim
from claims.visibility import Standing, may_see_draft, may_see_reviews, may_see_talk, standing_of


@dataclass(frozen=True, slots=True)
class Sight:
    """``talk``: comments, reasons, how evidence was read. ``reviews`` never without ``draft``."""

    standing: Standing
    draft: bool
    reviews: bool
    talk: bool


def sight_of(user: User, claim: Claim) -> Sight:
    """Reviews name verdicts, so whoever may not see the draft sees no review of it either."""
    standing = standing_of(user.pk, claim)
    draft = may_see_draft(claim.status, standing)
    return Sight(
        standing=standing,
        draft=draft,
        reviews=draft and may_see_reviews(claim.status, standing),
        talk=may_see_talk(claim.status, standing),
    )
