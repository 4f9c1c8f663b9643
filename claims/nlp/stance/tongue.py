"""Is this English? One short statement misleads a byte model, so its little words are counted as well."""

from __future__ import annotations

from functools import lru_cache

from claims.nlp.facets import WORD
from claims.nlp.language import UNDETERMINED, detect

SAMPLE = 600
LATIN = "\u0250"
"""Code points below are Latin letters."""
PLAIN = frozenset(
    "the of and that with were has have had from by for are is to not will who which at as on this there be "
    "been their they his her its it than more after when would can could he she an a in was".split()
)
SHARE = 0.15
"""Share of such words from which a Latin text is English whatever the byte model says."""


@lru_cache(maxsize=4_096)
def foreign(text: str) -> str:
    """The language of a text that is surely not English ("und" for an unknown script), else ""."""
    sample = text[:SAMPLE]
    letters = [char for char in sample if char.isalpha()]
    code = detect(sample)
    if 2 * sum(char < LATIN for char in letters) < len(letters):
        return UNDETERMINED if code == "en" else code
    if code in {"en", UNDETERMINED}:
        return ""
    found = [match.group() for match in WORD.finditer(sample) if match.group()[0].isalpha()]
    share = sum(word.lower() in PLAIN for word in found) / max(1, len(found))
    named = sum(word[0].isupper() for word in found)
    return "" if share >= SHARE or 4 * named >= 3 * len(found) else code
