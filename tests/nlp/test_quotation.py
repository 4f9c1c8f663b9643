"""The quotation check: every word counts, typography does not, and neither does length."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.nlp.quotation import check, plain

SOURCE = (
    "Smith said on Monday, Aug. 5: “We will not raise taxes in 2019, but we’ll cut spending by $1,500.” "
    "He added that growth was “well-known” to 3.5 percent of voters. “It is,” he said, “a great day for "
    "America.” The U.S. health care system doesn't work, Jones said."
)
WHOLE = "We will not raise taxes in 2019, but we’ll cut spending by $1,500."


@pytest.mark.parametrize(
    "quote",
    [
        WHOLE,
        '"We will not raise taxes in 2019, but we\'ll cut spending by $1500"',
        "we will  not\nraise taxes in\u00a02019 – but we’ll cut spend\u00ading by $1,500!",
        "[W]e will not raise tax[es] in 2019, but we’ll cut spending by $1,500",
        "We will not raise taxes [sic] in 2019, but [the government] we’ll cut spending by $1,500 …",
        "It is a great day for America",
        "[The economy] is a great day for America",
        "The US healthcare system doesn’t work",
        "well known",
        "growth was well‑known to 3.5% of voters",
    ],
)
def test_typography_is_no_alarm(quote):
    found = check(quote, SOURCE)

    assert (str(found.verdict), found.reasons) == ("exact", ())


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        (WHOLE.replace("taxes", "rents"), "altered"),
        (WHOLE.replace("not ", ""), "altered"),
        (WHOLE.replace("2019", "2018"), "altered"),
        (WHOLE.replace("$", "€"), "altered"),
        (WHOLE.replace("but", "but surely"), "altered"),
        (WHOLE.replace("we’ll", "will"), "altered"),
        ("It is a bad day for America", "altered"),
        ("We will [never] not raise taxes in 2019, but we’ll cut spending by $1,500", "altered"),
        ("raise taxes in 2019, but we’ll cut spending by $1,500", "truncated"),
        ("We will … raise taxes in 2019, but we’ll cut spending by $1,500", "truncated"),
        ("We will not raise taxes", "truncated"),
        ("Nobody here ever spoke of such things", "not_found"),
        ("… — !", "not_found"),
        ("", "not_found"),
    ],
)
def test_another_word_is_found(quote, verdict):
    found = check(quote, SOURCE)

    assert str(found.verdict) == verdict
    assert found.reasons


def test_the_reason_names_the_words():
    assert check("We will now raise taxes in 2019, but we’ll cut spending by $1,500", SOURCE).reasons == (
        "The source says “not”, not “now”.",
    )
    assert check("We will raise taxes in 2019, but we’ll cut spending by $1,500", SOURCE).reasons == (
        "The source also says “not”.",
    )


def test_the_difference_is_in_the_order_of_the_words():
    found = check("We will not raise rents in 2019", "“We will not raise taxes in 2019”")

    assert plain(found.changes) == [
        {"op": "same", "quote": "We will not raise", "source": "We will not raise"},
        {"op": "changed", "quote": "rents", "source": "taxes"},
        {"op": "same", "quote": "in 2019", "source": "in 2019"},
    ]


def test_what_was_found_has_its_place():
    found = check("a great day", SOURCE)

    assert SOURCE[found.start : found.end] == "a great day"


def test_of_two_places_the_whole_one_counts():
    source = "“We never raise taxes,” she said. Later: “Raise taxes,” he said."

    assert str(check("raise taxes", source).verdict) == "exact"


def test_numbers_in_words_are_the_same_numbers():
    assert str(check("He has 5 dogs and ten cats", "“He has five dogs and 10 cats”").verdict) == "exact"
    assert str(check("He has 5 dogs and ten cats", "“He has five dogs and 11 cats”").verdict) == "altered"


def test_a_long_source_takes_no_time():
    source = " ".join(f"Sentence {n} says that the town of number {n} has a bridge." for n in range(20_000))
    begun = time.perf_counter()

    good = check("the town of number 15000 has a bridge", source)
    bad = check("says that the village of number 15000 has a bridge", source)

    assert (str(good.verdict), str(bad.verdict)) == ("exact", "altered")
    assert time.perf_counter() - begun < 15


def test_a_long_quotation_is_laid_piece_by_piece():
    words = ["".join(chr(97 + int(d)) for d in str(10_000 + n)) for n in range(3_000)]
    source = "He read: “" + " ".join(words) + "”"
    changed = [*words[:2_000], "other", *words[2_001:]]

    assert str(check(" ".join(words), source).verdict) == "exact"
    found = check(" ".join(changed), source)
    assert found.reasons == (f"The source says “{words[2_000]}”, not “other”.",)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=400))
def test_no_string_breaks_it(quote, source):
    assert check(quote, source).verdict in {"exact", "altered", "truncated", "not_found"}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 12), st.integers(1, 12))
def test_each_single_word_changed_is_an_alarm(first, size):
    words = WHOLE.split()
    part = words[first : first + size]
    for at in range(len(part)):
        changed = [*part[:at], "zebra", *part[at + 1 :]]
        assert check(" ".join(changed), SOURCE).alarm
