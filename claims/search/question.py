"""A question as the search asks it: its terms with their weights, and its vector."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from claims.models import KnownTerm
from claims.nlp.terms import K1, counts, idf, sparse
from claims.wording import clean

LONGEST = 20_000  # code points of a question that are read
MOST_TERMS = 64  # the rarest count; a tweet has 20


@dataclass(frozen=True, slots=True)
class Side:
    """A question's terms in heads, or in bodies: the rarest first, with how often each stands there."""

    terms: tuple[tuple[int, int], ...]
    weights: dict[int, float]

    @property
    def best(self) -> float:
        """About the most BM25 that a short document with all the terms could reach."""
        return sum(self.weights.values()) * (K1 + 1) or 1.0

    def rarest(self, budget: int) -> list[int]:
        """Terms, the rarest first, that stand in at most ``budget`` passages together."""
        chosen: list[int] = []
        for term, containing in self.terms:
            if containing > budget:
                break
            budget -= containing
            chosen.append(term)
        return chosen

    @property
    def vector(self) -> str:
        return sparse(dict(sorted(self.weights.items())))


@dataclass(frozen=True, slots=True)
class Question:
    """``vector`` is pgvector's text of it, "" where sentence vectors are away."""

    text: str
    heads: Side
    bodies: Side
    vector: str = ""


def questions(texts: Sequence[str], vectors: Sequence[str] | None) -> list[Question]:
    """All texts at once: one look at the counts of terms."""
    cleaned = [clean(text)[:LONGEST].strip() for text in texts]
    bags = [counts(text) for text in cleaned]
    asked = {term for bag in bags for term in bag} | {0}
    rows = KnownTerm.objects.filter(pk__in=asked).values_list("pk", "heads", "bodies")
    standing = {pk: (heads, bodies) for pk, heads, bodies in rows}
    return [
        Question(
            text,
            side(bag, standing, 0),
            side(bag, standing, 1),
            vectors[place] if vectors is not None and text else "",
        )
        for place, (text, bag) in enumerate(zip(cleaned, bags, strict=True))
    ]


def side(bag: Counter[int], standing: dict[int, tuple[int, int]], which: int) -> Side:
    """Terms that stand nowhere are left out: no passage could be found or told apart by them."""
    documents = standing.get(0, (0, 0))[which]
    known = sorted((standing[term][which], term) for term in bag if term in standing)
    rare = [(term, containing) for containing, term in known if containing][:MOST_TERMS]
    return Side(tuple(rare), {term: bag[term] * idf(containing, documents) for term, containing in rare})
