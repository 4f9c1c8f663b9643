"""Quotation marks of many conventions."""

from __future__ import annotations

import pytest

from claims.nlp.paragraphs import paragraphs
from claims.nlp.quotes import find_quotes, is_title, outermost

CASES = [
    ("He said “it is ‘done’ now,” twice.", [(0, "it is ‘done’ now,"), (1, "done")]),
    ('He said "it\'s 5 o\'clock" and "fine".', [(0, "it's 5 o'clock"), (0, "fine")]),
    ("\"Outer 'inner' quote,\" he said.", [(0, "Outer 'inner' quote,"), (1, "inner")]),
    (
        "‘I don’t know,’ she said. ‘The workers’ pay rose.’",
        [(0, "I don’t know,"), (0, "The workers’ pay rose.")],
    ),
    ("„Das ist »gut«“, sagte er.", [(0, "Das ist »gut«"), (1, "gut")]),
    ("»Ja, gern«, sagte sie.", [(0, "Ja, gern")]),
    ("« Oui », dit-il. « Non ».", [(0, " Oui "), (0, " Non ")]),
    ("”Hej då”, sade han.", [(0, "Hej då")]),
    ("''Two apostrophes,'' he said.", [(0, "Two apostrophes,")]),
    ("他说「你好『世界』」。", [(0, "你好『世界』"), (1, "世界")]),
    ("Tom’s and the workers’ pay rose in the ’90s.", []),
    ('A 6" pipe and a 5\'10" man.', []),
    ('He said "never closed here.', []),
    ("Stray” mark and „another one", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_find_quotes_pairs_the_marks(text, expected):
    found = find_quotes(text, paragraphs(text))

    assert [(quoted.depth, quoted.inner.of(text)) for quoted in found] == expected


def test_find_quotes_carries_over_paragraphs():
    text = "“First paragraph.\n“Second paragraph,” he said."

    found = find_quotes(text, paragraphs(text))

    assert [(quoted.inner.of(text), quoted.closed, quoted.carries_on) for quoted in found] == [
        ("First paragraph.", False, True),
        ("Second paragraph,", True, False),
    ]


def test_find_quotes_survives_a_missing_mark():
    text = "He said “one. Then he said “two” and left."

    found = outermost(find_quotes(text, paragraphs(text)))

    assert [quoted.inner.of(text) for quoted in found] == ["two"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("He wrote the book “The Long Way Home” in 1990.", True),
        ("She said “the long way home” was closed.", False),
        ("“The Long Way Home” was closed.", False),
    ],
)
def test_is_title_knows_works(text, title):
    quoted = find_quotes(text, paragraphs(text))[0]

    assert is_title(text, quoted) is title
