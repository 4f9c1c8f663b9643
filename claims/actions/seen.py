"""Write down what a look at a page saw, and what people make of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from claims import rules
from claims.actions.archives import Kept
from claims.actions.articles import new_version
from claims.actions.captures import keep_capture
from claims.actions.extraction import CONTEXT
from claims.actions.looks import WATCHED, Subject, of
from claims.actions.notify import notify
from claims.errors import Refused
from claims.integrations.records import Reading
from claims.models import Anchoring, Appearance, Article, Capture, Claim, Look, NotificationKind
from claims.nlp.anchoring import Anchor, anchor
from claims.states import Status
from claims.workflow import record

AWAY_TOO_OFTEN = 3  # looks in a row, after which somebody should know
MOSTLY_KEPT = 0.5  # share of the old text below which a changed page asks for somebody
ORPHANS = [Anchoring.How.ALTERED, Anchoring.How.LOST]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look saw. ``reading`` and ``raw`` are those of a page that changed."""

    outcome: Look.Outcome
    told: str = ""
    address: str = ""
    status: int | None = None
    kept: float | None = None
    silent: bool = False
    reading: Reading | None = None
    raw: bytes = b""
    archive: Kept | None = None
    at: datetime | None = None


@transaction.atomic
def note_look(subject: Subject, *, before: Capture, seen: Seen) -> Look:
    """Keep the look, a changed page's capture, and what became of the words that are quoted from it.

    What is seen a second time in a row asks nobody again. ``before`` is the copy it was compared with.
    """
    _alone(subject)
    at = seen.at or timezone.now()
    after = _changed(subject, seen, at)
    found = _anchored(subject, before, after)
    look = Look.objects.create(
        **of(subject),
        before=before,
        after=after,
        outcome=seen.outcome,
        told=seen.told,
        address=seen.address[:2000],
        status=seen.status,
        kept=seen.kept,
        asks=_asks(subject, seen, found),
        looked_at=at,
    )
    for anchoring in found:
        anchoring.look = look
    Anchoring.objects.bulk_create(found)
    if _is_news(subject, look):
        _tell(subject, look, found, silent=seen.silent)
    return look


def _alone(subject: Subject) -> None:
    """Two workers never note looks at one page at once."""
    if isinstance(subject, Article):
        Article.objects.select_for_update().get(pk=subject.pk)
    else:
        Claim.objects.select_for_update().get(pk=subject.claim_id)


def _changed(subject: Subject, seen: Seen, at: datetime) -> Capture | None:
    if seen.reading is None or seen.outcome != Look.Outcome.CHANGED:
        return None
    given: dict[str, Any] = {
        "raw": seen.raw, "address": seen.address, "retrieved_at": at, "archive": seen.archive
    }  # fmt: skip
    if isinstance(subject, Article):
        return new_version(subject, seen.reading, **given)
    capture, _ = keep_capture(seen.reading, **given)
    return capture


def _anchored(subject: Subject, before: Capture, after: Capture | None) -> list[Anchoring]:
    """The quoted words of the old copy in the new one, not saved yet; none where nothing changed."""
    if after is None:
        return []
    if not isinstance(subject, Article):
        if not subject.excerpt:
            return []
        where = anchor(after.text, subject.excerpt, near=subject.start or 0)
        return [_anchoring(where, evidence=subject)]
    places = before.appearances.select_related("claim").exclude(claim__status=Status.DECLINED)
    return [_placed(place, after) for place in places.order_by("start", "pk")]


def _anchoring(where: Anchor | None, **what: Any) -> Anchoring:
    if where is None:
        return Anchoring(how=Anchoring.How.LOST, **what)
    how = Anchoring.How.EXACT if where.exact else Anchoring.How.FUZZY
    how = Anchoring.How.ALTERED if where.altered else how
    altered = list(where.altered)
    return Anchoring(
        how=how, start=where.start, end=where.end, likeness=where.likeness, altered=altered, **what
    )


def _placed(place: Appearance, after: Capture) -> Anchoring:
    """Where the claim stands now. Words that say something else are no place of it: a person decides."""
    where = anchor(after.text, place.exact, place.prefix, place.suffix, place.start)
    made = _anchoring(where, appearance=place)
    if where is not None and made.how in {Anchoring.How.EXACT, Anchoring.How.FUZZY}:
        made.placed = appear(place, after, where.start, where.end)
    return made


def appear(place: Appearance, after: Capture, start: int, end: int) -> Appearance | None:
    """The claim of ``place`` at these words of another copy; None where another claim stands there."""
    made, _ = Appearance.objects.get_or_create(
        capture=after,
        start=start,
        end=end,
        defaults={
            "claim": place.claim,
            "exact": after.text[start:end],
            "prefix": after.text[max(0, start - CONTEXT) : start],
            "suffix": after.text[end : end + CONTEXT],
            "quotation": place.quotation,
            "cue": place.cue,
            "attributed_to": place.attributed_to,
        },
    )
    return made if made.claim_id == place.claim_id else None


