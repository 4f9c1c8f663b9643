"""The engine as a whole: offsets that hold on any input, no exception, linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.nlp.engine import analyze, engine_of
from claims.nlp.language import detect

from .articles import ARABIC, ARTICLES, FRENCH, GERMAN, PORTUGUESE, SPANISH, SUMMIT

SHARE = st.floats(0, 1)
SALAD = [
    "said",
    "Smith",
    "that",
    "“",
    "”",
    '"',
    "'",
    ",",
    ".",
    "who",
    "according",
    "to",
    "and",
    "the",
    "two",
    "ministers",
    "he",
    "’s",
    "claim",
    ":",
    "\n",
    "—",
    "told",
    "of",
    "5%",
]
ODD = "\x00\ud800\udfff\u200d\u200e\u202e\ufeff😀👩‍👩‍👧“”„«»‘’'\"`.,:;!?…\n\r\t—-()[]"


def check(text, found):
    """Every span lies inside the text, every quote is the text at its place."""
    for one in found.sentences:
        assert 0 <= one.start < one.end <= len(text)
    for one in found.attributions:
        for span in (*one.source, *one.cue, *one.content):
            assert 0 <= span.start < span.end <= len(text)
    for claim in found.claims:
        assert text[claim.start : claim.end] == claim.quote != ""
        assert 0 <= claim.score <= 1
    starts = [one.start for one in found.sentences]
    assert starts == sorted(starts)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_analyze_holds_on_any_text(text):
    check(text, analyze(text, language="en"))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SALAD), max_size=60))
@example(["'", "said", "said", "who", "Smith"])
def test_analyze_holds_on_salads_of_cue_words(parts):
    text = " ".join(parts)

    check(text, analyze(text, language="en"))


@settings(max_examples=35, deadline=None)
@given(
    st.sampled_from(ARTICLES),
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from(ODD)), max_size=12),
    st.floats(0, 1),
)
def test_analyze_holds_on_mutated_articles(article, insertions, cut):
    text = article[: int(len(article) * cut) + 1]
    for place, char in insertions:
        at = int(place * len(text))
        text = text[:at] + char + text[at:]

    check(text, analyze(text, language=None))


@pytest.mark.parametrize("text", ["", " \n\t", "\x00", "\u200e\u202e", "\ufeff"])
def test_analyze_of_nothing_is_empty(text):
    found = analyze(text)

    assert (found.sentences, found.attributions, found.claims, found.refused) == ((), (), (), 0)
    assert found.language == "und"


@pytest.mark.parametrize(
    "text",
    [
        "word",
        SUMMIT.upper(),
        SUMMIT.replace("\n", " "),
        "".join(char for char in SUMMIT if char.isalnum() or char == " "),
        SUMMIT + ARABIC + GERMAN,
        "a\tb\tc\n1\t2\t3\n4\t5\t6",
        "\ud800 said “\udfff” \x00",
        "👩‍👩‍👧 said “👍🏽 it is over now” \u202eabc\u202c.",
    ],
)
def test_analyze_holds_on_bad_input(text):
    check(text, analyze(text))


def test_analyze_names_itself_and_is_repeatable():
    first = analyze(SUMMIT)

    assert first == analyze(SUMMIT)
    assert first.engine == engine_of("en")
    assert first.language == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (SUMMIT, "en"),
        (SPANISH, "es"),
        (FRENCH, "fr"),
        (GERMAN, "de"),
        (PORTUGUESE, "pt"),
        (ARABIC, "ar"),
        ("Hi", "und"),
    ],
)
def test_detect_names_the_language(text, language):
    assert detect(text) == language


def test_detect_takes_the_hint():
    assert detect("Hi", "pt-BR") == "pt"


@pytest.mark.parametrize(
    "unit", [SUMMIT + "\n", "word ", "“open ", '"', "Bob, who said, ", "he said that he said ", "."]
)
def test_analyze_takes_time_in_proportion(unit):
    def seconds(size):
        text = (unit * (size // len(unit) + 1))[:size]
        begin = time.process_time()
        analyze(text, language="en")
        return time.process_time() - begin

    seconds(2_000)
    small, large = seconds(6_000), seconds(48_000)

    assert large < 8 * small * 3 + 0.5
