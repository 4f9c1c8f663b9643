"""Input that no editor would hand in on purpose: an answer all the same, and places that hold."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.nlp.engine import analyze

from . import test_attribution_languages as spoken
from .articles import ARABIC, COUNCIL, GERMAN, SUMMIT, TRANSCRIPT
from .test_claims import SEED
from .test_engine import ODD, check

TABLE = "Year\tExports\tImports\n2017\t12.5\t11.0\n2018\t13,1\t“n/a”\nTotal said\t25.6\t—"
OCR = "Tbe rninister sa1d tbat “tbe econorny gr3w by 5 per-\ncent", " in 2O18,” acc0rding t0 l\\lr. Srnith,,"
BAD = {
    "one word": "Exports",
    "all capitals": SUMMIT.upper(),
    "no punctuation": "".join(char for char in SUMMIT if char.isalnum() or char.isspace()),
    "mixed languages": SUMMIT + ARABIC + GERMAN,
    "emoji": "👩‍👩‍👧 Anna Bell said “👍🏽 it is over now 🇫🇷” — 🤷‍♀️.",
    "zero width joiners": "\u200d".join(COUNCIL),
    "bidi marks": "\u202e" + "\u2067".join(COUNCIL.split(" ")) + "\u202c",
    "NUL": COUNCIL.replace(" ", "\x00"),
    "half characters": "\ud800 Anna Bell said “\udfff taxes fell by 5 percent” \ud83d.",
    "unbalanced marks": COUNCIL.replace("”", "“") + "“« „Anna said ''``\" ’",
    "transcript": TRANSCRIPT,
    "table": TABLE,
    "OCR noise": "".join(OCR),
    "no blank": "said" * 5_000,
    "one long paragraph": COUNCIL.replace("\n", " ") * 40,
    "combining marks": "e\u0301\u0302\u0303" * 500 + " said Anna Bell.",
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("language", ["en", None])
def test_bad_input_is_read_all_the_same(name, language):
    check(BAD[name], analyze(BAD[name], language=language))


@pytest.mark.parametrize(
    "text", ["Añadió", "“No”, añadió", "Añadió que", "dijo Ana Gil", "Como dijo", "según"]
)
def test_half_a_report_is_read(text):
    check(text, analyze(text, language="es"))


def test_two_hundred_thousand_words_are_read():
    text = (COUNCIL * 3_200)[:1_300_000]

    found = analyze(text, language="en")

    assert len(text.split()) > 200_000
    check(text, found)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_any_text_can_be_given_as_a_single_sentence(text):
    check(text, analyze(text, language="en", single_sentence=True))


NEWS = {
    "en": SUMMIT + COUNCIL,
    "es": spoken.SPANISH + spoken.SPANISH_RIVER,
    "fr": spoken.FRENCH + spoken.FRENCH_BANK,
    "de": spoken.GERMAN + spoken.GERMAN_POLICE,
    "pt": spoken.PORTUGUESE + spoken.PORTUGUESE_DOCTORS,
    "ar": spoken.ARABIC + spoken.ARABIC_ROAD,
}


@pytest.mark.parametrize("language", NEWS)
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_mutated_articles_of_each_language_are_read(language, seed):
    dice = random.Random(seed)
    words = NEWS[language].split(" ")
    for _ in range(dice.randint(1, 40)):
        at = dice.randrange(len(words))
        change = dice.randrange(4)
        if change == 0 and len(words) > 1:
            words.pop(at)
        elif change == 1:
            words.insert(at, dice.choice(ODD))
        elif change == 2:
            words.insert(at, dice.choice(words))
        else:
            words[at] = words[at][: dice.randrange(len(words[at]) + 1)] + dice.choice(",.:«»„“”\"'’-–(")
    text = " ".join(words)

    check(text, analyze(text, language=language))


@pytest.mark.skipif(SEED is None, reason="SEED_ARTICLES names no folder")
@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_mutated_news_is_read(seed):
    dice = random.Random(seed)
    text = list(SEED.read_text())
    for _ in range(dice.randint(1, 60)):
        at = dice.randrange(len(text))
        dice.choice(
            [text.pop, lambda at: text.insert(at, dice.choice(ODD)), lambda at: text.insert(at, text[at])]
        )(at)

    check("".join(text), analyze("".join(text), language="en"))
