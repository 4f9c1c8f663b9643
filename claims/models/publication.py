"""What the public sees: immutable versions, corrections, withdrawals, embargoes."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models.activity import new_salt
from claims.models.claim import Claim
from claims.models.rating import Rating
from claims.models.review import Approval
from claims.models.triggers import kept, never_emptied, stays

EMBARGO = "An embargo stands as it was set: it can only end."


class Publication(models.Model):
    """One published version of a check, frozen: ``content`` holds everything that its page shows.

    ``sha256`` is the digest of ``content`` as canonical JSON (sorted keys, no spaces, UTF-8). Where
    a person is named, ``content`` holds the token of a `PublishedName`.
    ``public_id`` names the check for ever and is the same in every version of it.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="publications")
    public_id = models.UUIDField(default=uuid.uuid4)
    version = models.PositiveIntegerField()
    approval = models.ForeignKey(Approval, models.PROTECT, related_name="publications")
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="+")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "version"], name="one_publication_a_version"),
            models.UniqueConstraint(fields=["public_id", "version"], name="one_public_version"),
            models.CheckConstraint(condition=Q(version__gte=1), name="publication_version_from_1"),
        ]
        indexes = [models.Index(fields=["public_id", "-version"], name="publication_newest")]
        triggers = [
            pgtrigger.Trigger(
                name="publication_is_immutable",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="RAISE EXCEPTION 'Published is never changed nor deleted: correct it or withdraw it.';",
            ),
            pgtrigger.Trigger(
                name="publication_is_never_emptied",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'Published is never changed nor deleted: correct it or withdraw it.';",
            ),
            pgtrigger.Trigger(
                name="publication_rests_on_an_approval",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    PERFORM 1 FROM claims_claim WHERE id = NEW.claim_id FOR NO KEY UPDATE;
                    IF NOT EXISTS (
                        SELECT 1 FROM claims_approval p
                        JOIN claims_assessment a ON a.id = p.assessment_id AND a.round = p.round
                        JOIN claims_claim c ON c.id = a.claim_id
                        WHERE p.id = NEW.approval_id AND c.id = NEW.claim_id
                        AND c.status IN ('approved', 'published') AND p.rating_id = NEW.rating_id
                    ) THEN
                        RAISE EXCEPTION 'Nothing is published without its approval.';
                    END IF;
                    IF NEW.version IS DISTINCT FROM (
                        SELECT coalesce(max(version), 0) + 1 FROM claims_publication
                        WHERE claim_id = NEW.claim_id
                    ) OR EXISTS (
                        SELECT 1 FROM claims_publication
                        WHERE claim_id = NEW.claim_id AND public_id <> NEW.public_id
                    ) THEN
                        RAISE EXCEPTION 'A publication follows the one before it, under the same address.';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="publication_says_something",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF coalesce(btrim(NEW.content #>> '{claim,text}'), '') = ''
                        OR coalesce(btrim(NEW.content #>> '{rating,label}'), '') = ''
                    THEN
                        RAISE EXCEPTION 'Nothing is published without the words of its claim and verdict.';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="publication_after_the_first_is_a_correction",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Condition("NEW.version > 1"),
                func="""
                    IF NOT EXISTS (SELECT 1 FROM claims_correction WHERE publication_id = NEW.id) THEN
                        RAISE EXCEPTION 'A new version of a publication needs its correction notice.';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        which = {"name": self.public_id, "version": self.version}
        return gettext("Publication %(name)s, version %(version)s") % which


class PublishedName(models.Model):
    """A person's name as publications show it, apart from their content, so that it can be erased.

    ``token`` is the salted digest that stands for it there (`actions/names.py`): the name cannot be
    changed, and once it is erased the content is still what it was. ``person`` is None for somebody
    who has no account: who was asked for a reply.
    """

    approval = models.ForeignKey(Approval, models.PROTECT, related_name="names")
    token = models.CharField(max_length=64)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    name = models.CharField(max_length=200)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["approval", "token"], name="one_name_a_token"),
            models.CheckConstraint(
                condition=Q(erased_at=None, salt__regex="^[0-9a-f]{32}$")
                | Q(erased_at__isnull=False, salt="", name=""),
                name="published_name_is_salted_or_erased",
            ),
        ]
        indexes = [  # every public answer asks for the newest
            models.Index(fields=["erased_at"], name="names_erased", condition=Q(erased_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        """What the public reads: the name, or once it is erased a pseudonym."""
        if self.erased_at is None:
            return self.name
        return f"Erased person {self.person_id}" if self.person_id else "Erased person"


class Correction(models.Model):
    """What a new version corrects: what, why, who, when, how grave; ``notice`` is for the public."""

    class Severity(models.TextChoices):
        MINOR = "minor", _("Minor")
        SUBSTANTIAL = "substantial", _("Substantial")
        VERDICT = "verdict", _("Verdict changed")

    publication = models.OneToOneField(Publication, models.PROTECT, related_name="correction")
    severity = models.CharField(max_length=12, choices=Severity.choices)
    what = models.TextField()
    why = models.TextField()
    notice = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(why="") & ~Q(notice=""), name="correction_is_explained"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="correction_is_immutable",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="RAISE EXCEPTION 'A correction notice is never changed.';",
            ),
            never_emptied("corrections_are_never_emptied", "A correction notice is never changed."),
        ]

    def __str__(self) -> str:
        return self.notice


class Withdrawal(models.Model):
    """Why a check no longer stands, and the notice that its address shows for ever."""

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="withdrawal")
    publication = models.OneToOneField(Publication, models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    notice = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(notice=""), name="withdrawal_is_explained"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="withdrawal_is_immutable",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="RAISE EXCEPTION 'A withdrawal is never changed.';",
            ),
            never_emptied("withdrawals_are_never_emptied", "A withdrawal is never changed."),
        ]

    def __str__(self) -> str:
        return self.notice


class Embargo(models.Model):
    """An approved claim that goes out at its minute, unless it is called off first.

    It is of one ``approval``: what is approved anew meanwhile does not go out by it. (None: it was set
    before this was kept.)
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="embargoes")
    approval = models.ForeignKey(Approval, models.PROTECT, null=True, related_name="embargoes")
    publish_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    details = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["publish_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(ended_at=None), name="one_open_embargo_a_claim"
            ),
            models.CheckConstraint(condition=Q(publish_at__gt=F("created_at")), name="embargo_is_ahead"),
        ]
        indexes = [models.Index(fields=["publish_at"], name="embargo_due", condition=Q(ended_at=None))]
        triggers = [
            kept("embargo_is_kept", EMBARGO),
            never_emptied("embargoes_are_never_emptied", EMBARGO),
            stays(
                "embargo_stands_as_it_was_set",
                EMBARGO,
                *("claim_id", "approval_id", "publish_at", "made_by_id", "details", "created_at"),
            ),
            pgtrigger.Trigger(
                name="embargo_ends_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("(OLD.ended_at IS NOT NULL)"),
                func="RAISE EXCEPTION 'This embargo is over: set another one.';",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Embargo until %(time)s") % {"time": f"{self.publish_at:%Y-%m-%d %H:%M}"}
