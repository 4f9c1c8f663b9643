"""Each mail speaks its reader's own language and tells their own time."""

import unicodedata
from datetime import UTC, datetime

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone, translation

from accounts.own import in_own_words, language_of, zone_called
from claims.actions.notify import notify
from claims.actions.reply_requests import ask
from claims.jobs import letters, runner
from claims.jobs.mail import send_mail
from claims.jobs.progress import Progress
from claims.models import NOTICES, Job, JobKind, MailMode, Notification, NotificationKind
from claims.states import Status
from tests import factories

Kind = NotificationKind
DUE = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
ISOLATED = {"\u2068": 1, "\u2069": -1}  # UAX #9: what stands between these turns no line


@pytest.fixture
def claim(rita):
    claim = factories.at(factories.claim("Marlow has 12 bridges."), Status.RESEARCHING, holder=rita)
    claim.due_at = DUE
    return claim


def reads(person, language: str, zone: str = "") -> None:
    type(person).objects.filter(pk=person.pk).update(language=language, time_zone=zone)


def mailed(kind: str, claim, by, mailoutbox) -> EmailMessage:
    notify(kind, claim=claim, by=by)
    runner.run(Job.objects.filter(kind=JobKind.MAIL).latest("pk").pk, worker="test")
    return mailoutbox[-1]


def runs_to_the_left(line: str) -> bool:
    """Whether a program that goes by the first strong sign (UAX #9, P2) lays the line out from the right."""
    depth = 0
    for sign in line:
        depth += ISOLATED.get(sign, 0)
        kind = unicodedata.bidirectional(sign)
        if not depth and kind in {"L", "R", "AL"}:
            return kind in {"R", "AL"}
    return False


@pytest.mark.parametrize(
    ("language", "subject", "foot"),
    [
        ("", "Edda Lindqvist assigned a claim to you", "You choose in the newsroom which mails you get."),
        ("es", "Edda Lindqvist le asignó una afirmación", "En la redacción elige usted qué correos recibe."),
        (
            "fr",
            "Edda Lindqvist vous a confié une affirmation",
            "Vous choisissez dans la rédaction quels courriels vous recevez.",
        ),
        ("ar", "أسند \u2068Edda Lindqvist\u2069 إليك ادعاءً", "تختار في غرفة الأخبار أي رسائل تصلك."),
    ],
)
def test_notification_is_mailed_in_its_readers_language(
    language, subject, foot, claim, rita, edda, mailoutbox
) -> None:
    reads(rita, language)

    sent = mailed(Kind.ASSIGNED, claim, edda, mailoutbox)

    assert sent.subject.partition("] ")[2] == subject
    assert sent.body.startswith(f"{subject}.\n“Marlow has 12 bridges.”\n")
    assert sent.body.endswith(foot)
    assert sent.extra_headers["Content-Language"] == (language or "en")
    assert translation.get_language() == "en"


@pytest.mark.parametrize(
    ("language", "zone", "told"),
    [
        ("", "", "Due on 1 December 2026, 08:00 UTC."),
        ("fr", "Europe/Paris", "À terminer pour le 1 décembre 2026, 09:00 CET."),
        ("ar", "Asia/Riyadh", "موعده 1 ديسمبر 2026, 11:00 +03."),
        ("es", "Gone/City", "Vence el 1 diciembre 2026, 08:00 UTC."),
    ],
)
def test_due_date_is_told_in_the_readers_time(language, zone, told, claim, rita, edda, mailoutbox) -> None:
    reads(rita, language, zone)
    type(claim).objects.filter(pk=claim.pk).update(due_at=DUE)

    sent = mailed(Kind.OVERDUE, claim, None, mailoutbox)

    assert sent.body.split("\n")[2] == told
    assert timezone.get_current_timezone_name() == "UTC"


@pytest.mark.parametrize(
    ("language", "number", "subject"),
    [
        ("", 1, "1 thing happened"),
        ("", 2, "2 things happened"),
        ("es", 1, "Pasó 1 cosa"),
        ("es", 5, "Pasaron 5 cosas"),
        ("fr", 1, "Il s’est passé 1 chose"),
        ("fr", 2, "Il s’est passé 2 choses"),
        ("ar", 1, "حدث أمر واحد (1)"),
        ("ar", 2, "حدث أمران (2)"),
        ("ar", 3, "حدثت 3 أمور"),
        ("ar", 11, "حدث 11 أمرًا"),
        ("ar", 100, "حدث 100 أمر"),
    ],
)
def test_digest_counts_as_its_reader_does(language, number, subject, rita) -> None:
    rita.language = language
    with in_own_words(rita):
        assert letters.digest_subject([Notification()] * number) == subject


def test_digest_tells_when_each_thing_happened(claim, rita, edda, mailoutbox) -> None:
    reads(rita, "es", "America/Bogota")
    rows = notify(Kind.COMMENTED, claim=claim, by=edda)
    Notification.objects.update(created_at=datetime(2026, 11, 30, 3, 0, tzinfo=UTC), mail=MailMode.DIGEST)
    job = Job(payload={"digest": rita.pk, "until": "2026-11-30T07:00:00+00:00"})

    assert send_mail(job, Progress(job)) == {"mailed": len(rows)}

    assert "\n29 noviembre 2026, 22:00 -05\n" in mailoutbox[0].body


def test_arabic_mail_runs_to_the_left_whoever_acted(claim, rita, edda) -> None:
    """A Latin name at the front would turn the whole line round."""
    wrong = {}
    for kind in NOTICES:
        with translation.override("ar"):
            words = Notification(user=rita, kind=kind, claim=claim, actor=edda).words
        if not runs_to_the_left(words):
            wrong[kind] = words

    assert wrong == {}


def test_letter_to_an_addressee_is_in_the_newsrooms_language(claim, rita, mailoutbox) -> None:
    reads(rita, "ar")
    asking = {"addressee": "Mayor Lee", "email": "lee@example.org", "question": "How many?"}
    ask(claim, by=rita, deadline=timezone.now() + (DUE - datetime(2026, 11, 29, tzinfo=UTC)), **asking)
    runner.run(Job.objects.filter(kind=JobKind.MAIL).latest("pk").pk, worker="test")

    assert mailoutbox[0].body.startswith("Dear Mayor Lee,\n\nwe are checking a statement.")
    assert mailoutbox[0].extra_headers["Content-Language"] == "en"


def test_language_that_is_spoken_no_more_is_the_newsrooms(rita) -> None:
    rita.language = "xx"
    assert (language_of(rita), zone_called("Gone/City"), zone_called("")) == ("en", None, None)
