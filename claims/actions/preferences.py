"""How a person wants to be told."""

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from claims.errors import Refused
from claims.models import MailMode, NotificationKind, NotificationPreference


@transaction.atomic
def set_preference(*, by: User, kind: str, in_app: bool, mail: str) -> NotificationPreference:
    """One's own wish for one kind. It holds for what happens from now on."""
    if kind not in NotificationKind.values or mail not in MailMode.values:
        raise Refused(gettext("Choose how you want to be told of each kind."))
    wish, _ = NotificationPreference.objects.update_or_create(
        user=by, kind=kind, defaults={"in_app": in_app, "mail": mail}
    )
    return wish
