"""Word a claim, by hand."""

import pghistory
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from accounts.models import User
from claims import rules
from claims.actions.extraction import CONTEXT
from claims.actions.searchable import index_later
from claims.errors import Refused, Stale
from claims.models import TEXT_MAX, TEXT_MIN, Appearance, Capture, Claim
from claims.wording import clean
from claims.workflow import record


class Overtaken(Stale):
    """Somebody saved a newer version; ``theirs`` is it, ``yours`` the text that was not saved."""

    def __init__(self, theirs: Claim, yours: str) -> None:
        super().__init__(
            gettext("Somebody changed this claim while you were writing. Both versions are below.")
        )
        self.theirs, self.yours = theirs, yours


def checked_text(text: str) -> str:
    """The statement, stripped; Refused when it is too short or too long to be one."""
    words = " ".join(clean(text).split())
    if len(words) < TEXT_MIN:
        raise Refused(
            gettext("A claim needs at least %(text_min)s characters; this has %(number)s.")
            % {"text_min": TEXT_MIN, "number": len(words)}
        )
    if len(words) > TEXT_MAX:
        raise Refused(
            gettext("A claim has at most %(text_max)s characters; this has %(number)s.")
            % {"text_max": f"{TEXT_MAX:,}", "number": f"{len(words):,}"}
        )
    return words


@transaction.atomic
def edit_claim(claim: Claim, *, by: User, text: str, version: int) -> Claim:
    """Word the statement anew. The quote beside it cannot be touched. Same words: nothing happens."""
    words = checked_text(text)
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    rules.may_edit(by, locked).check()
    if locked.text == words:
        return locked
    if locked.version != version:
        raise Overtaken(locked, words)
    with pghistory.context(user=by.pk):
        Claim.objects.filter(pk=locked.pk).update(text=words, version=F("version") + 1)
    record("edited", by=by, claim=locked, before=locked.text, after=words)
    claim.refresh_from_db()
    index_later([claim])
    return claim


@transaction.atomic
def add_claim(capture: Capture, *, by: User, quote: str, text: str = "", start: int | None = None) -> Claim:
    """A claim that the machine missed, anchored like any other.

    ``quote`` must stand in the capture; ``start`` says which of several places. Saving the same
    place again gives back the claim that is there.
    """
    rules.may_add_claim(by).check()
    capture = Capture.objects.select_for_update(of=("self",)).get(pk=capture.pk)  # one at a time
    where = _place(capture.text, quote, start)
    there = Appearance.objects.filter(capture=capture, start=where, end=where + len(quote)).first()
    if there is not None:
        return there.claim
    claim = Claim.objects.create(
        text=checked_text(text or quote),
        origin=Claim.Origin.PERSON,
        added_by=by,
        language=capture.article.language if capture.article else "",
        made_on=capture.article.published_on if capture.article else None,
    )
    Appearance.objects.create(
        claim=claim,
        capture=capture,
        start=where,
        end=where + len(quote),
        exact=quote,
        prefix=capture.text[max(0, where - CONTEXT) : where],
        suffix=capture.text[where + len(quote) :][:CONTEXT],
    )
    record("added", by=by, claim=claim, capture=capture.pk)
    index_later([claim])
    return claim


def _place(text: str, quote: str, start: int | None) -> int:
    if not quote.strip():
        raise Refused(gettext("Select the words of the article that make the claim."))
    if start is not None and start >= 0 and text.startswith(quote, start):
        return start
    where = text.find(quote)
    if where < 0:
        raise Refused(gettext("These words are not in the stored text, letter for letter."))
    return where
