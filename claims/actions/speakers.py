"""Speakers whom people look at: two records that are one person or body become one."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext

from accounts.models import User
from claims import rules
from claims.errors import Refused
from claims.models import SaidBy, Speaker
from claims.workflow import record


@transaction.atomic
def merge_speakers(keep: Speaker, other: Speaker, *, by: User) -> Speaker:
    """Everything that ``other`` said is said by ``keep``, under whose aliases its names go on.

    What has been published keeps the name that it was published with. Raises Denied, and Refused
    where both are one record or one of them is gone.
    """
    rules.may_merge_speakers(by).check()
    if keep.pk == other.pk:
        raise Refused(gettext("A speaker cannot be merged into itself."))
    # In the order of their ids, so that two people who merge the same two do not wait for each other.
    locked = {
        one.pk: one
        for one in Speaker.objects.select_for_update().filter(pk__in=[keep.pk, other.pk]).order_by("pk")
    }
    if len(locked) < 2:
        raise Refused(gettext("One of the two speakers is gone: somebody was faster."))
    kept, gone = locked[keep.pk], locked[other.pk]
    moved = _move_claims(kept, gone)
    _take_names(kept, gone)
    record(
        "merged_speakers",
        by=by,
        kept=kept.pk,
        merged=gone.pk,
        kept_name=kept.name,
        merged_name=gone.name,
        claims=moved,
    )
    gone.delete()
    return kept


def _move_claims(kept: Speaker, gone: Speaker) -> int:
    """How many claims the other had; a claim that both were said to have made keeps one."""
    twice = SaidBy.objects.filter(speaker=kept, claim=OuterRef("claim"))
    both = SaidBy.objects.filter(Exists(twice), speaker=gone).delete()[0]
    return both + SaidBy.objects.filter(speaker=gone).update(speaker=kept)


def _take_names(kept: Speaker, gone: Speaker) -> None:
    names = dict.fromkeys([*kept.aliases, gone.name, *gone.aliases])
    kept.aliases = [name for name in names if name != kept.name]
    kept.role = kept.role or gone.role
    kept.affiliation = kept.affiliation or gone.affiliation
    kept.same_as = kept.same_as or gone.same_as
    kept.confirmed = True
    kept.save(update_fields=["aliases", "role", "affiliation", "same_as", "confirmed"])
