"""Tell people of an act, and only those whom it concerns."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from accounts.roles import Role
from claims.actions.jobs import enqueue
from claims.concerned import CONCERNED
from claims.models import (
    NOTICES,
    Claim,
    JobKind,
    MailMode,
    Notification,
    NotificationKind,
    NotificationPreference,
)


@transaction.atomic
def notify(
    kind: str, *, claim: Claim, by: User | None, to: Iterable[User] | None = None
) -> list[Notification]:
    """Tell those whom ``kind`` concerns, or exactly ``to``, never the one who acted nor who has left.

    Call it inside the act's own transaction: the rows, and the jobs of mails that go at once, stand
    or fall with the act. It takes no words: they follow from the kind.
    """
    told = {user.pk for user in to} if to is not None else CONCERNED[kind](claim)
    rows = [_row(kind, claim, by, user, wish) for user, wish in _wishes(kind, told, by)]
    made = Notification.objects.bulk_create(row for row in rows if row.in_app or row.mail != MailMode.OFF)
    for row in made:
        if row.mail == MailMode.NOW:
            enqueue(
                JobKind.MAIL,
                key=f"notification:{row.pk}",
                by=by,
                claim=claim,
                payload={"notification": row.pk},
            )
    return made


def _wishes(kind: str, told: set[int], by: User | None) -> list[tuple[User, NotificationPreference | None]]:
    """Who of them is here and holds a role, each with their preference if they gave one."""
    here = User.objects.filter(pk__in=told, is_active=True, groups__name__in=list(Role)).distinct()
    people = list(here.exclude(pk=by.pk) if by else here)
    own = NotificationPreference.objects.filter(user__in=people, kind=kind)
    wishes = {wish.user_id: wish for wish in own} if people else {}
    return [(user, wishes.get(user.pk)) for user in people]


def _row(
    kind: str, claim: Claim, by: User | None, user: User, wish: NotificationPreference | None
) -> Notification:
    return Notification(
        user=user,
        kind=NotificationKind(kind),
        claim=claim,
        actor=by,
        in_app=wish.in_app if wish else True,
        mail=wish.mail if wish else NOTICES[kind].mail,
    )


@transaction.atomic
def mark_read(*, by: User, only: Iterable[int] | None = None, upto: int | None = None) -> int:
    """One's own notifications: ``only`` these ids, or all up to the newest that the page showed."""
    rows = Notification.objects.filter(user=by).unread()
    if only is not None:
        rows = rows.filter(pk__in=only)
    if upto is not None:
        rows = rows.filter(pk__lte=upto)
    return rows.update(read_at=Now())
