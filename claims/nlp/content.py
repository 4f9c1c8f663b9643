"""Where the content of an attribution begins and ends, to the right and to the left of its cue."""

from __future__ import annotations

from .cues import ACCORDING, OPENERS, Cue
from .phrases import is_pronoun, subject_before
from .tokens import MARK, NUMBER, QUOTE, WORD, Token
from .words import Lexicon

MAX_ADDRESSEE = 12
MAX_ADJUNCT = 16
MAX_VENUE = 7
FINAL = frozenset(".,;:!?…—–-")
LISTENERS = frozenset(
    [
        "reporters",
        "lawmakers",
        "journalists",
        "supporters",
        "voters",
        "viewers",
        "police",
        "investigators",
        "parliament",
        "congress",
        "officials",
        "delegates",
        "listeners",
        "readers",
        "people",
        "staff",
        "students",
        "workers",
        "members",
        "audiences",
        "prosecutors",
        "jurors",
        "senators",
    ]
)
SUBORDINATORS = frozenset({"while", "although", "though", "whereas", "as"})
REFLEXIVES = frozenset({"himself", "herself", "themselves"})
DASHES = frozenset("—–-")
# "said of Mr. Smith:" is beside the point, "warned of a famine" is the point itself.
TOPIC = frozenset({"of", "about"})
VENUES = frozenset(
    [
        "in",
        "on",
        "at",
        "during",
        "via",
        "through",
        "to",
        "after",
        "before",
        "from",
        "by",
        "for",
        "with",
        "when",
        "as",
        "while",
        "following",
        "over",
    ]
)


def content_start(items: list[Token], start: int, cue: Cue, lexicon: Lexicon) -> int:
    """Index where the content after a cue begins: past the addressee, the date, "in a statement"."""
    if items[cue.verb].low in lexicon.told:
        start = _after_addressee(items, start, lexicon)
    start = _that_nearby(items, _after_aside(items, start), lexicon)
    previous = -1
    while start < len(items) and start != previous:
        previous = start
        start = _after_adjunct(items, start, lexicon)
    if start + 1 < len(items) and items[start].text == "," and items[start + 1].kind == QUOTE:
        start += 1
    return start + 1 if start < len(items) and items[start].text == ":" else start


def _that_nearby(items: list[Token], start: int, lexicon: Lexicon) -> int:
    """Past dates and little words up to a "that": "anunció el lunes que", "sagte am 3. Oktober, dass"."""
    if lexicon.comma_clause and (found := _that_after_comma(items, start, lexicon)):
        return found
    for index in range(start, min(len(items), start + MAX_VENUE)):
        low = items[index].low
        if low in lexicon.that:
            return index
        if lexicon.comma_clause and _opens_clause(items, index, lexicon):
            return index + 1
        small = low in lexicon.determiners or low in lexicon.prepositions or low in lexicon.dates
        small = (
            small
            or low in lexicon.documents
            or low in lexicon.adverbs
            or _is_place(items, start, index, lexicon)
        )
        if not (small or items[index].kind == NUMBER or items[index].text in {",", "."}):
            return start
    return start


def _that_after_comma(items: list[Token], start: int, lexicon: Lexicon) -> int:
    """Index of the "dass" behind the clause's first comma ("teilte dem Sender CNN mit, dass"); 0 if none."""
    for index in range(start, min(len(items) - 1, start + MAX_ADJUNCT)):
        if items[index].text == ",":
            return index + 1 if items[index + 1].low in lexicon.that else 0
        if items[index].kind == QUOTE or items[index].low in lexicon.say:
            return 0
    return 0


