"""What people say to each other beside a claim."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from claims.models.claim import Claim
from claims.models.triggers import never_emptied

COMMENT_MAX = 5000


class Comment(models.Model):
    """A remark on a claim. It is never worded anew nor deleted; its author may withdraw it, and its
    words are erased with their author (`actions/erase.py`).

    ``token`` is the form's: a form that is sent twice is one comment.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    body = models.TextField()
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Mention", related_name="+")
    token = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(body__length__gte=1, body__length__lte=COMMENT_MAX, erased_at=None)
                | Q(body="", erased_at__isnull=False),
                name="comment_has_a_length",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="comment_withdrawn_by_someone",
            ),
        ]
        indexes = [models.Index(fields=["claim", "id"], name="comment_of_claim")]
        triggers = [
            pgtrigger.Protect(name="comment_is_kept", operation=pgtrigger.Delete),
            never_emptied("comments_are_never_emptied", "Comments are kept: they can only be withdrawn."),
            pgtrigger.Trigger(
                name="comment_stands_as_written",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("claim_id", "author_id", "body", "created_at"),
                condition=pgtrigger.Condition(
                    "OLD.erased_at IS NOT NULL OR NEW.erased_at IS NULL OR NEW.body <> ''"
                    " OR (OLD.claim_id, OLD.author_id, OLD.created_at)"
                    " IS DISTINCT FROM (NEW.claim_id, NEW.author_id, NEW.created_at)"
                ),
                func="RAISE EXCEPTION 'A comment stands as it was written: it can only be withdrawn.';",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Comment %(number)s") % {"number": self.pk}

    @property
    def words(self) -> str:
        """What may be shown of it: nothing once it is withdrawn."""
        return "" if self.withdrawn_at or self.erased_at else self.body


class Mention(models.Model):
    """Somebody named in a comment. ``typed`` is what stands in the body after the @.

    It is kept, so that a name stays linked to its person whoever joins or is renamed later.
    """

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="mentioned")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    typed = models.CharField(max_length=150)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="one_mention_a_person")]

    def __str__(self) -> str:
        return f"@{self.typed}"
