"""Dates and periods: what they mean on the day they were written, and what stays ambiguous."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.nlp.dates import read_dates
from claims.nlp.periods import Form, Grain, Tense

MONDAY = datetime.date(2017, 8, 14)
ANY_DAY = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
SCRAPS = st.lists(
    st.sampled_from(
        "12 31 2017 1999 0000 99999 march May März last next Sunday week years ago three in the Q3 of "
        "hace il y a vor 03/04/2019 2017-02-30 1990s - – . , semana pasada yesterday the day "
        "before will said 20th century".split()
    ),
    max_size=30,
).map(" ".join)


def _read(text, language="en", anchor=MONDAY, tense=None):
    return read_dates(text, anchor=anchor, language=language, tense=tense)


def _days(period):
    return [(first.isoformat(), last.isoformat()) for first, last in period.readings]


@pytest.mark.parametrize(
    ("text", "words", "grain", "first", "last"),
    [
        ("On 12 August 2017 it fell.", "12 August 2017", Grain.DAY, "2017-08-12", "2017-08-12"),
        ("On August 12th, 2017 it fell.", "August 12th, 2017", Grain.DAY, "2017-08-12", "2017-08-12"),
        ("It met on Aug. 12 and said no.", "Aug. 12", Grain.DAY, "2017-08-12", "2017-08-12"),
        ("Saturday, 12 August 2017", "Saturday, 12 August 2017", Grain.DAY, "2017-08-12", "2017-08-12"),
        ("Signed 2017-08-12.", "2017-08-12", Grain.DAY, "2017-08-12", "2017-08-12"),
        ("Signed 13/04/2019.", "13/04/2019", Grain.DAY, "2019-04-13", "2019-04-13"),
        ("May 18-31, 2015", "May 18-31, 2015", Grain.SPAN, "2015-05-18", "2015-05-31"),
        ("In 2019 it fell", "2019", Grain.YEAR, "2019-01-01", "2019-12-31"),
        ("the 2016 election", "2016", Grain.YEAR, "2016-01-01", "2016-12-31"),
        ("in the 1990s", "the 1990s", Grain.DECADE, "1990-01-01", "1999-12-31"),
        ("the 19th century", "19th century", Grain.CENTURY, "1801-01-01", "1900-12-31"),
        ("Rents rose in March, he said.", "March", Grain.MONTH, "2017-03-01", "2017-03-31"),
        ("It will open in March.", "March", Grain.MONTH, "2018-03-01", "2018-03-31"),
        ("February 2016", "February 2016", Grain.MONTH, "2016-02-01", "2016-02-29"),
        ("Q3 2021", "Q3 2021", Grain.QUARTER, "2021-07-01", "2021-09-30"),
        ("the third quarter of 2021", "third quarter of 2021", Grain.QUARTER, "2021-07-01", "2021-09-30"),
        ("2015-17 was bad", "2015-17", Grain.SPAN, "2015-01-01", "2017-12-31"),
    ],
)
def test_explicit_dates(text, words, grain, first, last):
    [period] = _read(text)

    assert text[period.start : period.end] == words
    assert (period.form, period.grain, _days(period)) == (Form.EXPLICIT, grain, [(first, last)])


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("The council met last week.", "last week", "2017-08-07", "2017-08-13"),
        ("It met on Sunday.", "Sunday", "2017-08-13", "2017-08-13"),
        ("It met on Monday.", "Monday", "2017-08-14", "2017-08-14"),
        ("It will meet on Sunday.", "Sunday", "2017-08-20", "2017-08-20"),
        ("It met last Monday.", "last Monday", "2017-08-07", "2017-08-07"),
        ("It fell yesterday.", "yesterday", "2017-08-13", "2017-08-13"),
        ("It fell the day before yesterday.", "the day before yesterday", "2017-08-12", "2017-08-12"),
        ("It fell three years ago.", "three years ago", "2014-01-01", "2014-12-31"),
        ("It fell 10 days ago.", "10 days ago", "2017-08-04", "2017-08-04"),
        ("It fell last month.", "last month", "2017-07-01", "2017-07-31"),
        ("It falls this year.", "this year", "2017-01-01", "2017-12-31"),
        ("It will fall next quarter.", "next quarter", "2017-10-01", "2017-12-31"),
        ("It fell last March.", "last March", "2017-03-01", "2017-03-31"),
        ("in the past three years", "past three years", "2014-08-14", "2017-08-14"),
    ],
)
def test_relative_dates_count_from_the_anchor(text, words, first, last):
    [period] = _read(text)

    assert text[period.start : period.end] == words
    assert (period.form, _days(period)) == (Form.RELATIVE, [(first, last)])


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("es", "El 12 de agosto de 2017", [("2017-08-12", "2017-08-12")]),
        ("es", "la semana pasada", [("2017-08-07", "2017-08-13")]),
        ("es", "hace tres años", [("2014-01-01", "2014-12-31")]),
        ("es", "El domingo dijo que no", [("2017-08-13", "2017-08-13")]),
        ("fr", "Le 12 août 2017", [("2017-08-12", "2017-08-12")]),
        ("fr", "la semaine dernière", [("2017-08-07", "2017-08-13")]),
        ("fr", "il y a trois ans", [("2014-01-01", "2014-12-31")]),
        ("de", "Am 12. August 2017", [("2017-08-12", "2017-08-12")]),
        ("de", "letzte Woche", [("2017-08-07", "2017-08-13")]),
        ("de", "vor drei Jahren", [("2014-01-01", "2014-12-31")]),
        ("pt", "em 12 de agosto de 2017", [("2017-08-12", "2017-08-12")]),
        ("pt", "há três anos", [("2014-01-01", "2014-12-31")]),
    ],
)
def test_dates_in_other_languages(language, text, days):
    [period] = _read(text, language)

    assert _days(period) == days


@pytest.mark.parametrize(
    ("text", "anchor", "readings"),
    [
        ("03/04/2019", MONDAY, 2),
        ("in March", None, 0),
        ("last week", None, 0),
        ("Sunday’s vote", MONDAY, 2),
        ("next Tuesday", MONDAY, 2),
        ("in March", MONDAY, 2),
    ],
)
def test_ambiguous_dates_stay_ambiguous(text, anchor, readings):
    [period] = _read(text, anchor=anchor)

    assert (len(period.readings), period.first, period.wording) == (readings, None, "")


@pytest.mark.parametrize(
    "text",
    [
        "They may march on.",
        "2,019 people",
        "2000 people",
        "$2000",
        "about 1900",
        "31 February",
        "sun and moon",
        "the last week of it",
        "1250 scientists",
        "version 1.2.2019.4",
    ],
)
def test_what_is_no_date(text):
    assert [period for period in _read(text) if period.readings] == []


@pytest.mark.parametrize(
    ("language", "text", "wording", "noun"),
    [
        ("en", "on Sunday it fell", "on Sunday, 13 August 2017", "Sunday, 13 August 2017"),
        ("en", "last week", "in the week of 7 August 2017", "the week of 7 August 2017"),
        ("en", "three years ago", "in 2014", "2014"),
        (
            "es",
            "la semana pasada",
            "en la semana del 7 de agosto de 2017",
            "la semana del 7 de agosto de 2017",
        ),
        ("de", "letzte Woche", "in der Woche vom 7. August 2017", "der Woche vom 7. August 2017"),
        ("fr", "hier", "le dimanche 13 août 2017", "dimanche 13 août 2017"),
    ],
)
def test_wording_for_a_reader(language, text, wording, noun):
    [period] = _read(text, language)

    assert (period.wording, period.noun) == (wording, noun)


def test_tense_given_by_the_caller_overrules_the_sentence():
    [period] = _read("It met on Sunday.", tense=Tense.FUTURE)

    assert period.first == datetime.date(2017, 8, 20)


@given(
    st.one_of(st.text(max_size=200), SCRAPS),
    ANY_DAY,
    st.sampled_from(["en", "es", "fr", "de", "pt", "xx", ""]),
)
def test_any_text_is_read_without_an_error(text, anchor, language):
    found = read_dates(text, anchor=anchor, language=language)

    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(first <= last for one in found for first, last in one.readings)
    assert all(isinstance(one.wording, str) for one in found)
