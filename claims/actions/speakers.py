"""Speakers whom people look at: put right by hand, and two records that are one become one."""

import hashlib
from collections.abc import Iterable

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext

from accounts.models import User
from claims import rules
from claims.errors import Refused, Stale
from claims.models import SaidBy, Speaker
from claims.wording import line
from claims.workflow import record

NAME_MAX, ALIASES_MAX = 200, 50
FACTS = ("name", "aliases", "role", "affiliation", "same_as", "confirmed")


def version_of(speaker: Speaker) -> str:
    """Changes with everything that a person may change."""
    facts = repr([getattr(speaker, name) for name in FACTS])
    return hashlib.sha256(facts.encode()).hexdigest()[:16]


@transaction.atomic
def edit_speaker(
    speaker: Speaker,
    *,
    by: User,
    name: str,
    aliases: Iterable[str],
    role: str,
    affiliation: str,
    same_as: str,
    version: str,
) -> Speaker:
    """Put a speaker right; whom a person has looked at is confirmed.

    ``version`` is `version_of` what was looked at: Stale where somebody changed it since. What stands
    already is saved once. What has been published keeps the name that it was published with.
    """
    rules.may_edit_speakers(by).check()
    locked = Speaker.objects.select_for_update().get(pk=speaker.pk)
    facts = _checked(name, aliases, role, affiliation, same_as)
    before = {key: getattr(locked, key) for key in FACTS}
    if before == facts:
        return locked
    if version_of(locked) != version:
        raise Stale(gettext("Somebody changed this speaker meanwhile. Look at it, then save again."))
    _store(locked, facts, by)
    record("edited_speaker", by=by, speaker=locked.pk, before=before, after=facts)
    return locked


def _checked(
    name: str, aliases: Iterable[str], role: str, affiliation: str, same_as: str
) -> dict[str, object]:
    called = line(name, NAME_MAX)
    if not called:
        raise Refused(gettext("A speaker has a name."))
    others = [one for one in dict.fromkeys(line(alias, NAME_MAX) for alias in aliases) if one]
    if len(others) > ALIASES_MAX:
        raise Refused(gettext("A speaker has at most %(most)s other names.") % {"most": ALIASES_MAX})
    return {
        "name": called,
        "aliases": [one for one in others if one != called],
        "role": line(role, NAME_MAX),
        "affiliation": line(affiliation, NAME_MAX),
        "same_as": _page_about(same_as.strip()),
        "confirmed": True,
    }


def _page_about(address: str) -> str:
    if not address:
        return ""
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError as error:
        raise Refused(gettext("This is no web address.")) from error
    if len(address) > NAME_MAX:
        raise Refused(gettext("This web address is too long."))
    return address


def _store(speaker: Speaker, facts: dict[str, object], by: User) -> None:
    for key, value in facts.items():
        setattr(speaker, key, value)
    try:
        with transaction.atomic(), pghistory.context(user=by.pk):
            speaker.save(update_fields=list(FACTS))
    except IntegrityError as error:
        raise Refused(gettext("Another speaker has this name: merge the two.")) from error


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
