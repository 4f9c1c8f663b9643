"""Known checks and what a search finds of them, without the search."""

from typing import Any

from claims.actions.matches import suggest
from claims.models import Claim, KnownCheck, Match
from claims.search import Found
from tests import factories


def known(claim: str = "", **fields: Any) -> KnownCheck:
    n = next(factories.number)
    fields.setdefault("external_id", f"check-{n}")
    fields.setdefault("publisher", "Harbour Facts")
    fields.setdefault("digest", factories.sha256(str(n)))
    return KnownCheck.objects.create(claim=claim or f"Marlow has {n} bridges.", **fields)


def found(of: KnownCheck | Claim, probability: float = 0.8, **fields: Any) -> Found:
    """One answer of the search."""
    check = of if isinstance(of, KnownCheck) else None
    claim = of if isinstance(of, Claim) else None
    values = {"passage": str(of), "score": probability, "same_claim": True, "why": ("same speaker",)}
    values |= {"method": "hybrid", "model_version": "test 1"} | fields
    return Found(check=check, claim=claim, probability=probability, **values)


def match(
    claim: Claim, of: KnownCheck | Claim | None = None, probability: float = 0.8, **fields: Any
) -> Match:
    """A suggestion, as the machine makes it."""
    of = of or known()
    suggest(claim, [found(of, probability, **fields)])
    if isinstance(of, KnownCheck):
        return Match.objects.get(claim=claim, known=of)
    newer, older = (claim, of) if claim.pk > of.pk else (of, claim)
    return Match.objects.get(claim=newer, other=older)
