"""New weights: who may, what is refused, what is written down; and that claims keep their state."""

import math

import pytest
from django.db import DatabaseError, connection, transaction

from claims.actions.triage import accept, decline
from claims.actions.weights import NewerWeights, rescore, set_weights
from claims.errors import Denied, Refused
from claims.models import Activity, Claim, Job, Weights
from claims.nlp.worth import DEFAULT_WEIGHTS
from claims.states import Status
from claims.worth_queries import newest_weights, reordered, scored_otherwise, values_of
from tests import factories
from tests.cast import CAST
from tests.together import together

pytestmark = pytest.mark.django_db
NUMBER = {"criterion": "number", "value": 1.0, "weight": 1.6, "words": "nine"}
VERB = {"criterion": "verifiable_verb", "value": 1.0, "weight": 0.9, "words": "built"}


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr("claims.actions.jobs.dispatch", lambda job: True)


def weighed(**changes):
    """Round weights, whatever the engine's own are today."""
    return DEFAULT_WEIGHTS | {"bias": -2.2, "number": 1.6, "verifiable_verb": 0.9} | changes


def logistic(total):
    return round(1 / (1 + math.exp(-total)), 4)


@pytest.mark.parametrize("name", [name for name in CAST if name != "nobody"])
def test_set_weights_is_for_editors(name, who):
    if name in {"edda", "paul"}:
        assert set_weights(weighed(number=2.0), by=who(name), reason="Figures.", version=0).version == 1
    else:
        with pytest.raises(Denied, match="Only an editor can change the weights"):
            set_weights(weighed(number=2.0), by=who(name), reason="Figures.", version=0)
        assert not Weights.objects.exists()


def test_set_weights_makes_the_next_version_records_it_and_has_the_queue_scored(edda):
    first = set_weights(weighed(number=2.0), by=edda, reason="Figures first.", version=0)
    second = set_weights(weighed(number=2.5), by=edda, reason="Even more.", version=1)

    assert (first.version, second.version, newest_weights()) == (1, 2, second)
    assert (second.made_by, second.reason, second.values["number"]) == (edda, "Even more.", 2.5)
    act = Activity.objects.get(verb="weights changed", note__reason="Even more.")
    assert (act.actor, act.detail) == (edda, {"weights": 2, "changed": {"number": [2.0, 2.5]}})
    jobs = Job.objects.order_by("pk").values_list("kind", "key", "payload")
    assert list(jobs) == [
        ("rescore", "weights:1", {"weights": first.pk}),
        ("rescore", "weights:2", {"weights": second.pk}),
    ]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (weighed(number=math.nan), "Each criterion needs a number from -10 to 10"),
        (weighed(number=math.inf), "Each criterion needs a number"),
        (weighed(number=1e9), "Each criterion needs a number"),
        (weighed(number="1.5"), "Each criterion needs a number"),
        (weighed(nonsense=1.0), "Each criterion needs a number"),
        ({"number": 1.0}, "Each criterion needs a number"),
        (DEFAULT_WEIGHTS, "nothing would change"),
    ],
)
def test_set_weights_refuses_what_makes_no_sense(edda, values, sentence):
    with pytest.raises(Refused, match=sentence):
        set_weights(values, by=edda, reason="Why not.", version=0)

    assert (Weights.objects.count(), Job.objects.count(), Activity.objects.count()) == (0, 0, 0)


def test_set_weights_needs_a_reason(edda):
    with pytest.raises(Refused, match="Say why"):
        set_weights(weighed(number=2.0), by=edda, reason="  \n", version=0)


def test_set_weights_over_a_newer_version_is_refused_with_it(edda, paul):
    theirs = set_weights(weighed(number=2.0), by=paul, reason="Mine.", version=0)

    with pytest.raises(NewerWeights, match="Paul Marchetti saved version 1 while you") as error:
        set_weights(weighed(number=3.0), by=edda, reason="Yours.", version=0)

    assert error.value.theirs == theirs
    assert newest_weights() == theirs


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_one_moment_one_gets_through(edda):
    ends = together(
        2, lambda n: set_weights(weighed(number=2.0 + n), by=edda, reason=f"Person {n}.", version=0)
    )

    assert sorted(type(end).__name__ for end in ends) == ["NewerWeights", "Weights"]
    assert [row.version for row in Weights.objects.all()] == [1]


@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE claims_weights SET reason = 'x'",
        "DELETE FROM claims_weights",
        "TRUNCATE claims_weights CASCADE",
    ],
)
def test_weights_are_never_changed(edda, attempt):
    set_weights(weighed(number=2.0), by=edda, reason="Figures.", version=0)

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="Weights are never changed"):
            cursor.execute(attempt)
        transaction.set_rollback(True)


def test_values_of_an_old_version_has_the_engines_weight_for_a_newer_criterion(edda):
    old = Weights.objects.create(version=1, values={"number": 3.0}, reason="Old.", made_by=edda)

    assert values_of(old) == DEFAULT_WEIGHTS | {"number": 3.0}
    assert values_of(None) == DEFAULT_WEIGHTS


