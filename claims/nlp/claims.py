"""Claims: what of an article is worth checking, each with its exact words."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from .learned import Learned
from .paragraphs import trimmed
from .quotes import MARKS, Quoted
from .records import Attribution, ClaimType, ExtractedClaim, Quotation, SentenceKind, Span, Worth
from .statements import statement
from .tokens import QUOTE, Token, size, tokenize
from .view import Line
from .words import Lexicon
from .worth import OFFERED, THRESHOLD, assess, has_verb, visible_score

SAID_THRESHOLD = 0.38
"""What somebody is quoted saying is proposed by the visible criteria alone, and at lower odds than the
outlet's own words: the outlet has already found it worth reporting, and only questions, greetings and
scraps should fall below. The reader's score then says how far up in the queue it stands."""
MIN_WORDS = 3
CELL = re.compile(r"\t| {3,}| \| ")
"""What parts two cells of a row."""
MAX_QUOTE = 1500
BESIDE_SHARE = 0.6
OWN_SHARE = 0.4
"""A sentence of which reported words make up more than this share is not the outlet's own."""
LEAD = re.compile(
    r"(?:(?:but|and|yet)\s+)?(?:(?:that|que|dass|daß|إن|أن)\s+|qu[’'])|(?:but|and|yet)\s+", re.IGNORECASE
)
ADDRESSEE = re.compile(r"(?:[\w’'-]+ ){1,4}that\s+")
PUNCTUATION = " \t\u00a0\u202f,;:–—-…"
PREPOSITION = re.compile(r"(?:of|about|on|as|for|against|from|to|with|by|over|at|in)\s", re.IGNORECASE)
ASKING = frozenset({"whether", "if", "how", "why", "to", "when", "where"})
SAID_KINDS = {SentenceKind.BODY, SentenceKind.LIST_ITEM}


@dataclass(slots=True)
class Source:
    """What all claims of one article are drawn from."""

    text: str
    lines: list[Line]
    quotes: list[Quoted]
    lexicon: Lexicon
    weights: Mapping[str, float]
    starts: list[int]
    quoted: dict[int, Quoted]
    """The quotations by their start."""
    learned: Learned
    date: datetime.date | None = None

    def line_at(self, position: int) -> int:
        return max(0, bisect_right(self.starts, position) - 1)

    def tokens(self, span: Span) -> list[Token]:
        """The tokens of a stretch, taken from its sentence where that is one."""
        line = self.lines[self.line_at(span.start)]
        if span.end > line.span.end:
            return tokenize(self.text, span.start, span.end)
        return [token for token in line.tokens if span.start <= token.start and token.end <= span.end]

    def words(self, span: Span) -> int:
        return size(self.tokens(span))

    def worth(self, span: Span) -> Worth:
        """The worth of reported words. The reader judges the sentence that they begin in: it was
        calibrated on whole sentences."""
        judged = self.learned.lines[self.line_at(span.start)]
        return assess(self.tokens(span), self.lexicon, self.weights, attributed=True, learned=judged)


def extract(
    text: str,
    lines: list[Line],
    worths: list[Worth | None],
    attributions: list[Attribution],
    quotes: list[Quoted],
    learned: Learned,
    lexicon: Lexicon,
    weights: Mapping[str, float],
    date: datetime.date | None = None,
) -> tuple[list[ExtractedClaim], int]:
    """The claims in order of place, and how many were refused because they could not be anchored."""
    source = Source(
        text,
        lines,
        quotes,
        lexicon,
        weights,
        [line.span.start for line in lines],
        {q.start: q for q in quotes},
        learned,
        date,
    )
    reports = [one for one in attributions if not _is_beside(source, one, worths)]
    said = _said(source, reports)
    taken = {source.line_at(claim.start) for claim in said}
    told = _reported_lines(source, reports)
    own = [
        _own(source, number, worth)
        for number, worth in enumerate(worths)
        if worth and number not in taken and number not in told and _is_worth(source, number, worth)
    ]
    anchored = [claim for claim in said + own if is_anchored(claim, text)]
    return fold(anchored), len(said) + len(own) - len(anchored)


def is_anchored(claim: ExtractedClaim, text: str) -> bool:
    """Promise 4: no claim without its words, found where it says they are."""
    inside = 0 <= claim.start < claim.end <= len(text)
    return inside and text[claim.start : claim.end] == claim.quote and claim.end - claim.start <= MAX_QUOTE


# -- what somebody said


