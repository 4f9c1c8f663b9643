"""The webhooks' screens: for operators alone, counted, with a sentence for what cannot be taken."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.actions.triage import accept
from claims.actions.webhooks import add_endpoint, send_out
from claims.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from tests import factories
from tests.cast import CAST

pytestmark = pytest.mark.django_db
SIGNED_IN = 4  # session, person, roles, news not read yet


@pytest.fixture
def endpoint(olaf):
    return add_endpoint("https://example.org/hook", by=olaf, families=["claim"])


def told(rita, count):
    """Deliveries of one endpoint, each dead after two attempts."""
    for _ in range(count):
        accept(factories.claim(), by=rita)
    send_out()
    for delivery in WebhookDelivery.objects.all():
        for status in (500, 503):
            WebhookAttempt.objects.create(delivery=delivery, status=status, excerpt="<b>No</b>")
    WebhookDelivery.objects.update(state="dead", ended_at=timezone.now())


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("screen", ["webhooks", "webhook"])
def test_opens_for_operators_alone(as_, endpoint, name, screen):
    answer = as_(name).get(reverse(screen, args=[endpoint.pk] if screen == "webhook" else []))

    assert answer.status_code == {"olaf": 200, "nobody": 302}.get(name, 403)


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("act", ["rotate", "disable", "enable", "retire"])
def test_acts_are_operators_alone(as_, endpoint, name, act):
    answer = as_(name).post(reverse("webhook_act", args=[endpoint.pk, act]))

    assert answer.status_code == {"olaf": 302, "nobody": 302}.get(name, 403)


def test_endpoint_is_added_and_its_secret_shown(as_, olaf):
    client = as_("olaf")

    answer = client.post(
        reverse("webhooks"), {"address": "https://example.org/hook", "families": ["claim"]}, follow=True
    )

    assert WebhookEndpoint.objects.get().secrets[0] in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"address": "http://example.org/", "families": ["claim"]}, "Give an https address"),
        ({"address": "https://example.org/"}, "Say what the endpoint is told of."),
        ({"address": "", "families": ["claim"]}, "This field is required."),
    ],
)
def test_form_that_does_not_hold_comes_back(as_, fields, said):
    answer = as_("olaf").post(reverse("webhooks"), fields)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not WebhookEndpoint.objects.exists()


def test_what_was_answered_is_shown_as_text(as_, endpoint, rita):
    told(rita, 1)

    page = as_("olaf").get(reverse("webhook", args=[endpoint.pk])).content.decode()

    assert "&lt;b&gt;No&lt;/b&gt;" in page
    assert "2 attempts" in page


def test_one_and_a_range_are_sent_again(as_, endpoint, rita):
    told(rita, 3)
    client = as_("olaf")

    client.post(reverse("delivery_replay", args=[WebhookDelivery.objects.first().pk]))
    assert WebhookDelivery.objects.filter(state="waiting").count() == 1
    now = timezone.now()
    fields = {
        "since": (now - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
        "until": (now + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
    }
    answer = client.post(reverse("webhook", args=[endpoint.pk]), fields, follow=True)

    assert "2 deliveries are sent again." in answer.content.decode()
    assert WebhookDelivery.objects.filter(state="waiting").count() == 3
    backwards = client.post(reverse("webhook", args=[endpoint.pk]), {**fields, "until": fields["since"]})
    assert (backwards.status_code, "ends before it begins" in backwards.content.decode()) == (422, True)


@pytest.mark.parametrize("count", [1, 3])
def test_questions_to_the_database_are_counted(as_, endpoint, olaf, rita, count, django_assert_num_queries):
    for _ in range(count - 1):
        add_endpoint("https://example.org/hook", by=olaf, families=["publication"])
    told(rita, count)
    client = as_("olaf")

    with django_assert_num_queries(SIGNED_IN + 1):  # endpoints
        listed = client.get(reverse("webhooks"))
    with django_assert_num_queries(SIGNED_IN + 3):  # endpoint; deliveries, attempts
        log = client.get(reverse("webhook", args=[endpoint.pk]))

    assert listed.content.count(b"data-row") == count
    assert log.content.count(b"data-row") == count