def test_rescore_writes_score_reasons_and_version_and_moves_nothing(edda):
    claims = [factories.claim(reasons=[NUMBER, VERB]), factories.claim(reasons=[NUMBER], status="queued")]
    weights = set_weights(weighed(number=0.1), by=edda, reason="Words first.", version=0)
    before = list(Claim.objects.order_by("pk").values("status", "status_since", "assignee", "version"))

    written = rescore(scored_otherwise(weights).order_by("pk"), weights=weights)

    assert written == 2
    first, second = (Claim.objects.get(pk=claim.pk) for claim in claims)
    assert (first.score, second.score) == (logistic(-2.2 + 0.1 + 0.9), logistic(-2.2 + 0.1))
    assert [(row["criterion"], row["weight"]) for row in first.reasons] == [
        ("verifiable_verb", 0.9),
        ("number", 0.1),
    ]
    assert (first.weights, second.weights) == (weights, weights)
    assert (
        list(Claim.objects.order_by("pk").values("status", "status_since", "assignee", "version")) == before
    )
    assert not Activity.objects.filter(claim__isnull=False).exists()


def test_rescore_leaves_what_is_no_longer_open_and_what_no_machine_scored(edda, rita):
    closed = [
        factories.claim(reasons=[NUMBER], status=status) for status in set(Status) - {"candidate", "queued"}
    ]
    added = factories.claim(score=0, origin="person", added_by=rita)
    weights = set_weights(weighed(number=5.0), by=edda, reason="Figures.", version=0)

    assert list(scored_otherwise(weights)) == []
    assert rescore([*closed, added], weights=weights) == 1  # the one by a person is open, and was asked for
    assert {row.score for row in Claim.objects.filter(pk__in=[claim.pk for claim in closed])} == {0.5}


def test_rescore_does_not_undo_what_a_newer_version_wrote_meanwhile(edda):
    claim = factories.claim(reasons=[NUMBER])
    read_before = list(
        scored_otherwise(old := set_weights(weighed(number=3), by=edda, reason="1", version=0))
    )
    new = set_weights(weighed(number=5.0), by=edda, reason="2", version=1)
    rescore([claim], weights=new)

    assert rescore(read_before, weights=old) == 0
    claim.refresh_from_db()
    assert (claim.weights, claim.score) == (new, logistic(-2.2 + 5))


def test_rescore_does_not_touch_a_claim_that_left_the_queue_meanwhile(edda, rita):
    claim = factories.claim(reasons=[NUMBER])
    weights = set_weights(weighed(number=3.0), by=edda, reason="Figures.", version=0)
    read_before = list(scored_otherwise(weights))
    decline(claim, by=rita, reason="opinion")

    assert rescore(read_before, weights=weights) == 0
    claim.refresh_from_db()
    assert (claim.score, claim.status) == (0.5, Status.DECLINED)


def test_reordered_shows_places_and_scores_and_saves_nothing(edda, rita):
    figures = factories.claim("Nine bridges.", reasons=[NUMBER], score=logistic(-2.2 + 1.6))
    acts = factories.claim("They built it.", reasons=[VERB], score=logistic(-2.2 + 0.9))
    urgent = accept(factories.claim("Urgent one.", reasons=[], score=logistic(-2.2), priority=2), by=rita)
    added = factories.claim("By a person.", score=0, origin="person", added_by=rita)
    factories.claim("Held by somebody.", reasons=[VERB], status=Status.RESEARCHING)
    before = list(Claim.objects.order_by("pk").values())

    found = reordered(weighed(number=0.5, verifiable_verb=1.5))

    assert found.total == 4
    assert [row.claim for row in found.now] == [urgent, figures, acts, added]
    assert [(row.claim, row.place, row.new_place, row.up) for row in found.then] == [
        (urgent, 1, 1, 0),
        (acts, 3, 2, 1),
        (figures, 2, 3, -1),
        (added, 4, 4, 0),
    ]
    assert [row.new_score for row in found.then] == [0.0998, logistic(-0.7), logistic(-1.7), 0]
    assert list(Claim.objects.order_by("pk").values()) == before


def test_reordered_brings_in_a_claim_from_below_the_first_25():
    for _ in range(30):
        factories.claim(reasons=[NUMBER], score=0.4)
    last = factories.claim(reasons=[VERB], score=0.3)

    found = reordered(weighed(verifiable_verb=5.0))

    assert (len(found.now), len(found.then), found.total) == (25, 25, 31)
    assert (found.then[0].claim, found.then[0].place, found.then[0].up) == (last, 31, 30)


@pytest.mark.parametrize("count", [1, 3])
def test_reordered_asks_two_questions_however_long_the_queue(count, django_assert_num_queries):
    for _ in range(count):
        factories.claim(reasons=[NUMBER])

    with django_assert_num_queries(2):
        reordered(weighed(number=3.0))