def _is_beside(source: Source, one: Attribution, worths: list[Worth | None]) -> bool:
    """Whether a few reported words, of nobody known or by no word of saying ("adopted a ban"), stand in
    a sentence worth checking as a whole."""
    number = source.line_at(one.content[0].start)
    line, worth = source.lines[number].span, worths[number]
    said = one.speakers and (one.type != Quotation.INDIRECT or _is_saying(source, one))
    if said or one.type == Quotation.DIRECT or worth is None or worth.score < THRESHOLD:
        return False
    return sum(span.end - span.start for span in one.content) < BESIDE_SHARE * (line.end - line.start)


def _is_saying(source: Source, one: Attribution) -> bool:
    lexicon = source.lexicon
    words = {word for cue in one.cue for word in cue.of(source.text).lower().split()}
    return bool(words & (lexicon.say | lexicon.act | {phrase[0] for phrase in lexicon.according}))


def _said(source: Source, reports: list[Attribution]) -> list[ExtractedClaim]:
    """What is reported, cut into claims."""
    pieces = [
        (one, piece, kind)
        for one in reports
        if source.lines[source.line_at(one.content[0].start)].kind in SAID_KINDS
        for span in one.content
        for piece, kind in _pieces(source, one, span)
    ]
    return [claim for row in pieces if (claim := _said_claim(source, *row))]


def _pieces(source: Source, one: Attribution, span: Span) -> list[tuple[Span, Quotation]]:
    """A quotation's sentences one by one, without their marks; other content as it stands."""
    inner = _inner(source, span)
    if inner and source.words(inner) > MIN_WORDS:
        return [(piece, Quotation.DIRECT) for piece in _sentences_in(source, inner)]
    if one.type == Quotation.DIRECT and not inner:
        return [(piece, Quotation.DIRECT) for piece in _sentences_in(source, span)]
    marked = one.type != Quotation.INDIRECT and any(MARKS.finditer(source.text, span.start, span.end))
    kind = Quotation.MIXED if marked or inner else Quotation.INDIRECT
    if kind == Quotation.MIXED or inner:
        span = _widened(source, one, span)
    lead = LEAD.match(source.text, span.start, span.end) or _addressed(source, one, span)
    found = tidy(source.text, Span(lead.end() if lead and lead.end() < span.end else span.start, span.end))
    return [(found, kind)] if found else []


def _addressed(source: Source, one: Attribution, span: Span) -> re.Match[str] | None:
    """ "assured the public that": whom the words were said to, and "that"."""
    told = one.cue and one.cue[-1].of(source.text).split()[-1].lower() in source.lexicon.told
    return ADDRESSEE.match(source.text, span.start, span.end) if told else None


def _inner(source: Source, span: Span) -> Span | None:
    """The words between the marks where the span is one whole quotation."""
    quoted = source.quoted.get(span.start)
    if quoted and quoted.end == span.end:
        return quoted.inner
    return None


def _sentences_in(source: Source, inner: Span) -> list[Span]:
    pieces = []
    for number in range(source.line_at(inner.start), len(source.lines)):
        line = source.lines[number].span
        if line.start >= inner.end:
            break
        piece = tidy(source.text, Span(max(line.start, inner.start), min(line.end, inner.end)))
        pieces.extend([piece] if piece else [])
    return pieces


def tidy(text: str, span: Span) -> Span | None:
    """Without commas, dashes and blanks at its ends, nor a quotation mark that has lost its partner."""
    found = trimmed(text, span.start, span.end)
    while found:
        start, end = found.start, found.end
        if text[end - 1] in PUNCTUATION or _lone_mark(text, found, end - 1):
            end -= 1
        elif text[start] in PUNCTUATION or _lone_mark(text, found, start):
            start += 1
        else:
            return found
        found = trimmed(text, start, end)
    return None


def _lone_mark(text: str, span: Span, place: int) -> bool:
    if not MARKS.match(text[place]) or text[place] in "'’‘":
        return False
    return sum(1 for char in text[span.start : span.end] if char in '“”„"«»') % 2 == 1


def _widened(source: Source, one: Attribution, span: Span) -> Span:
    """A quoted scrap ("of “fire and fury”") from its cue on, where that stands right before it."""
    scrap = PREPOSITION.match(source.text, span.start) or source.words(span) <= MIN_WORDS + 1
    act = bool(one.cue) and one.cue[0].of(source.text).split()[-1].lower() in source.lexicon.act
    if not (scrap or act) or not one.cue or one.cue[0].start > span.start:
        return span
    start = one.cue[0].start
    return Span(start, span.end) if source.line_at(start) == source.line_at(span.start) else span


