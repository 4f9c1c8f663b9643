"""The single edits that make a quotation stand alone, each with its place and its reason."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .dates import read_dates
from .names import MEN, WOMEN
from .periods import Form, Grain, Period
from .quotes import MARKS
from .records import Quotation
from .words import Lexicon
from .words.calendar import CALENDARS


class Why(StrEnum):
    """Why the words beside a quotation differ from it."""

    MARKS = "marks"
    SPACE = "space"
    SPEAKER = "speaker"
    PRONOUN = "pronoun"
    DATE = "date"
    HEADLINE = "headline"


@dataclass(frozen=True, slots=True)
class Edit:
    """``quote[start:end]`` becomes ``replacement``: both may be empty, never both at once."""

    start: int
    end: int
    replacement: str
    why: Why


@dataclass(frozen=True, slots=True)
class Telling:
    """A quotation and what is known of it. ``context`` is its sentence, the quotation included, or ""."""

    quote: str
    speakers: tuple[str, ...]
    kind: Quotation
    cue: str
    lexicon: Lexicon
    date: datetime.date | None = None
    context: str = ""

    @property
    def names(self) -> str:
        return " and ".join(self.speakers)

    @property
    def reported(self) -> bool:
        return self.kind in {Quotation.INDIRECT, Quotation.MIXED}


# -- the speaker

LEAD = re.compile(r"(\w+)(?=\s+(?:\w+\s+)?(?:is|was|has|had|will|would|did|does|\w+ed)\b)", re.IGNORECASE)
SELF = re.compile(r"\b(?:I(?:['’](?:m|ve|d|ll))?|me|my|mine|myself)\b|\b[Mm]y\b")
PLURAL_SELF = re.compile(r"\b(?:we|us|our|ours|ourselves|we['’](?:re|ve|d|ll))\b", re.IGNORECASE)
LEAD_WE = re.compile(r"(?:(?:and|but|that) )?\b(We|we)\b(?=\s)")
VERB = re.compile(r"\s+(?:(?:also|never|still|always|just|only)\s+)?([\w’']+)")
SAME_VERB = frozenset(
    "was had did will would can could may might must should shall said told went came got made took gave "
    "became met ran won lost held led began sent built bought brought thought knew saw fell grew "
    "wrote spoke broke "
    "chose drove spent stood paid found kept meant felt heard fought taught caught sold left put cut hit let "
    "didn't didn’t wasn't wasn’t won't won’t couldn't couldn’t wouldn't wouldn’t can't can’t cannot".split()
)
THIRD = {"am": "is", "have": "has", "do": "does", "don't": "doesn’t", "don’t": "doesn’t",
         "haven't": "hasn’t", "haven’t": "hasn’t"}  # fmt: skip
SHORT = {"m": "is", "ve": "has", "d": "", "ll": "will"}
MID = re.compile(r"\b(he|she|they)\b")


def speaker_edits(telling: Telling, body: str, offset: int) -> Iterator[Edit]:
    """The speaker's name where the quotation says "I", "we" or, in reported speech, "he" at its beginning."""
    if not telling.speakers or telling.lexicon.code != "en":
        return
    if telling.reported:
        yield from _reported(telling, body, offset)
    elif telling.kind == Quotation.DIRECT:
        yield from _first_person(telling, body, offset)


def _reported(telling: Telling, body: str, offset: int) -> Iterator[Edit]:
    if telling.cue and body.startswith(telling.cue):
        yield Edit(offset, offset, telling.names + " ", Why.SPEAKER)
        return
    first = LEAD.match(body)
    if first and means(first.group(1).lower(), telling.speakers):
        yield Edit(offset, offset + first.end(), telling.names, Why.PRONOUN)
        return
    middle = _plain_pronoun(telling, body)
    if middle:
        yield Edit(offset + middle.start(), offset + middle.end(), telling.names, Why.PRONOUN)


