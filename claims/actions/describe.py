"""Who said a claim, when, and what it is about: put right by hand."""

from collections.abc import Iterable
from datetime import date

import pghistory
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from accounts.models import User
from claims import rules
from claims.actions.extraction import NAME_MAX, speakers_named
from claims.errors import Refused, Stale
from claims.models import Claim, SaidBy, Topic
from claims.wording import line
from claims.workflow import record

SPEAKERS_MAX = 12


@transaction.atomic
def describe_claim(
    claim: Claim,
    *,
    by: User,
    speakers: Iterable[str],
    made_on: date | None,
    topics: Iterable[Topic],
    version: int,
) -> Claim:
    """Speakers in the order given, by name; a name that nobody bears makes a new one.

    ``version`` is that of the claim which the form was drawn from: Stale when it is older. What
    stands already is saved once: nothing happens, and nothing is recorded.
    """
    names = _names(speakers)
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    rules.may_edit(by, locked).check()
    chosen = sorted(set(topics), key=lambda topic: topic.pk)
    before, after = _facts_of(locked), _facts(names, made_on, chosen)
    if before == after:
        return locked
    if locked.version != version:
        raise Stale(
            gettext("Somebody changed this claim while you were writing. Look at it, then save again.")
        )
    with pghistory.context(user=by.pk):
        _store(locked, names, made_on, chosen)
    record("described", by=by, claim=locked, before=before, after=after)
    claim.refresh_from_db()
    return claim


def _names(speakers: Iterable[str]) -> list[str]:
    names = list(dict.fromkeys(name for name in (line(typed, NAME_MAX) for typed in speakers) if name))
    if len(names) > SPEAKERS_MAX:
        raise Refused(
            gettext("A claim has at most %(speakers_max)s speakers; these are %(number)s.")
            % {"speakers_max": SPEAKERS_MAX, "number": len(names)}
        )
    return names


def _facts_of(claim: Claim) -> dict[str, object]:
    names = claim.said_by.order_by("position", "pk").values_list("speaker__name", flat=True)
    return _facts(list(names), claim.made_on, list(claim.topics.order_by("pk")))


def _facts(names: list[str], made_on: date | None, topics: list[Topic]) -> dict[str, object]:
    return {
        "speakers": names,
        "made_on": made_on.isoformat() if made_on else None,
        "topics": [topic.name for topic in topics],
    }


def _store(claim: Claim, names: list[str], made_on: date | None, topics: list[Topic]) -> None:
    known = speakers_named(names)
    people = list(dict.fromkeys(known[name] for name in names))
    claim.said_by.exclude(speaker__in=people).delete()
    for position, speaker in enumerate(people):
        SaidBy.objects.update_or_create(claim=claim, speaker=speaker, defaults={"position": position})
    claim.topics.set(topics)
    Claim.objects.filter(pk=claim.pk).update(made_on=made_on, version=F("version") + 1)
