"""Texts as bags of terms, and the parts of BM25 that belong to a document and to a question.

BM25 after Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009),
equation 3.15, with the inverse document frequency that is never negative: ln(1 + (N - n + ½) / (n + ½)).
"""

import functools
import math
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable
from unicodedata import combining

TERM_SPACE = 999_999_937
"""Terms are numbers below this prime: a sparse vector of pgvector has at most 10⁹ dimensions, and of a
million different words in it some 500 pairs share a number."""
K1, B = 1.2, 0.75
AVERAGE = {"claim": 11.0, "title": 12.0, "body": 43.0}
"""The length at which a text of each kind is neither favoured nor punished. Constants, so that a weight
once stored stays right however the collection grows. Means over 33,074 fact-checks: 11.7, 12.9, 34.6."""

ADDRESS = re.compile(r"(?:https?://|pic\.twitter\.com/|www\.)\S+")
THOUSANDS = re.compile(r"(?<=\d)[,.](?=\d{3}(?!\d))")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Scripts that put no blank between words: pairs of letters stand in for words.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")
STOP_WORDS = frozenset(
    "a an and are as at be been but by for from had has have he her his i if in into is it its me my no "
    "not of on or our she so than that the their them then there these they this to us was we were what "
    "when which who will with would you your do does did just about up out over s t".split()
)


def words(text: str) -> list[str]:
    """Words in order, in lower case, without accents; pairs of letters where no blanks part words."""
    plain = ADDRESS.sub(" ", text).lower()
    if not plain.isascii():
        plain = "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not combining(letter))
        plain = unicodedata.normalize("NFC", plain)
    found = WORD.findall(THOUSANDS.sub("", plain))
    if plain.isascii() or not UNSPACED.search(plain):
        return found
    return [part for word in found for part in _parts(word)]


def _parts(word: str) -> list[str]:
    if not UNSPACED.fullmatch(word):
        return [word]
    return [word[i : i + 2] for i in range(len(word) - 1)]


def terms(text: str) -> list[str]:
    """The terms of ``text`` in order: words that tell something, brought near their stem."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]


def stem(word: str) -> str:
    """English plurals, -ing, -ed and -ly taken off: enough for a question to meet a headline.

    Both sides are treated alike, so a wrong stem costs little; other languages keep most of theirs.
    """
    word = word.replace("’", "'").removesuffix("'s").replace("'", "")
    size = len(word)
    if size > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif size > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        word = word[:-2]
    elif size > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    word = _without_ending(word)
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] + "y" if len(word) > 4 and word.endswith("i") else word


def _without_ending(word: str) -> str:
    for ending in ("ingly", "edly", "ing", "ed", "ly"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and any(letter in "aeiouy" for letter in rest):
            doubled = len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz"
            return rest[:-1] if doubled else rest
    return word


def number(term: str) -> int:
    """The term as a dimension, from 1; 0 is kept for counts."""
    return zlib.crc32(term.encode("utf-8", "replace")) % (TERM_SPACE - 1) + 1


@functools.lru_cache(maxsize=200_000)
def _number_of(word: str) -> int:
    """0 for a word that tells nothing."""
    return 0 if word in STOP_WORDS else number(stem(word))


def counts(text: str) -> Counter[int]:
    """How often each term stands in the text; as over `terms`, but a million times."""
    found = Counter(map(_number_of, words(text)))
    del found[0]
    return found


def weights(text: str, kind: str) -> dict[int, float]:
    """Term number → the document's part of BM25, ascending by number; {} for a text without terms."""
    found = counts(text)
    norm = K1 * (1 - B + B * found.total() / AVERAGE[kind])
    return {term: many * (K1 + 1) / (many + norm) for term, many in sorted(found.items())}


def idf(containing: int, documents: int) -> float:
    containing = min(containing, documents)
    return math.log(1 + (documents - containing + 0.5) / (containing + 0.5))


def sparse(weighted: dict[int, float]) -> str:
    """A sparse vector as pgvector reads it: dimensions from 1."""
    return f"{{{','.join(f'{term}:{weight:.4g}' for term, weight in weighted.items())}}}/{TERM_SPACE}"


def array(numbers: Iterable[int]) -> str:
    """An array as PostgreSQL reads it."""
    return f"{{{','.join(map(str, numbers))}}}"
