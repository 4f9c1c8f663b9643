"""Reads about people and time: my work, what is due, who is here, whether a reply was sought."""

from datetime import timedelta

from django.db.models import F, QuerySet, TextChoices
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from claims.mentions import Named
from claims.models import Claim, NotificationKind, NotificationPreference, Presence, ReplyRequest
from claims.models.notification import NOTICES
from claims.people_rules import ENDED
from claims.queries import claims_listed, held_by

HERE = timedelta(seconds=40)  # a page says so every 15 seconds: one lost beat is no departure
SOON = timedelta(hours=24)


def by_urgency(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """The breaking lane first; within a lane what is due first, then what waits longest."""
    return claims.order_by("-priority", F("due_at").asc(nulls_last=True), "status_since", "pk")


def my_work(user: User) -> QuerySet[Claim]:
    """What the person holds and works on, most urgent first."""
    return by_urgency(held_by(user))


def _with_a_date() -> QuerySet[Claim]:
    return claims_listed().exclude(status__in=ENDED).order_by("due_at", "pk")


def overdue() -> QuerySet[Claim]:
    """Unfinished claims whose date has passed, by the database's clock, the oldest date first."""
    return _with_a_date().filter(due_at__lte=Now())


def due_soon(within: timedelta = SOON) -> QuerySet[Claim]:
    """Unfinished claims that are due from now on until ``within`` from now."""
    return _with_a_date().filter(due_at__gt=Now(), due_at__lte=Now() + within)


def left_behind() -> QuerySet[Claim]:
    """Claims under research whose holder is not here any more. Any researcher may release them."""
    return claims_listed().filter(status="researching", assignee__is_active=False).order_by("pk")


def others_here(claim: Claim, user: User) -> QuerySet[User]:
    """Who else has the claim open: seen within `HERE`, by the database's clock."""
    return User.objects.filter(
        pk__in=_present(claim).exclude(user_id=user.pk).values("user_id"), is_active=True
    )


def _present(claim: Claim) -> QuerySet[Presence]:
    return Presence.objects.filter(claim=claim, seen_at__gt=Now() - HERE)


def mentionable() -> list[Named]:
    """Everybody, for `mentions`; here are those who hold a role and have not left."""
    with_a_role = User.objects.filter(is_active=True, groups__name__in=list(Role))
    here = set(with_a_role.values_list("pk", flat=True))
    people = User.objects.order_by("pk").values_list("pk", "name", "email")
    return [Named(pk, name or email.split("@")[0], pk in here) for pk, name, email in people]


def preferences_of(user: User) -> list[NotificationPreference]:
    """One for each kind in the order of the table: the person's own, or the default, not saved."""
    own = {row.kind: row for row in NotificationPreference.objects.filter(user=user)}
    return [
        own.get(kind) or NotificationPreference(user=user, kind=kind, mail=NOTICES[kind].mail)
        for kind in NotificationKind.values
    ]


class ReplyState(TextChoices):
    """How far the right of reply is, in the words of the checklist."""

    NOT_SOUGHT = "not_sought", _("Not sought")
    WAIVED = "waived", _("Waived")
    UNDELIVERABLE = "undeliverable", _("Could not be delivered")
    SOUGHT = "sought", _("Sought, waiting")
    NO_ANSWER = "no_answer", _("Sought, no answer")
    DECLINED = "declined", _("Declined to answer")
    ANSWERED = "answered", _("Answered")

    @property
    def sought(self) -> bool:
        """Whether the policy's "sought" is met, whatever came of it."""
        return self in {_S.SOUGHT, _S.NO_ANSWER, _S.DECLINED, _S.ANSWERED}


_O, _S = ReplyRequest.Outcome, ReplyState
_FURTHEST = (
    (_O.ANSWERED, _S.ANSWERED),
    (_O.DECLINED, _S.DECLINED),
    (_O.PENDING, _S.SOUGHT),
    (_O.NO_ANSWER, _S.NO_ANSWER),
)


def reply_state(claim: Claim, *, waived: str = "") -> ReplyState:
    """The furthest that any request came. ``waived`` is the reason given for asking nobody."""
    outcomes = set(ReplyRequest.objects.filter(claim=claim).values_list("outcome", flat=True))
    for outcome, state in _FURTHEST:
        if outcome in outcomes:
            return state
    if waived.strip():
        return _S.WAIVED
    return _S.UNDELIVERABLE if _O.UNDELIVERABLE in outcomes else _S.NOT_SOUGHT
