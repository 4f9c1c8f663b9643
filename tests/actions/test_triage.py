"""Deciding what is worth the newsroom's time."""

import pytest

from claims.actions.many import bulk_accept, bulk_decline
from claims.actions.triage import accept, decline, reopen
from claims.errors import Denied, Refused, Stale
from claims.models import Activity, Claim, Job, JobKind
from claims.states import DeclineReason, Status
from tests import factories
from tests.together import together

pytestmark = pytest.mark.django_db


def test_accept_queues_the_claim_and_asks_for_a_run(rita):
    claim = accept(factories.claim(), by=rita)

    job = Job.objects.get()
    assert claim.status == Status.QUEUED
    assert (job.kind, job.claim, job.created_by) == (JobKind.VERIFY, claim, rita)


def test_accept_twice_is_one_act_and_one_run(rita):
    claim = factories.claim()

    accept(claim, by=rita)
    accept(claim, by=rita)

    assert (Activity.objects.count(), Job.objects.count()) == (1, 1)


def test_accept_after_somebody_else_is_stale(rita, edda):
    claim = factories.claim()
    accept(Claim.objects.get(pk=claim.pk), by=edda)

    with pytest.raises(Stale, match="Edda Lindqvist was faster: the claim is queued already"):
        accept(claim, by=rita)


@pytest.mark.parametrize("reason", DeclineReason)
def test_decline_keeps_its_reason(rita, reason):
    claim = decline(factories.claim(), by=rita, reason=reason)

    assert (claim.status, claim.decline_reason) == (Status.DECLINED, reason)
    assert Activity.objects.get().reason == reason.label


def test_decline_keeps_the_note_beside_its_reason(rita):
    decline(factories.claim(), by=rita, reason="opinion", note="  A matter of taste. ")

    assert Activity.objects.get().reason == "Opinion: A matter of taste."


@pytest.mark.parametrize("reason", ["", "boring", "Opinion"])
def test_decline_needs_one_of_the_reasons(rita, reason):
    claim = factories.claim()

    with pytest.raises(Refused, match="Choose why the claim is declined"):
        decline(claim, by=rita, reason=reason)
    assert Claim.objects.get().status == Status.CANDIDATE


def test_decline_of_a_held_claim_lets_it_go(rita, edda):
    claim = factories.at(factories.claim(), "researching", holder=edda)

    assert decline(claim, by=rita, reason="not_important").assignee is None


def test_decline_as_duplicate_names_the_claim_it_repeats(rita):
    first, second = factories.claim(), factories.claim()

    decline(second, by=rita, reason="duplicate", duplicate_of=first)

    assert second.merged_into == first
    assert list(first.duplicates.all()) == [second]


def test_decline_for_another_reason_merges_nothing(rita):
    first, second = factories.claim(), factories.claim()

    assert decline(second, by=rita, reason="opinion", duplicate_of=first).merged_into is None


def test_a_claim_is_no_duplicate_of_itself(rita):
    claim = factories.claim()

    with pytest.raises(Refused, match="no duplicate of itself"):
        decline(claim, by=rita, reason="duplicate", duplicate_of=claim)


def test_duplicates_do_not_go_in_a_circle(rita):
    one, two, three = factories.claim(), factories.claim(), factories.claim()
    decline(one, by=rita, reason="duplicate", duplicate_of=two)
    decline(two, by=rita, reason="duplicate", duplicate_of=three)

    with pytest.raises(Refused, match="nor of one that repeats it"):
        decline(three, by=rita, reason="duplicate", duplicate_of=one)


@pytest.mark.django_db(transaction=True)
def test_two_people_do_not_close_a_circle_together(rita, edda):
    one, two = factories.claim(), factories.claim()
    work = [(one, rita, two), (two, edda, one)]

    def act(n):
        claim, person, other = work[n]
        return decline(claim, by=person, reason="duplicate", duplicate_of=other).status

    outcomes = together(2, act)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Refused", "str"]


def test_reopen_brings_it_back_clean(rita):
    claim = decline(factories.claim(), by=rita, reason="duplicate", duplicate_of=factories.claim())

    reopen(claim, by=rita, reason="They differ in the year.")

    assert (claim.status, claim.decline_reason, claim.merged_into) == (Status.QUEUED, "", None)


def test_reopen_needs_a_reason(rita):
    claim = factories.claim(status="declined")

    with pytest.raises(Refused, match="Say why"):
        reopen(claim, by=rita, reason=" ")


def test_bulk_moves_what_it_can_and_says_what_it_cannot(rita, edda):
    fresh, gone, taken = factories.claim(), factories.claim(), factories.claim()
    decline(gone, by=edda, reason="opinion")
    accept(taken, by=edda)

    done = bulk_accept([fresh, gone, taken], by=rita)

    assert done.moved == [fresh.pk]
    assert done.refused == {
        gone.pk: "The claim is declined: it cannot be accepted now.",
        taken.pk: "Edda Lindqvist was faster: the claim is queued already.",
    }
    assert Claim.objects.get(pk=gone.pk).status == Status.DECLINED


def test_bulk_decline_gives_each_claim_its_act(rita):
    claims = [factories.claim() for _ in range(3)]

    done = bulk_decline(claims, by=rita, reason="out_of_scope", note="Not our town.")

    assert done.moved == [claim.pk for claim in claims]
    assert set(Activity.objects.values_list("note__reason", flat=True)) == {"Out of scope: Not our town."}


def test_bulk_by_a_stranger_moves_nothing(sam):
    claims = [factories.claim() for _ in range(2)]

    done = bulk_accept(claims, by=sam)

    assert done.moved == []
    assert set(done.refused.values()) == {"Only a researcher can accept claims."}


def test_triage_is_denied_to_operators(olaf):
    with pytest.raises(Denied):
        decline(factories.claim(), by=olaf, reason="opinion")
