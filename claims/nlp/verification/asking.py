"""The queries that a claim is looked up with: its words as they are, and the telling ones alone."""

from __future__ import annotations

from claims.nlp.facets import Facets, facets
from claims.nlp.terms import STOP_WORDS

MOST = 12
"""Words of a short query: a search engine asks for all of them."""


def queries(claim: str) -> list[str]:
    """The claim without what introduces it, then its names, numbers and other telling words; none empty."""
    whole = " ".join(claim.split())
    telling = " ".join(_telling(facets(whole)))
    found = [one for one in (whole, telling) if any(map(str.isalnum, one))]
    return list(dict.fromkeys(found))


def _telling(claim: Facets) -> list[str]:
    """Words that tell something, and figures, in the claim's order, each once."""
    words = [word.text for word in claim.words if word.text[0].isalnum() and word.low not in STOP_WORDS]
    return list(dict.fromkeys(words))[:MOST]
