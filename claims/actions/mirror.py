"""Our own publications among the known checks, so that one search answers for all."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from claims.actions.freeze import address_of
from claims.actions.searchable import forget_passages, one_writer, pieces_of, write_passages
from claims.models import KnownCheck, Publication


@transaction.atomic
def mirror_publications(claims: Iterable[int] | None = None) -> int:
    """Bring the known check of each published claim (None: of all) up to its newest version. How many."""
    one_writer()
    newest = Publication.objects.filter(claim=OuterRef("claim")).order_by("-version").values("pk")[:1]
    asked = Publication.objects.filter(pk=Subquery(newest)).select_related("rating", "claim__withdrawal")
    if claims is not None:
        asked = asked.filter(claim__in=list(claims))
    known = {row.own_claim_id: row for row in KnownCheck.objects.filter(own_claim__isnull=False)}
    return sum(_mirror(publication, known.get(publication.claim_id)) for publication in asked)


def _mirror(publication: Publication, earlier: KnownCheck | None) -> bool:
    """Whether there was anything to do."""
    made = check_of(publication)
    withdrawn = bool(made.withdrawn_at)
    if earlier and earlier.digest == made.digest and bool(earlier.withdrawn_at) == withdrawn:
        return False
    if earlier is not None:
        made.pk, made.created_at = earlier.pk, earlier.created_at
        forget_passages(checks=[earlier.pk])
    made.save()
    if not withdrawn:
        write_passages(pieces_of(made, publication.content.get("reasoning", "")))
    return True


def check_of(publication: Publication) -> KnownCheck:
    """The publication as a known check; its id is the public one, which is the same in every version."""
    content = publication.content
    claim = content.get("claim", {})
    withdrawal = getattr(publication.claim, "withdrawal", None)
    return KnownCheck(
        feed=settings.NEWSROOM_NAME,
        external_id=str(publication.public_id),
        publisher=settings.NEWSROOM_NAME,
        claim=claim.get("text") or publication.claim.text,
        title=content.get("title", ""),
        subtitle=content.get("summary", ""),
        speaker=", ".join(row["name"] for row in claim.get("speakers", []))[:300],
        rating_words=publication.rating.label,
        rating_value=publication.rating.value,
        made_on=claim.get("made_on") or None,
        address=address_of(publication),
        reviewed_on=timezone.localdate(publication.published_at),
        language=claim.get("language") or publication.claim.language,
        own_claim=publication.claim,
        digest=publication.sha256,
        withdrawn_at=withdrawal.created_at if withdrawal else None,
    )
