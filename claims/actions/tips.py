"""What readers tell us: taken in without an account, handled by an editor."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from accounts.models import User
from claims import people_rules
from claims.actions.notify import notify
from claims.errors import Refused
from claims.models import TIP_MAX, Claim, NotificationKind, Publication, Tip
from claims.wording import clean
from claims.workflow import record

AN_HOUR, FROM_ONE, FROM_ALL = timedelta(hours=1), 5, 300
LONGEST_ADDRESS = 2000


def sender_of(address: str) -> str:
    """A digest of a network address and the day: enough for a limit, and tells nobody who wrote."""
    return salted_hmac("claims.tips", f"{timezone.localdate()} {address}", algorithm="sha256").hexdigest()


@transaction.atomic
def leave_tip(
    *,
    kind: str,
    text: str,
    address: str = "",
    contact: str = "",
    publication: Publication | None = None,
    sender: str = "",
) -> Tip:
    """Keep a reader's word and tell the editors. The same words again, of one sender, are one tip.

    Refused over the limit of one sender, and of all within an hour.
    """
    words = clean(text).strip()
    if not words:
        raise Refused(gettext("Say what it is about."))
    if len(words) > TIP_MAX:
        raise Refused(
            gettext("This has %(number)s characters; the limit is %(tip_max)s.")
            % {"number": f"{len(words):,}", "tip_max": f"{TIP_MAX:,}"}
        )
    with connection.cursor() as cursor:  # two at once count each other
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('claims_tip ' || %s, 0))", [sender])
    same = Tip.objects.filter(
        sender=sender, text=words, publication=publication, state=Tip.State.OPEN
    ).first()
    if same is not None:
        return same
    _within_limits(sender)
    tip = Tip.objects.create(
        kind=kind,
        text=words,
        address=address[:LONGEST_ADDRESS],
        contact=contact,
        publication=publication,
        claim=publication.claim if publication else None,
        sender=sender,
    )
    if tip.claim is not None:
        record("tip came", by=None, claim=tip.claim, tip=tip.pk)
        notify(NotificationKind.REPORTED, claim=tip.claim, by=None)
    return tip


def _within_limits(sender: str) -> None:
    lately = Tip.objects.filter(created_at__gte=timezone.now() - AN_HOUR)
    if sender and lately.filter(sender=sender).count() >= FROM_ONE:
        raise Refused(gettext("You have sent several reports within the hour. Please come back later."))
    if lately.count() >= FROM_ALL:
        raise Refused(gettext("We receive more than we can read just now. Please come back in an hour."))


@transaction.atomic
def handle_tip(tip: Tip, *, by: User, accept: bool, note: str = "") -> Tip:
    """Take it up or put it aside. A second time, by whomever, changes nothing."""
    people_rules.may_handle_tips(by).check()
    locked = Tip.objects.select_for_update().get(pk=tip.pk)
    if locked.state == Tip.State.OPEN:
        locked.state = Tip.State.ACCEPTED if accept else Tip.State.DECLINED
        locked.handled_by, locked.handled_at, locked.note = by, timezone.now(), clean(note).strip()
        locked.save()
        if locked.claim is not None:
            record("tip handled", by=by, claim=locked.claim, tip=locked.pk, outcome=locked.state)
    return locked


@transaction.atomic
def link_tip(tip: Tip, *, by: User, claim: Claim) -> Tip:
    """It asks about this claim: one more voice of its demand. Saying so twice is saying it once.

    Refused for a report about a check, which names its claim already, and once somebody put it aside.
    """
    people_rules.may_handle_tips(by).check()
    locked = Tip.objects.select_for_update().get(pk=tip.pk)
    if locked.claim_id == claim.pk:
        return handle_tip(locked, by=by, accept=True)
    if locked.claim_id is not None or locked.state == Tip.State.DECLINED:
        raise Refused(gettext("Somebody has seen to this already."))
    Tip.objects.filter(pk=locked.pk).update(claim=claim)
    record("tip linked", by=by, claim=claim, tip=locked.pk)
    return handle_tip(locked, by=by, accept=True)