def _plain_pronoun(telling: Telling, body: str) -> re.Match[str] | None:
    """The first "he" inside reported words, if nobody else is named or mentioned before it there."""
    found = MID.search(body)
    if not found or MARKS.search(body) or not means(found.group(), telling.speakers):
        return None
    before = re.findall(r"[\w’'-]+", body[: found.start()])
    others = (
        telling.lexicon.titles | telling.lexicon.they | telling.lexicon.he | telling.lexicon.she | PERSONS
    )
    named = any(word[0].isupper() for word in before[1:]) or bool(before and before[0][0].isupper())
    return None if named or any(word.lower() in others for word in before) else found


PERSONS = frozenset(
    "man woman men women people boy girl son daughter father mother wife husband brother sister who whom "
    "whoever everyone somebody someone nobody anyone friend friends".split()
)


def means(low: str, speakers: tuple[str, ...]) -> bool:
    """Whether "he", "she", "it" or "they" plainly is the speaker."""
    if len(speakers) > 1:
        return low == "they"
    given = (speakers[0].split() or [""])[0].lower()
    if low == "he":
        return given in MEN and given not in WOMEN
    if low == "she":
        return given in WOMEN and given not in MEN
    return low == "it" and " " not in speakers[0] and given not in MEN | WOMEN


def _first_person(telling: Telling, body: str, offset: int) -> Iterator[Edit]:
    """ "I voted" → "Anna Bell voted"; where the verb would have to change, "I [Anna Bell] think"."""
    if len(telling.speakers) > 1:
        we = LEAD_WE.match(body)
        if we:  # whom "we" takes in is not said: the names stand beside it, not in its place
            yield Edit(offset + we.end(1), offset + we.end(1), f" [{telling.names}]", Why.SPEAKER)
        return
    inner = [(one.start(), one.end()) for one in re.finditer(r"[“‘\"«][^”’\"»]*[”’\"»]", body)]
    found = [m for m in SELF.finditer(body) if not any(a <= m.start() < b for a, b in inner)]
    edits = [_self_edit(telling, body, match, offset) for match in found]
    if not found:
        return
    whole = [edit for edit in edits if edit]
    if len(whole) == len(found) and not PLURAL_SELF.search(body):
        yield from whole
        return
    end = offset + found[0].start() + 1 if found[0].group()[0] == "I" else offset + found[0].end()
    yield Edit(end, end, f" [{telling.names}]", Why.SPEAKER)


def _self_edit(telling: Telling, body: str, match: re.Match[str], offset: int) -> Edit | None:
    """One first-person word in the third person, or None where that would need another verb."""
    word, name = match.group(), telling.names
    start, end = offset + match.start(), offset + match.end()
    if word in {"my", "My"}:
        return Edit(start, end, f"{name}’s", Why.PRONOUN)
    if word == "me":
        return Edit(start, end, name, Why.PRONOUN)
    if word[0] == "I" and len(word) > 1:
        verb = SHORT[word[2:]]
        return Edit(start, end, f"{name} {verb}", Why.PRONOUN) if verb else None
    if word != "I":
        return None
    verb_match = VERB.match(body, match.end())
    verb = verb_match.group(1).lower() if verb_match else ""
    if verb in SAME_VERB or re.fullmatch(r"[a-z]{2,20}(?<!e)ed", verb):
        return Edit(start, end, name, Why.PRONOUN)
    if verb_match and verb in THIRD:
        between = body[match.end() : verb_match.start(1)]
        return Edit(start, offset + verb_match.end(1), f"{name}{between}{THIRD[verb]}", Why.PRONOUN)
    return None


# -- dates

LEADS = re.compile(
    r"\b(?:by|since|until|till|from|before|after|of|for|during|through|to|in|on|between|this|"
    r"el|la|en|desde|hasta|de|del|le|dans|depuis|du|am|seit|bis|vom|im|em|na|no|até|do|da)\s+$", re.IGNORECASE
)  # fmt: skip
LINK = re.compile(r"\b(?:on|in|el|en|le|am|im|em|na|no)\s+$", re.IGNORECASE)
OWNED = re.compile(r"['’]s\b")


