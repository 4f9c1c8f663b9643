"""Right of reply: who was asked, by when, and what they answered."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.triggers import never_emptied

QUESTION_MAX, ANSWER_MAX = 5000, 10_000


def reply_title(addressee: str) -> str:
    """What the answer is called as evidence; its publisher is the addressee."""
    return f"Reply of {addressee}"


class ReplyRequest(models.Model):
    """A question to the person concerned. ``kept_by`` looks after it; ``made_by`` never changes.

    It is pending until it is answered, declined, withdrawn or closed. An answer, once given, stands.
    """

    class Outcome(models.TextChoices):
        PENDING = "pending", _("Waiting for an answer")
        ANSWERED = "answered", _("Answered")
        DECLINED = "declined", _("Declined to answer")
        NO_ANSWER = "no_answer", _("No answer")
        UNDELIVERABLE = "undeliverable", _("Could not be delivered")
        WITHDRAWN = "withdrawn", _("Withdrawn by us")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="reply_requests")
    addressee = models.CharField(max_length=200)
    email = models.EmailField()
    question = models.TextField()
    deadline = models.DateTimeField()
    remind_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="kept_requests")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    outcome = models.CharField(max_length=15, choices=Outcome.choices, default=Outcome.PENDING)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                F("claim"), Lower("email"), condition=Q(outcome="pending"), name="one_open_request_a_person"
            ),
            models.CheckConstraint(
                condition=Q(outcome="answered", answered_at__isnull=False) & ~Q(answer="")
                | ~Q(outcome="answered") & Q(answered_at=None, answer=""),
                name="reply_answered_has_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(outcome="withdrawn", revoked_at__isnull=False)
                | ~Q(outcome="withdrawn") & Q(revoked_at=None),
                name="reply_withdrawn_when_revoked",
            ),
            models.CheckConstraint(
                condition=Q(answer__length__lte=ANSWER_MAX, question__length__lte=QUESTION_MAX),
                name="reply_has_a_length",
            ),
            models.CheckConstraint(
                condition=Q(deadline__gt=F("created_at"), remind_at__lt=F("deadline")),
                name="reply_has_time",
            ),
        ]
        indexes = [
            # the beat: what to remind of, what has run out; and what somebody looks after
            models.Index(fields=["remind_at"], name="reply_open", condition=Q(outcome="pending")),
            models.Index(fields=["kept_by"], name="reply_kept", condition=Q(outcome="pending")),
        ]
        triggers = [
            pgtrigger.Protect(name="reply_is_kept", operation=pgtrigger.Delete),
            never_emptied("replies_are_never_emptied", "Requests for a reply are kept: they can only end."),
            pgtrigger.Trigger(
                name="reply_stands_as_given",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("answer", "answered_at", "outcome"),
                condition=pgtrigger.Condition("OLD.answered_at IS NOT NULL"),
                func="RAISE EXCEPTION 'An answer stands as it was given.';",
            ),
            pgtrigger.Trigger(
                name="reply_asks_what_it_asked",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("claim_id", "question", "made_by_id", "created_at"),
                func="RAISE EXCEPTION 'A request that was made asks what it asked: make another one.';",
            ),
        ]

    def __str__(self) -> str:
        which = {"number": self.pk, "addressee": self.addressee}
        return gettext("Request %(number)s to %(addressee)s") % which

    @property
    def is_open(self) -> bool:
        return self.outcome == self.Outcome.PENDING


class ReplyLink(models.Model):
    """A link by which the addressee answers. Only the digest of its token is kept.

    A letter's link is made by the one attempt that mails it, before it does: that there is at most
    one for each letter is what keeps a letter from going out twice.
    """

    class Purpose(models.TextChoices):
        HANDED = "handed", _("Shown to the person who asked")
        LETTER = "letter", _("In the first letter")
        REMINDER = "reminder", _("In the reminder")

    request = models.ForeignKey(ReplyRequest, models.PROTECT, related_name="links")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "purpose"], condition=~Q(purpose="handed"), name="one_link_a_letter"
            )
        ]

    def __str__(self) -> str:
        which = {"purpose": self.get_purpose_display(), "number": self.request_id}
        return gettext("%(purpose)s of request %(number)s") % which
