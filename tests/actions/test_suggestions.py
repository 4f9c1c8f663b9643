"""What a run suggests: used and rejected by people only, on the record, once."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from claims.actions.suggestions import Offered, offer, reject, use
from claims.errors import Denied, Refused
from claims.models import Evidence, Suggestion
from claims.states import Status
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = "The council of Marlow spent 4.2 million crowns on bridges."


@pytest.fixture
def suggestion():
    claim = factories.claim("Marlow spent 4.2 million crowns on bridges in 2019.")
    capture = factories.article(f"{WORDS} Rain fell.").captures.get()
    content = {
        "text": WORDS, "capture": capture.pk, "start": 0, "end": len(WORDS), "title": "Bridges",
        "publisher": "Post", "address": "", "sentences": [[0, len(WORDS)]], "guards": [], "confidence": 0.9,
    }  # fmt: skip
    offer(factories.run(claim), [Offered("evidence", "capture 1", "supports", 0.9, content)])
    return Suggestion.objects.get()


def test_use_makes_it_evidence_of_that_person(suggestion, rita):
    used = use(suggestion, by=rita)

    row = Evidence.objects.get()
    assert (used.state, used.decided_by) == ("used", rita)
    assert (row.excerpt, row.stance, row.added_by, row.start) == (WORDS, "supports", rita, 0)
    verbs = list(suggestion.claim.activities.values_list("verb", flat=True))
    assert sorted(verbs) == ["evidence added", "suggestion used"]


def test_use_twice_is_once(suggestion, rita):
    use(suggestion, by=rita)
    use(suggestion, by=rita)

    assert Evidence.objects.count() == 1


def test_reject_is_remembered_by_later_runs(suggestion, rita):
    reject(suggestion, by=rita)

    assert offer(factories.run(suggestion.claim), [
        Offered(suggestion.kind, suggestion.key, suggestion.label, 0.99, suggestion.content)
    ]) == 0  # fmt: skip
    assert Suggestion.objects.get().state == "rejected"
    with pytest.raises(Refused, match="rejected by Rita"):
        use(suggestion, by=rita)


def test_operators_and_strangers_decide_nothing(suggestion, olaf, sam):
    for person in (olaf, sam):
        with pytest.raises(Denied):
            use(suggestion, by=person)


def test_in_review_nothing_is_decided(suggestion, rita):
    factories.at(suggestion.claim, Status.IN_REVIEW)

    with pytest.raises(Refused, match="The draft is submitted"):
        use(suggestion, by=rita)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"state": "used"}, (IntegrityError, ProgrammingError)),
        ({"confidence": 0.2}, ProgrammingError),
        ({"content": {}}, ProgrammingError),
        ({"key": "another"}, ProgrammingError),
    ],
)
def test_postgres_keeps_a_suggestion_as_it_was_made(suggestion, fields, error):
    with pytest.raises(error), transaction.atomic():
        Suggestion.objects.filter(pk=suggestion.pk).update(**fields)


def test_postgres_lets_nobody_decide_off_the_record(suggestion, rita):
    with pytest.raises(ProgrammingError, match="off the record"), transaction.atomic():
        Suggestion.objects.filter(pk=suggestion.pk).update(
            state="used", decided_by=rita, decided_at=timezone.now()
        )
    with pytest.raises(ProgrammingError, match="cannot be deleted"), transaction.atomic():
        suggestion.delete()
