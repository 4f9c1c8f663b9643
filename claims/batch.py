"""The text engine over JSON Lines: one object in, one object out, no server and no database.

The form is that of ``manage.py analyze``: offsets are code points of the text that came in, ``speaker``
is null where the article does not tell, and a line that cannot be read becomes an ``error`` with a sentence.
"""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from claims.lines import BadLine, answered, text_of
from claims.nlp.engine import analyze
from claims.nlp.records import Analysis, Attribution, ExtractedClaim, Sentence, Span


class Request(NamedTuple):
    text: str
    date: datetime.date | None
    language: str | None
    single_sentence: bool


def answer(line: bytes) -> str:
    """The line to print for a line that came in. Raises nothing that the line is to blame for."""
    return answered(line, _analysed)


def _analysed(row: dict[str, Any]) -> dict[str, Any]:
    asked = _request(row)
    found = analyze(
        asked.text, date=asked.date, language=asked.language, single_sentence=asked.single_sentence
    )
    return as_object(found)


def _request(row: dict[str, Any]) -> Request:
    text, alone = text_of(row, "text"), row.get("single_sentence") or False
    if not isinstance(alone, bool):
        raise BadLine("The field “single_sentence” is neither true nor false.")
    return Request(text, _date(row.get("date")), _language(row.get("language")), alone)


def _date(value: Any) -> datetime.date | None:
    if value is None or value == "":
        return None
    try:
        return datetime.date.fromisoformat(value[:10])
    except (TypeError, ValueError):
        raise BadLine("The field “date” is not a date such as 2017-08-14.") from None


def _language(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise BadLine("The field “language” is not a string such as en.")
    return value or None


def as_object(found: Analysis) -> dict[str, Any]:
    """The analysis as plain data, in the fields of the batch form."""
    return {
        "sentences": [_sentence(one) for one in found.sentences],
        "attributions": [_attribution(one) for one in found.attributions],
        "claims": [_claim(one) for one in found.claims],
    }


def _sentence(one: Sentence) -> dict[str, Any]:
    """Boilerplate is never scored: it stands at 0."""
    worth = one.worth
    reasons = worth.reasons if worth else ()
    return {
        "start": one.start,
        "end": one.end,
        "score": worth.score if worth else 0.0,
        "type": worth.type.value if worth else "other",
        "subjective": worth.subjective if worth else 0.0,
        "reasons": [
            {"criterion": r.criterion, "value": r.value, "weight": r.weight, "words": r.words}
            for r in reasons
        ],
    }


def _attribution(one: Attribution) -> dict[str, Any]:
    return {
        "source": _places(one.source),
        "cue": _places(one.cue),
        "content": _places(one.content),
        "type": one.type.value,
        "speaker": _speaker(one.speakers),
    }


def _claim(one: ExtractedClaim) -> dict[str, Any]:
    return {
        "start": one.start,
        "end": one.end,
        "quote": one.quote,
        "speaker": _speaker(one.speakers),
        "statement": one.statement,
        "score": one.score,
        "type": one.type.value,
    }


def _places(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _speaker(names: tuple[str, ...]) -> str | None:
    """Several speakers of one sentence are joined: "Rex Tillerson and James Mattis"."""
    return " and ".join(names) or None