def _opens_clause(items: list[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether a comma stands for "that": "sagte am Dienstag in Kiel, die Mieten seien gesunken"."""
    if items[index].text != "," or index + 1 >= len(items):
        return False
    after = items[index + 1]
    return after.kind in {WORD, NUMBER} and after.low not in lexicon.that and after.low not in lexicon.breaks


def _is_place(items: list[Token], start: int, index: int, lexicon: Lexicon) -> bool:
    """ "in Kiel": a capital right after a preposition."""
    place = index - 1
    place -= place > start and items[place].low in lexicon.determiners
    governed = place >= start and items[place].low in lexicon.prepositions
    return governed and (items[index].capital or lexicon.verb_first)


def _after_aside(items: list[Token], start: int) -> int:
    """Past ", however," between a verb and its content."""
    if start >= len(items) or items[start].text != ",":
        return start
    for index in range(start + 1, min(len(items), start + 8)):
        if items[index].kind == QUOTE:
            return start
        if items[index].text == ",":
            return index + 1
    return start


def _after_addressee(items: list[Token], start: int, lexicon: Lexicon) -> int:
    if start >= len(items) or items[start].kind != WORD:
        return start
    token = items[start]
    if is_pronoun(token, lexicon) or token.low in LISTENERS:
        return start + 1
    if not (token.capital or token.low in lexicon.determiners or token.low == "to"):
        return start
    for index in range(start + 1, min(len(items), start + MAX_ADDRESSEE)):
        if _begins_content(items, index, lexicon) or items[index].low in VENUES | {"to"}:
            return index
    return _after_name(items, start)


def _after_name(items: list[Token], start: int) -> int:
    end = start
    while end < len(items) and items[end].capital:
        end += 1
    return end


def _begins_content(items: list[Token], index: int, lexicon: Lexicon) -> bool:
    token = items[index]
    return token.kind == QUOTE or token.low in lexicon.that or token.text in {",", ":"} or token.low in TOPIC


def _after_adjunct(items: list[Token], start: int, lexicon: Lexicon) -> int:
    low = items[start].low
    if low in lexicon.dates or (low in lexicon.adverbs - REFLEXIVES and low not in lexicon.determiners):
        return start + 1
    if (
        low in {"last", "this", "early", "late"}
        and start + 1 < len(items)
        and _is_time(items[start + 1], lexicon)
    ):
        return start + 2
    if low in VENUES or low in TOPIC:
        return _after_venue(items, start, lexicon, needs_mark=low in TOPIC)
    return start


def _is_time(token: Token, lexicon: Lexicon) -> bool:
    return token.low in lexicon.dates or token.low in {
        "week",
        "month",
        "year",
        "night",
        "morning",
        "summer",
        "fall",
    }


def _after_venue(items: list[Token], start: int, lexicon: Lexicon, *, needs_mark: bool) -> int:
    """Past "in a statement on Friday": up to what plainly begins the content, or to a new subject."""
    for index in range(start + 1, min(len(items), start + MAX_ADJUNCT)):
        token = items[index]
        if token.kind == QUOTE or token.text == ":" or (token.low in lexicon.that and not needs_mark):
            return index if items[index - 1].low not in VENUES | TOPIC | lexicon.determiners else start
        if token.text == "," and index + 1 < len(items) and items[index + 1].kind == QUOTE:
            return index
        if token.kind == MARK and token.text not in {"’s", "'s", ".", "’"}:
            return start
        if not needs_mark and index - start <= MAX_VENUE and _new_subject(items, start, index, lexicon):
            return index
    return start


def _new_subject(items: list[Token], start: int, index: int, lexicon: Lexicon) -> bool:
    """A pronoun or an article right after a noun or a date: "said on Friday the plan was dead"."""
    token, before = items[index], items[index - 1]
    if index - start < 2 or before.low in lexicon.prepositions or before.low in lexicon.determiners:
        return False
    if before.kind == MARK or before.low in lexicon.conjunctions:
        return False
    subject = token.low in lexicon.he | lexicon.she | lexicon.they | lexicon.other_pronouns
    article = token.low in lexicon.determiners and token.low not in {"his", "her", "its", "their"}
    return (
        subject
        or article
        or (before.low in lexicon.dates and token.capital and token.low not in lexicon.dates)
    )


def content_end(
    items: list[Token], start: int, later: list[Cue], lexicon: Lexicon, *, relative: bool = False
) -> int:
    """Index after the content: the sentence's end, or where a coordinate attribution begins.

    The content of a relative clause (``relative``) ends at the comma before the main verb:
    "Smith, who says taxes rose, added …".
    """
    end = _after_closed_quote(items, start)
    for cue in later:
        if relative and cue.first > start and items[cue.first - 1].text == ",":
            return without_tail(items, start, cue.first)
        cut = _coordinate(items, cue, lexicon) if cue.first > start else 0
        if cut > start:
            end = cut
            break
    return without_tail(items, start, end)


def _after_closed_quote(items: list[Token], start: int) -> int:
    """ "…are “nobodies,” but he praised": a comma printed inside the quotation closes what was said."""
    for index in range(start + 1, len(items) - 1):
        inner = items[index].text.rstrip("\"'”’»“ ") if items[index].kind == QUOTE else ""
        if inner.endswith(",") and items[index + 1].low in OPENERS | SUBORDINATORS:
            return index + 1
    return len(items)


def _coordinate(items: list[Token], cue: Cue, lexicon: Lexicon) -> int:
    """Where a later cue cuts the content off, 0 where it lies inside it."""
    subject = None if cue.kind == ACCORDING else subject_before(items, cue.first, lexicon)
    begin = subject[0] if subject else cue.first
    before = items[begin - 1] if begin else None
    if before is None:
        return 0
    if subject and items[subject[0]].low in lexicon.relatives:
        return _before_participle(items, begin)
    if before.low in OPENERS | SUBORDINATORS:
        comma = begin > 1 and items[begin - 2].text == ","
        return begin - 1 - comma if comma or (subject is None and before.low in OPENERS) else 0
    if before.text in {",", "—", "–", ";"} and (subject is None or before.text == ";"):
        return begin - 1
    return 0


def _before_participle(items: list[Token], begin: int) -> int:
    """ "…, breaking with Smith who has warned of “ruin”": the participle’s comma; 0 where there is none."""
    named = items[begin - 1].capital or items[begin - 1].text == ","
    if not named or not any(token.kind == QUOTE for token in items[begin:]):
        return 0
    for index in range(begin - 1, max(0, begin - MAX_ADJUNCT), -1):
        if items[index].text == "," and items[index + 1].low.endswith("ing"):
            return index
    return 0


def without_tail(items: list[Token], start: int, end: int) -> int:
    """Without closing marks, conjunctions and commas at the end."""
    while end > start and (items[end - 1].text in FINAL or items[end - 1].low in OPENERS):
        end -= 1
    return end


def is_clause(items: list[Token], start: int, end: int, cue: Cue, lexicon: Lexicon) -> bool:
    """Whether the stretch can be what somebody said: quoted, introduced by "that", or some words long."""
    stretch = items[start:end]
    if not stretch or stretch[0].text == ",":
        return False
    if stretch[0].low in lexicon.that:
        return len(stretch) > 2
    quoted = any(token.kind == QUOTE for token in stretch)
    if cue.kind == "act" or cue.bare:
        return quoted
    if quoted or stretch[0].low in TOPIC:
        return len(stretch) > 1 or quoted
    if lexicon.comma_clause and items[start - 1].text not in {",", ":"}:
        return False  # "bestätigte den Vorfall": no clause without its comma
    words = sum(token.kind == WORD for token in stretch)
    verb = any(token.low in lexicon.finite for token in stretch)
    return words >= 3 - verb and stretch[0].kind != MARK and _can_head(stretch, lexicon)


def _can_head(stretch: list[Token], lexicon: Lexicon) -> bool:
    return stretch[0].low not in VENUES and stretch[0].low not in {"to", "and", "or", "but", "if", "goodbye"}


def left_quote(items: list[Token], begin: int) -> int:
    """Index of the quotation that ends right before ``begin``, -1 if none does."""
    index = begin - 1
    if index >= 0 and (items[index].text in {",", "."} or items[index].text in DASHES):
        index -= 1
    return index if index >= 0 and items[index].kind == QUOTE else -1


def past_date(items: list[Token], start: int, lexicon: Lexicon) -> int:
    """Past "on Monday" or "Monday"."""
    end = start + (start < len(items) and items[start].low in lexicon.prepositions)
    return end + 1 if end < len(items) and items[end].low in lexicon.dates else start


def left_clause(
    items: list[Token], begin: int, cut: int, lexicon: Lexicon, least: int
) -> tuple[int, int] | None:
    """The clause of at least ``least`` words between ``cut`` and the comma before "he said"."""
    comma = begin - 1
    if comma <= cut or items[comma].text not in {",", "—", "–"}:
        return None
    start = cut
    while start < comma and (items[start].kind == MARK or (cut and items[start].low in OPENERS)):
        start += 1
    stretch = items[start:comma]
    words = sum(token.kind == WORD for token in stretch)
    if words < least or _is_opening_phrase(stretch, lexicon):
        return None
    return (start, comma) if stretch[0].low not in lexicon.breaks - {"what", "how", "that"} else None


def _is_opening_phrase(stretch: list[Token], lexicon: Lexicon) -> bool:
    """ "In a speech on Monday, he said": no statement, unless it has a comma of its own."""
    leads = stretch[0].low in lexicon.prepositions - {"for"}
    return leads and not any(token.text == "," for token in stretch)
