"""Programs are told, at least once, under one id, signed; and what their answers lead to."""

import importlib
import json
import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from claims.actions import webhooks
from claims.actions.publish import correct, withdraw
from claims.actions.triage import accept
from claims.actions.webhooks import ATTEMPTS, add_endpoint, replay, replay_range, send_out
from claims.errors import Denied, Refused
from claims.jobs.runner import run
from claims.models import Job, WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookEvent
from tests import checks, factories
from tests.cast import CAST
from tests.fakes.receiver import Receiver, drip, elsewhere, hang, two_gigabytes
from tests.races import together

pytestmark = pytest.mark.django_db
delivering = importlib.import_module("claims.jobs.deliver")  # the package has the function by this name
WORD = "Quokkaberry"
ALL = ("claim", "publication", "correction")


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr("claims.actions.jobs.dispatch", lambda job: True)


@pytest.fixture
def endpoint(olaf, settings):
    """An endpoint at a receiver; only that host and port may be reached on loopback."""

    def made(receiver, families=("claim",)):
        settings.FETCH_ALLOWED_HOSTS = [receiver.host]
        return add_endpoint(receiver.address, by=olaf, families=families)

    return made


def happen(rita):
    """Something that an endpoint for claims is told of, and the job that tells it."""
    accept(factories.claim(), by=rita)
    send_out()
    return Job.objects.filter(kind="deliver").latest("pk")


def attempt(job):
    Job.objects.filter(pk=job.pk).update(run_after=timezone.now() - timedelta(seconds=1))
    run(job.pk, worker="test")
    job.refresh_from_db()
    return WebhookDelivery.objects.get(pk=job.payload["delivery"])


def test_what_happened_arrives_signed_as_the_standard_has_it(endpoint, rita):
    with Receiver() as told:
        kept = endpoint(told)
        job = happen(rita)

        delivery = attempt(job)

    ((headers, body),) = told.seen
    message = Webhook(kept.secrets[0]).verify(body, headers)
    assert message["type"] == "claim.accepted"
    assert message["data"]["from"] == "candidate"
    assert message["data"]["to"] == "queued"
    assert headers["webhook-id"] == delivery.event.message_id
    assert (job.state, delivery.state) == ("done", "delivered")
    assert [(row.status, row.error) for row in delivery.attempts.all()] == [(204, "")]
    with pytest.raises(WebhookVerificationError):
        Webhook(webhooks.new_secret()).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(kept.secrets[0]).verify(body + b" ", headers)


def test_two_secrets_sign_while_they_change_places(endpoint, rita, olaf):
    with Receiver() as told:
        kept = endpoint(told)
        (old,) = kept.secrets
        new = webhooks.rotate(kept, by=olaf).secrets[0]
        attempt(happen(rita))
        webhooks.retire(kept, by=olaf)
        attempt(happen(rita))

    (first, body), (second, later) = told.seen
    assert new != old
    assert Webhook(old).verify(body, first) == Webhook(new).verify(body, first)
    assert Webhook(new).verify(later, second)
    with pytest.raises(WebhookVerificationError):
        Webhook(old).verify(later, second)


def test_no_more_than_two_secrets(endpoint, olaf):
    with Receiver() as told:
        kept = endpoint(told)
    webhooks.rotate(kept, by=olaf)

    with pytest.raises(Refused, match="Two secrets sign already"):
        webhooks.rotate(kept, by=olaf)


def test_refused_is_tried_again_later_and_later_under_one_id(endpoint, rita):
    with Receiver(500, 503, 200) as told:
        endpoint(told)
        job = happen(rita)
        waits = []
        for _ in range(2):
            attempt(job)
            waits.append((job.run_after - timezone.now()).total_seconds())
        delivery = attempt(job)

    assert 5 < waits[0] < 13
    assert 15 < waits[1] < 25
    assert len({headers["webhook-id"] for headers, _ in told.seen}) == 1
    assert len({body for _, body in told.seen}) == 1
    assert [row.status for row in delivery.attempts.order_by("pk")] == [500, 503, 200]
    assert delivery.state == "delivered"


