"""Words, numbers and marks of a text with their places."""

from __future__ import annotations

import re
from typing import NamedTuple

WORD = "word"
NUMBER = "number"
MARK = "mark"
QUOTE = "quote"

# Every alternative consumes at least one character and none can match one stretch in two ways, so the
# scan is linear. A dotted acronym ("U.S.") and an abbreviated title ("Mr.") keep their full stop.
TOKEN = re.compile(
    r"(?P<number>[$€£¥]?\d+(?:[.,:/]\d+)*(?:%|[a-z]{1,3}\b)?)"
    r"|(?P<word>(?:[A-Za-z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Sgt|Col|Prof|St|Jr|Sr|Mme|Sra?|Rev)\."
    r"|[^\W\d_][^\W_]*(?:[-&.’'‑‐]?[^\W_]+)*)"
    r"|(?P<mark>[^\w\s]|_)"
)


class Token(NamedTuple):
    """``text[start:end]`` of the article. A ``quote`` token stands for a whole quoted stretch.

    A tuple, because an article makes thousands of them.
    """

    start: int
    end: int
    text: str
    low: str
    kind: str
    quote: int = -1
    capital: bool = False
    """Whether it is a word with a capital: asked of each word a dozen times."""

    def as_mark(self) -> Token:
        """The same stretch, no longer read as a word."""
        return self._replace(kind=MARK, capital=False)


_new = tuple.__new__
"""Makes a token without the call that names its parts, which would cost as much as finding the word."""

# Marks that differ by script and mean the same to the rules.
SAME_MARK = {"،": ",", "，": ",", "、": ",", "؛": ";", "；": ";", "：": ":", "。": ".", "۔": ".", "…": "…"}
ELISION = re.compile(r"((?:[ldnsjmtcLSCJN]|qu|Qu)[’'])(?=[^\W\d_]{2})")
INVERSION = re.compile(r"[^\W\d_]+?(?=(?:-t)?-(?:il|elle|ils|elles|on)$)")


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """The tokens of ``text[start:end]`` in order.

    "Trump’s" becomes "Trump" and "’s", French "l’État" "l’" and "État", "assure-t-il" "assure" and
    "-t-il", so that a name is a name and a verb a verb wherever it stands.
    """
    found: list[Token] = []
    for match in TOKEN.finditer(text, start, end):
        word, kind = match[0], match.lastgroup or MARK
        begin, stop = match.span()
        if kind != WORD:
            word = SAME_MARK.get(word, word)
            found.append(_new(Token, (begin, stop, word, word.lower(), kind, -1, False)))
        elif "’" in word or "'" in word or "-" in word:
            found.extend(_parts(word, begin))
        else:
            found.append(_new(Token, (begin, stop, word, word.lower(), WORD, -1, word[0].isupper())))
    return found


def _parts(word: str, start: int) -> list[Token]:
    low = word.lower()
    if low.endswith(("'s", "’s")) and len(word) > 2:
        return [_word(word[:-2], start), _word(word[-2:], start + len(word) - 2, MARK)]
    split = ELISION.match(word) or INVERSION.match(word)
    if split:
        rest = _word(word[split.end() :], start + split.end())
        return [_word(split.group(), start), rest]
    return [_word(word, start)]


def _word(word: str, start: int, kind: str = WORD) -> Token:
    return Token(start, start + len(word), word, word.lower(), kind, -1, kind == WORD and word[0].isupper())


def size(tokens: list[Token]) -> int:
    """Length in words; two characters make a word where a script writes no spaces."""
    return sum(
        [
            1 if token.text[0] < "\u2e80" else max(1, len(token.text) // 2)
            for token in tokens
            if token.kind != MARK
        ]
    )