def _said_claim(source: Source, one: Attribution, piece: Span, kind: Quotation) -> ExtractedClaim | None:
    worth = source.worth(piece)
    if not _states(source, piece, kind) or visible_score(worth, source.weights) < SAID_THRESHOLD:
        return None
    cue = one.cue[0].of(source.text) if one.cue else ""
    words = one.source[0].of(source.text) if one.source else ""
    quote = piece.of(source.text)
    return ExtractedClaim(
        start=piece.start,
        end=piece.end,
        quote=quote,
        statement=statement(
            quote, one.speakers, kind, cue, source.lexicon, date=source.date, context=_context(source, one)
        ),
        speakers=one.speakers,
        quotation=kind,
        cue=cue,
        source=words,
        type=_said_type(worth, kind),
        score=worth.score,
        reasons=worth.reasons,
    )


def _context(source: Source, one: Attribution) -> str:
    """The sentence of the cue, which may say on what day the words were said."""
    return source.lines[source.line_at(one.cue[0].start)].span.of(source.text) if one.cue else ""


def _states(source: Source, piece: Span, kind: Quotation) -> bool:
    """Whether the words can be right or wrong: some words long, no embedded question, and outside
    quotation marks with a verb ("urged the country to do more" states nothing)."""
    tokens = source.tokens(piece)
    if kind == Quotation.DIRECT:
        return size(tokens) >= MIN_WORDS
    if source.learned.read and tokens and tokens[0].low in ASKING:
        return False
    if kind == Quotation.INDIRECT:
        return size(tokens) >= MIN_WORDS and (not source.learned.read or has_verb(tokens, source.lexicon))
    return True


def _said_type(worth: Worth, kind: Quotation) -> ClaimType:
    """A quoted scrap that states nothing by itself is a claim that it was said."""
    return ClaimType.QUOTATION if kind == Quotation.MIXED and worth.type == ClaimType.OTHER else worth.type


# -- the outlet's own voice


def _reported_lines(source: Source, attributions: list[Attribution]) -> set[int]:
    """Sentences that consist mostly of what somebody said."""
    covered: dict[int, int] = {}
    for span in (span for one in attributions for span in one.content):
        for number in range(source.line_at(span.start), len(source.lines)):
            line = source.lines[number].span
            if line.start >= span.end:
                break
            overlap = min(line.end, span.end) - max(line.start, span.start)
            covered[number] = covered.get(number, 0) + max(0, overlap)
    return {
        number
        for number, length in covered.items()
        if length > OWN_SHARE * (source.lines[number].span.end - source.lines[number].span.start)
    }


def _is_worth(source: Source, number: int, worth: Worth) -> bool:
    line = source.lines[number]
    long = line.kind in SAID_KINDS and size(line.tokens) > MIN_WORDS
    return long and worth.score >= OFFERED and not _is_row(source, number)


def _is_row(source: Source, number: int) -> bool:
    """A row of a table pasted as text: cells, and nothing said of them."""
    line = source.lines[number]
    cells = len(CELL.findall(line.span.of(source.text)))
    small = [token for token in line.tokens if not token.capital]  # "United" is no verb
    return cells >= 2 and not has_verb(small, source.lexicon)


def _own(source: Source, number: int, worth: Worth) -> ExtractedClaim:
    """The sentence itself; a sentence that is all quotation keeps that nature, its speaker unknown."""
    line = source.lines[number]
    quoted = all(item.kind in {QUOTE, "mark"} for item in line.items)
    span = (tidy(source.text, line.span) if quoted else None) or line.span
    kind = Quotation.DIRECT if quoted else Quotation.OWN_VOICE
    quote = span.of(source.text)
    return ExtractedClaim(
        start=span.start,
        end=span.end,
        quote=quote,
        statement=statement(quote, (), kind, "", source.lexicon, date=source.date),
        speakers=(),
        quotation=kind,
        cue="",
        source="",
        type=worth.type,
        score=worth.score,
        reasons=worth.reasons,
    )


# -- duplicates


def fold(claims: list[ExtractedClaim]) -> list[ExtractedClaim]:
    """In order of place, each wording once (at its first place), none inside another."""
    result: list[ExtractedClaim] = []
    seen: dict[tuple[str, tuple[str, ...]], int] = {}
    reach = -1
    for claim in sorted(claims, key=lambda one: (one.start, -one.end)):
        key = (_folded(claim.quote), claim.speakers)
        if key in seen or claim.end <= reach:
            continue
        seen[key] = len(result)
        reach = max(reach, claim.end)
        result.append(claim)
    return result


def _folded(quote: str) -> str:
    return " ".join(re.findall(r"\w+", quote.lower()))
