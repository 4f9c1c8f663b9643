"""Quotation state and the one-for-one plain form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.nlp.reader.encoding import plain, quoted


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("He left.", []),
        ("“We won,” he said.", ["“We won,”"]),
        ('"We won," he said. "Twice."', ['"We won,"', '"Twice."']),
        ("`` We won , '' he said .", ["`` We won , ''"]),
        ("we won,” he said.", ["we won,”"]),
        ("“We won.", ["“We won."]),
        ("«Oui», dit-il.", ["«Oui»"]),
    ],
)
def test_quoted_finds_stretches_with_their_marks(text: str, stretches: list[str]) -> None:
    assert [text[s:e] for s, e in quoted(text)] == stretches


@given(st.text())
def test_plain_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text(alphabet="ab “”\"'`«»„\n"))
def test_quoted_stretches_are_in_order_and_apart(text: str) -> None:
    edges = [edge for stretch in quoted(text) for edge in stretch]
    assert edges == sorted(edges)
    assert all(0 <= s < e <= len(text) for s, e in quoted(text))