def test_after_three_days_it_is_dead_and_can_be_sent_again(endpoint, rita, olaf):
    with Receiver(*[500] * ATTEMPTS, 200) as told:
        endpoint(told)
        job = happen(rita)
        for _ in range(ATTEMPTS):
            delivery = attempt(job)
        assert (job.state, delivery.state) == ("dead", "dead")
        assert job.error == "The endpoint answered 500."

        replay(delivery, by=olaf)
        delivery = attempt(Job.objects.filter(kind="deliver").latest("pk"))

    assert (delivery.state, delivery.round) == ("delivered", 2)
    assert len({headers["webhook-id"] for headers, _ in told.seen}) == 1


def test_the_waits_add_up_to_about_three_days():
    waits = [min(delivering.FIRST_WAIT * 2**n, 86_400) for n in range(ATTEMPTS - 1)]

    assert timedelta(days=2.5) < timedelta(seconds=sum(waits)) < timedelta(days=3)


@pytest.mark.parametrize(
    ("answer", "error"),
    [(hang, "sent nothing for|did not finish sending"), (drip, "did not finish sending")],
    ids=["hangs", "drips"],
)
def test_endpoint_that_hangs_costs_seconds_and_is_tried_again(endpoint, rita, monkeypatch, answer, error):
    monkeypatch.setattr(delivering, "SECONDS", 0.5)
    with Receiver(answer) as told:
        endpoint(told)
        job = happen(rita)
        delivery = attempt(job)

    row = delivery.attempts.get()
    assert (row.status, job.state, delivery.state) == (None, "waiting", "waiting")
    assert re.search(error, row.error), row.error
    assert row.took_ms < 2_500


def test_answer_of_two_gigabytes_is_taken_by_its_first_words(endpoint, rita):
    with Receiver(two_gigabytes) as told:
        endpoint(told)
        delivery = attempt(happen(rita))

    row = delivery.attempts.get()
    assert (row.status, row.excerpt, delivery.state) == (200, "x" * 2_000, "delivered")
    assert told.sent < 50_000_000


def test_redirect_leads_nowhere(endpoint, rita):
    with Receiver() as inner, Receiver(elsewhere(inner.address)) as told:
        endpoint(told)
        delivery = attempt(happen(rita))

    assert inner.seen == []
    assert (delivery.attempts.get().status, delivery.state) == (307, "waiting")


def test_private_address_is_never_asked(olaf, rita, settings):
    with Receiver() as told:
        settings.FETCH_ALLOWED_HOSTS = [told.host]
        add_endpoint(told.address, by=olaf, families=["claim"])
        settings.FETCH_ALLOWED_HOSTS = []
        job = happen(rita)
        delivery = attempt(job)

    assert told.seen == []
    assert (job.state, delivery.state) == ("dead", "dead")
    assert delivery.attempts.get().error != ""


def test_who_answers_gone_is_told_no_more(endpoint, rita):
    with Receiver(410) as told:
        kept = endpoint(told)
        delivery = attempt(happen(rita))
        accept(factories.claim(), by=rita)

    kept.refresh_from_db()
    assert delivery.state == "dead"
    assert kept.disabled_why == "It answered 410 Gone: it wants no more."
    assert WebhookEvent.objects.count() == 1


def test_disabled_meanwhile_it_is_told_nothing(endpoint, rita, olaf):
    with Receiver() as told:
        kept = endpoint(told)
        job = happen(rita)
        webhooks.disable(kept, by=olaf)
        delivery = attempt(job)

    assert (told.seen, delivery.state) == ([], "dead")


def test_range_is_sent_again_with_what_was_missed(endpoint, rita, olaf):
    with Receiver() as told:
        kept = endpoint(told)
        attempt(happen(rita))
        missed = WebhookEvent.objects.create(
            type="claim.taken", claim=factories.claim(), data={}, sent_out_at=timezone.now()
        )
        until = timezone.now() + timedelta(minutes=1)

        again = replay_range(kept, by=olaf, since=until - timedelta(hours=1), until=until)
        for job in Job.objects.filter(kind="deliver", state="waiting").order_by("pk"):
            attempt(job)

    assert again == 2
    ids = [headers["webhook-id"] for headers, _ in told.seen]
    assert (ids[0], ids[-1]) == (ids[1], missed.message_id)
    with pytest.raises(Refused, match="ends before it begins"):
        replay_range(kept, by=olaf, since=until, until=until)


