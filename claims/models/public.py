"""What the public reads beside the publications themselves: lists, pages of the house, readers' words."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.expressions import CombinedExpression
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models.article import ADDRESS_MAX
from claims.models.claim import Claim
from claims.models.known import Import
from claims.models.publication import Publication

TIP_MAX = 5_000
STEMS = {"ar": "arabic", "de": "german", "es": "spanish", "fr": "french", "pt": "portuguese"}
"""PostgreSQL's configurations of languages; a check in any other is read as English."""


def _words(stems: str) -> CombinedExpression:
    """Text and summary by their stems, and as they stand."""
    return (
        SearchVector("text", config=stems, weight="A")
        + SearchVector("text", config="simple", weight="A")
        + SearchVector("summary", config=stems, weight="B")
        + SearchVector("summary", config="simple", weight="B")
    )


def _of(language: str) -> Q:
    return Q(language=language) | Q(language__startswith=f"{language}-")


class PublicCheck(models.Model):
    """One public check as lists, feeds and searches read it: drawn from its newest publication alone.

    `actions.listing` writes it in the transaction that publishes, corrects or withdraws; it can be
    made anew from the publications at any time. ``card`` is what a row of a list shows. ``topics``,
    ``speakers`` and ``outlets`` hold the slugs of `PublicFacet`. ``changed_at`` moves with every
    version, with a withdrawal and with a name that is erased: nothing shown is newer than it.
    """

    public_id = models.UUIDField(unique=True)
    publication = models.OneToOneField(Publication, models.PROTECT, related_name="listed")
    claim = models.OneToOneField(Claim, models.PROTECT, related_name="listed")
    text = models.TextField()
    summary = models.TextField(blank=True)
    language = models.CharField(max_length=12, blank=True)
    rating = models.SlugField(max_length=40, db_index=False)
    topics = ArrayField(models.CharField(max_length=100), default=list)
    speakers = ArrayField(models.CharField(max_length=100), default=list)
    outlets = ArrayField(models.CharField(max_length=100), default=list)
    card = models.JSONField(default=dict)
    first_published_at = models.DateTimeField()
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    search = models.GeneratedField(
        expression=Case(
            *(When(_of(language), then=_words(stems)) for language, stems in STEMS.items()),
            default=_words("english"),
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["-first_published_at", "-pk"]
        indexes = [
            # views.public.lists in public_queries.NEWEST, as a whole and of one rating
            models.Index(
                F("first_published_at").desc(),
                F("id").desc(),
                name="public_newest",
                condition=Q(withdrawn_at=None),
            ),
            models.Index(
                F("rating"),
                F("first_published_at").desc(),
                F("id").desc(),
                name="public_by_rating",
                condition=Q(withdrawn_at=None),
            ),
            # feeds: with what was withdrawn, and what changed since
            models.Index(F("first_published_at").desc(), F("id").desc(), name="public_feed"),
            models.Index(F("changed_at").desc(), F("id").desc(), name="public_changed"),
            GinIndex(fields=["topics"], name="public_topics"),
            GinIndex(fields=["speakers"], name="public_speakers"),
            GinIndex(fields=["outlets"], name="public_outlets"),
            GinIndex(fields=["search"], name="public_search"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="public_check_is_of_its_publication",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM claims_publication
                        WHERE id = NEW.publication_id AND claim_id = NEW.claim_id
                        AND public_id = NEW.public_id
                    ) THEN
                        RAISE EXCEPTION 'A public check is drawn from its own publication.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.text


class PublicFacet(models.Model):
    """A topic, speaker, outlet or rating that public checks are listed under, and how many there are."""

    class Kind(models.TextChoices):
        TOPIC = "topic", _("Topic")
        SPEAKER = "speaker", _("Speaker")
        OUTLET = "outlet", _("Outlet")
        RATING = "rating", _("Rating")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    slug = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    checks = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["kind", "name", "pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="one_facet_a_slug")]
        # public_queries.facets
        indexes = [models.Index(fields=["kind", "name", "id"], name="facet_by_name")]

    def __str__(self) -> str:
        return self.name


class PublicPage(models.Model):
    """A page of the house for its readers, in Markdown: method, policies. Its history is kept."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    text = models.TextField(help_text=_("Markdown: **bold**, *italics*, ## heading, [words](https://…)."))
    position = models.PositiveSmallIntegerField(default=0, help_text=_("Its place in the menu."))
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["position", "title", "pk"]

    def __str__(self) -> str:
        return self.title


class Tip(models.Model):
    """A reader's word: an error in a check, or something that should be checked.

    ``sender`` is a digest of the address that it came from and of the day, for the limit alone: it
    tells nobody who wrote. ``contact`` is what the reader gave to be answered at.
    """

    class Kind(models.TextChoices):
        ERROR = "error", _("An error in a check")
        REQUEST = "request", _("Something to check")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Taken up")
        DECLINED = "declined", _("Declined")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    text = models.TextField()
    address = models.URLField(max_length=ADDRESS_MAX, blank=True)
    contact = models.EmailField(blank=True)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="tips")
    publication = models.ForeignKey(Publication, models.PROTECT, null=True, blank=True, related_name="tips")
    sender = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    handled_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="tip_says_something"),
            models.CheckConstraint(
                condition=Q(kind="request") | Q(publication__isnull=False, claim__isnull=False),
                name="tip_of_an_error_names_its_check",
            ),
            models.CheckConstraint(
                condition=Q(state="open", handled_by=None, handled_at=None)
                | ~Q(state="open") & Q(handled_by__isnull=False, handled_at__isnull=False),
                name="tip_handled_by_someone",
            ),
        ]
        indexes = [
            models.Index(fields=["-id"], name="tip_open", condition=Q(state="open")),
            # actions.tips: how many came from there lately
            models.Index(fields=["sender", "created_at"], name="tip_by_sender"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Subscription(models.Model):
    """Another publisher's feed of fact-checks that is read again and again.

    ``name`` sets its ids apart from others' (`KnownCheck.feed`). ``etag`` and ``last_modified`` are
    what the publisher said at the last whole reading, so that nothing new costs nothing.
    """

    name = models.CharField(max_length=200, unique=True)
    address = models.URLField(max_length=ADDRESS_MAX, unique=True)
    every_minutes = models.PositiveIntegerField(default=360)
    active = models.BooleanField(default=True)
    etag = models.CharField(max_length=300, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    next_at = models.DateTimeField(default=timezone.now, editable=False)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)
    error = models.CharField(max_length=300, blank=True, editable=False)
    last_import = models.ForeignKey(
        Import, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(every_minutes__gte=5), name="subscription_is_polite"),
        ]
        indexes = [models.Index(fields=["next_at"], name="subscription_due", condition=Q(active=True))]

    def __str__(self) -> str:
        return self.name
