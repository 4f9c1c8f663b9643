"""Sentences: where they begin and end, in several languages."""

from __future__ import annotations

import pytest

from claims.nlp.paragraphs import paragraphs
from claims.nlp.sentences import MAX_SENTENCE, split_sentences
from claims.nlp.words import lexicon_for

CASES = [
    ("en", ["Mr. Smith went to Washington.", "He met Sen. Jones."]),
    ("en", ["He was born in the U.S. Army base.", "It rained."]),
    ("en", ["She lives in the U.S.", "The house is old."]),
    ("en", ["J. K. Rowling wrote it.", "Nobody else did."]),
    ("en", ["Prices rose 3.5 percent to $1.20.", "Wages did not."]),
    ("en", ["Well ... maybe not.", "We will see…", "Or not!"]),
    ("en", ["“It is over.”", "He left at 5 p.m. on Friday."]),
    ("en", ["“Why now?” Smith asked reporters.", "Nobody answered."]),
    ("en", ["“Why now?” she asked.", "“Because it rained.”"]),
    ("en", ["He said, “No.”", "Then he left (by car).", "It was late."]),
    ("es", ["El Sr. García habló con la Sra. Díaz.", "¿Qué dijo?", "¡Nada!"]),
    ("fr", ["« Oui. »", "M. Dupont est parti.", "Il pleut."]),
    ("de", ["Am 3. Oktober sprach Dr. Weber.", "Er kam z. B. aus Köln.", "Es regnete."]),
    ("pt", ["O Sr. Lima chegou.", "Disse: “Não.”", "Saiu."]),
    ("ar", ["وصل الرئيس أمس.", "هل سيعود؟", "لا أحد يعلم."]),
    ("zh", ["经济增长了5.2%。", "“我们很高兴。”", "他走了！"]),
    ("hi", ["वह आया।", "वह गया।"]),
]


@pytest.mark.parametrize(("language", "expected"), CASES)
def test_split_sentences_finds_each_sentence(language, expected):
    text = ("" if language == "zh" else " ").join(expected)

    found = split_sentences(text, paragraphs(text), lexicon_for(language))

    assert [span.of(text) for span in found[0]] == expected


def test_split_sentences_ends_at_every_line():
    text = "Headline without a stop\n\n1. First item\n2. Second item\r\nLast line"

    found = split_sentences(text, paragraphs(text))

    assert [[span.of(text) for span in inside] for inside in found] == [
        ["Headline without a stop"],
        ["1. First item"],
        ["2. Second item"],
        ["Last line"],
    ]


def test_split_sentences_cuts_a_run_without_stops():
    text = "word " * 2000

    found = split_sentences(text, paragraphs(text))[0]

    assert all(span.end - span.start <= MAX_SENTENCE for span in found)
    assert " ".join(span.of(text) for span in found) == text.strip()


def test_split_sentences_reads_text_without_capitals():
    text = "hello there. this is me. bye."

    assert len(split_sentences(text, paragraphs(text))[0]) == 3


def test_paragraphs_joins_hard_wrapped_lines():
    text = (
        "Showers continued throughout the week in the northern\n"
        "cocoa zone, alleviating the drought since early in the\n"
        "year and improving prospects for the coming harvest in\n"
        "the whole of the province.\n\n"
        "A second paragraph follows the first one here and runs\n"
        "over two lines."
    )

    found = [span.of(text) for span in paragraphs(text)]

    assert len(found) == 2
    assert found[0].startswith("Showers")
    assert found[1].startswith("A second")


def test_paragraphs_of_nothing_is_empty():
    assert paragraphs(" \n\t\x00\u200e\n") == []
