"""Weigh the criteria of check-worthiness anew, and score the open claims by it."""

import math
from collections.abc import Iterable, Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from accounts.models import User
from claims import rules
from claims.actions.jobs import enqueue
from claims.errors import Refused, Stale
from claims.models import Claim, JobKind, Weights
from claims.nlp.worth import DEFAULT_WEIGHTS, reweighed
from claims.wording import clean
from claims.workflow import record
from claims.worth_queries import OPEN, newest_weights, values_of

WEIGHT_MAX = 10.0
"""A weight of 10 takes the score from .007 to .993 by itself: more would only hide the other criteria."""


class NewerWeights(Stale):
    """Somebody saved another version meanwhile: ``theirs``."""

    def __init__(self, theirs: Weights) -> None:
        told = gettext(
            "%(who)s saved version %(version)s while you were weighing. "
            "Yours are kept below, beside theirs; nothing is saved yet."
        )
        super().__init__(told % {"who": theirs.made_by, "version": theirs.version})
        self.theirs = theirs


@transaction.atomic
def set_weights(values: Mapping[str, float], *, by: User, reason: str, version: int) -> Weights:
    """The next version, in force from now on; a worker then scores the open claims anew.

    ``values`` has each of `DEFAULT_WEIGHTS`; ``version`` is the one that the form was drawn from, 0
    for the engine's own. Raises Denied, Refused (what is wrong with the numbers, nothing changed, no
    reason) or NewerWeights.
    """
    rules.may_set_weights(by).check()
    wanted = _checked(values)
    words = clean(reason).strip()
    if not words:
        raise Refused(gettext("Say why: whoever looks at the queue later will want to know."))
    newest = newest_weights()
    if newest is not None and newest.version != version:
        raise NewerWeights(newest)
    before = values_of(newest)
    changed = {name: [before[name], value] for name, value in wanted.items() if value != before[name]}
    if not changed:
        raise Refused(gettext("These are the weights in force: nothing would change."))
    made = _next(version, wanted, by, words)
    record("weights changed", by=by, reason=words, weights=made.version, changed=changed)
    enqueue(JobKind.RESCORE, key=f"weights:{made.version}", by=by, payload={"weights": made.pk})
    return made


def _checked(values: Mapping[str, float]) -> dict[str, float]:
    wrong = [name for name in DEFAULT_WEIGHTS if not _is_weight(values.get(name))]
    if wrong or set(values) != set(DEFAULT_WEIGHTS):
        raise Refused(
            gettext("Each criterion needs a number from %(value)s to %(weight_max)s.")
            % {"value": f"{-WEIGHT_MAX:g}", "weight_max": f"{WEIGHT_MAX:g}"}
        )
    return {name: float(values[name]) for name in DEFAULT_WEIGHTS}


def _is_weight(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value) and abs(value) <= WEIGHT_MAX


def _next(version: int, values: dict[str, float], by: User, reason: str) -> Weights:
    """Of two people who save at one moment, the unique number lets one through."""
    try:
        with transaction.atomic():
            return Weights.objects.create(version=version + 1, values=values, reason=reason, made_by=by)
    except IntegrityError as error:
        theirs = newest_weights()
        if theirs is None:
            raise
        raise NewerWeights(theirs) from error


def rescore(claims: Iterable[Claim], *, weights: Weights | None) -> int:
    """Score claims under ``weights`` from their stored reasons; how many were written. Moves nothing.

    A claim that left the queue meanwhile, or that another version was faster with, stays as it is.
    Each row by itself and not all in one transaction: Take next passes over locked rows, and would
    find the queue empty while a batch is held.
    """
    values = values_of(weights)
    written = 0
    for claim in claims:
        score, reasons = reweighed(claim.reasons, values)
        same = Claim.objects.filter(pk=claim.pk, status__in=OPEN, weights=claim.weights_id)
        written += same.update(score=score, reasons=reasons, weights=weights)
    return written
