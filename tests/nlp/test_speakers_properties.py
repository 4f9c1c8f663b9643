"""Whatever the text: never an exception, never a name that the article does not have, time linear."""

from __future__ import annotations

import re
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.nlp.engine import analyze

from .articles import ARTICLES, COUNCIL, SUMMIT

WORDS = st.sampled_from(
    'he she they it who both Anna Bell Reed Tom Mr. Mrs. the The a senator mayor said says told , . “ ” " ’s '
    "and of two leaders campaign His her Officials Bank company ( ) ODPM newspaper poll by is was brothers "
    "Republican Texan JANE O’Hara de la \n\n : — I’m according to".split(" ")
)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _holds(text: str) -> None:
    printed = _plain(text)
    for one in analyze(text, language="en").attributions:
        assert all(_plain(name) and _plain(name) in printed for name in one.speakers), one.speakers
        assert len(set(one.speakers)) == len(one.speakers)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=80))
def test_no_speaker_is_invented_from_any_row_of_words(row):
    _holds(" ".join(row))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ARTICLES), st.lists(st.tuples(st.integers(0, 5000), WORDS), max_size=12))
def test_no_speaker_is_invented_in_a_mutated_article(text, changes):
    for place, word in changes:
        at = place % (len(text) + 1)
        text = text[:at] + word + text[at + place % 9 :]
    _holds(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_no_speaker_is_invented_from_any_characters(text):
    _holds(text)


def test_speakers_take_time_linear_in_the_articles_length():
    def seconds(times: int) -> float:
        text = "\n".join(
            [SUMMIT, COUNCIL, "The two leaders said the senator left. He said it fell. "] * times
        )
        began = time.process_time()
        analyze(text, language="en")
        return time.process_time() - began

    seconds(1)
    short, long = min(seconds(8) for _ in range(2)), min(seconds(32) for _ in range(2))

    assert long < 4 * short * 2
