"""Texts as words in the form in which a quotation and its source are compared.

What typography may change is taken away: case, quotation marks, dashes, blanks, soft hyphens, the dots
of "U.S.", the commas of "1,500", the form of an apostrophe. What a reader would read as another word
stays: letters, figures, signs of currency, the minus before a number.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from array import array
from dataclasses import dataclass, field

from claims.nlp.words.quantities import EN_TENS, EN_UNITS

# Marks that belong to a letter, of Latin, Hebrew, Arabic and Indic scripts, and what is not seen at all.
ATTACHED = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"
UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
# Scripts that put no blank between words: each sign stands for itself.
ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
LETTER = rf"(?:(?![{ALONE}])[^\W\d_]|[{ATTACHED}{UNSEEN}])"
APOSTROPHE = "’'ʼ‘`"


def _pattern(letter: str, alone: str) -> re.Pattern[str]:
    """Bounded and unambiguous, so that the scan is linear."""
    return re.compile(
        rf"(?P<word>{letter}+(?:[{APOSTROPHE}]{letter}+)*(?!\.[^\W\d_]\.))"
        rf"|(?P<dotted>(?<!\w)(?:[^\W\d_]\.){{2,8}}(?:[^\W\d_](?!\w))?)"
        rf"|(?P<number>(?:(?<![\w)\]%.])[-−–](?=\d))?\d+(?:[.,’']\d{{3}}(?!\d))*(?:[.,:/]\d+)*)"
        rf"|(?P<single>{letter})"
        rf"|(?P<sign>[$€£¥₹%°&§{alone}])"
        rf"|(?P<dots>…|\.(?:\s?\.){{2,}})"
    )


WORD = _pattern(LETTER, ALONE)
PLAIN = _pattern(r"[^\W\d_]", "")
"""For texts without any of the rarer signs: five times as fast."""
RARE = re.compile(f"[{ALONE}{ATTACHED}{UNSEEN}]")
HYPHENATED = re.compile(r"(?<=[^\W\d_])[-‐][ \t]*\r?\n[ \t]*(?=[a-zß-ÿ])")
APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'"})
INVISIBLE = re.compile(f"[{UNSEEN}]")
THOUSANDS = re.compile(r"[,’'](?=\d{3}(?!\d))")
SAME = {"%": "percent", "&": "and", "okay": "ok"} | {
    word: str(value) for word, value in (EN_UNITS | EN_TENS).items() if word != "one"
}
"""Two spellings of one word; what a style book changes is no other word."""


@dataclass(slots=True)
class Marks:
    """The words of a text: ``text[starts[i]:ends[i]]`` is compared as ``words[i]``.

    ``index`` says where each word stands; ``dots`` before which words an ellipsis is.
    """

    text: str
    words: list[str] = field(default_factory=list)
    starts: array[int] = field(default_factory=lambda: array("l"))
    ends: array[int] = field(default_factory=lambda: array("l"))
    dots: list[int] = field(default_factory=list)
    index: dict[str, list[int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.words)

    def shown(self, first: int, after: int) -> str:
        """The words as they are written, with the blanks of one line between them."""
        if first >= after:
            return ""
        return " ".join(self.text[self.starts[first] : self.ends[after - 1]].split())


def marks(text: str) -> Marks:
    """The words of a text. An ellipsis is no word."""
    found = Marks(text)
    words, starts, ends = found.words, found.starts, found.ends
    shown = _unbroken(text)
    exotic = not shown.isascii()
    pattern = WORD if exotic and RARE.search(shown) else PLAIN
    for match in pattern.finditer(shown):
        kind = match.lastgroup
        if kind == "dots":
            found.dots.append(len(words))
            continue
        words.append(normal(match.group(), kind or "word", exotic=exotic))
        starts.append(match.start())
        ends.append(match.end())
    for place, word in enumerate(words):
        found.index.setdefault(word, []).append(place)
    return found


@functools.lru_cache(maxsize=4)
def source_marks(text: str) -> Marks:
    """As `marks`; kept, since one source is asked for several quotations."""
    return marks(text)


def _unbroken(text: str) -> str:
    """A word that is divided at the end of a line is one word; no code point changes its place."""
    if "\n" not in text:
        return text
    return HYPHENATED.sub(lambda match: "\u00ad" * (match.end() - match.start()), text)


@functools.lru_cache(maxsize=200_000)
def normal(written: str, kind: str = "word", exotic: bool = False) -> str:
    """The form of a word that is compared."""
    word = unicodedata.normalize("NFKC", INVISIBLE.sub("", written)) if exotic else written
    word = folded(word)
    if kind == "number":
        return THOUSANDS.sub("", word).replace("−", "-").replace("–", "-")
    if kind == "dotted":
        return word.replace(".", "")
    return SAME.get(word, word)


def folded(written: str) -> str:
    """Letters in one case, apostrophes in one form."""
    return written.translate(APOSTROPHES).casefold()


def bare(word: str) -> str:
    """The word without accents, as a wire that knows ASCII only writes it."""
    split = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def is_number(word: str) -> bool:
    return word[:1].isdigit() or word[:1] == "-" or word in NUMBER_WORDS


NUMBER_WORDS: frozenset[str] = frozenset(
    "hundred thousand million billion trillion hundreds thousands millions billions dozen dozens half third "
    "quarter twice double triple".split()
)
