"""Whether the address that markup names answers itself: readers of ClaimReview follow no redirect."""

from dataclasses import replace

from claims.integrations.errors import IntakeError
from claims.integrations.http import Fetched, Fetcher
from claims.integrations.marked_up import Judged
from claims.integrations.validity import Finding
from claims.said import said


class Visitor:
    """Asks each address once. ``seen`` is what is known already of the address that was asked for."""

    def __init__(self, fetcher: Fetcher, *, everywhere: bool) -> None:
        self._fetcher, self._everywhere = fetcher, everywhere
        self._found: dict[str, Finding | None] = {}

    def seen(self, address: str, answer: Fetched) -> None:
        self._found[address] = led_on(answer)

    def judged(self, one: Judged) -> Judged:
        """With what is wrong with its address, errors first."""
        known = one.address in self._found
        if not one.address or not (known or self._everywhere):
            return one
        if not known:
            self._found[one.address] = self._visit(one.address)
        wrong = self._found[one.address]
        return replace(one, found=[wrong, *one.found]) if wrong else one

    def _visit(self, address: str) -> Finding | None:
        try:
            return led_on(self._fetcher.get(address))
        except IntakeError as error:
            return Finding("url", said("The page's address does not answer: %(said)s", said=error))


def led_on(answer: Fetched) -> Finding | None:
    if not answer.redirects:
        return None
    return Finding(
        "url",
        said("The page's address leads on to %(address)s: it must answer itself.", address=answer.url_final),
    )
