"""What people are told, and how they want to be told."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.wording import line

NAME_SHOWN = 120  # code points


class NotificationKind(models.TextChoices):
    ASSIGNED = "assigned", _("A claim is assigned to me")
    TAKEN_AWAY = "taken_away", _("A claim that I held goes to somebody else or back to the queue")
    SCHEDULED = "scheduled", _("The due date or priority of my claim changes")
    MENTIONED = "mentioned", _("Somebody mentions me")
    COMMENTED = "commented", _("Somebody comments on my claim")
    REVIEW_ASKED = "review_asked", _("My review is asked for")
    RETURNED = "returned", _("A claim that I worked on is returned")
    CONFLICTED = "conflicted", _("The reviews of a claim that I worked on disagree")
    APPROVED = "approved", _("A claim that I worked on is approved")
    PUBLISHED = "published", _("A claim that I worked on is published")
    CORRECTED = "corrected", _("A publication that I worked on is corrected")
    WITHDRAWN = "withdrawn", _("A publication that I worked on is withdrawn")
    DUE_SOON = "due_soon", _("A claim is due within a day")
    OVERDUE = "overdue", _("A claim is overdue")
    REPLY_ANSWERED = "reply_answered", _("Somebody answered a right-of-reply request")
    REPLY_CLOSED = "reply_closed", _("A right-of-reply request ended without an answer")
    HANDED_BACK = "handed_back", _("Somebody left, and their work came back")
    EMBARGO_ENDED = "embargo_ended", _("An embargo that I set ended without a publication")
    RECURRED = "recurred", _("A claim that we checked is said again")
    REPORTED = "reported", _("A reader reports an error in a check")
    PAGE_CHANGED = "page_changed", _("A page that a claim of mine rests on changed or is gone")


class MailMode(models.TextChoices):
    OFF = "off", _("No mail")
    NOW = "now", _("At once")
    DIGEST = "digest", _("Once a day")


@dataclass(frozen=True, slots=True)
class Notice:
    """A row of the table of kinds.

    ``words`` are a sentence without its full stop, with a place for the actor's name unless the machine
    speaks. They are all that a notification ever says, in its reader's language: nobody hands in other
    words, so no verdict or note can slip into one.
    """

    words: Promise
    mail: MailMode


K, M = NotificationKind, MailMode
NOTICES: dict[str, Notice] = {
    K.ASSIGNED: Notice(_("%(actor)s assigned a claim to you"), M.NOW),
    K.TAKEN_AWAY: Notice(_("%(actor)s took over a claim that you held"), M.NOW),
    K.SCHEDULED: Notice(_("%(actor)s changed when a claim of yours is due, or how urgent it is"), M.DIGEST),
    K.MENTIONED: Notice(_("%(actor)s mentioned you in a comment"), M.NOW),
    K.COMMENTED: Notice(_("%(actor)s commented on a claim of yours"), M.DIGEST),
    K.REVIEW_ASKED: Notice(_("%(actor)s asked for your review"), M.NOW),
    K.RETURNED: Notice(_("%(actor)s returned a claim that you worked on"), M.NOW),
    K.CONFLICTED: Notice(_("The reviews of a claim that you worked on disagree"), M.NOW),
    K.APPROVED: Notice(_("A claim that you worked on is approved"), M.DIGEST),
    K.PUBLISHED: Notice(_("A claim that you worked on is published"), M.DIGEST),
    K.CORRECTED: Notice(_("%(actor)s corrected a publication that you worked on"), M.NOW),
    K.WITHDRAWN: Notice(_("%(actor)s withdrew a publication that you worked on"), M.NOW),
    K.DUE_SOON: Notice(_("A claim is due within a day"), M.NOW),
    K.OVERDUE: Notice(_("A claim is overdue"), M.NOW),
    K.REPLY_ANSWERED: Notice(_("A right-of-reply request was answered"), M.NOW),
    K.REPLY_CLOSED: Notice(_("A right-of-reply request ended without an answer"), M.NOW),
    K.HANDED_BACK: Notice(_("%(actor)s handed back the work of somebody who left"), M.NOW),
    K.EMBARGO_ENDED: Notice(_("An embargo that you set ended, and the check is not published"), M.NOW),
    K.RECURRED: Notice(_("A claim that we checked is said again"), M.NOW),
    K.REPORTED: Notice(_("A reader reports an error in a published check"), M.NOW),
    K.PAGE_CHANGED: Notice(_("A page that a claim of yours rests on changed or is gone"), M.DIGEST),
}


class NotificationQuerySet(models.QuerySet["Notification"]):
    def shown(self) -> "NotificationQuerySet":
        """What the person sees in the newsroom, newest first."""
        return self.filter(in_app=True).select_related("claim", "actor").defer("claim__search")

    def unread(self) -> "NotificationQuerySet":
        return self.filter(in_app=True, read_at=None)

    def for_digest(self) -> "NotificationQuerySet":
        """What waits for the daily mail; what was read meanwhile need not be mailed."""
        return self.filter(mail=MailMode.DIGEST, mailing_at=None, read_at=None)


class Notification(models.Model):
    """One thing that one person is told. It has no words of its own: they follow from its kind.

    ``in_app`` and ``mail`` are the person's preference at the moment of the act. ``mailing_at`` is
    set by the one attempt that mails it, before it does; ``mailed_at`` once the server took it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notifications")
    kind = models.CharField(max_length=20, choices=NotificationKind.choices)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="+")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    in_app = models.BooleanField(default=True)
    mail = models.CharField(max_length=10, choices=MailMode.choices, default=MailMode.OFF)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailing_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_app=True) | ~Q(mail="off"), name="notification_goes_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(mailed_at=None) | Q(mailing_at__isnull=False), name="notification_mailed_once"
            ),
        ]
        indexes = [
            # the person's list and the number beside it
            models.Index(fields=["user", "-id"], name="notification_list", condition=Q(in_app=True)),
            models.Index(fields=["user"], name="notification_unread", condition=Q(in_app=True, read_at=None)),
            # digest.start
            models.Index(
                fields=["user", "created_at"],
                name="notification_digest",
                condition=Q(mail="digest", mailing_at=None, read_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """A sentence without its full stop: "Edda Lindqvist assigned a claim to you"."""
        actor = line(str(self.actor), NAME_SHOWN) if self.actor else gettext("The server")
        return str(NOTICES[self.kind].words) % {"actor": actor}


class NotificationPreference(models.Model):
    """How a person wants to hear of one kind; without a row the kind's default holds."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=NotificationKind.choices)
    in_app = models.BooleanField(default=True)
    mail = models.CharField(max_length=10, choices=MailMode.choices)

    class Meta:
        ordering = ["user", "kind"]
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_preference_a_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_mail_display().lower()}"


class Reminder(models.Model):
    """A reminder that was given for a due date: what makes a second one impossible."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=NotificationKind.choices)
    due_at = models.DateTimeField()
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "kind", "due_at"], name="one_reminder_a_due_date")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.due_at:%Y-%m-%d})"
