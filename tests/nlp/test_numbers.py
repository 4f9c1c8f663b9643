"""Numbers with units: their values in every notation, their hedges, and what agrees with what."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.nlp.numbers import Hedge, Unit, agrees, read_numbers

SCRAPS = st.lists(
    st.sampled_from(
        "1 23 1,234.5 1.234,5 1 234 ٣٠ 1e9 % percent million mil millones Mio . half a third two-thirds "
        "one in five $ € 3m between and to - 5 km °F about more than up to "
        "twenty-three hundred dozen of people 23rd".split(" ")
    ),
    max_size=25,
).map(" ".join)


def _one(text, language="en"):
    [found] = read_numbers(text, language=language)
    return found


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "1,234.5", 1234.5),
        ("en", "1,234", 1234),
        ("en", "1.234", 1.234),
        ("de", "1.234,5", 1234.5),
        ("de", "1.234", 1234),
        ("fr", "1 234,5", 1234.5),
        ("fr", "1\u202f234,5", 1234.5),
        ("es", "1.234.567", 1234567),
        ("en", "٣٠", 30),
        ("en", "1’234", 1234),
        ("en", "twenty-three", 23),
        ("en", "a dozen", 12),
        ("en", "two hundred and five thousand", 205000),
        ("en", "5k", 5000),
        ("en", "3 billion", 3e9),
        ("en", "a hundred", 100),
        ("en", "half a million", 500000),
        ("es", "treinta y uno", 31),
        ("es", "5 mil millones", 5e9),
        ("fr", "quatre-vingt-dix", 90),
        ("fr", "deux millions", 2e6),
        ("de", "dreiundzwanzig", 23),
        ("de", "5 Mio.", 5e6),
        ("de", "drei Milliarden", 3e9),
        ("pt", "vinte e três", 23),
        ("pt", "cinco mil milhões", 5e9),
    ],
)
def test_values(language, text, value):
    found = _one(text, language)

    assert (found.low, found.high, found.kind) == (value, value, Unit.COUNT)


@pytest.mark.parametrize(
    ("text", "kind", "unit", "value"),
    [
        ("30%", Unit.PERCENT, "%", 30),
        ("30 per cent", Unit.PERCENT, "%", 30),
        ("half", Unit.PERCENT, "%", 50),
        ("three quarters", Unit.PERCENT, "%", 75),
        ("one in five", Unit.PERCENT, "%", 20),
        ("3 out of 10", Unit.PERCENT, "%", 30),
        ("5 percentage points", Unit.POINTS, "pp", 5),
        ("$3m", Unit.MONEY, "USD", 3e6),
        ("€30bn", Unit.MONEY, "EUR", 3e10),
        ("USD 30", Unit.MONEY, "USD", 30),
        ("5 million dollars", Unit.MONEY, "USD", 5e6),
        ("£2.5 million", Unit.MONEY, "GBP", 2.5e6),
        ("5 km", Unit.LENGTH, "m", 5000),
        ("a 5-mile", Unit.LENGTH, "m", 8046.72),
        ("2 tonnes", Unit.MASS, "kg", 2000),
        ("3 hours", Unit.TIME, "s", 10800),
        ("100°F", Unit.TEMPERATURE, "°C", 37.78),
        ("60 mph", Unit.SPEED, "m/s", 26.82),
        ("300 people", Unit.PEOPLE, "people", 300),
        ("23rd", Unit.ORDINAL, "", 23),
        ("third", Unit.ORDINAL, "", 3),
    ],
)
def test_units(text, kind, unit, value):
    found = _one(text)

    assert (found.kind, found.unit, round(found.low, 2)) == (kind, unit, value)


@pytest.mark.parametrize(
    ("text", "low", "high", "hedge"),
    [
        ("about 30 percent", 30, 30, Hedge.ABOUT),
        ("more than 5,000", 5000, 5000, Hedge.MORE),
        ("fewer than 10", 10, 10, Hedge.LESS),
        ("at least 7", 7, 7, Hedge.AT_LEAST),
        ("up to 9", 9, 9, Hedge.AT_MOST),
        ("between 3 and 5", 3, 5, Hedge.EXACT),
        ("3-5 percent", 3, 5, Hedge.EXACT),
        ("3 to 5 million", 3e6, 5e6, Hedge.EXACT),
        ("hundreds of thousands", 1e5, 1e6, Hedge.EXACT),
    ],
)
def test_hedges_and_ranges(text, low, high, hedge):
    found = _one(text)

    assert (found.low, found.high, found.hedge) == (low, high, hedge)


@pytest.mark.parametrize(
    "text", ["No one came.", "One of them", "192.168.0.1", "in 2019", "12 August 2017", "CO2", "F-35"]
)
def test_what_is_no_number(text):
    assert read_numbers(text) == []


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("about 30%", "29.6%", True),
        ("about 300", "280", True),
        ("about 300", "250", False),
        ("more than 5,000", "5,200", True),
        ("30%", "13%", False),
        ("30%", "30", False),
        ("30%", "29.6%", True),
        ("30%", "31%", False),
        ("5", "6", False),
        ("1.2 million", "1,230,000", True),
        ("5,000", "5,100", True),
        ("5,000", "5,500", False),
        ("half", "50 percent", True),
        ("3 miles", "3 km", False),
        ("36 months", "3 years", True),
        ("more than 5,000", "less than 5,000", False),
        ("$5", "€5", False),
        ("more than 4,000", "more than 6,800", False),
        ("between 3 and 5", "4", True),
        ("30 to 90", "80 to 90", False),
        ("5 percent", "5 percentage points", False),
        ("5,000", "5,000 people", True),
        ("0", "0", True),
        ("1.5 million", "2 million", False),
    ],
)
def test_agreement_allows_rounding_and_nothing_else(a, b, same):
    assert (agrees(_one(a), _one(b)), agrees(_one(b), _one(a))) == (same, same)


@given(st.one_of(st.text(max_size=200), SCRAPS), st.sampled_from(["en", "es", "fr", "de", "pt", "xx", ""]))
def test_any_text_is_read_without_an_error(text, language):
    found = read_numbers(text, language=language)

    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(agrees(a, b) == agrees(b, a) for a in found for b in found)


@given(st.integers(0, 10**12))
def test_every_number_agrees_with_itself(value):
    found = _one(f"{value:,}")

    assert (found.low, agrees(found, found)) == (value, True)
