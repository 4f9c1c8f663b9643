"""Pages that are looked at again, and what became there of the words that we quote."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.article import ADDRESS_MAX, Article, Capture
from claims.models.claim import Appearance
from claims.models.evidence import Evidence
from claims.models.triggers import kept, never_emptied

LOOKS = "A look at a page is kept: it cannot be deleted."
SAID = "What was seen at a page is never changed; it is only settled."


def _settled_by_someone(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(settled_at=None, settled_by=None) | Q(settled_at__isnull=False, settled_by__isnull=False),
        name=name,
    )


class Look(models.Model):
    """One look at the page of a piece of evidence, or at an article in which claims were met.

    ``before`` is the copy that it was compared with, ``after`` the one it brought, if any. ``told`` is
    a sentence; ``kept`` the share of the old text that is still there. ``asks`` says that somebody
    should look at it: until then it is a task.
    """

    class Outcome(models.TextChoices):
        SAME = "same", _("Unchanged")
        MOVED = "moved", _("Moved")
        CHANGED = "changed", _("Changed")
        GONE = "gone", _("Gone")
        AWAY = "away", _("Could not be seen")

    article = models.ForeignKey(Article, models.PROTECT, null=True, blank=True, related_name="looks")
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, blank=True, related_name="looks")
    before = models.ForeignKey(Capture, models.PROTECT, related_name="+")
    after = models.ForeignKey(Capture, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    told = models.TextField(blank=True)
    address = models.URLField(max_length=ADDRESS_MAX, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    kept = models.FloatField(null=True, blank=True)
    asks = models.BooleanField(default=False)
    looked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_note = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(article=None, evidence__isnull=False) | Q(article__isnull=False, evidence=None),
                name="look_is_at_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="changed") | Q(after__isnull=False), name="look_keeps_what_changed"
            ),
            models.CheckConstraint(condition=Q(outcome="same") | ~Q(told=""), name="look_tells_what_it_saw"),
            _settled_by_someone("look_settled_by_someone"),
        ]
        indexes = [
            # actions.looks.due_articles, due_evidence: the last look at each
            models.Index(fields=["article", "-looked_at"], name="look_article"),
            models.Index(fields=["evidence", "-looked_at"], name="look_evidence"),
            # evidence_queries.tasks
            models.Index(fields=["-id"], name="look_tasks", condition=Q(asks=True, settled_at=None)),
        ]
        triggers = [
            kept("look_is_kept", LOOKS),
            never_emptied("look_is_never_emptied", LOOKS),
            pgtrigger.Trigger(
                name="look_says_what_it_saw",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf(
                    "article_id", "evidence_id", "before_id", "after_id", "outcome", "told", "address",
                    "status", "kept", "asks", "looked_at",
                ),
                func=f"RAISE EXCEPTION '{SAID}';",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} ({self.looked_at:%Y-%m-%d})"

    @property
    def is_open(self) -> bool:
        return self.asks and self.settled_at is None


class Anchoring(models.Model):
    """What became of quoted words in a changed page: of a claim's place, or of evidence's excerpt.

    ``start`` and ``end`` are the place in ``look.after``, None where nothing is like the words; it may
    be a place whose words say something else (``altered``: what). ``placed`` is the new appearance.
    """

    class How(models.TextChoices):
        EXACT = "exact", _("Still there, letter for letter")
        FUZZY = "fuzzy", _("Still there in other words")
        ALTERED = "altered", _("Altered")
        LOST = "lost", _("No longer there")

    class Settled(models.TextChoices):
        HERE = "here", _("Anchored by a person")
        GONE = "gone", _("Taken as gone")

    look = models.ForeignKey(Look, models.PROTECT, related_name="anchorings")
    appearance = models.ForeignKey(
        Appearance, models.PROTECT, null=True, blank=True, related_name="anchorings"
    )
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, blank=True, related_name="anchorings")
    how = models.CharField(max_length=10, choices=How.choices)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    likeness = models.FloatField(default=0)
    altered = models.JSONField(default=list, blank=True)
    placed = models.ForeignKey(Appearance, models.PROTECT, null=True, blank=True, related_name="+")
    settled = models.CharField(max_length=10, choices=Settled.choices, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["look", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(appearance=None, evidence__isnull=False)
                | Q(appearance__isnull=False, evidence=None),
                name="anchoring_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(start=None, end=None) | Q(start__isnull=False, end__gt=F("start")),
                name="anchoring_has_a_whole_place",
            ),
            models.CheckConstraint(
                condition=Q(how="lost", start=None) | ~Q(how="lost") & Q(start__isnull=False),
                name="anchoring_lost_has_no_place",
            ),
            models.UniqueConstraint(fields=["look", "appearance"], name="one_anchoring_a_place"),
            _settled_by_someone("anchoring_settled_by_someone"),
        ]
        indexes = [
            # evidence_queries.orphans
            models.Index(
                fields=["-id"],
                name="anchoring_orphans",
                condition=Q(how__in=["altered", "lost"], settled_at=None),
            ),
        ]
        triggers = [
            kept("anchoring_is_kept", LOOKS),
            never_emptied("anchoring_is_never_emptied", LOOKS),
            pgtrigger.Trigger(
                name="anchoring_says_what_it_saw",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf(
                    "look_id", "appearance_id", "evidence_id", "how", "start", "end", "likeness", "altered"
                ),
                func=f"RAISE EXCEPTION '{SAID}';",
            ),
        ]

    def __str__(self) -> str:
        return self.get_how_display()

    @property
    def is_orphan(self) -> bool:
        return self.how in {self.How.ALTERED, self.How.LOST} and self.settled_at is None

    @property
    def words(self) -> str:
        """The words as we have them."""
        if self.appearance is not None:
            return self.appearance.exact
        return self.evidence.excerpt if self.evidence else ""
