"""A word that nobody else uses is planted wherever a verdict could be said, and looked for in all that
is sent to people: notifications, mails, the record of acts."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from claims.actions import departure, mailing, schedule
from claims.actions.assign import assign, release
from claims.actions.comments import comment, withdraw_comment
from claims.actions.notify import notify
from claims.actions.reminders import remind_of_dates
from claims.actions.reply import answer
from claims.actions.reply_letters import remind_addressees
from claims.actions.reply_requests import ask
from claims.actions.review import give_review, return_claim
from claims.jobs import runner
from claims.models import (
    Activity,
    Assessment,
    AssessmentVersion,
    Job,
    Notification,
    NotificationKind,
    NotificationPreference,
    Rating,
    ReplyRequest,
)
from claims.states import Status
from tests import checks, factories

PLANTED = "zyxofalse"


@pytest.fixture
def claim(rita, edda):
    claim = factories.claim("Marlow has 12 bridges.", status=Status.QUEUED)
    assign(claim, by=edda, to=rita)
    rating = Rating.objects.order_by("pk").first()
    draft = Assessment.objects.create(claim=claim)
    AssessmentVersion.objects.create(
        assessment=draft, number=1, rating=rating, summary=PLANTED, reasoning=PLANTED, contributor=rita
    )
    return claim


def everything_is_mailed() -> None:
    Notification.objects.update(created_at=timezone.now() - timedelta(days=2))
    mailing.start_digests()
    for job in Job.objects.filter(kind="mail", state="waiting"):
        runner.run(job.pk, worker="test")


@pytest.mark.parametrize("mail", ["now", "digest"])
def test_no_notification_nor_mail_tells_a_verdict_or_a_note(
    claim, rita, edda, paul, olaf, mail, mailoutbox
) -> None:
    people = [rita, edda, paul]
    NotificationPreference.objects.bulk_create(
        NotificationPreference(user=user, kind=kind, mail=mail)
        for user in people
        for kind in NotificationKind.values
    )
    said = comment(claim, by=edda, body=f"@rita @paul: this is {PLANTED}")
    withdraw_comment(said, by=edda)
    for kind in NotificationKind.values:
        notify(kind, claim=claim, by=edda, to=people)
        notify(kind, claim=claim, by=None, to=people)
    _, token = ask(
        claim,
        by=rita,
        addressee="Mayor Lee",
        email="lee@example.org",
        question="Is it so?",
        deadline=timezone.now() + timedelta(days=1),
    )
    everything_is_mailed()
    ReplyRequest.objects.update(remind_at=timezone.now())
    remind_addressees()
    schedule.set_due(claim, by=edda, due_at=timezone.now() + timedelta(hours=2))
    remind_of_dates()
    answer(token, text=f"No, it is {PLANTED}.")
    release(claim, by=edda, reason=f"It is {PLANTED}.")
    assign(claim, by=edda, to=rita)
    departure.deactivate(rita, by=olaf)
    everything_is_mailed()

    assert Notification.objects.filter(user=rita).count() >= len(NotificationKind.values)
    told = [f"{row.words} {vars(row)}" for row in Notification.objects.select_related("actor")]
    sent = [str(message.message()) + message.body + message.subject for message in mailoutbox]
    assert len(sent) >= (30 if mail == "now" else 3)
    assert [line for line in told + sent if PLANTED in line.lower()] == []


def test_no_mail_about_a_review_tells_what_was_said_in_it(rita, edda, paul, mailoutbox) -> None:
    claim = checks.in_review(rita, "false")
    give_review(claim, by=edda, rating=checks.rating("true"), notes=PLANTED)
    return_claim(claim, by=paul, reason=PLANTED)
    everything_is_mailed()

    kinds = Notification.objects.filter(user=rita).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["conflicted", "returned"]
    sent = " ".join(mail.subject + mail.body for mail in mailoutbox)
    assert PLANTED not in sent
    assert "Edda" not in sent  # whose review it was that disagreed


def test_the_record_holds_no_comment_question_or_answer(claim, rita, edda) -> None:
    comment(claim, by=edda, body=PLANTED)
    _, token = ask(
        claim,
        by=rita,
        addressee=f"Mayor {PLANTED}",
        email=f"{PLANTED}@example.org",
        question=PLANTED,
        deadline=timezone.now() + timedelta(days=1),
    )
    answer(token, text=PLANTED)

    acts = [f"{act.reason} {act.detail}" for act in Activity.objects.all()]
    jobs = [f"{job.payload} {job.result} {job.error}" for job in Job.objects.all()]
    assert [line for line in acts + jobs if PLANTED in line] == []


def test_no_subject_names_a_rating(claim, rita, edda, mailoutbox) -> None:
    for kind in NotificationKind.values:
        notify(kind, claim=claim, by=edda, to=[rita])
    everything_is_mailed()

    ratings = [re.escape(label) for label in Rating.objects.values_list("label", flat=True)]
    named = re.compile(rf"\b({'|'.join(ratings)})\b", re.IGNORECASE)
    assert len(ratings) > 5
    assert len(mailoutbox) > 5
    assert [mail.subject for mail in mailoutbox if named.search(mail.subject)] == []
    assert rita.groups.get().name == Role.RESEARCHER
