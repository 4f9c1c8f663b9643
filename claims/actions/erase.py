"""Erase a person: who they were, and the words they wrote. What they did stays on the record."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext

from accounts.models import Invitation, User
from accounts.roles import Role, roles_of
from accounts.tokens import revoke_all
from claims.actions.listing import touch
from claims.errors import Denied, Refused
from claims.models import Claim, Comment, Note, PublishedName, ReplyRequest, SavedView, erase_words_of
from claims.states import Status
from claims.workflow import record

VERB = "erased_person"  # PostgreSQL asks for this verb on the house chain before a note may go
CLOSED = {Status.PUBLISHED, Status.DECLINED, Status.WITHDRAWN}


@transaction.atomic
def erase_person(person: User, *, by: User | None) -> User:
    """Replace name and address, end all ways to sign in, erase every note of theirs; record the id.

    ``by`` is None for the command line. A second time changes and records nothing. Refused while
    the person holds open claims. Cannot be undone.
    """
    if by is not None and Role.OPERATOR not in roles_of(by):
        raise Denied(gettext("Only an operator can erase a person."))
    locked = User.objects.select_for_update().get(pk=person.pk)
    name, email = f"Erased person {locked.pk}", f"erased-{locked.pk}@erased.invalid"
    if locked.email != email:
        _check_holds_nothing(locked)
        _sign_out_for_good(locked)
        _forget_address(locked, email)
        _erase_notes(locked)
        Comment.objects.filter(author=locked, erased_at=None).update(body="", erased_at=Now())
        SavedView.objects.filter(owner=locked).delete()
        _erase_published_names(locked)
        erase_words_of(locked.pk)
        _replace(locked, name, email)
        record(VERB, by=by, person=locked.pk)
    person.refresh_from_db()
    return person


def _check_holds_nothing(person: User) -> None:
    held = Claim.objects.filter(assignee=person).exclude(status__in=CLOSED).order_by("pk")
    ids = ", ".join(str(pk) for pk in held.values_list("pk", flat=True))
    if ids:
        raise Refused(
            gettext("%(person)s still holds open claims: %(ids)s. Release or reassign them first.")
            % {"person": person, "ids": ids}
        )
    if ReplyRequest.objects.filter(kept_by=person, outcome=ReplyRequest.Outcome.PENDING).exists():
        raise Refused(
            gettext("%(person)s looks after open reply requests. Pass them on first.") % {"person": person}
        )


def _sign_out_for_good(person: User) -> None:
    """Sessions carry their person inside, so each is opened; there are as many as people at work."""
    key = str(person.pk)
    sessions = Session.objects.iterator()
    theirs = [row.pk for row in sessions if row.get_decoded().get("_auth_user_id") == key]
    Session.objects.filter(pk__in=theirs).delete()
    Authenticator.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    revoke_all(person)


def _forget_address(person: User, email: str) -> None:
    """Where else the name and the address were written down: invitations, the admin's log."""
    Invitation.objects.filter(Q(email__iexact=person.email) | Q(accepted_by=person)).update(email=email)
    Invitation.objects.open().filter(email=email).update(revoked_at=Now())
    log = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=person.pk)
    log.update(object_repr=email, change_message="")


def _erase_notes(person: User) -> None:
    """The words of their acts; not those of an erasure, which hold an id only."""
    theirs = Note.objects.filter(activity__actor=person, erased_at=None).exclude(activity__verb=VERB)
    ids = list(theirs.values_list("pk", flat=True))
    Note.objects.filter(pk__in=ids).update(salt="", reason="", detail={}, erased_at=Now())


def _erase_published_names(person: User) -> None:
    """Their name on public pages, which are not what they were from now on."""
    theirs = PublishedName.objects.filter(person=person, erased_at=None)
    approvals = list(theirs.values_list("approval", flat=True))
    theirs.update(salt="", name="", erased_at=Now())
    touch(approvals)


def _replace(person: User, name: str, email: str) -> None:
    person.name, person.email, person.byline = name, email, ""
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login = None
    person.set_unusable_password()
    person.save()
    person.groups.clear()
