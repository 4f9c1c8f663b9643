"""Words, numbers and marks of a text with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Token:
    """``text[start:end]`` of the article. A ``quote`` token stands for a whole quoted stretch."""

    start: int
    end: int
    text: str
    low: str
    kind: str
    quote: int = -1

    @property
    def capital(self) -> bool:
        return self.kind == WORD and self.text[:1].isupper()


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """The tokens of ``text[start:end]`` in order."""
    found = []
    for match in TOKEN.finditer(text, start, end):
        word = match.group()
        found.append(Token(match.start(), match.end(), word, word.lower(), match.lastgroup or MARK))
    return split_possessives(found)


def split_possessives(tokens: list[Token]) -> list[Token]:
    """"Trump’s" becomes "Trump" and "’s", so that a name is a name wherever it stands."""
    result = []
    for token in tokens:
        if token.kind == WORD and token.low.endswith(("'s", "’s")) and len(token.text) > 2:
            cut = token.end - 2
            result.append(Token(token.start, cut, token.text[:-2], token.low[:-2], WORD))
            result.append(Token(cut, token.end, token.text[-2:], token.low[-2:], MARK))
        else:
            result.append(token)
    return result
