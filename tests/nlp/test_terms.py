"""Texts as terms, and the document's part of BM25."""

import math
from collections import Counter

import pytest

from claims.nlp.terms import AVERAGE, K1, B, counts, idf, number, sparse, stem, terms, weights


def test_terms_are_words_near_their_stem_without_what_tells_nothing():
    assert terms("The taxes were raised by 4,250% – William’s cities!") == [
        "tax", "rais", "4250", "william", "city",
    ]  # fmt: skip


def test_terms_leave_out_web_addresses():
    assert terms("Look pic.twitter.com/abc https://example.org/x?y=1 bridges") == ["look", "bridg"]


def test_terms_ignore_accents_and_split_scripts_without_blanks():
    assert terms("Málaga") == ["malaga"]
    assert terms("東京都") == ["東京", "京都"]


@pytest.mark.parametrize("text", ["", "  ", "the of and", "😀 🎉", "\x00\u202e", "!!!"])
def test_terms_of_a_text_that_tells_nothing_are_none(text):
    assert terms(text) == []
    assert weights(text, "claim") == {}


def test_counts_are_those_of_the_terms():
    text = "Bridges, bridges and a bridge; the Café in 東京都."

    assert counts(text) == Counter(map(number, terms(text)))


@pytest.mark.parametrize(
    ("word", "expected"),
    [("running", "run"), ("stopped", "stop"), ("falls", "fall"), ("status", "status"), ("is", "is")],
)
def test_stem_takes_endings_off(word, expected):
    assert stem(word) == expected


def test_weights_saturate_and_are_normalised_by_length():
    """BM25 by hand: a term twice in a text of four terms."""
    found = weights("bridge bridge tunnel road", "claim")
    norm = K1 * (1 - B + B * 4 / AVERAGE["claim"])

    assert found[number("bridg")] == pytest.approx(2 * (K1 + 1) / (2 + norm))
    assert found[number("tunnel")] == pytest.approx(1 * (K1 + 1) / (1 + norm))
    assert list(found) == sorted(found)


def test_weights_are_less_in_a_longer_text():
    short, long = weights("bridge", "claim"), weights("bridge tunnel road river port", "claim")

    assert short[number("bridg")] > long[number("bridg")]


def test_idf_is_more_for_a_rarer_term_and_never_negative():
    assert idf(1, 100) == pytest.approx(math.log(1 + 99.5 / 1.5))
    assert idf(1, 100) > idf(50, 100) > idf(100, 100) > 0


def test_sparse_is_what_pgvector_reads():
    assert sparse({3: 1.5, 7: 0.25}) == "{3:1.5,7:0.25}/999999937"
