"""Save what the text engine found, and only what the capture says word for word."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from claims.actions.searchable import index_later
from claims.models import TEXT_MAX, TEXT_MIN, Appearance, Capture, Claim, Passage, Speaker
from claims.nlp.records import Analysis, ExtractedClaim, Span
from claims.workflow import record

CONTEXT = 32  # code points of prefix and suffix, as the W3C selector has them
CUE_MAX, SOURCE_MAX = 200, 500
SURE = 60  # code points from which the same words in one article are surely the same claim


@dataclass(frozen=True, slots=True)
class Extracted:
    created: int
    known: int
    refused: int


@transaction.atomic
def store_analysis(capture: Capture, analysis: Analysis, passages: Iterable[Span]) -> Extracted:
    """Write claims, appearances and passages of a capture in one transaction.

    The capture's row is locked, so that two workers never store one capture at once; a second time
    changes nothing. What is not in the capture word for word is refused and counted.
    """
    locked = Capture.objects.select_for_update(of=("self",)).get(pk=capture.pk)
    if locked.extracted_at is not None:
        return Extracted(0, locked.appearances.count(), locked.refused)
    anchored = [found for found in analysis.claims if _anchored(locked.text, found)]
    # A place is one claim: what the engine says twice of one place, it said once.
    places = {(found.start, found.end): found for found in reversed(anchored)}
    speakers = speakers_named({name for found in places.values() for name in found.speakers})
    stored = [_store_claim(locked, found, analysis, speakers) for _, found in sorted(places.items())]
    fresh = [claim for claim in stored if claim is not None]
    index_later(fresh)
    refused = analysis.refused + len(analysis.claims) - len(anchored)
    _store_passages(locked, passages)
    Capture.objects.filter(pk=locked.pk).update(
        extracted_at=timezone.now(), engine=analysis.engine, refused=refused
    )
    return Extracted(len(fresh), len(stored) - len(fresh), refused)


def _anchored(text: str, found: ExtractedClaim) -> bool:
    """Promise 4: the exact words, at that very place, and a statement that a person could check."""
    if not 0 <= found.start < found.end <= len(text):
        return False
    if text[found.start : found.end] != found.quote:
        return False
    return TEXT_MIN <= len(found.statement) <= TEXT_MAX


def _store_claim(
    capture: Capture, found: ExtractedClaim, analysis: Analysis, speakers: dict[str, Speaker]
) -> Claim | None:
    """The new claim; None for an unchanged sentence of a changed page, which is one more appearance."""
    earlier = _earlier_claim(capture, found)
    claim = earlier or Claim.objects.create(
        text=found.statement,
        made_on=capture.article.published_on if capture.article else None,
        language=analysis.language[:12],
        type=found.type,
        score=found.score,
        reasons=[asdict(reason) for reason in found.reasons],
    )
    Appearance.objects.create(
        claim=claim,
        capture=capture,
        start=found.start,
        end=found.end,
        exact=found.quote,
        prefix=capture.text[max(0, found.start - CONTEXT) : found.start],
        suffix=capture.text[found.end : found.end + CONTEXT],
        quotation=found.quotation,
        cue=found.cue[:CUE_MAX],
        attributed_to=found.source[:SOURCE_MAX],
    )
    if earlier is None:
        claim.speakers.set([speakers[name] for name in found.speakers])
        record("extracted", by=None, claim=claim, capture=capture.pk, engine=analysis.engine)
    return None if earlier else claim


def _earlier_claim(capture: Capture, found: ExtractedClaim) -> Claim | None:
    """The article's claim in these very words, from an earlier version or further up in this one.

    A whole sentence is enough to know it by. Fewer words ("he disagreed") may be said of two
    things: then the statement must be the same too, unless a person has worded it anew.
    """
    alike = Claim.objects.filter(
        appearances__capture__article=capture.article, appearances__exact=found.quote
    ).order_by("pk")
    if len(found.quote) < SURE:
        alike = alike.filter(Q(text=found.statement) | Q(version__gt=1))
    return alike.first()


def speakers_named(names: Iterable[str]) -> dict[str, Speaker]:
    """The speakers of these names. In one order everywhere, so that no two workers wait for each other."""
    return {name: speaker_named(name) for name in sorted(names, key=str.casefold)}


def speaker_named(name: str) -> Speaker:
    """The speaker of this name or alias, whatever its letters' case; made unconfirmed when new."""
    name = name.strip()[:200]
    known = _known_speaker(name)
    if known is None:
        try:
            with transaction.atomic():
                known = Speaker.objects.create(name=name)
        except IntegrityError:  # another worker met the same person at this moment
            known = Speaker.objects.get(name__iexact=name)
    return known


def _known_speaker(name: str) -> Speaker | None:
    by_alias = Speaker.objects.filter(aliases__contains=[name]).order_by("pk").first()
    return by_alias or Speaker.objects.filter(name__iexact=name).first()


def _store_passages(capture: Capture, passages: Iterable[Span]) -> None:
    Passage.objects.bulk_create(
        [
            Passage(capture=capture, position=n, start=span.start, end=span.end, text=span.of(capture.text))
            for n, span in enumerate(passages)
        ],
        batch_size=500,
    )
