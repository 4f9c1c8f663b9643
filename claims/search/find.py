"""Find: candidates, what speaks for each, the order, and the sentences for people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from claims.models import Claim, EmbeddingModel, KnownCheck, KnownPassage
from claims.nlp.guard import differences
from claims.nlp.ranking import WORDS, Ranking, features, trained
from claims.nlp.terms import counts
from claims.nlp.vectors import Encoder, as_text
from claims.said import said
from claims.search.candidates import Evidence, Scope, Telling, candidates, evidence, telling
from claims.search.encoders import answering
from claims.search.found import Found
from claims.search.question import Question, questions

SAME = 0.5  # probability from which a match is called the same claim, where nothing speaks against it
LEAST = 3  # different terms of a question, from which it can be said to be the same claim
TOO_SHORT = said("It says too little to be called the same.")
AT_ONCE = 64  # questions of a batch that are embedded together


@dataclass(frozen=True, slots=True)
class Engine:
    """What answers now: the model with its encoder, or neither, and how evidence is put together."""

    model: EmbeddingModel | None
    encoder: Encoder | None
    ranking: Ranking

    @property
    def method(self) -> str:
        return "hybrid" if self.model else "words"

    @property
    def version(self) -> str:
        return f"{self.model or 'no vectors'}, {self.ranking.name}"


def engine(ranking: Ranking | None = None) -> Engine:
    ready = answering()
    if ready is None:
        return Engine(None, None, WORDS)
    return Engine(*ready, ranking or trained())


def find(
    text: str, *, k: int = 5, language: str | None = None, as_of: date | None = None, among: str = "checks"
) -> list[Found]:
    """The ``k`` most likely matches, best first; [] for a text without a word.

    ``among`` is "checks" (what was published, by us or others) or "claims" (what this newsroom
    works on). ``language`` keeps to checks in that language, ``as_of`` to those out by that day.
    """
    return find_many([text], k=k, language=language, as_of=as_of, among=among)[0]


def find_many(
    texts: Sequence[str],
    *,
    k: int = 5,
    language: str | None = None,
    as_of: date | None = None,
    among: str = "checks",
    using: Engine | None = None,
) -> list[list[Found]]:
    """As `find`, for many texts: they are embedded together."""
    ready, scope = using or engine(), Scope(among, language, as_of)
    answers: list[list[Found]] = []
    for start in range(0, len(texts), AT_ONCE):
        part = list(texts[start : start + AT_ONCE])
        vectors = as_text(ready.encoder(part)) if ready.encoder else None
        answers += [_answer(question, scope, ready, k, as_of) for question in questions(part, vectors)]
    return answers


def _answer(question: Question, scope: Scope, ready: Engine, k: int, day: date | None) -> list[Found]:
    if not question.heads.weights and not question.bodies.weights and not _says_something(question):
        return []
    ordered = ranked(question, scope, ready)[: max(0, k)]
    return list(_founds(question, ordered, scope, ready, day))


@dataclass(frozen=True, slots=True)
class Relevant:
    """Known checks that have something to do with a text: the ``best`` of them in their order, by id, and
    the words by which `beyond` finds the rest."""

    best: list[int]
    words: Telling


def relevant(text: str, scope: Scope) -> Relevant:
    """Of the candidates those are left out that share no word with the text and mean something else."""
    ready = engine()
    vectors = as_text(ready.encoder([text])) if ready.encoder else None
    (question,) = questions([text], vectors)
    if not question.heads.weights and not question.bodies.weights and not _says_something(question):
        return Relevant([], Telling())
    best = [pk for _, pk, of in ranked(question, scope, ready) if of.speaks]
    return Relevant(best, telling(question))


def _says_something(question: Question) -> bool:
    """Words that stand in no check may still mean what one says; signs alone mean nothing."""
    return any(letter.isalnum() for letter in question.text)


def ranked(question: Question, scope: Scope, ready: Engine) -> list[tuple[float, int, Evidence]]:
    """(score, id, evidence) of every candidate, best first; of two alike the older."""
    ids = candidates(question, scope, ready.model)
    floor = ready.encoder.floor if ready.encoder else 0.0
    found = evidence(question, ids, scope, ready.model, floor) if ids else {}
    scored = [(ready.ranking.score(features(of)), pk, of) for pk, of in found.items()]
    return sorted(scored, key=lambda row: (-row[0], row[1]))


def _founds(
    question: Question,
    ordered: list[tuple[float, int, Evidence]],
    scope: Scope,
    ready: Engine,
    day: date | None,
) -> Iterator[Found]:
    ids = [pk for _, pk, _ in ordered]
    checks = KnownCheck.objects.in_bulk(ids) if scope.among == "checks" else {}
    claims = Claim.objects.in_bulk(ids) if scope.among == "claims" else {}
    passages = KnownPassage.objects.only("text").in_bulk([of.best[1] for _, _, of in ordered])
    short = [TOO_SHORT] if len(counts(question.text)) < LEAST else []
    for score, pk, of in ordered:
        check, claim = checks.get(pk), claims.get(pk)
        if check is None and claim is None:
            continue  # gone since it was found
        probability = ready.ranking.probability(score)
        differs = differences_between(question.text, check or claim, day)
        against = differs or short
        yield Found(
            check=check,
            claim=claim,
            passage=passages[of.best[1]].text if of.best[1] in passages else "",
            score=round(score, 4),
            probability=round(probability, 4),
            same_claim=probability >= SAME and not against,
            why=(*against, *_reasons(of)),
            method=ready.method,
            model_version=ready.version,
            differs=tuple(differs),
        )


def differences_between(text: str, found: KnownCheck | Claim | None, day: date | None) -> list[str]:
    """What makes the two different claims however alike they sound, a sentence each."""
    if found is None:
        return []
    words, dated = (found.claim, found.made_on or found.reviewed_on) if isinstance(found, KnownCheck) else (
        found.text, found.made_on
    )  # fmt: skip
    return [difference.sentence for difference in differences(text, words, a_date=day, b_date=dated)]


def _reasons(of: Evidence) -> Iterator[str]:
    near, words = max(of.near_claim, of.near_title), max(of.claim, of.title)
    body = max(of.bodies, default=0.0)
    if near >= 0.75:
        yield said("It says nearly the same.")
    elif near >= 0.5:
        yield said("It is about the same.")
    if words >= 0.35:
        yield said("It shares the telling words.")
    if body > words and body >= 0.2:
        yield said("A passage of the check speaks of it.")