# --- The outbox ------------------------------------------------------------------------------------


def test_refused_act_tells_nobody(endpoint, rita, olaf):
    with Receiver() as told:
        endpoint(told)
    claim = factories.claim()

    with pytest.raises(Denied):
        accept(claim, by=olaf)
    with transaction.atomic():
        accept(claim, by=rita)
        transaction.set_rollback(True)

    assert not WebhookEvent.objects.exists()


def test_nothing_is_written_while_nobody_listens(rita):
    accept(factories.claim(), by=rita)

    assert not WebhookEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_tell_each_thing_once(endpoint, rita):
    with Receiver() as told:
        endpoint(told)
    for _ in range(5):
        accept(factories.claim(), by=rita)

    together(send_out, send_out, send_out)

    assert WebhookDelivery.objects.count() == 5
    assert Job.objects.filter(kind="deliver").count() == 5
    assert not WebhookEvent.objects.filter(sent_out_at=None).exists()


def test_a_check_from_its_draft_to_its_withdrawal_tells_nothing_that_is_not_public(
    endpoint, rita, edda, paul
):
    """While it is made: neither the verdict nor a word of it. Then what the public reads."""
    with Receiver() as told:
        endpoint(told, ALL)
    before = checks.in_review(rita, summary=f"{WORD} summary", reasoning=f"{WORD} reasoning")
    checks.give_review(before, by=edda, rating=checks.rating("false"), notes=f"{WORD} notes")
    planted = json.dumps([row.data for row in WebhookEvent.objects.all()])
    publication = checks.publish(before, by=paul)
    correct(
        publication.claim,
        by=paul,
        what="W",
        why=f"{WORD} why",
        notice="It was nine.",
        version=1,
        summary="Ten.",
    )
    withdraw(publication.claim, by=paul, reason=f"{WORD} reason", notice="We were wrong.")

    rows = list(WebhookEvent.objects.order_by("pk").values_list("type", "data"))
    assert WORD not in json.dumps([data for _, data in rows])
    assert not any(word in planted for word in ("False", "false", "True", "Edda", "Rita"))
    assert [kind for kind, _ in rows] == [
        "claim.accepted",
        "claim.taken",
        "claim.submitted",
        "claim.approved",
        "publication.published",
        "claim.published",
        "publication.published",
        "correction.published",
        "publication.withdrawn",
        "claim.withdrawn",
    ]
    told_of = dict(rows)
    assert told_of["correction.published"]["notice"] == "It was nine."
    assert told_of["publication.withdrawn"]["notice"] == "We were wrong."
    assert told_of["publication.published"]["rating"] == "False"


# --- Who, and what PostgreSQL keeps ----------------------------------------------------------------


@pytest.mark.parametrize("name", CAST)
def test_only_operators_keep_endpoints(who, name):
    def add():
        return add_endpoint("https://example.org/hook", by=who(name), families=["claim"])

    if name == "olaf":
        assert add().secrets[0].startswith("whsec_")
    else:
        with pytest.raises(Denied):
            add()


@pytest.mark.parametrize(
    "address",
    ["", "nonsense", "http://example.org/hook", "ftp://example.org/", "https://user:pw@example.org/"],
)
def test_address_that_is_no_safe_one_is_refused(olaf, address):
    with pytest.raises(Refused):
        add_endpoint(address, by=olaf, families=["claim"])

    assert not WebhookEndpoint.objects.exists()


@pytest.mark.parametrize("wrong", [{"sealed": []}, {"sealed": ["a", "b", "c"]}, {"families": []}])
def test_postgres_keeps_endpoints_whole(olaf, wrong):
    kept = add_endpoint("https://example.org/hook", by=olaf, families=["claim"])

    with pytest.raises(IntegrityError), transaction.atomic():
        WebhookEndpoint.objects.filter(pk=kept.pk).update(**wrong)
    with pytest.raises(DatabaseError, match="An endpoint is kept"), transaction.atomic():
        kept.delete()


def test_log_keeps_no_more_than_an_excerpt(endpoint, rita):
    with Receiver(lambda handler: handler.say(200, b"\0\xff" + b"y" * 9_000)) as told:
        endpoint(told)
        attempt(happen(rita))

    assert len(WebhookAttempt.objects.get().excerpt) <= 2_000
