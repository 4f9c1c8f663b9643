"""Many people at once, each with a connection of their own."""

import pytest

from claims.actions.assess import DraftOvertaken, save_draft, submit
from claims.actions.publish import publish
from claims.actions.review import give_review
from claims.errors import Sentence
from claims.models import Approval, Claim, Policy, Publication, Review
from claims.states import Status
from tests import checks
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_sixteen_clicks_publish_once(rita, edda, paul):
    claim = checks.approved(rita, edda)

    results = together(*[lambda: publish(Claim.objects.get(pk=claim.pk), by=paul)] * 16)

    assert Publication.objects.count() == 1
    assert set(results) == {Publication.objects.get()}


def test_two_reviewers_finish_together(rita, edda, paul):
    Policy.objects.update(reviews_required=2)
    claim = checks.in_review(rita)
    false = checks.rating("false")

    together(
        lambda: give_review(Claim.objects.get(pk=claim.pk), by=edda, rating=false),
        lambda: give_review(Claim.objects.get(pk=claim.pk), by=paul, rating=false),
    )

    claim.refresh_from_db()
    assert (claim.status, Review.objects.count(), Approval.objects.count()) == (Status.APPROVED, 2, 1)


def test_submit_while_another_saves_keeps_both_or_tells_one(rita, edda):
    claim = checks.drafted(rita)

    save = {"rating": checks.rating("true"), "summary": "Edda's.", "reply_waived": "No."}
    _, saved = together(
        lambda: submit(Claim.objects.get(pk=claim.pk), by=rita),
        lambda: save_draft(Claim.objects.get(pk=claim.pk), by=edda, version=1, **save),
    )

    claim.refresh_from_db()
    assert claim.status == Status.IN_REVIEW
    assert claim.assessment.version == (1 if isinstance(saved, Sentence) else 2)


def test_two_saves_of_one_version_keep_one_and_show_the_other(rita, edda):
    claim = checks.held(rita)

    results = together(
        lambda: save_draft(Claim.objects.get(pk=claim.pk), by=rita, version=0, rating=None, summary="R"),
        lambda: save_draft(Claim.objects.get(pk=claim.pk), by=edda, version=0, rating=None, summary="E"),
    )

    assert sum(isinstance(result, DraftOvertaken) for result in results) == 1
    assert claim.assessment.versions.count() == 1
