from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.integrations.normalise import CONTROLS, DIRECTIONS, Normalised, normalise

ANY = st.text(st.characters(), max_size=80) | st.text(
    "a\u0301e \r\n\t\u0085\u2028\u202e\u2066\u200f\ufeff\x00\ud800", max_size=30
)


@given(ANY)
def test_normalise_is_idempotent(text: str) -> None:
    once = normalise(text).text

    assert normalise(once) == Normalised(once, ())


@given(ANY)
def test_normalise_leaves_nothing_that_is_hidden(text: str) -> None:
    text = normalise(text).text

    assert not CONTROLS.search(text)
    assert not DIRECTIONS.search(text)
    assert "\r" not in text
    assert unicodedata.is_normalized("NFC", text)
    text.encode("utf-8")


@given(st.text("abc äöü é.,\n\t  \u00a0\u200b\u200e\u200f\u061c“”’–😀漢字עברית", max_size=80))
def test_normalise_leaves_ordinary_text_alone(text: str) -> None:
    assert normalise(text) == Normalised(text, ())


CASES = {
    "a\r\nb\rc\u0085d\u2028e\u2029f\n": ("a\nb\nc\nd\ne\nf\n", ()),
    "  two  spaces \n": ("  two  spaces \n", ()),
    "e\u0301": ("é", ()),
    "e\x00\u0301": ("é", ("1 control character was removed.",)),
    "\ufeffHello\x0b": ("Hello", ("2 control characters were removed.",)),
    "user\u202enimda\u2066x\u2069": ("usernimdax", ("3 invisible direction marks were removed.",)),
    "שלום\u200f!": ("שלום\u200f!", ()),
    "half \ud83d pair": ("half \ufffd pair", ("1 broken character was replaced by \ufffd.",)),
    "a\x1cb": ("ab", ("1 control character was removed.",)),
}


@pytest.mark.parametrize("text", CASES, ids=ascii)
def test_normalise(text: str) -> None:
    assert normalise(text) == Normalised(*CASES[text])
