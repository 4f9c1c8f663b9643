"""Erase somebody who was asked for a reply: they have no account, only an address that we wrote to."""

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext

from accounts.models import User
from accounts.roles import Role, roles_of
from claims.actions.erase import VERB
from claims.errors import Denied, Refused
from claims.models import Evidence, PublishedName, ReplyRequest, reply_title
from claims.workflow import record

ERASED = "Erased person"


@transaction.atomic
def erase_addressee(email: str, *, by: User | None) -> list[int]:
    """Take name and address out of every request to ``email``, and the name from what was published.

    What they answered stands, without their name. Returns the ids of the requests, and records them;
    a second time finds none. Refused while a request is open. Cannot be undone.
    """
    if by is not None and Role.OPERATOR not in roles_of(by):
        raise Denied(gettext("Only an operator can erase a person."))
    requests = list(ReplyRequest.objects.select_for_update().filter(email__iexact=email).order_by("pk"))
    open_ones = ", ".join(str(request.pk) for request in requests if request.is_open)
    if open_ones:
        raise Refused(
            gettext("They are still asked for a reply: %(open_ones)s. Close or revoke it first.")
            % {"open_ones": open_ones}
        )
    for request in requests:
        _erase(request)
    if requests:
        record(VERB, by=by, requests=[request.pk for request in requests])
    return [request.pk for request in requests]


def _erase(request: ReplyRequest) -> None:
    _published(request).update(salt="", name="", erased_at=Now())
    Evidence.objects.filter(
        claim=request.claim_id, kind=Evidence.Kind.REPLY, publisher=request.addressee
    ).update(title=reply_title(ERASED), publisher=ERASED)
    ReplyRequest.objects.filter(pk=request.pk).update(
        addressee=ERASED, email=f"erased-reply-{request.pk}@erased.invalid"
    )


def _published(request: ReplyRequest) -> QuerySet[PublishedName]:
    """Names without an account are those of the people who were asked about the claim."""
    return PublishedName.objects.filter(
        approval__assessment__claim=request.claim_id, person=None, name=request.addressee, erased_at=None
    )
