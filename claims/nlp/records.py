"""The records that the text engine returns.

Every offset is a Unicode code point index into the very text that was handed in, half open, so that
``text[start:end]`` is the words meant (W3C Web Annotation, TextPositionSelector). Nothing here
knows Django: an engine is a pure function from text to these records. Those that an article has by the
hundred are tuples, which are made in a third of the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Quotation(StrEnum):
    """How the words stand in the article."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    OWN_VOICE = "own_voice"


class ClaimType(StrEnum):
    QUANTITY = "quantity"
    QUOTATION = "quotation"
    EVENT = "event"
    COMPARISON = "comparison"
    LAW = "law"
    CAUSAL = "causal"
    PREDICTION = "prediction"
    OPINION = "opinion"
    OTHER = "other"


class SentenceKind(StrEnum):
    BODY = "body"
    HEADLINE = "headline"
    CAPTION = "caption"
    LIST_ITEM = "list_item"
    BOILERPLATE = "boilerplate"


class Span(NamedTuple):
    """``text[start:end]``; never empty, never outside the text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


class Reason(NamedTuple):
    """One visible criterion of a check-worthiness score.

    ``criterion`` is a stable key ("number", "named_entity", "verifiable_verb", "attribution", ...),
    ``value`` what was found, in [0, 1] (of "model" the reader's log-odds), ``weight`` what the desk
    gives it, ``words`` the words of the text that it rests on ("" where it rests on no single words).
    """

    criterion: str
    value: float
    weight: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Worth:
    """Check-worthiness of a sentence: ``score`` and ``subjective`` in [0, 1]."""

    score: float
    type: ClaimType
    subjective: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    kind: SentenceKind
    worth: Worth | None = None
    """None for boilerplate, which is never scored."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what: PolNeAR's three roles, each a tuple of spans since each may be interrupted.

    ``speakers`` are names resolved inside the article ("the two secretaries" becomes
    ("Rex Tillerson", "James Mattis")); empty where the article does not tell.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    type: Quotation
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtractedClaim:
    """A candidate claim and the exact words that it rests on: ``quote == text[start:end]``.

    ``statement`` is a proposed wording beside the untouchable quote. ``speakers`` is empty when
    unknown and in the article's own voice. ``source`` and ``cue`` are the words of the attribution.
    """

    start: int
    end: int
    quote: str
    statement: str
    speakers: tuple[str, ...]
    quotation: Quotation
    cue: str
    source: str
    type: ClaimType
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything the engine says of one text. ``refused`` counts what could not be anchored."""

    language: str
    sentences: tuple[Sentence, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[ExtractedClaim, ...]
    refused: int
    engine: str
    """Name and version of the engine, stored with what it produced."""
