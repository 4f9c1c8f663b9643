"""Claim statements: what is filled in beside a quote, shown edit by edit, with no invented word."""

from __future__ import annotations

import datetime
import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.nlp.engine import analyze
from claims.nlp.records import Quotation
from claims.nlp.rewording import Edit, Why
from claims.nlp.statements import ADDED, apply, reworded, statement
from claims.nlp.words import lexicon_for
from claims.nlp.words.calendar import CALENDARS

MONDAY = datetime.date(2017, 8, 14)
TOM, BOTH = ("Tom Reed",), ("Rex Tillerson", "James Mattis")
EN = lexicon_for("en")
DIRECT, INDIRECT, MIXED, OWN = Quotation.DIRECT, Quotation.INDIRECT, Quotation.MIXED, Quotation.OWN_VOICE
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SCRAPS = st.lists(
    st.sampled_from(
        "I I’ve I'm my me we We he she they said voted think have am not last week Sunday Sunday’s "
        "yesterday in on “ ” \" ' ( ) , . ? No, Did Anna Bell Fact check: three years ago "
        "the mayor was 12 March \n".split(" ")
    ),
    max_size=25,
).map(" ".join)


def _text(quote, speakers=(), kind=OWN, cue="", language="en", date=MONDAY, context=""):
    return statement(quote, speakers, kind, cue, lexicon_for(language), date=date, context=context)


@pytest.mark.parametrize(
    ("quote", "speakers", "kind", "text"),
    [
        ("I voted against it", TOM, DIRECT, "Tom Reed voted against it"),
        ("I am not a crook", TOM, DIRECT, "Tom Reed is not a crook"),
        ("I’ve cut my own pay", TOM, DIRECT, "Tom Reed has cut Tom Reed’s own pay"),
        ("I think it fell", TOM, DIRECT, "I [Tom Reed] think it fell"),
        ("I said that we won", TOM, DIRECT, "I [Tom Reed] said that we won"),
        ("I wrote “I agree” there", TOM, DIRECT, "Tom Reed wrote “I agree” there"),
        ("We paid 40 million", TOM, DIRECT, "We paid 40 million"),
        ("We do not seek war", BOTH, DIRECT, "We [Rex Tillerson and James Mattis] do not seek war"),
        ("he was “dismayed”", TOM, MIXED, "Tom Reed was “dismayed”"),
        ("she was in Tarn", TOM, INDIRECT, "she was in Tarn"),
        ("rents fell while he was mayor", TOM, INDIRECT, "rents fell while Tom Reed was mayor"),
        ("the mayor lied when he was asked", TOM, INDIRECT, "the mayor lied when he was asked"),
        ("Bell lied when he was asked", TOM, INDIRECT, "Bell lied when he was asked"),
    ],
)
def test_the_speaker_is_filled_in_where_that_is_plain(quote, speakers, kind, text):
    assert _text(quote, speakers, kind, "said") == text


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("It adopted sanctions last week.", "It adopted sanctions in the week of 7 August 2017."),
        ("It fell on Sunday", "It fell on Sunday, 13 August 2017"),
        ("On Sunday it fell", "On Sunday, 13 August 2017 it fell"),
        ("Last year it fell", "In 2016 it fell"),
        ("It fell by last month", "It fell by July 2017"),
        ("Last week’s vote failed", "Last week’s (the week of 7 August 2017) vote failed"),
        ("It fell in the last week of March", "It fell in the last week of March"),
        ("The vote is on Sunday", "The vote is on Sunday"),
        ("It fell on 12 March 2016", "It fell on 12 March 2016"),
    ],
)
def test_relative_dates_are_named(quote, text):
    assert _text(quote) == text


def test_relative_dates_stay_without_the_date_of_the_article():
    assert _text("It fell last week", date=None) == "It fell last week"


@pytest.mark.parametrize(
    ("context", "text"),
    [
        ("“We met yesterday,” Reed said on Friday.", "We met on Thursday, 10 August 2017"),
        ("“We met yesterday,” Reed said last year.", "We met yesterday"),
        ("“We met yesterday,” Reed said.", "We met on Sunday, 13 August 2017"),
    ],
)
def test_words_quoted_directly_count_from_the_day_they_were_said(context, text):
    assert _text("We met yesterday", TOM, DIRECT, "said", context=context) == text


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("No, the mayor did not ban cars", "the mayor did not ban cars"),
        ("Fact check: Rents fell", "Rents fell"),
        ("Did Anna Bell ban cars? No.", "Anna Bell did not ban cars"),
        ("Is the Eiffel Tower closed? No", "the Eiffel Tower is not closed"),
        ("No evidence was found", "No evidence was found"),
    ],
)
def test_the_no_of_a_headline_is_untangled(quote, text):
    assert _text(quote) == text


def test_every_change_is_an_edit_with_its_reason():
    found = reworded("“I voted  last week”", TOM, DIRECT, "said", EN, date=MONDAY)

    assert found.text == "Tom Reed voted in the week of 7 August 2017"
    assert found.edits == (
        Edit(0, 1, "", Why.MARKS),
        Edit(1, 2, "Tom Reed", Why.PRONOUN),
        Edit(8, 10, " ", Why.SPACE),
        Edit(10, 19, "in the week of 7 August 2017", Why.DATE),
        Edit(19, 20, "", Why.MARKS),
    )


def test_other_languages_get_dates_and_no_names():
    assert _text("Subió ayer", TOM, DIRECT, "dijo", "es") == "Subió el domingo 13 de agosto de 2017"


def test_an_article_s_claims_are_worded_against_its_date():
    text = "The Security Council unanimously adopted new sanctions against Karvonia last week."

    [claim] = analyze(text, language="en", date=MONDAY).claims

    assert claim.quote == text
    assert claim.statement.endswith("against Karvonia in the week of 7 August 2017.")


def _known(language):
    words = CALENDARS[language]
    names = [*words.month_names, *words.day_names, *words.wording.values()]
    return {word.lower() for name in names for word in WORD.findall(name.replace("{", " ").replace("}", " "))}


@given(
    st.one_of(SCRAPS, st.text(max_size=150)),
    st.sampled_from([(), TOM, BOTH, ("Anna Bell",)]),
    st.sampled_from(list(Quotation)),
    st.sampled_from(["", "said"]),
    st.sampled_from(["en", "es", "fr", "de", "pt", "ar", "und"]),
    st.one_of(st.none(), st.dates()),
    SCRAPS,
)
def test_no_word_is_invented_and_no_edit_hidden(quote, speakers, kind, cue, language, date, context):
    found = reworded(quote, speakers, kind, cue, lexicon_for(language), date=date, context=context)

    given_words = {word.lower() for word in WORD.findall(" ".join([quote, *speakers]))}
    given_words |= {f"{word}’s" for word in given_words} | ADDED
    dates = _known(language if language in CALENDARS else "en")
    added = {word.lower() for edit in found.edits for word in WORD.findall(edit.replacement)}
    assert {word for word in added if not word.rstrip("ser").isdecimal()} <= given_words | dates
    assert apply(quote, found.edits) == found.text
    assert all(a.end <= b.start for a, b in itertools.pairwise(found.edits))
    assert all(edit.start < edit.end or edit.replacement for edit in found.edits)


@given(st.text(max_size=150))
def test_without_speaker_and_date_words_stay_as_they_are(quote):
    text = statement(quote, (), Quotation.INDIRECT, "", EN)

    assert text.split() == [word for word in text.split() if word in quote]
