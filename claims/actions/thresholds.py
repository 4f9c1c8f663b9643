"""Say what counts as a match, for the house or for one desk."""

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from claims import match_rules
from claims.actions import clusters
from claims.actions.jobs import enqueue
from claims.errors import Refused
from claims.match_queries import strength_of, thresholds_for
from claims.models import JobKind, Match, MatchThresholds, Topic
from claims.workflow import record


@transaction.atomic
def set_thresholds(*, by: User, suggest: float, strong: float, topic: Topic | None = None) -> MatchThresholds:
    """Hold for what is found from now on; a worker grades anew what is suggested already.

    Setting what is set records nothing.
    """
    match_rules.may_set_thresholds(by).check()
    if not 0 < suggest <= strong <= 1:
        raise Refused(gettext("Both lie above 0 and at most at 1, and “strong” is not below “suggest”."))
    row, new = MatchThresholds.objects.select_for_update().get_or_create(
        topic=topic, defaults={"suggest": suggest, "strong": strong}
    )
    before = None if new else [row.suggest, row.strong]
    if before == [suggest, strong]:
        return row
    row.suggest, row.strong = suggest, strong
    row.save(update_fields=["suggest", "strong"])
    after = [suggest, strong]
    record("match thresholds set", by=by, topic=topic and topic.pk, before=before, after=after)
    enqueue(JobKind.MATCH, key="grade anew", by=by, payload={"grade": True})
    return row


@transaction.atomic
def grade_anew(match: Match) -> bool:
    """Put an open suggestion where the thresholds have it now; True when that changed it."""
    clusters.alone()
    strength = strength_of(match.probability, match.same_claim, thresholds_for(match.claim))
    rows = Match.objects.filter(pk=match.pk, state=Match.State.SUGGESTED).exclude(strength=strength)
    changed = bool(rows.update(strength=strength))
    if changed and match.other_id:
        clusters.regroup({match.claim_id, match.other_id})
    return changed
