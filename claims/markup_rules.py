"""What the markup of a check must have before it goes out of the door."""

from typing import Any

from claims.answers import YES, Answer, refused
from claims.integrations.validity import errors
from claims.retold import retold


def may_go_public(markup: dict[str, Any]) -> Answer:
    """A check whose ClaimReview readers would refuse is not published; every reason is named."""
    wrong = errors(markup)
    return refused(" ".join(retold(finding.sentence) for finding in wrong)) if wrong else YES
