"""Readers report errors: without cookies, within limits, into the editors' hands."""

import pytest
from django.urls import reverse

from claims.actions.tips import FROM_ONE, handle_tip, leave_tip
from claims.errors import Denied, Refused
from claims.models import Notification, NotificationKind, Tip
from tests import checks

pytestmark = pytest.mark.django_db


@pytest.fixture
def publication(rita, edda, paul):
    return checks.published(rita, edda, paul)


@pytest.fixture
def address(publication):
    return reverse("check_report", args=[publication.public_id])


def test_a_report_becomes_an_item_that_editors_hear_of(address, publication, edda, client):
    answer = client.post(address, {"text": "The year is wrong.", "contact": "reader@example.org"})

    tip = Tip.objects.get()
    assert (answer.status_code, answer.cookies) == (200, {})
    assert (tip.text, tip.contact, tip.publication, tip.claim) == (
        "The year is wrong.", "reader@example.org", publication, publication.claim,
    )  # fmt: skip
    assert "127.0.0.1" not in tip.sender
    told = Notification.objects.filter(kind=NotificationKind.REPORTED)
    assert [row.user for row in told] == [edda]
    assert publication.claim.activities.first().verb == "tip came"


def test_it_needs_no_token_that_a_cookie_would_carry(address, client):
    client.handler.enforce_csrf_checks = True

    assert client.post(address, {"text": "Wrong."}).status_code == 200


def test_a_program_that_fills_the_hidden_field_is_thanked_and_forgotten(address, client):
    answer = client.post(address, {"text": "Buy now.", "website": "https://spam.example"})

    assert (answer.status_code, Tip.objects.count()) == (200, 0)


def test_what_is_refused_stays_in_its_field(address, client):
    answer = client.post(address, {"text": "", "contact": "no address"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert ("Say what is wrong." in text, "no address" in text, Tip.objects.count()) == (True, True, 0)


def test_one_sender_has_a_limit_and_keeps_the_words(address, client):
    for n in range(FROM_ONE):
        assert client.post(address, {"text": f"Wrong {n}."}).status_code == 200

    answer = client.post(address, {"text": "Once more."})

    assert answer.status_code == 429
    text = answer.content.decode()
    assert ("several reports within the hour" in text, "Once more." in text) == (True, True)
    assert client.post(address, {"text": "Hello."}, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_the_same_words_twice_are_one(address, client):
    for _ in range(3):
        client.post(address, {"text": "Wrong."})

    assert Tip.objects.count() == 1


def test_only_editors_handle_it_and_once(publication, rita, edda, paul):
    tip = leave_tip(kind=Tip.Kind.ERROR, text="Wrong.", publication=publication)
    with pytest.raises(Denied):
        handle_tip(tip, by=rita, accept=True)

    first = handle_tip(tip, by=edda, accept=True, note="We correct it.")
    again = handle_tip(tip, by=edda, accept=False)

    assert (first.state, again.state, again.note) == ("accepted", "accepted", "We correct it.")


def test_words_are_cleaned_and_bounded(publication):
    tip = leave_tip(kind=Tip.Kind.ERROR, text="Wrong\x00\u202e.", publication=publication)
    assert tip.text == "Wrong."
    with pytest.raises(Refused, match="limit is 5,000"):
        leave_tip(kind=Tip.Kind.ERROR, text="x" * 5001, publication=publication)


def test_editors_see_and_handle_reports_on_their_own_page(address, as_, client):
    client.post(address, {"text": "The year is wrong.", "contact": "reader@example.org"})
    tip = Tip.objects.get()

    assert as_("rita").get(reverse("tips")).status_code == 403
    edda = as_("edda")
    text = edda.get(reverse("tips")).content.decode()
    assert ("The year is wrong." in text, "reader@example.org" in text) == (True, True)
    edda.post(reverse("tip_handle", args=[tip.pk]), {"do": "accept", "note": "Right."})
    tip.refresh_from_db()
    assert (tip.state, tip.note) == ("accepted", "Right.")
    assert "The year is wrong." not in edda.get(reverse("tips")).content.decode()
