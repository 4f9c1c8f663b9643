"""Mails go out once, whatever happens to the worker that sends them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.db.models.functions import Now
from django.utils import timezone

from claims.actions import mailing
from claims.actions.notify import mark_read, notify
from claims.actions.preferences import set_preference
from claims.actions.reply import answer
from claims.actions.reply_letters import remind_addressees
from claims.actions.reply_links import request_of
from claims.actions.reply_requests import ask, revoke, send_again
from claims.errors import Permanent
from claims.jobs import post, runner
from claims.jobs.mail import send_mail
from claims.jobs.progress import Progress
from claims.models import Job, JobKind, MailMode, Notification, NotificationKind, ReplyLink, ReplyRequest
from claims.states import Status
from tests import factories
from tests.actions.test_reply import late
from tests.fakes.smtp import Smtp
from tests.races import crowd

Kind = NotificationKind
DAY = timedelta(days=1)


@pytest.fixture
def claim(rita):
    return factories.at(factories.claim("Marlow has 12 bridges."), Status.RESEARCHING, holder=rita)


def newest() -> Job:
    return Job.objects.filter(kind=JobKind.MAIL).latest("pk")


def run(job: Job | None = None) -> Job:
    """Do the job as a worker does, and give it back as it stands."""
    job = job or newest()
    runner.run(job.pk, worker="test")
    job.refresh_from_db()
    return job


def once_more(job: Job) -> Job:
    """The message came twice, or somebody asked for another go."""
    Job.objects.filter(pk=job.pk).update(state="waiting", finished_at=None, run_after=Now(), lease_until=None)
    return run(job)


def test_notification_is_mailed_once_in_plain_words(claim, rita, edda, mailoutbox, settings) -> None:
    settings.PUBLIC_URL, settings.NEWSROOM_NAME = "https://facts.example.org", "The Marlow Desk"
    (row,) = notify(Kind.ASSIGNED, claim=claim, by=edda)

    job = run()
    once_more(job)

    (sent,) = mailoutbox
    assert (sent.to, sent.subject) == (
        [rita.email],
        "[The Marlow Desk] Edda Lindqvist assigned a claim to you",
    )
    assert sent.body == (
        "Edda Lindqvist assigned a claim to you.\n“Marlow has 12 bridges.”\n"
        f"https://facts.example.org/claims/{claim.pk}/\n\n"
        "-- \nThe Marlow Desk. You choose in the newsroom which mails you get."
    )
    assert sent.extra_headers == {
        "Message-ID": f"<notification.{row.pk}@facts.example.org>",
        "Content-Language": "en",
    }
    row.refresh_from_db()
    assert row.mailed_at is not None
    assert (job.state, job.result) == ("done", {"mailed": 0})


def test_a_name_with_a_line_break_forges_no_header(claim, rita, edda, mailoutbox) -> None:
    edda.name = "Edda\r\nBcc: all@example.org"
    edda.save()
    notify(Kind.ASSIGNED, claim=claim, by=edda)

    assert run().state == "done"
    assert mailoutbox[0].recipients() == [rita.email]
    assert "Edda Bcc: all@example.org assigned a claim" in mailoutbox[0].subject


def test_notification_of_who_has_left_is_not_mailed(claim, rita, edda, mailoutbox) -> None:
    notify(Kind.ASSIGNED, claim=claim, by=edda)
    factories.at(claim, Status.QUEUED)
    type(rita).objects.filter(pk=rita.pk).update(is_active=False)

    assert run().result == {"mailed": 0}
    assert mailoutbox == []


def test_mail_of_a_lost_worker_is_not_sent_again_and_not_forgotten(claim, edda, mailoutbox) -> None:
    notify(Kind.ASSIGNED, claim=claim, by=edda)
    mailing.take(Notification.objects.all())  # and then the worker was killed

    job = run()

    assert (job.state, job.error) == ("dead", post.UNSURE)
    assert mailoutbox == []


def test_mail_that_was_refused_for_now_goes_out_later(claim, edda, settings, mailoutbox) -> None:
    notify(Kind.ASSIGNED, claim=claim, by=edda)
    local = settings.EMAIL_BACKEND
    with Smtp(rcpt="450 Later") as smtp:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp.port
        job = run()
    assert (job.state, job.error) == ("waiting", "The mailbox was refused (450).")

    settings.EMAIL_BACKEND = local
    assert once_more(job).state == "done"
    assert len(mailoutbox) == 1


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_mail_it_once(rita, edda, mailoutbox) -> None:
    claim = factories.at(factories.claim(), Status.RESEARCHING, holder=rita)
    notify(Kind.ASSIGNED, claim=claim, by=edda)
    job = newest()

    results = crowd(6, lambda _: send_mail(job, Progress(job)))

    assert len(mailoutbox) == 1
    assert {str(result) for result in results} <= {"{'mailed': 1}", "{'mailed': 0}", post.UNSURE}


# --- Digests -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "hour", "zone", "cutoff"),
    [
        (datetime(2026, 5, 2, 6, 59, tzinfo=UTC), 7, "UTC", datetime(2026, 5, 1, 7, tzinfo=UTC)),
        (datetime(2026, 5, 2, 7, 0, tzinfo=UTC), 7, "UTC", datetime(2026, 5, 2, 7, tzinfo=UTC)),
        (datetime(2026, 5, 2, 5, 0, tzinfo=UTC), 7, "Europe/Berlin", datetime(2026, 5, 2, 5, tzinfo=UTC)),
        (datetime(2026, 5, 2, 3, 0, tzinfo=UTC), 23, "America/New_York", datetime(2026, 5, 2, 3, tzinfo=UTC)),
    ],
)
def test_last_digest_hour_is_in_the_newsrooms_zone(now, hour, zone, cutoff, settings) -> None:
    settings.DIGEST_HOUR = hour
    with timezone.override(zone):
        assert mailing.last_digest_hour(now) == cutoff


def yesterday() -> None:
    Notification.objects.update(created_at=Now() - 2 * DAY)


@pytest.fixture
def digests(rita):
    set_preference(by=rita, kind=Kind.ASSIGNED, in_app=True, mail=MailMode.DIGEST)


@pytest.mark.usefixtures("digests")
def test_digest_is_one_mail_of_what_is_unread(claim, rita, edda, mailoutbox) -> None:
    rows = [notify(Kind.ASSIGNED, claim=claim, by=edda)[0] for _ in range(3)]
    mark_read(by=rita, only=[rows[0].pk])
    yesterday()

    assert [mailing.start_digests(), mailing.start_digests()] == [1, 1]
    assert Job.objects.count() == 1
    job = run()
    once_more(job)

    (sent,) = mailoutbox
    assert sent.subject.endswith("2 things happened")
    assert sent.body.count("Edda Lindqvist assigned a claim to you.") == 2
    assert mailing.start_digests() == 0


@pytest.mark.usefixtures("digests")
def test_digest_leaves_the_newest_for_the_next(claim, edda, mailoutbox) -> None:
    notify(Kind.ASSIGNED, claim=claim, by=edda)

    assert mailing.start_digests() == 0


@pytest.mark.usefixtures("digests")
def test_digest_of_a_lost_worker_is_not_sent_again(claim, edda, mailoutbox) -> None:
    notify(Kind.ASSIGNED, claim=claim, by=edda)
    yesterday()
    mailing.start_digests()
    mailing.take(Notification.objects.all())

    assert run().state == "dead"
    assert mailoutbox == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("digests")
def test_beats_at_once_start_one_digest_and_workers_at_once_mail_one(rita, edda, mailoutbox) -> None:
    claim = factories.at(factories.claim(), Status.RESEARCHING, holder=rita)
    for _ in range(5):
        notify(Kind.ASSIGNED, claim=claim, by=edda)
    yesterday()

    crowd(4, lambda _: mailing.start_digests())
    job = Job.objects.get()
    crowd(4, lambda _: send_mail(job, Progress(job)))

    assert len(mailoutbox) == 1
    assert mailoutbox[0].subject.endswith("5 things happened")


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.usefixtures("digests")
def test_digest_is_written_in_so_many_queries(claim, edda, number, django_assert_num_queries) -> None:
    for _ in range(number):
        notify(Kind.ASSIGNED, claim=claim, by=edda)
    yesterday()
    mailing.start_digests()
    job = newest()

    with django_assert_num_queries(5):  # savepoint, rows, taken, release, mailed
        send_mail(job, Progress(job))


# --- Letters -----------------------------------------------------------------------------------


def asked(claim, by, **changes) -> ReplyRequest:
    words = {
        "addressee": "Mayor Lee",
        "email": "lee@example.org",
        "question": "How many bridges are there?",
        "deadline": timezone.now() + 3 * DAY,
    }
    return ask(claim, by=by, **{**words, **changes})[0]


def token_in(mail: EmailMessage) -> str:
    (token,) = re.findall(r"/reply/([^/]+)/", str(mail.body))
    return str(token)


def test_letter_has_all_that_its_reader_needs_and_goes_once(claim, rita, mailoutbox) -> None:
    request = asked(claim, rita)

    job = run()
    once_more(job)

    (sent,) = mailoutbox
    assert sent.to == ["lee@example.org"]
    for words in ("Dear Mayor Lee", "“Marlow has 12 bridges.”", "How many bridges are there?"):
        assert words in sent.body
    token = token_in(sent)
    assert request_of(token) == request
    request.refresh_from_db()
    assert request.sent_at is not None


def test_no_job_row_holds_a_token(claim, rita, mailoutbox) -> None:
    request, handed = ask(
        claim,
        by=rita,
        addressee="Mayor Lee",
        email="lee@example.org",
        question="How many?",
        deadline=timezone.now() + DAY,
    )
    job = run()
    mailed = token_in(mailoutbox[0])

    assert job.payload == {"reply": request.pk, "letter": "letter"}
    assert job.result == {"mailed": 1}
    digests = set(ReplyLink.objects.values_list("token_digest", flat=True))
    assert len(digests) == 2
    assert not digests & {handed, mailed}


def test_letter_of_a_closed_request_is_not_sent(claim, rita, mailoutbox) -> None:
    revoke(asked(claim, rita), by=rita)

    assert run().result == {"mailed": 0}
    assert mailoutbox == []


def test_letter_of_a_lost_worker_is_sent_again_by_a_person_only(claim, rita, mailoutbox) -> None:
    request = asked(claim, rita)
    ReplyLink.objects.create(request=request, purpose="letter", token_digest="x")  # … and was killed
    assert (run().state, mailoutbox) == ("dead", [])

    send_again(request, by=rita)
    run()

    assert len(mailoutbox) == 1


def test_letter_to_no_such_mailbox_closes_the_request_and_tells(claim, rita, settings) -> None:
    request = asked(claim, rita)
    with Smtp(rcpt="550 No such user") as smtp:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp.port
        job = run()

    assert (job.state, job.error) == ("dead", "The mailbox was refused (550).")
    request.refresh_from_db()
    assert request.outcome == "undeliverable"
    assert list(Notification.objects.values_list("user__name", "kind")) == [("Rita Okafor", "reply_closed")]


def test_reminder_goes_once_before_the_deadline_to_who_has_not_answered(claim, rita, mailoutbox) -> None:
    request = asked(claim, rita)
    run()
    assert remind_addressees() == 0
    ReplyRequest.objects.update(remind_at=Now())

    assert [remind_addressees(), remind_addressees()] == [1, 0]
    job = run()
    once_more(job)

    assert [sent.subject.split("] ")[1].split(",")[0] for sent in mailoutbox] == [
        "A question to you",
        "Reminder: a question to you",
    ]
    tokens = [token_in(sent) for sent in mailoutbox]
    assert [request_of(token) for token in tokens] == [request, request]


@pytest.mark.parametrize("state", ["unsent", "answered", "late"])
def test_reminder_is_not_for(state, claim, rita, mailoutbox) -> None:
    request = asked(claim, rita)
    if state != "unsent":
        run()
    ReplyRequest.objects.update(remind_at=Now())
    if state == "answered":
        answer(token_in(mailoutbox[0]), text="Twelve.")
    if state == "late":
        late(request)

    assert remind_addressees() == 0


@pytest.mark.django_db(transaction=True)
def test_beats_at_once_ask_for_one_reminder(rita, mailoutbox) -> None:
    claim = factories.at(factories.claim(), Status.RESEARCHING, holder=rita)
    asked(claim, rita)
    run()
    ReplyRequest.objects.update(remind_at=Now())

    given = crowd(4, lambda _: remind_addressees())
    job = newest()
    results = crowd(4, lambda _: send_mail(job, Progress(job)))

    assert sorted(given) == [0, 0, 0, 1]
    assert not [result for result in results if isinstance(result, Permanent)]
    assert len(mailoutbox) == 2
