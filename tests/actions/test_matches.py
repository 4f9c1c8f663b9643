"""Matches: the machine suggests, people decide, a no is remembered, and PostgreSQL holds them to it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.db.models import F
from django.utils import timezone

from claims.actions.matches import confirm, reject, suggest, take_back
from claims.actions.merge import cite, merge, split
from claims.actions.thresholds import grade_anew, set_thresholds
from claims.actions.undo import undo
from claims.errors import Denied, Refused
from claims.jobs import runner
from claims.jobs.match import look_up
from claims.ledger.audit import audit
from claims.models import Activity, Claim, Evidence, Job, JobKind, Match, MatchThresholds, Notification, Topic
from claims.states import Status
from tests import checks, factories, matches, races

pytestmark = pytest.mark.django_db


def test_suggest_keeps_what_is_likely_enough_with_its_figures():
    claim, check = factories.claim(), matches.known()
    unlikely = matches.known()

    suggest(claim, [matches.found(check, 0.8, score=3.5), matches.found(unlikely, 0.2)])

    match = Match.objects.get()
    assert (match.claim, match.known, match.state, match.strength) == (claim, check, "suggested", "likely")
    assert (match.score, match.probability, match.why) == (3.5, 0.8, ["same speaker"])
    assert (match.method, match.model_version) == ("hybrid", "test 1")


def test_suggest_calls_strong_only_what_does_not_differ():
    claim = factories.claim()

    same = matches.match(claim, probability=0.97)
    differs = matches.match(claim, probability=0.97, same_claim=False, why=("2019 there, 2024 here",))

    assert (same.strength, differs.strength) == ("strong", "likely")


def test_two_claims_are_one_pair_whichever_is_asked_about():
    older, newer = factories.claim(), factories.claim()

    suggest(older, [matches.found(newer, 0.7)])
    suggest(newer, [matches.found(older, 0.8), matches.found(newer, 1.0)])

    match = Match.objects.get()
    assert (match.claim, match.other, match.probability) == (newer, older, 0.8)


def test_what_we_published_ourselves_is_a_claim_of_ours():
    ours, claim = factories.claim(), factories.claim()

    suggest(claim, [matches.found(matches.known(own_claim=ours))])

    assert Match.objects.get().other == ours


def test_a_decided_match_is_left_alone_by_later_runs(rita):
    claim = factories.claim()
    no, yes = matches.match(claim), matches.match(claim)
    reject(no, by=rita, note="Another bridge.")
    confirm(yes, by=rita)

    suggested = suggest(claim, [matches.found(no.known, 0.99), matches.found(yes.known, 0.99)])

    rows = Match.objects.order_by("pk").values_list("state", "probability", "decided_by")
    assert suggested == []
    assert list(rows) == [("rejected", 0.8, rita.pk), ("confirmed", 0.8, rita.pk)]


def test_confirm_links_and_changes_nothing_else(rita):
    claim, ours = factories.claim(status=Status.QUEUED), factories.claim()
    match = matches.match(claim, ours)
    before = (
        Claim.objects.filter(pk=claim.pk).values("status", "version", "priority", "assignee", "text").get()
    )

    confirm(match, by=rita)
    confirm(match, by=rita)  # twice is once

    assert Claim.objects.filter(pk=claim.pk).values(*before).get() == before
    acts = Activity.objects.filter(verb="match confirmed", actor=rita)
    assert {act.claim_id for act in acts} == {claim.pk, ours.pk}
    assert acts.count() == 2
    assert not Evidence.objects.exists()
    assert audit().ok


def test_a_match_is_decided_once_and_undone_within_five_minutes(rita, edda):
    match = confirm(matches.match(factories.claim()), by=rita)

    with pytest.raises(Refused, match="Rita Okafor confirmed it already"):
        reject(match, by=edda)
    assert take_back(match, by=rita).state == "suggested"
    assert reject(match, by=edda).state == "rejected"
    with pytest.raises(Denied, match="Only the person who decided, or an editor"):
        take_back(match, by=rita)


def test_after_five_minutes_an_editor_takes_a_decision_back(rita, edda):
    match = reject(matches.match(factories.claim()), by=rita)
    Match.objects.update(decided_at=timezone.now() - timedelta(minutes=6))

    with pytest.raises(Refused, match="five minutes"):
        take_back(match, by=rita)
    assert take_back(match, by=edda).state == "suggested"


@pytest.mark.parametrize("name", ["olaf", "sam", "nobody"])
def test_only_researchers_decide(who, name):
    match = matches.match(factories.claim())

    for act in (confirm, reject, take_back):
        with pytest.raises(Denied):
            act(match, by=who(name))


def test_postgresql_lets_no_machine_decide(rita):
    match = matches.match(factories.claim())
    rows = Match.objects.filter(pk=match.pk)
    now = timezone.now()

    for fields in (
        {"state": "confirmed"},
        {"state": "confirmed", "decided_by": rita},
        {"state": "confirmed", "decided_at": now},
        {"state": "suggested", "decided_by": rita, "decided_at": now},
        {"state": "rejected", "decided_by": rita, "decided_at": now},
        {"known": matches.known()},
    ):
        with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
            rows.update(**fields)
    with pytest.raises(ProgrammingError, match="it cannot be deleted"), transaction.atomic():
        rows.delete()
    with pytest.raises(ProgrammingError, match="begins as a suggestion"), transaction.atomic():
        born_decided(match, rita)


def born_decided(match, rita):
    match.pk, match.known = None, matches.known()
    match.state, match.decided_by, match.decided_at = "confirmed", rita, timezone.now()
    match.save(force_insert=True)


def test_postgresql_keeps_one_row_a_pair():
    match = matches.match(factories.claim())
    twin = matches.match(factories.claim(), factories.claim())

    for row in (match, twin):
        row.pk = None
        with pytest.raises(IntegrityError, match="one_match"), transaction.atomic():
            row.save(force_insert=True)


def test_postgresql_asks_for_the_record_also_when_a_decision_is_taken_back(rita):
    match = reject(matches.match(factories.claim()), by=rita)
    Match.objects.filter(pk=match.pk).update(probability=0.1)  # figures may change
    change = {"state": "suggested", "decided_by": None, "decided_at": None}

    with pytest.raises(ProgrammingError, match="off the record"), transaction.atomic():
        Match.objects.filter(pk=match.pk).update(**change)


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_decide_at_once_one_is_heard(rita, edda):
    match = matches.match(factories.claim(), factories.claim())

    answers = races.together(lambda: confirm(match, by=rita), lambda: reject(match, by=edda))

    assert sorted(type(answer).__name__ for answer in answers) == ["Match", "Refused"]
    assert audit().ok


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_suggest_the_same_at_once_make_one_row_each():
    claim, other, check = factories.claim(), factories.claim(), matches.known()
    one = [matches.found(check), matches.found(other)]

    answers = races.together(lambda: suggest(claim, one), lambda: suggest(claim, one[::-1]))

    assert [len(answer) for answer in answers] == [2, 2]
    assert Match.objects.count() == 2


def test_merge_confirms_and_leaves_each_appearance_where_it_was(rita):
    claim, other = factories.claim(), factories.claim()
    match = matches.match(claim, other)

    merged = merge(match, claim=claim, by=rita, note="The same words.")

    match.refresh_from_db()
    assert (merged.status, merged.merged_into, match.state) == ("declined", other, "confirmed")
    assert claim.appearances.count() == other.appearances.count() == 1
    back = split(merged, by=rita, reason="Another year.")
    assert (back.status, back.merged_into) == ("queued", None)
    with pytest.raises(Refused, match="merged into no other"):
        split(back, by=rita, reason="Again.")


def test_merge_is_refused_for_what_was_rejected_and_for_checks_of_others(rita):
    claim, other = factories.claim(), factories.claim()
    no = reject(matches.match(claim, other), by=rita)

    with pytest.raises(Refused, match="found that these claims differ"):
        merge(no, claim=claim, by=rita)
    with pytest.raises(Refused, match="Only two claims"):
        merge(matches.match(claim), claim=claim, by=rita)


def test_undoing_a_split_closes_no_circle(rita):
    one, two = factories.claim(), factories.claim()
    match = matches.match(two, one)
    split(merge(match, claim=two, by=rita), by=rita, reason="They differ.")
    merge(match, claim=one, by=rita)

    with pytest.raises(Refused, match="no duplicate of itself"):
        undo(two, by=rita)


def test_a_decision_behind_a_merge_is_not_taken_back(rita, edda):
    claim, other = factories.claim(), factories.claim()
    match = matches.match(claim, other)
    merge(match, claim=claim, by=rita)

    with pytest.raises(Refused, match="Split them first"):
        take_back(match, by=edda)


def test_cite_adds_the_check_as_evidence_once_and_no_rating(rita):
    claim = checks.held(rita)
    check = matches.known(title="The bridges", rating_words="False", address="https://facts.example/1")
    match = matches.match(claim, check)

    first, again = (cite(match, by=rita, stance="refutes") for _ in range(2))

    assert first == again
    assert (first.title, first.publisher, first.added_by) == ("The bridges", "Harbour Facts", rita)
    assert not hasattr(claim, "assessment")


def test_clusters_follow_what_is_joined_and_parted(rita):
    one, two, three = (factories.claim() for _ in range(3))
    strong = matches.match(two, one, 0.95)
    likely = matches.match(three, two, 0.6)
    assert clusters(one, two, three) == [one.pk, one.pk, None]

    confirm(likely, by=rita)
    assert clusters(one, two, three) == [one.pk, one.pk, one.pk]
    reject(strong, by=rita)
    assert clusters(one, two, three) == [None, two.pk, two.pk]
    take_back(likely, by=rita)
    assert clusters(one, two, three) == [None, None, None]
    merge(likely, claim=three, by=rita)
    assert clusters(one, two, three) == [None, two.pk, two.pk]


def clusters(*claims):
    return [Claim.objects.get(pk=claim.pk).cluster_id for claim in claims]


def test_a_claim_that_we_found_false_and_that_comes_back_is_told_once(rita, edda, paul, olaf):
    ours = checks.published(rita, edda, paul, "false").claim
    Notification.objects.all().delete()
    again = factories.claim()

    match = matches.match(again, ours, 0.95)
    suggest(again, [matches.found(ours, 0.96)])
    job = Job.objects.get(kind=JobKind.ALERT)
    runner.run(job.pk, worker="test")
    suggest(again, [matches.found(ours, 0.97)])

    told = Notification.objects.filter(kind="recurred")
    assert {row.user for row in told} == {rita, edda}
    assert {row.claim for row in told} == {ours}
    assert Job.objects.filter(kind=JobKind.ALERT).count() == 1
    match.refresh_from_db()
    assert match.alerted_at
    ours.refresh_from_db()
    again.refresh_from_db()
    assert (ours.status, again.status) == ("published", "candidate")


def test_nothing_is_told_of_weak_true_or_earlier_ones(rita, edda, paul):
    earlier = factories.claim()
    wrong = checks.published(rita, edda, paul, "false").claim
    right = checks.published(rita, edda, paul, "true").claim
    again = factories.claim()

    matches.match(earlier, wrong, 0.95)
    matches.match(again, wrong, 0.7)
    matches.match(again, right, 0.95)

    assert not Job.objects.filter(kind=JobKind.ALERT).exists()


def test_confirming_what_came_back_is_told_too(rita, edda, paul):
    ours = checks.published(rita, edda, paul, "false").claim
    match = matches.match(factories.claim(), ours, 0.6)

    confirm(match, by=edda)

    assert Job.objects.get(kind=JobKind.ALERT).payload == {"match": match.pk}


def test_thresholds_hold_for_the_desk_and_are_on_the_record(edda, rita):
    topic = Topic.objects.create(name="Health")
    claim = factories.claim()
    claim.topics.add(topic)
    set_thresholds(by=edda, suggest=0.3, strong=0.8)
    set_thresholds(by=edda, suggest=0.6, strong=0.7, topic=topic)
    set_thresholds(by=edda, suggest=0.6, strong=0.7, topic=topic)

    suggest(claim, [matches.found(matches.known(), p) for p in (0.5, 0.75, 0.85)])

    rows = Match.objects.values_list("probability", "strength")
    assert list(rows) == [(0.85, "strong"), (0.75, "likely")]
    assert Activity.objects.filter(verb="match thresholds set", chain="house").count() == 2
    with pytest.raises(Denied):
        set_thresholds(by=rita, suggest=0.5, strong=0.9)
    with pytest.raises(Refused, match="not below"):
        set_thresholds(by=edda, suggest=0.9, strong=0.5)


def test_new_thresholds_grade_open_suggestions_anew(edda, rita):
    claim, other = factories.claim(), factories.claim()
    open_, decided = matches.match(claim, other, 0.8), reject(matches.match(claim, probability=0.8), by=rita)
    set_thresholds(by=edda, suggest=0.5, strong=0.75)

    job = Job.objects.get(kind=JobKind.MATCH)
    runner.run(job.pk, worker="test")

    open_.refresh_from_db()
    decided.refresh_from_db()
    assert (open_.strength, decided.strength) == ("strong", "likely")
    assert clusters(claim, other) == [claim.pk, claim.pk]
    assert not grade_anew(open_)


def test_postgresql_keeps_thresholds_in_order():
    for suggest_, strong in ((0.9, 0.5), (0, 0.5), (0.5, 1.1)):
        with pytest.raises(IntegrityError, match="thresholds_are_in_order"), transaction.atomic():
            MatchThresholds.objects.create(suggest=suggest_, strong=strong)


def test_match_job_looks_for_each_of_its_claims(monkeypatch):
    article = factories.article("Marlow has 7 bridges. Marlow has 9 ferries.")
    capture = article.captures.get()
    claims = [
        factories.claim(text, within=capture) for text in ("Marlow has 7 bridges.", "Marlow has 9 ferries.")
    ]
    check = matches.known()

    def answer(text, *, k, among):
        return [matches.found(check)] if among == "checks" else [matches.found(claim) for claim in claims]

    monkeypatch.setattr("claims.search.find", answer)

    job = factories.job(JobKind.MATCH, payload={"claims": [claim.pk for claim in claims]})
    runner.run(job.pk, worker="test")

    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"claims": 2, "suggested": 4})
    assert Match.objects.filter(known=check).count() == 2
    assert Match.objects.filter(other=claims[0], claim=claims[1]).count() == 1
    assert [found.claim for found in look_up(claims[0])] == [None, claims[1]]


def test_repeating_a_search_moves_only_figures(rita):
    claim = factories.claim()
    match = matches.match(claim, probability=0.8)
    Match.objects.update(found_at=F("found_at") - timedelta(days=1))

    suggest(claim, [matches.found(match.known, 0.2)])

    match.refresh_from_db()
    assert (match.probability, match.strength, match.state) == (0.2, "weak", "suggested")
    assert match.found_at > timezone.now() - timedelta(minutes=1)
