"""What kind of line a sentence stands in: body, headline, caption, list item or boilerplate."""

from __future__ import annotations

import functools
import re

from .records import SentenceKind, Span
from .words import LEXICONS, Lexicon
from .words.english import EN
from .words.lexicon import words

MAX_BOILERPLATE = 25
"""Words. Longer sentences are read as body whatever they begin with."""
MAX_HEADLINE = 22
MAX_CREDIT = 60
BULLET = re.compile(r"(?:[•◦▪‣·*–—-]\s+|\(?\d{1,2}[.)]\s+|\(?[a-z][.)]\s+)")
NAME = r"[^\W\d_a-zß-öø-ÿ][\w.’'-]*"
AND = r"(?:(?:and|&|y|et|und|e|de|van|von)\s+)?"
BY = r"(?:by|por|par|von|written by|reported by|story by)\s"
BYLINE = re.compile(rf"(?i:{BY})+{NAME}(?:\s+{AND}{NAME}){{0,6}}(?:\s*[,|•–-].{{0,60}})?$")
AGENCY = r"(?:photo|image|picture|ap|afp|reuters|getty|epa|file)"
CREDIT = re.compile(
    rf"\({AGENCY}\b[^()]{{0,80}}\)\s*$"
    r"|^(?:file photo|file|photo|pictured|foto|image|bild)\s*(?:[:–—-]|by\b)"
    r"|\b(?:getty images|ap photo|/afp|/reuters|shutterstock|handout)\b[^.]{0,30}$",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
TIME_WORDS = words(
    "at on am pm a.m p.m gmt est edt et pst pdt pt utc cet bst ago hours hour minutes minute min mins days",
    "day updated update published posted last modified first th st nd rd of the de del le du um uhr hace",
    "actualizado publicado mis jour aktualisiert há atrás",
)
ENDS = '.!?…:;,"”’»。！？؟)'
SYMBOLS = re.compile(r"^[^\w]+$")


@functools.cache
def _patterns(code: str) -> re.Pattern[str]:
    own = LEXICONS[code].boilerplate if code in LEXICONS else ()
    both = own if code == "en" else own + EN.boilerplate
    return re.compile("|".join(f"(?:{pattern})" for pattern in both), re.IGNORECASE)


def is_boilerplate(sentence: str, lexicon: Lexicon) -> bool:
    """Whether the sentence is the page talking about itself."""
    head = sentence.lstrip("[(*•►▶→»>-–— \t")
    found = WORD.findall(sentence[:400])
    if not found or SYMBOLS.match(sentence):
        return True
    if len(found) > MAX_BOILERPLATE:
        return False
    return bool(_patterns(lexicon.code).match(head)) or _is_byline(head) or _is_timestamp(found, lexicon)


def _is_byline(line: str) -> bool:
    return bool(BYLINE.match(line)) and line[-1] not in ".!?"


def _is_timestamp(found: list[str], lexicon: Lexicon) -> bool:
    """Only dates, hours and the words around them."""
    low = [word.lower().strip(".") for word in found]
    if len(found) < 2 or not any(map(str.isdigit, "".join(low))):
        return False
    rest = (word for word in low if word not in TIME_WORDS and word not in lexicon.dates)
    return all(word in EN.dates or (word[0].isdigit() and len(word) <= 8) for word in rest)


def kinds(
    text: str, paragraphs: list[Span], sentences: list[list[Span]], lexicon: Lexicon
) -> list[list[SentenceKind]]:
    """The kind of each sentence of each paragraph."""
    has_body = any(_ends_like_prose(text, paragraph) for paragraph in paragraphs)
    found = []
    for paragraph, inside in zip(paragraphs, sentences, strict=True):
        line = _line_kind(text, paragraph)
        found.append([_kind(text, paragraph, one, lexicon, has_body, line) for one in inside])
    return found


def _line_kind(text: str, paragraph: Span) -> SentenceKind:
    """What a short paragraph is as a whole: a caption, an item of a list, or else body."""
    if paragraph.end - paragraph.start > MAX_BOILERPLATE * 20:
        return SentenceKind.BODY
    line = paragraph.of(text)
    if CREDIT.search(line):
        return SentenceKind.CAPTION
    return SentenceKind.LIST_ITEM if BULLET.match(line) else SentenceKind.BODY


def _ends_like_prose(text: str, paragraph: Span) -> bool:
    return text[paragraph.end - 1] in ENDS and paragraph.end - paragraph.start > MAX_CREDIT


def _kind(
    text: str, paragraph: Span, sentence: Span, lexicon: Lexicon, has_body: bool, line: SentenceKind
) -> SentenceKind:
    said = sentence.of(text)
    if is_boilerplate(said, lexicon):
        return SentenceKind.BOILERPLATE
    if line != SentenceKind.BODY:
        return line
    if has_body and sentence == paragraph and _is_headline(said):
        return SentenceKind.HEADLINE
    return SentenceKind.BODY


def _is_headline(line: str) -> bool:
    found = WORD.findall(line)
    if len(found) > MAX_HEADLINE:
        return False
    if line[-1] not in ENDS:
        return True
    # Some sites print a full stop after a headline; its capitals give it away.
    big = [word for word in found if len(word) > 4]
    return len(big) >= 4 and line[-1] == "." and all(word[0].isupper() or word[0].isdigit() for word in big)
