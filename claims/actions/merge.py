"""What a match is good for: one claim for two, or a source for one. Each can be taken back."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from claims.actions.evidence import add_evidence
from claims.actions.matches import confirm, locked_match
from claims.actions.triage import decline, reopen
from claims.errors import Refused
from claims.models import Claim, Evidence, Match
from claims.states import DeclineReason


@transaction.atomic
def merge(match: Match, *, claim: Claim, by: User, note: str = "") -> Claim:
    """``claim``, one of the pair, repeats the other one. Its appearances stay its own and show on both.

    A suggestion is confirmed by it.
    """
    locked = locked_match(match)
    pair = {row.pk: row for row in (locked.claim, locked.other) if row}
    if len(pair) < 2 or claim.pk not in pair:
        raise Refused(gettext("Only two claims of this newsroom can be merged."))
    if locked.state == Match.State.REJECTED:
        raise Refused(gettext("Somebody found that these claims differ. Take that back first."))
    if locked.is_open:
        confirm(locked, by=by, note=note)
    into = next(row for pk, row in pair.items() if pk != claim.pk)
    return decline(pair[claim.pk], by=by, reason=DeclineReason.DUPLICATE, note=note, duplicate_of=into)


@transaction.atomic
def merge_into(into: Claim, repeats: Iterable[Claim], *, by: User, note: str = "") -> list[Claim]:
    """All of ``repeats`` say what ``into`` says: they are declined as its duplicates, or none is.

    In the order of their ids, so that two people who merge the same do not wait for each other.
    """
    rows = sorted(
        {claim.pk: claim for claim in repeats if claim.pk != into.pk}.values(), key=lambda row: row.pk
    )
    if not rows:
        raise Refused(gettext("Choose at least two claims to merge."))
    return [decline(row, by=by, reason=DeclineReason.DUPLICATE, note=note, duplicate_of=into) for row in rows]


@transaction.atomic
def split(claim: Claim, *, by: User, reason: str) -> Claim:
    """Two claims again: the merged one is back in the queue, with every appearance it came with."""
    if Claim.objects.filter(pk=claim.pk, merged_into=None).exists():
        raise Refused(gettext("This claim is merged into no other."))
    return reopen(claim, by=by, reason=reason)


@transaction.atomic
def cite(match: Match, *, by: User, stance: str) -> Evidence:
    """The known check as evidence of the match's claim, under its own words. Citing it again is once."""
    known = match.known
    if known is None:
        raise Refused(gettext("Only a published check can be cited. Merge claims of ours instead."))
    claim = Claim.objects.select_for_update().get(pk=match.claim_id)
    title = (known.title or known.claim)[:300]
    cited = Evidence.objects.filter(claim=claim, title=title, address=known.address, removed_at=None).first()
    return cited or add_evidence(
        claim,
        by=by,
        title=title,
        publisher=known.publisher or known.feed or "Publisher not named",
        stance=stance,
        address=known.address,
        note=f"Rated “{known.rating_words}” there." if known.rating_words else "",
    )
