"""Word pieces remembered are the pieces of the whole text."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.nlp.reader import pieces as module
from claims.nlp.reader.model import load
from claims.nlp.reader.pieces import Pieces

AWKWARD = [
    "##ing",
    "[MASK]",
    "e\u0301",
    "\u0301",
    "\x1c",
    "\u200f",
    "\t",
    "\u00a0",
    "don’t",
    "U.S.",
    "中文",
    "x" * 120,
]
WORDS = st.one_of(st.sampled_from(AWKWARD), st.text(st.characters(codec="utf-8"), max_size=6))


@pytest.fixture(scope="module")
def tokenizer():
    return load()._pieces._tokenizer


@given(units=st.lists(st.lists(WORDS, max_size=8).map(" ".join), max_size=4))
def test_pieces_of_chunks_are_those_of_the_text(tokenizer, units):
    found = Pieces(tokenizer).of(units)

    whole = tokenizer.encode_batch(units, add_special_tokens=False)
    for one, expected in zip(found, whole, strict=True):
        assert one.ids.tolist() == expected.ids
        assert one.offsets.tolist() == [list(place) for place in expected.offsets]
        assert one.begins.tolist() == [not token.startswith("##") for token in expected.tokens]


def test_pieces_forget_when_they_know_too_much(tokenizer, monkeypatch):
    monkeypatch.setattr(module, "MOST", 3)
    pieces = Pieces(tokenizer)
    first = pieces.of(["taxes fell twice"])[0]

    pieces.of(["rents rose again"])
    again = pieces.of(["taxes fell twice"])[0]

    assert len(pieces._known) == 3
    assert all(np.array_equal(one, other) for one, other in zip(first, again, strict=True))
