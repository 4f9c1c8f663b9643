"""Make a new version of the house's rating scale; old verdicts keep theirs."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from accounts.models import User
from claims import rules
from claims.actions.scale_checks import Mistake, mistakes_in
from claims.errors import Refused, Stale
from claims.models import Rating, Scale
from claims.wording import clean
from claims.workflow import record

FIELDS = ("key", "label", "explanation", "value", "colour", "mark", "equivalents")


class BadScale(Refused):
    """Ratings that would not make a scale: ``mistakes`` says which, where and why."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(" ".join(dict.fromkeys(mistake.sentence for mistake in mistakes)))
        self.mistakes = mistakes


class NewerScale(Stale):
    """Somebody made another version meanwhile: ``theirs``."""

    def __init__(self, theirs: Scale) -> None:
        told = gettext(
            "%(who)s made version %(version)s of the scale while you were writing. "
            "Yours is kept below, theirs stands beside it; nothing is saved yet."
        )
        super().__init__(told % {"who": theirs.made_by or gettext("Somebody"), "version": theirs.version})
        self.theirs = theirs


@transaction.atomic
def new_scale(
    ratings: Iterable[dict[str, Any]], *, by: User, note: str = "", version: int | None = None
) -> Scale:
    """The next version, with these ratings in this order. Drafts use it from now on.

    ``version`` is the one that the form was drawn from, None for whichever is newest. Raises Denied,
    BadScale, Refused when nothing would change, or NewerScale.
    """
    rules.may_change_scale(by).check()
    rows = list(ratings)
    if mistakes := mistakes_in(rows):
        raise BadScale(mistakes)
    newest = newest_scale()
    if newest and version is not None and newest.version != version:
        raise NewerScale(newest)
    if newest and _plain(rows) == _plain(rows_of(newest)):
        raise Refused(gettext("This is the scale in force: nothing would change."))
    scale = _next(newest.version if newest else 0, by, clean(note).strip())
    Rating.objects.bulk_create(
        Rating(scale=scale, position=position, **{name: row[name] for name in FIELDS if name in row})
        for position, row in enumerate(rows)
    )
    record("scale changed", by=by, reason=scale.note, scale=scale.version)
    return scale


def newest_scale() -> Scale | None:
    return Scale.objects.select_related("made_by").order_by("-version").first()


def rows_of(scale: Scale) -> list[dict[str, Any]]:
    """The scale's ratings in their order, as `new_scale` takes them."""
    return list(scale.ratings.order_by("position").values(*FIELDS))


def _plain(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"value": None, "equivalents": []} | {name: row.get(name) for name in FIELDS} for row in rows]


def _next(version: int, by: User, note: str) -> Scale:
    """Of two people who save at one moment, the unique number lets one through."""
    try:
        with transaction.atomic():
            return Scale.objects.create(version=version + 1, note=note, made_by=by)
    except IntegrityError as error:
        theirs = newest_scale()
        if theirs is None:
            raise
        raise NewerScale(theirs) from error
