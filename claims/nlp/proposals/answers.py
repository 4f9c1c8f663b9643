"""Hold an answer to its shape and to the material, and drop what neither has."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from claims.nlp.proposals.asking import Material
from claims.nlp.proposals.shapes import PURPOSES, Purpose, Questions, Shape, Statement, Summary
from claims.said import said

FENCE = re.compile(r"\A\s*```(?:json)?\s*(.*?)\s*```\s*\Z", re.DOTALL)
MARKED = re.compile(r"[\"“”„«»]([^\"“”„«»]{3,})[\"“”„«»]")
NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
LIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
LONGEST_ANSWER = 40_000
WORD = re.compile(r"[^\W\d_]{3,}")
# Words of verdicts, in the languages of the interface: an answer that speaks one was asked by somebody else.
VERDICT = re.compile(
    r"\b(?:true|false|untrue|misleading|debunked?|hoax|fake news|verdict|falso|falsa|engañoso|bulo|verdadero"
    r"|faux|fausse|trompeur|vrai|vraie)\b|(?:صحيح|كاذب|مضلل|زائف)",
    re.IGNORECASE,
)


class BadAnswer(Exception):
    """The answer cannot be used; ``str(error)`` says why, for a person."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may be shown. ``content`` is plain JSON; ``dropped`` are sentences on what was taken out."""

    content: dict[str, Any]
    dropped: tuple[str, ...] = ()


def read(purpose: Purpose, answer: str, material: Material) -> Proposal:
    """The proposal in ``answer``; raises BadAnswer for prose, for another shape, and when nothing is left."""
    shape = _shaped(purpose, answer)
    if isinstance(shape, Statement):
        return _statement(shape, material)
    if isinstance(shape, Questions):
        return _questions(shape, material)
    assert isinstance(shape, Summary)
    return _summary(shape, material)


def _shaped(purpose: Purpose, answer: str) -> Shape:
    if len(answer) > LONGEST_ANSWER:
        raise BadAnswer(said("The language model answered far more than it was asked for."))
    fenced = FENCE.match(answer)
    try:
        return PURPOSES[purpose].model_validate(json.loads(fenced[1] if fenced else answer))
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadAnswer(
            said("The language model answered in prose, not in the form it was asked for.")
        ) from error
    except ValidationError as error:
        raise BadAnswer(
            said("The language model's answer does not have the form it was asked for.")
        ) from error


def _statement(shape: Statement, material: Material) -> Proposal:
    """Dropped as a whole over an invented number or quotation: a wording cannot lose a part and stand."""
    why = _invented(shape.statement, material) or _elsewhere(shape.statement, material.claim)
    if why:
        raise BadAnswer(said("The language model's wording was dropped: %(said)s", said=why))
    kept = [quote for quote in shape.quotations if _stands(quote, material)]
    dropped = tuple(_absent(quote) for quote in shape.quotations if quote not in kept)
    return Proposal({"statement": shape.statement, "quotations": kept}, dropped)


def _questions(shape: Questions, material: Material) -> Proposal:
    kept, dropped = [], []
    for question in dict.fromkeys(shape.questions):
        why = _invented(question, material, numbers=False)
        if why:
            dropped.append(said("A question was dropped: %(said)s", said=why))
        else:
            kept.append(question)
    if not kept:
        raise BadAnswer(said("Nothing of the language model's questions could be kept."))
    return Proposal({"questions": kept}, tuple(dropped))


def _summary(shape: Summary, material: Material) -> Proposal:
    kept, dropped = [], []
    for point in shape.points:
        why = _unfounded(point.piece, point.quotation, material) or _invented(point.text, material)
        if why:
            dropped.append(said("A point was dropped: %(said)s", said=why))
        else:
            kept.append(point.model_dump())
    if not kept:
        raise BadAnswer(said("No point of the language model's summary stands in the material."))
    return Proposal({"points": kept}, tuple(dropped))


def _unfounded(piece: int, quotation: str, material: Material) -> str:
    """Why the point's own quotation is not to be had where it says; empty when it is."""
    if piece > len(material.pieces):
        return said(
            "it names piece %(piece)s, and there are %(many)s.", piece=piece, many=len(material.pieces)
        )
    if _plain(quotation) not in _plain(material.pieces[piece - 1][1]):
        return _absent(quotation)
    return ""


def _invented(text: str, material: Material, *, numbers: bool = True) -> str:
    """What the text has that the material lacks, as a sentence; empty when nothing."""
    if ADDRESS.search(text):
        return said("it carries an address.")
    judged = VERDICT.search(text)
    if judged and judged[0].casefold() not in material.claim.casefold():
        return said("it judges (“%(words)s”), which is for people to do.", words=judged[0])
    for quote in MARKED.findall(text):
        if not _stands(quote, material):
            return _absent(quote)
    there = set(NUMBER.findall(_everything(material)))
    new = [number for number in NUMBER.findall(text) if number not in there] if numbers else []
    return said("the number %(number)s is not in the material.", number=new[0]) if new else ""


def _elsewhere(statement: str, claim: str) -> str:
    """Why the statement cannot be a wording of the claim: it has less than half of its words."""
    asked, given = (set(WORD.findall(text.casefold())) for text in (claim, statement))
    if asked and len(asked & given) * 2 < len(asked):
        return said("it says something else than the claim.")
    return ""


def _stands(quote: str, material: Material) -> bool:
    return _plain(quote) in _plain(_everything(material))


def _everything(material: Material) -> str:
    return "\n".join([material.claim, *(f"{title}\n{text}" for title, text in material.pieces)])


def _absent(quote: str) -> str:
    return said("“%(words)s” is not in the material, letter for letter.", words=quote[:80])


def _plain(text: str) -> str:
    """For comparing: one kind of quotation mark, dash and space, no case."""
    return " ".join(text.translate(LIKE).split()).casefold()
