"""The public's lists, kept in the transaction that publishes, corrects or withdraws."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from claims.models import Approval, Publication, PublicCheck, PublicFacet, Withdrawal
from claims.public_words import Named, card_of, outlets_of, speakers_of, topics_of

Kind = PublicFacet.Kind
LISTS = {Kind.TOPIC: "topics", Kind.SPEAKER: "speakers", Kind.OUTLET: "outlets"}
Facets = dict[tuple[str, str], str]


@transaction.atomic
def list_publicly(publication: Publication, withdrawal: Withdrawal | None = None) -> PublicCheck:
    """Bring the check's row, and the counts of what it is listed under, up to this version."""
    before = PublicCheck.objects.filter(public_id=publication.public_id).first()
    facets = facets_of(publication.content)
    row, _ = PublicCheck.objects.update_or_create(
        public_id=publication.public_id, defaults=_fields(publication, withdrawal)
    )
    count_anew(facets | (_listed_under(before) if before else {}))
    return row


def _fields(publication: Publication, withdrawal: Withdrawal | None) -> dict[str, Any]:
    content = publication.content
    withdrawn = withdrawal.created_at if withdrawal else None
    return {
        "publication": publication,
        "claim_id": publication.claim_id,
        "text": content["claim"]["text"],
        "summary": content["summary"],
        "language": content["claim"]["language"],
        "rating": content["rating"]["key"],
        "topics": _slugs(topics_of(content)),
        "speakers": _slugs(speakers_of(content)),
        "outlets": _slugs(outlets_of(content)),
        "card": card_of(content),
        "first_published_at": _moment(content["first_published"]) or publication.published_at,
        "published_at": publication.published_at,
        "withdrawn_at": withdrawn,
        "changed_at": withdrawn or publication.published_at,
    }


def _slugs(found: list[Named]) -> list[str]:
    return [one.slug for one in found]


def _moment(words: str) -> datetime | None:
    return parse_datetime(words)


def facets_of(content: dict[str, Any]) -> Facets:
    """(kind, slug) → name of everything that a check is listed under."""
    rating = content["rating"]
    found: Facets = {(Kind.RATING.value, rating["key"]): rating["label"]}
    for kind, of in ((Kind.TOPIC, topics_of), (Kind.SPEAKER, speakers_of), (Kind.OUTLET, outlets_of)):
        found |= {(kind.value, one.slug): one.name for one in of(content)}
    return found


def _listed_under(row: PublicCheck) -> Facets:
    found: Facets = {(Kind.RATING.value, row.rating): ""}
    for kind, field in LISTS.items():
        found |= {(kind.value, slug): "" for slug in getattr(row, field)}
    return found


def count_anew(facets: Facets) -> None:
    """Count what is listed under each. The rows are locked in one order, so two publishers take turns."""
    PublicFacet.objects.bulk_create(
        [
            PublicFacet(kind=kind, slug=slug, name=name or slug)
            for (kind, slug), name in sorted(facets.items())
        ],
        ignore_conflicts=True,
    )
    wanted = Q()
    for kind, slug in facets:
        wanted |= Q(kind=kind, slug=slug)
    for facet in PublicFacet.objects.filter(wanted).order_by("kind", "slug").select_for_update():
        facet.name = facets[facet.kind, facet.slug] or facet.name
        facet.checks = listed_under(facet.kind, facet.slug).count()
        facet.save(update_fields=["name", "checks"])


def listed_under(kind: str, slug: str) -> Any:
    """Checks that stand, under one topic, speaker, outlet or rating."""
    rows = PublicCheck.objects.filter(withdrawn_at=None)
    if kind == Kind.RATING:
        return rows.filter(rating=slug)
    return rows.filter(**{f"{LISTS[Kind(kind)]}__contains": [slug]})


def touch(approvals: Iterable[int]) -> None:
    """A name on these checks' pages is erased: what was fetched before is not what stands there now."""
    of = Approval.objects.filter(pk__in=list(approvals))
    PublicCheck.objects.filter(publication__approval__in=of).update(changed_at=timezone.now())
