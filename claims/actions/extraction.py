"""Save what the text engine found, and only what the capture says word for word."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from claims.actions.searchable import index_later
from claims.models import TEXT_MAX, TEXT_MIN, Appearance, Capture, Claim, Passage, SaidBy, Speaker, Weights
from claims.nlp.records import Analysis, ExtractedClaim, Span
from claims.wording import folded
from claims.workflow import record

CONTEXT = 32  # code points of prefix and suffix, as the W3C selector has them
CUE_MAX, SOURCE_MAX, NAME_MAX = 200, 500, 200
SURE = 60  # code points from which the same words in one article are surely the same claim


@dataclass(frozen=True, slots=True)
class Extracted:
    created: int
    known: int
    refused: int


@transaction.atomic
def store_analysis(
    capture: Capture, analysis: Analysis, passages: Iterable[Span], *, weights: Weights | None = None
) -> Extracted:
    """Write claims, appearances and passages of a capture in one transaction.

    ``weights`` is the version that the analysis scored under, None for the engine's own.
    The capture's row is locked, so that two workers never store one capture at once; a second time
    changes nothing. What is not in the capture word for word is refused and counted.
    """
    locked = Capture.objects.select_for_update(of=("self",)).get(pk=capture.pk)
    if locked.extracted_at is not None:
        return Extracted(0, locked.appearances.count(), locked.refused)
    anchored = [found for found in analysis.claims if _anchored(locked.text, found)]
    # A place is one claim: what the engine says twice of one place, it said once.
    places = {(found.start, found.end): found for found in reversed(anchored)}
    # One where a claim of an earlier version was found again is that claim's already.
    held = set(locked.appearances.values_list("start", "end"))
    places = {place: found for place, found in places.items() if place not in held}
    speakers = speakers_named([name for _, found in sorted(places.items()) for name in found.speakers])
    stored = [_store_claim(locked, found, analysis, speakers, weights) for _, found in sorted(places.items())]
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
    capture: Capture,
    found: ExtractedClaim,
    analysis: Analysis,
    speakers: dict[str, Speaker],
    weights: Weights | None,
) -> Claim | None:
    """The new claim; None for an unchanged sentence of a changed page, which is one more appearance."""
    earlier = _earlier_claim(capture, found)
    claim = earlier or Claim.objects.create(
        text=found.statement,
        made_on=capture.article.published_on if capture.article else None,
        language=analysis.language[:12],
        type=found.type,
        score=found.score,
        reasons=[reason._asdict() for reason in found.reasons],
        weights=weights,
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
        _store_speakers(claim, [speakers[name] for name in found.speakers])
        under = weights.version if weights else 0
        record("extracted", by=None, claim=claim, capture=capture.pk, engine=analysis.engine, weights=under)
    return None if earlier else claim


def _store_speakers(claim: Claim, speakers: list[Speaker]) -> None:
    """In the article's order; two names of one speaker are one speaker."""
    rows = [SaidBy(claim=claim, speaker=one, position=n) for n, one in enumerate(dict.fromkeys(speakers))]
    SaidBy.objects.bulk_create(rows)


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
    """The speakers of these names, whatever their case and accents; new ones are made unconfirmed.

    A name is known by a speaker's name, else by the alias of one speaker alone. Where two share the
    alias, and where a surname alone is all that the article gives of a person, nobody is linked: a
    speaker of that very name is suggested instead.
    """
    keys = {name: folded(name.strip()[:NAME_MAX]) for name in names}
    known = _known_speakers(set(keys.values()))
    new: dict[str, str] = {}
    for name, key in keys.items():  # of two spellings the article's first
        if key not in known:
            new.setdefault(key, name.strip()[:NAME_MAX])
    if new:
        # In one order everywhere, so that no two workers wait for each other.
        Speaker.objects.bulk_create([Speaker(name=new[key]) for key in sorted(new)], ignore_conflicts=True)
        known |= _known_speakers(set(new))
    return {name: known.get(key) or Speaker.objects.get(name__iexact=new[key]) for name, key in keys.items()}


def _known_speakers(keys: set[str]) -> dict[str, Speaker]:
    bearers: dict[str, list[Speaker]] = {}
    for speaker in Speaker.objects.filter(keys__overlap=sorted(keys)).order_by("pk"):
        for key in keys & set(speaker.keys):
            bearers.setdefault(key, []).append(speaker)
    chosen = {key: _bearer(key, speakers) for key, speakers in bearers.items()}
    return {key: speaker for key, speaker in chosen.items() if speaker}


def _bearer(key: str, speakers: list[Speaker]) -> Speaker | None:
    """Whose name it is, else whose alias alone; nobody for the surname of somebody."""
    named = [speaker for speaker in speakers if folded(speaker.name) == key]
    if named:
        return named[0]
    surname = any(folded(speaker.name).endswith(f" {key}") for speaker in speakers)
    return speakers[0] if len(speakers) == 1 and not (surname and " " not in key) else None


def _store_passages(capture: Capture, passages: Iterable[Span]) -> None:
    Passage.objects.bulk_create(
        [
            Passage(capture=capture, position=n, start=span.start, end=span.end, text=span.of(capture.text))
            for n, span in enumerate(passages)
        ],
        batch_size=500,
    )