def _asks(subject: Subject, seen: Seen, found: list[Anchoring]) -> bool:
    """Whether somebody has to look: quoted words changed, or the page as a whole is another or gone."""
    if seen.outcome == Look.Outcome.SAME:
        return False
    if seen.outcome == Look.Outcome.CHANGED:
        quoted = isinstance(subject, Article) or bool(subject.excerpt)
        lost = any(one.how in ORPHANS and _is_watched(one) for one in found)
        return lost or not quoted or (seen.kept or 0.0) < MOSTLY_KEPT
    before = list(Look.objects.filter(**of(subject)).order_by("-pk")[:AWAY_TOO_OFTEN])
    if seen.outcome == Look.Outcome.AWAY:
        away = [look.outcome == Look.Outcome.AWAY for look in before]
        return away[: AWAY_TOO_OFTEN - 1] == [True] * (AWAY_TOO_OFTEN - 1) and not all(
            [*away[AWAY_TOO_OFTEN - 1 :], len(away) >= AWAY_TOO_OFTEN]
        )
    return not _again(before, seen.outcome, seen.address)


def _again(before: list[Look], outcome: str, address: str) -> bool:
    """Whether the last look that saw anything saw the same."""
    last = next((look for look in before if look.outcome != Look.Outcome.AWAY), None)
    if last is None or last.outcome != outcome:
        return False
    return outcome == Look.Outcome.GONE or last.address == address[:2000]


def _is_watched(anchoring: Anchoring) -> bool:
    return anchoring.appearance is None or anchoring.appearance.claim.status in WATCHED


def _is_news(subject: Subject, look: Look) -> bool:
    """A change always is; what is gone or moved once; an unchanged page, or one not seen, is not."""
    return look.outcome == Look.Outcome.CHANGED or look.asks


def _tell(subject: Subject, look: Look, found: list[Anchoring], *, silent: bool) -> None:
    """Put it on the record, and tell those whose claims it touches if somebody has to look."""
    verbs = {Look.Outcome.CHANGED: "page changed", Look.Outcome.MOVED: "page moved"}
    verb = "page edited silently" if silent else verbs.get(Look.Outcome(look.outcome), "page gone")
    detail: dict[str, Any] = {
        "look": look.pk,
        "before": look.before.sha256,
        "after": look.after.sha256 if look.after else "",
    }
    if isinstance(subject, Article):
        record(verb, by=None, article=subject, **detail)
    else:
        record(verb, by=None, claim=subject.claim, evidence=subject.pk, **detail)
    if look.asks:
        for claim in _touched(subject, look, found):
            notify(NotificationKind.PAGE_CHANGED, claim=claim, by=None)


def _touched(subject: Subject, look: Look, found: list[Anchoring]) -> Iterable[Claim]:
    if not isinstance(subject, Article):
        return [subject.claim]
    met = Claim.objects.filter(appearances__capture=look.before, status__in=WATCHED).distinct().order_by("pk")
    if look.outcome != Look.Outcome.CHANGED or (look.kept or 0.0) < MOSTLY_KEPT:
        return met
    places = [one.appearance_id for one in found if one.how in ORPHANS]
    return met.filter(appearances__in=places)


@transaction.atomic
def settle_look(look: Look, *, by: User, note: str = "") -> Look:
    """Somebody has looked: the task is done. Twice is once. Words without a place are decided first."""
    rules.may_settle_looks(by).check()
    locked = Look.objects.select_for_update().get(pk=look.pk)
    if not locked.is_open:
        return locked
    left = locked.anchorings.filter(how__in=ORPHANS, settled_at=None).count()
    if left:
        raise Refused(
            gettext("Decide first what becomes of the quoted words (%(left)s left).") % {"left": left}
        )
    Look.objects.filter(pk=look.pk).update(settled_at=Now(), settled_by=by, settled_note=note.strip())
    _record(locked, "page settled", by, reason=note, look=look.pk)
    look.refresh_from_db()
    return look


@transaction.atomic
def settle_words(anchoring: Anchoring, *, by: User, quote: str = "") -> Anchoring:
    """What becomes of words that are not in the changed page: anchored at ``quote``, or taken as gone.

    ``quote`` has to stand in the new copy letter for letter. Taken as gone, the claim keeps its place
    in the copy that had them.
    """
    rules.may_settle_looks(by).check()
    locked = (
        Anchoring.objects.select_for_update(of=("self",)).select_related("look__after").get(pk=anchoring.pk)
    )
    if not locked.is_orphan:
        return locked
    fields: dict[str, Any] = {"settled": Anchoring.Settled.GONE}
    if quote:
        fields = {"settled": Anchoring.Settled.HERE, "placed": _at(locked, quote)}
    Anchoring.objects.filter(pk=locked.pk).update(settled_at=Now(), settled_by=by, **fields)
    verb = "words anchored anew" if quote else "words taken as gone"
    _record(locked.look, verb, by, anchoring=locked.pk, quote=quote)
    anchoring.refresh_from_db()
    return anchoring


def _at(anchoring: Anchoring, quote: str) -> Appearance | None:
    """The new place of a claim; evidence keeps its excerpt, which its own copy has."""
    after = anchoring.look.after
    start = after.text.find(quote) if after else -1
    if after is None or start < 0:
        raise Refused(gettext("These words are not in the new copy, letter for letter."))
    if anchoring.appearance is None:
        return None
    if anchoring.start is not None and after.text[anchoring.start :].startswith(quote):
        start = anchoring.start
    made = appear(anchoring.appearance, after, start, start + len(quote))
    if made is None:
        raise Refused(gettext("Another claim stands at these words already."))
    return made


def _record(look: Look, verb: str, by: User, /, *, reason: str = "", **detail: Any) -> None:
    if look.article is not None:
        record(verb, by=by, article=look.article, reason=reason, **detail)
    elif look.evidence is not None:
        record(verb, by=by, claim=look.evidence.claim, reason=reason, **detail)
