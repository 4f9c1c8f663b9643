"""People of the newsroom and the invitations that bring them in."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Creates people by address; addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person who signs in with an e-mail address. People are deactivated, never deleted."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    byline = models.CharField(
        max_length=120, blank=True, help_text=_("Shown to the public instead of the name.")
    )
    language = models.CharField(
        max_length=12, blank=True, help_text=_("Of the interface; empty for what the browser asks for.")
    )
    time_zone = models.CharField(
        max_length=64, blank=True, help_text=_("Such as Europe/Lisbon; empty for the newsroom's own.")
    )
    shortcuts = models.BooleanField(
        default=True, help_text=_("Whether single keys and Ctrl-K do something (WCAG 2.1.4).")
    )
    is_demo = models.BooleanField(default=False, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_an_address")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def public_name(self) -> str:
        """What the public reads: the byline or pseudonym that the person chose, else the name."""
        return self.byline or self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, now: datetime | None = None) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=now or timezone.now())


class Invitation(models.Model):
    """An operator's invitation. Only the digest of its token is kept: the link is shown once."""

    email = models.EmailField()
    roles = ArrayField(models.CharField(max_length=20))
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_someone",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="invitation_lasts"),
        ]

    def __str__(self) -> str:
        return self.email


class Scope(models.TextChoices):
    """What a token may be used for, besides what its owner's roles allow."""

    SEARCH = "search", _("Search published checks")
    READ = "read", _("Read what you may read")
    WRITE = "write", _("Work in your name")
    PUBLISH = "publish", _("Publish, correct and withdraw in your name")
    TIPS = "tips", _("Hand in readers' tips")


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def live(self) -> "ApiTokenQuerySet":
        """Neither revoked nor expired, of people who are here, by the database's clock."""
        return self.filter(revoked_at=None, expires_at__gt=Now(), owner__is_active=True)


class ApiToken(models.Model):
    """A key to the API, of one person. Only the digest of its secret is kept: it is shown once.

    ``start`` are the first letters of the secret, by which its owner knows it again. ``window_at``
    and ``window_used`` count requests (`accounts.tokens.spend`); ``last_used_at`` is right to a minute.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=80)
    start = models.CharField(max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope.choices))
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    window_at = models.DateTimeField(null=True, blank=True, editable=False)
    window_used = models.PositiveIntegerField(default=0, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="api_token_lasts"),
            models.CheckConstraint(condition=Q(scopes__len__gt=0), name="api_token_opens_something"),
            models.CheckConstraint(condition=Q(digest__regex="^[0-9a-f]{64}$"), name="api_token_is_hashed"),
        ]

    def __str__(self) -> str:
        return self.name
