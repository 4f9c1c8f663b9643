"""Make a new version of the house's rating scale; old verdicts keep theirs."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from accounts.roles import Role
from claims.answers import role_needed
from claims.errors import Refused
from claims.models import Rating, Scale
from claims.workflow import record

FIELDS = ("key", "label", "explanation", "value", "colour", "mark", "equivalents")


@transaction.atomic
def new_scale(ratings: Iterable[dict[str, Any]], *, by: User, note: str = "") -> Scale:
    """The next version, with these ratings in this order. Drafts use it from now on."""
    role_needed(by, Role.PUBLISHER, "change the rating scale").check()
    rows = list(ratings)
    if len(rows) < 2:
        raise Refused("A scale needs at least two ratings.")
    keys = [row["key"] for row in rows]
    if len(set(keys)) != len(keys):
        raise Refused("Two ratings have the same key.")
    newest = Scale.objects.aggregate(newest=Max("version"))["newest"] or 0
    scale = Scale.objects.create(version=newest + 1, note=note, made_by=by)
    Rating.objects.bulk_create(
        Rating(scale=scale, position=position, **{name: row[name] for name in FIELDS if name in row})
        for position, row in enumerate(rows)
    )
    record("scale changed", by=by, scale=scale.version)
    return scale
