"""The language of a text."""

from __future__ import annotations

import functools
import itertools
import re
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNDETERMINED = "und"
GLANCE, SAMPLE = 800, 2000
"""Code points looked at: the first few, and where those leave a doubt some more. A third look would cost
time and change nothing."""
SURE = 0.9
MIN_LETTERS = 12
MIN_CONFIDENCE = 0.5
# Newsroom languages only: with all 97, short English is taken for Latin or Luxembourgish.
LANGUAGES = [
    "en",
    "es",
    "fr",
    "de",
    "pt",
    "ar",
    "it",
    "nl",
    "pl",
    "sv",
    "da",
    "no",
    "fi",
    "cs",
    "sk",
    "hu",
    "ro",
    "bg",
    "el",
    "ru",
    "uk",
    "tr",
    "he",
    "fa",
    "ur",
    "hi",
    "bn",
    "id",
    "ms",
    "vi",
    "th",
    "zh",
    "ja",
    "ko",
    "sw",
    "hr",
    "sr",
    "sl",
    "lt",
    "lv",
    "et",
    "ca",
]
LETTER = re.compile(r"[^\W\d_]")


@functools.lru_cache(maxsize=1)
def _identifier() -> Any:
    """The langid model, loaded once a process: about 130 MB and half a second."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier


def detect(text: str, hint: str | None = None) -> str:
    """Primary language subtag of the text; the hint where one is given, ``"und"`` where unsure."""
    if hint:
        return hint.lower().replace("_", "-").split("-")[0]
    sample = text[:SAMPLE].encode("utf-8", "ignore").decode("utf-8")
    if len(list(itertools.islice(LETTER.finditer(sample), MIN_LETTERS))) < MIN_LETTERS:
        return UNDETERMINED
    language, confidence = _guess(sample[:GLANCE])
    if confidence < SURE and len(sample) > GLANCE:
        language, confidence = _guess(sample)
    return language if confidence >= MIN_CONFIDENCE else UNDETERMINED


def _guess(sample: str) -> tuple[str, float]:
    """The likeliest language and how likely it is. Capitals mislead the byte model."""
    language, confidence = _identifier().classify(sample.lower() if sample.isupper() else sample)
    return str(language), float(confidence)
