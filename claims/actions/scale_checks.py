"""What makes a list of ratings a scale: each mistake with its place and a sentence. Pure."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext, gettext_noop

from claims.models.rating import COLOURS, MARKS

BEST, WORST = 5, 1
LABEL_MAX, EXPLANATION_MAX, WORDS_MAX = 60, 300, 80
VALUES = gettext_noop("A value is a whole number from %(worst)s (false) to %(best)s (true), or none.")
LINES = gettext_noop("Another publisher's words have at most %(limit)s characters a line.")

Row = dict[str, Any]


class Mistake(NamedTuple):
    """``row`` counts from 0, None for the whole scale; ``field`` is a rating's."""

    row: int | None
    field: str
    sentence: str


def mistakes_in(rows: Sequence[Row]) -> list[Mistake]:
    found = [] if len(rows) >= 2 else [Mistake(None, "", gettext("A scale needs at least two ratings."))]
    for number, row in enumerate(rows):
        found += [Mistake(number, field, sentence) for field, sentence in _in_row(row)]
    return [*found, *_twice(rows), *_leads_to_two(rows)]


def _in_row(row: Row) -> Iterator[tuple[str, str]]:
    if not row.get("label"):
        yield "label", gettext("Name the rating: these are the words of the verdict.")
    elif len(row["label"]) > LABEL_MAX:
        yield "label", gettext("A rating's words have at most %(limit)s characters.") % {"limit": LABEL_MAX}
    elif not row.get("key"):
        yield "label", gettext("Name the rating with at least one letter or digit.")
    if not row.get("explanation"):
        yield "explanation", gettext("Say what the rating means: readers see it beside the verdict.")
    elif len(row["explanation"]) > EXPLANATION_MAX:
        yield (
            "explanation",
            gettext("An explanation has at most %(limit)s characters.") % {"limit": EXPLANATION_MAX},
        )
    if not _is_value(row.get("value")):
        yield "value", gettext(VALUES) % {"worst": WORST, "best": BEST}
    if row.get("mark") not in MARKS:
        yield "mark", gettext("Choose one of the marks: it tells the verdict to who sees no colours.")
    if row.get("colour") not in COLOURS:
        yield "colour", gettext("Choose one of the colours.")
    if any(len(words) > WORDS_MAX for words in row.get("equivalents") or ()):
        yield "equivalents", gettext(LINES) % {"limit": WORDS_MAX}


def _is_value(value: object) -> bool:
    return value is None or (type(value) is int and WORST <= value <= BEST)


def _twice(rows: Sequence[Row]) -> Iterator[Mistake]:
    """Two ratings that a reader, or a program, could not tell apart."""
    told: dict[str, tuple[Callable[[Row], str], str]] = {
        "label": (lambda row: plain(row.get("label") or ""), gettext("Two ratings are called “%(words)s”.")),
        "mark": (
            lambda row: row.get("mark") or "",
            gettext("Two ratings have the mark %(words)s: colour alone would tell."),
        ),
    }
    for field, (value_of, sentence) in told.items():
        seen: dict[str, int] = {}
        for number, row in enumerate(rows):
            value = value_of(row)
            if value and value in seen:
                yield Mistake(number, field, sentence % {"words": row[field]})
            seen.setdefault(value, number)
    keys = [row.get("key") for row in rows]
    if len(set(keys)) != len(keys) and len({plain(row.get("label") or "") for row in rows}) == len(rows):
        yield Mistake(None, "", gettext("Two ratings have the same key."))


def _leads_to_two(rows: Sequence[Row]) -> Iterator[Mistake]:
    """Another publisher's words lead to one rating, or imports would be read by chance."""
    owner = {plain(row.get("label") or ""): number for number, row in reversed(list(enumerate(rows)))}
    for number, row in enumerate(rows):
        for words in row.get("equivalents") or ():
            first = owner.setdefault(plain(words), number)
            if first != number:
                other = rows[first].get("label") or gettext("rating %(number)s") % {"number": first + 1}
                told = gettext("“%(words)s” leads to “%(other)s” already.") % {"words": words, "other": other}
                yield Mistake(number, "equivalents", told)


def plain(words: str) -> str:
    """Words as the crosswalk compares them: `queries.rating_for`."""
    return " ".join(words.lower().split()).strip(".!")
