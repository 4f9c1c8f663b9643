"""Talk beside a claim."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext, gettext_noop

from accounts.models import User
from claims import mentions, people_rules
from claims.actions.notify import notify
from claims.actions.words import checked_words
from claims.concerned import CONCERNED
from claims.errors import Refused
from claims.models import COMMENT_MAX, Claim, Comment, Mention, NotificationKind
from claims.people_queries import mentionable
from claims.workflow import record

EMPTY = gettext_noop("There is nothing in the comment. Write a few words.")


@transaction.atomic
def comment(claim: Claim, *, by: User, body: str, token: str = "") -> Comment:
    """Say something beside a claim; those whom it mentions, and who holds the claim, are told.

    A form that is sent again (same token) gives back the comment that it made. The record says that
    somebody commented, not what.
    """
    words = checked_words(body, longest=COMMENT_MAX, empty=gettext(EMPTY), what=gettext("A comment"))
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    people_rules.may_comment(by, locked).check()
    again = Comment.objects.filter(claim=locked, author=by, token=token).first() if token else None
    if again is not None:
        return again
    meant = _meant(words)
    said = Comment.objects.create(claim=locked, author=by, body=words, token=token or None)
    Mention.objects.bulk_create(Mention(comment=said, user_id=pk, typed=name) for pk, name in meant.items())
    record("commented", by=by, claim=locked, comment=said.pk)
    _tell(said, set(meant), by)
    return said


def _meant(words: str) -> dict[int, str]:
    if "@" not in words:
        return {}
    try:
        return mentions.mentioned(words, mentionable())
    except mentions.Ambiguous as several:
        handles = gettext(" or ").join(f"@{handle}" for handle in several.handles)
        raise Refused(
            gettext("@%(typed)s could be several people. Write %(handles)s.")
            % {"typed": several.typed, "handles": handles}
        ) from several


def _tell(said: Comment, mentioned: set[int], by: User) -> None:
    """Whoever is mentioned is told that, and not also that there is a comment."""
    others = CONCERNED[NotificationKind.COMMENTED](said.claim) - mentioned
    people = User.objects.in_bulk(mentioned | others)
    for kind, told in ((NotificationKind.MENTIONED, mentioned), (NotificationKind.COMMENTED, others)):
        if told:
            notify(kind, claim=said.claim, by=by, to=[people[pk] for pk in told])


@transaction.atomic
def withdraw_comment(comment: Comment, *, by: User) -> Comment:
    """Take a comment back: its place stays, its words are not shown. Repeating it changes nothing."""
    people_rules.may_withdraw_comment(by, comment).check()
    Claim.objects.select_for_update().get(pk=comment.claim_id)
    there = Comment.objects.filter(pk=comment.pk, withdrawn_at=None)
    if there.update(withdrawn_at=Now(), withdrawn_by=by):
        record("comment withdrawn", by=by, claim=comment.claim, comment=comment.pk)
    comment.refresh_from_db()
    return comment