def date_edits(telling: Telling, body: str, offset: int) -> Iterator[Edit]:
    """Relative dates by name, where the day on which they were said is known."""
    code = telling.lexicon.code
    anchor = said_on(telling)
    if anchor is None or code not in CALENDARS:
        return
    for period in read_dates(body, anchor=anchor, language=code):
        if period.form == Form.RELATIVE and period.wording:
            yield _dated(period, body, offset)


def said_on(telling: Telling) -> datetime.date | None:
    """The day that "yesterday" counts from: in a direct quotation the one day that its sentence names.

    A sentence that dates the words more loosely ("said last year") leaves them without a day.
    """
    if telling.date is None or telling.kind != Quotation.DIRECT:
        return telling.date
    outside = telling.context.replace(telling.quote, " ")
    found = read_dates(outside, anchor=telling.date, language=telling.lexicon.code)
    days = {one.first for one in found if one.grain == Grain.DAY}
    if not found:
        return telling.date
    return days.pop() if len(days) == 1 and len(found) == 1 else None


def _dated(period: Period, body: str, offset: int) -> Edit:
    """In place of the relative words; behind them in brackets where they own something ("Sunday’s vote")."""
    before, owned = body[: period.start], OWNED.match(body, period.end)
    place = offset + period.start
    if owned:
        end = offset + owned.end()
        return Edit(end, end, f" ({period.noun})", Why.DATE)
    link = LINK.search(before[-6:])
    if link:
        start = place - (len(link.group()))
        lead = link.group()[0]
        words = period.wording
        words = words[0].upper() + words[1:] if lead.isupper() else words
        return Edit(start, offset + period.end, words, Why.DATE)
    led = LEADS.search(before[-10:])
    words = period.noun if led else period.wording
    upper = not led and body[period.start].isupper() and _begins(before)
    return Edit(place, offset + period.end, words[0].upper() + words[1:] if upper else words, Why.DATE)


def _begins(before: str) -> bool:
    return not before.strip() or before.rstrip()[-1] in '.!?:“"'


# -- headlines

LABEL = re.compile(
    r"(?:fact[- ]?check|breaking(?: news)?|exclusive|watch|video|update|live|just in|opinion|analysis|false|"
    r"true)\s*[:|–—-]\s+", re.IGNORECASE
)  # fmt: skip
ANSWER = re.compile(r"(?:no|yes|nope|yep)\s*[,:–—-]\s+(?=\S)", re.IGNORECASE)
ASKED = re.compile(
    r"(?P<verb>Is|Are|Was|Were|Did|Does|Has|Have|Had|Can|Could|Will|Would|Should)\s+"
    r"(?P<subject>(?:(?:the|The)\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,4})\s+(?P<rest>[a-z][^?]{1,200})"
    r"(?P<end>\?\s*No\b(?:[.,!:;]?\s*$|\.))"
)


def headline_edits(telling: Telling, body: str, offset: int) -> Iterator[Edit]:
    """ "No, the mayor did not ban cars" says no twice; "Did Anna Bell ban cars? No" says it last."""
    if telling.kind != Quotation.OWN_VOICE or telling.lexicon.code != "en":
        return
    label = LABEL.match(body)
    at = label.end() if label else 0
    answer = ANSWER.match(body, at)
    lead = answer.end() if answer else at
    if lead and lead < len(body):
        yield Edit(offset, offset + lead, "", Why.HEADLINE)
    asked = ASKED.fullmatch(body, at)
    if asked and not answer:
        yield Edit(offset + asked.start("verb"), offset + asked.start("subject"), "", Why.HEADLINE)
        place = offset + asked.end("subject")
        yield Edit(place, place, f" {asked['verb'].lower()} not", Why.HEADLINE)
        yield Edit(offset + asked.start("end"), offset + len(body), "", Why.HEADLINE)
