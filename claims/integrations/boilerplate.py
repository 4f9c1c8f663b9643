"""Lines at the edges of an article that are not of it: the headline again, the byline, "follow us"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

PROMOTION = re.compile(
    r"^\W*(follow|(like|find|join|reach|tweet) (us|me|him|her|our|the reporter)|contact|e-?mail|write to"
    r"|listen to)\b.{0,80}"
    r"(facebook|twitter|instagram|youtube|podcast|linkedin|threads|bluesky|@|at \S+@)"
    r"|\b(subscribe|sign[ -]up)\b.{0,60}"
    r"\b(newsletters?|e-?mails?|inbox|today|now|daily|alerts|here)\b"
    r"|^(?=.{0,120}$).*\bnewsletters?\b|\bnewsletters?\b.{0,60}\b(inbox|straight to|delivered)\b"
    r"|\ball rights reserved\b|\bthis copy is for your personal\b|\bclick here (for|to)\b"
    r"|^\W*(©|copyright\W+(©|\(c\)|\d|by\b)|\(c\) )"
    r"|^\W*(tags?|tagged|topics|categor(y|ies)|categorias?|etiquetas|schlagw(o|ö)rter|mots-clés)"
    r"\b\s*([:：|]|$)"
    r"|^\W*(comments?|kommentare?|commentaires?|coment[aá]rios?|share( this.*)?|leave a (comment|reply)"
    r"|more|source)\W*$"
    r"|^\W*(filed under|(have|got) a tip|like this story|if you (enjoyed|liked)|tell us what|share this)\b"
    r"|^\W*(abonn(ieren|ez)|suscr[ií]b|inscreva-se|folgen sie|suivez|s[ií]guenos|siga\b|iscriviti|seguici)",
    re.IGNORECASE,
)
LONGEST = 350
"""Characters; a longer line is prose that mentions a newsletter."""
HEAD_LINES = 6
TAIL_LINES = 8


def same(text: str) -> str:
    """What two spellings of one headline have in common."""
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", text)).strip().casefold()


def without_edges(text: str, titles: Iterable[str], authors: Iterable[str]) -> str:
    """``text`` (a paragraph a line) without repeated headline and byline above and promotion below.

    Promotion is dropped in the last lines, no matter what follows it there; in the middle nothing is touched.
    """
    heads = {same(title) for title in titles} - {""}
    names = [same(author) for author in authors if same(author)]
    lines = [line for line in text.split("\n") if line.strip()]
    kept = [
        line
        for at, line in enumerate(lines)
        if at >= HEAD_LINES or not (same(line) in heads or _byline(line, names))
    ]
    cut = max(len(kept) - TAIL_LINES, int(len(kept) * 0.6))
    kept = kept[:cut] + [line for line in kept[cut:] if not _promotes(line)]
    while kept and _promotes(kept[-1]):
        kept.pop()
    return "\n".join(kept)


def _promotes(line: str) -> bool:
    return len(line) <= LONGEST and PROMOTION.search(line) is not None


def _byline(line: str, names: list[str]) -> bool:
    """A short line with every author in it, and next to nothing else."""
    bare = same(line)
    return (
        bool(names)
        and all(name in bare for name in names)
        and len(bare) < sum(map(len, names)) + 12 * len(names)
    )
