"""Random histories of matches over a few claims, by the whole newsroom: nothing is ever lost.

FACTCHECK_HISTORIES says how many are tried.
"""

import os
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from claims.actions.matches import confirm, reject, suggest, take_back
from claims.actions.merge import merge, split
from claims.actions.undo import undo
from claims.errors import Sentence
from claims.ledger.audit import audit
from claims.match_queries import JOINED, appearances_of_family
from claims.models import Appearance, Claim, Match
from tests import factories, matches

pytestmark = pytest.mark.django_db
HISTORIES = int(os.environ.get("FACTCHECK_HISTORIES", "30"))
PAIRS = ((0, 1), (0, 2), (1, 2), (2, 3))
Act = Callable[[Match, Claim, User], object]

ACTS: dict[str, Act] = {
    "confirm": lambda match, claim, by: confirm(match, by=by),
    "reject": lambda match, claim, by: reject(match, by=by),
    "take back": lambda match, claim, by: take_back(match, by=by),
    "merge": lambda match, claim, by: merge(match, claim=claim, by=by),
    "split": lambda match, claim, by: split(claim, by=by, reason="They differ."),
    "undo": lambda match, claim, by: undo(claim, by=by),
    "strong": lambda match, claim, by: suggest(claim, [matches.found(_other(match, claim), 0.95)]),
    "weak": lambda match, claim, by: suggest(claim, [matches.found(_other(match, claim), 0.1)]),
}
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(PAIRS), st.booleans(), st.integers(0, 3)),
    min_size=3,
    max_size=14,
)


def _other(match: Match, claim: Claim) -> Claim:
    return match.claim if match.other_id == claim.pk else match.other


@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_random_histories_lose_no_appearance(rita, edda, olaf, steps):
    people = [rita, rita, edda, olaf]
    with transaction.atomic():
        claims = [factories.claim() for _ in range(4)]
        pairs = {pair: matches.match(claims[pair[1]], claims[pair[0]], 0.7) for pair in PAIRS}
        places = {row.pk: row.claim_id for row in Appearance.objects.all()}
        for name, pair, second, person in steps:
            rejected = set(Match.objects.filter(state="rejected").values_list("pk", flat=True))
            claim = Claim.objects.get(pk=claims[pair[second]].pk)
            match = Match.objects.get(pk=pairs[pair].pk)
            with suppress(Sentence), transaction.atomic():
                ACTS[name](match, claim, people[person])
            if name in {"strong", "weak"}:  # a machine changes nobody's mind
                assert rejected == set(Match.objects.filter(state="rejected").values_list("pk", flat=True))
        hold(claims, places)
        transaction.set_rollback(True)


def hold(claims: list[Claim], places: dict[int, int]) -> None:
    assert {row.pk: row.claim_id for row in Appearance.objects.all()} == places
    rows = {row.pk: row for row in Claim.objects.filter(pk__in=[claim.pk for claim in claims])}
    for row in rows.values():
        assert merged_root(row, rows) is not None
        shown = {place.pk for place in appearances_of_family(row)}
        inside = {pk for pk, of in places.items() if merged_root(rows[of], rows) == merged_root(row, rows)}
        assert inside <= shown, "the page of a claim shows what was merged with it"
    edges = list(Match.objects.filter(JOINED).values_list("claim_id", "other_id"))
    edges += [(row.pk, row.merged_into_id) for row in rows.values() if row.merged_into_id]
    assert {row.pk: row.cluster_id for row in rows.values()} == components(list(rows), edges)
    for row in rows.values():
        assert row.demand == len({place.capture.article_id for place in appearances_of_family(row)})
    found = audit()
    assert found.ok, found.broken


def merged_root(claim: Claim, rows: dict[int, Claim]) -> int | None:
    """Where the merging ends; None when it never does."""
    for _ in rows:
        if claim.merged_into_id is None:
            return claim.pk
        claim = rows[claim.merged_into_id]
    return None


def components(ids: list[int], edges: list[tuple[int, int]]) -> dict[int, int | None]:
    """The smallest number of each group, told the slow and obvious way."""
    head = {pk: pk for pk in ids}
    for _ in ids:
        for one, two in edges:
            head[one] = head[two] = min(head[one], head[two])
    sizes = list(head.values())
    return {pk: top if sizes.count(top) > 1 else None for pk, top in head.items()}
