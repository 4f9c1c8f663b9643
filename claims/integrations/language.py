"""The language of an article: what the page declares, corrected by what its words are."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

CODE = re.compile(r"[a-z]{2}(?=$|[-_])", re.IGNORECASE)
ENOUGH = 200
"""Characters of text from which detection is worth more than the page's own word."""
SURE = 0.8
FAIR = 0.5
LOOKED_AT = 20_000
NEVER = frozenset(("an", "br", "eo", "la", "oc", "qu", "se", "vo", "wa", "xh", "zu"))
"""Labels of the model that are nearly always mistakes for a larger language in news."""
SAME = {"nb": "no", "nn": "no", "hr": "sr", "bs": "sr", "sh": "sr", "ms": "id", "tl": "fil", "gl": "pt"}
"""Languages too close for n-grams to tell apart: here the page's own word stands."""


@cache
def _identifier() -> LanguageIdentifier:
    """Loaded at first use (0.8 s): most processes never read an article."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if len(code) == 2 and code not in NEVER])
    return identifier


def language_of(text: str, *declared: str | None) -> str | None:
    """ISO 639-1 code of ``text``, or None. ``declared`` are the page's own words for it, best first.

    Pages are often built on a template in another language, so a long enough text overrules them.
    """
    said = next((code for code in map(_code, declared) if code), None)
    if len(text.strip()) < ENOUGH // 4:
        return said
    found, sure = _identifier().classify(text[:LOOKED_AT])
    if said is None:
        return str(found) if sure >= FAIR else None
    if len(text) < ENOUGH or sure < SURE or SAME.get(said, said) == SAME.get(found, found):
        return said
    return str(found)


def _code(declared: str | None) -> str | None:
    """ "en" of "en-GB", "EN_us", "en"; None for "english", "x-default", "und"."""
    match = CODE.match((declared or "").strip())
    return match[0].lower() if match else None
