"""Sentences with exact places."""

from __future__ import annotations

import re

from .paragraphs import trimmed
from .records import Span
from .words import Lexicon
from .words.english import EN

MAX_SENTENCE = 1500
"""Code points. A longer run without a full stop is cut at a space, which keeps all later work bounded."""
CLOSERS = "\"'”’»›)\\]」』“‘"
END = re.compile(rf"[.!?…]+[{CLOSERS}]*(?:[ \u00a0\u202f]»)?|[。！？｡؟۔।॥]+[\"'”’»›)\]」』]*")
NEXT_WORD = re.compile(
    rf"[\s{CLOSERS}(\[«„‹¿¡「『\x00\u200e\u200f\u202a-\u202e]*([^\W_]+(?:[’'.-][^\W_]+)*)?"
)
WORD = re.compile(r"[^\W_]+")
LAST_WORD = re.compile(r"[^\W_]+(?:[.&’'-][^\W_]+)*$")
DOTTED = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]$")
# Abbreviations that as often end a sentence as not: the next word decides.
MAY_END = frozenset(
    [
        "u.s",
        "u.k",
        "u.n",
        "e.u",
        "inc",
        "corp",
        "co",
        "ltd",
        "llc",
        "etc",
        "jr",
        "sr",
        "a.m",
        "p.m",
        "d.c",
        "ph.d",
        "uu",
        "eua",
        "usw",
        "dept",
        "no",
    ]
)
LOOKBACK = 24
FULL_STOPS = frozenset("。！？｡؟۔।॥")


def split_sentences(text: str, paragraphs: list[Span], lexicon: Lexicon = EN) -> list[list[Span]]:
    """For each paragraph its sentences, in order, trimmed, none empty."""
    cased = _uses_capitals(text)
    return [_split_paragraph(text, paragraph, lexicon, cased) for paragraph in paragraphs]


def _uses_capitals(text: str) -> bool:
    """Whether a small letter after a full stop tells anything: false for text without capitals."""
    sample = text[:20_000]
    return sum(map(str.isupper, sample)) * 200 > len(sample)


def _split_paragraph(text: str, paragraph: Span, lexicon: Lexicon, cased: bool) -> list[Span]:
    found: list[Span] = []
    start = paragraph.start
    for match in END.finditer(text, paragraph.start, paragraph.end):
        if match.start() >= start and _ends(text, match, paragraph, lexicon, cased):
            found.extend(_pieces(text, start, match.end()))
            start = match.end()
    found.extend(_pieces(text, start, paragraph.end))
    return found


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """The stretch as one span, or as several where it is longer than any sentence."""
    pieces = []
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + 1, start + MAX_SENTENCE)
        cut = cut if cut > start else start + MAX_SENTENCE
        pieces.append(trimmed(text, start, cut))
        start = cut
    pieces.append(trimmed(text, start, end))
    return [piece for piece in pieces if piece]


def _ends(text: str, match: re.Match[str], paragraph: Span, lexicon: Lexicon, cased: bool) -> bool:
    if match.end() >= paragraph.end or text[match.start()] in FULL_STOPS:
        return True
    if not text[match.end()].isspace():
        return False
    following = NEXT_WORD.match(text, match.end(), min(paragraph.end, match.end() + 80))
    word = (following.group(1) or "") if following else ""
    if cased and word[:1].islower():
        return False
    if match.group()[0] != "." or match.group().startswith(".."):
        return not _cue_follows(text, match, paragraph, lexicon)
    return not _is_abbreviation(text, match, paragraph, lexicon, word)


def _cue_follows(text: str, match: re.Match[str], paragraph: Span, lexicon: Lexicon) -> bool:
    """“Why?” Smith asked: the quotation's question mark does not end the sentence around it."""
    if match.group()[-1] in ".!?…":
        return False
    window = text[match.end() : min(paragraph.end, match.end() + 60)]
    head = re.split(r"[.!?,:;“\"«]", window, maxsplit=1)[0]
    found = [word.lower() for word in WORD.findall(head)[:5]]
    return any(word in lexicon.say or word in lexicon.act for word in found)


def _is_abbreviation(
    text: str, match: re.Match[str], paragraph: Span, lexicon: Lexicon, following: str
) -> bool:
    before = LAST_WORD.search(text, max(paragraph.start, match.start() - LOOKBACK), match.start())
    if before is None or match.group() not in {".", ".)", ".,", ".’", ".'"}:
        return False
    word = before.group().lower()
    starts_anew = following.lower() in lexicon.starters
    if word.isdigit():
        return _is_ordinal(word, before.start() == paragraph.start, lexicon, following)
    if word in MAY_END or DOTTED.fullmatch(before.group()):
        return bool(following) and not starts_anew
    return word in lexicon.abbreviations and not (starts_anew and word not in lexicon.titles)


def _is_ordinal(number: str, first: bool, lexicon: Lexicon, following: str) -> bool:
    """ "1." before an item, and German "am 3. Oktober"."""
    if first and len(number) <= 2:
        return True
    ordinals = lexicon.code == "de" and len(number) <= 2
    return ordinals and following.lower() not in lexicon.starters
