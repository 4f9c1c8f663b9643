"""Who said what: cue, source and content, before, after and inside the quotation."""

from __future__ import annotations

import pytest

from claims.nlp.engine import analyze
from claims.nlp.records import Quotation

ENGLISH = [
    ("“Taxes fell,” Anna Bell said.", "Anna Bell", "said", ["“Taxes fell,”"], "direct"),
    (
        "“Taxes fell,” said Anna Bell, the mayor of Tarn.",
        "Anna Bell, the mayor of Tarn",
        "said",
        ["“Taxes fell,”"],
        "direct",
    ),
    ("Anna Bell said, “Taxes fell.”", "Anna Bell", "said", ["“Taxes fell.”"], "direct"),
    ('Anna Bell said: "Taxes fell."', "Anna Bell", "said:", ['"Taxes fell."'], "direct"),
    ("“Taxes,” Anna Bell said, “fell twice.”", "Anna Bell", "said", ["“Taxes,”", "“fell twice.”"], "direct"),
    ("Anna Bell said that taxes fell.", "Anna Bell", "said", ["that taxes fell"], "indirect"),
    (
        "According to Anna Bell, taxes fell by half.",
        "Anna Bell",
        "According to",
        ["taxes fell by half"],
        "indirect",
    ),
    (
        "Taxes fell by half, according to Anna Bell.",
        "Anna Bell",
        "according to",
        ["Taxes fell by half"],
        "indirect",
    ),
    ("Taxes fell by half, Anna Bell said.", "Anna Bell", "said", ["Taxes fell by half"], "indirect"),
    (
        "The plan, Anna Bell said on Monday, would cost two millions.",
        "Anna Bell",
        "said",
        ["The plan", "would cost two millions"],
        "indirect",
    ),
    (
        "Anna Bell noted that taxes “fell by half” in May.",
        "Anna Bell",
        "noted",
        ["that taxes “fell by half” in May"],
        "mixed",
    ),
    (
        "Anna Bell told reporters on Friday that taxes fell.",
        "Anna Bell",
        "told",
        ["that taxes fell"],
        "indirect",
    ),
    (
        "Anna Bell, the mayor of Tarn, said taxes had fallen.",
        "Anna Bell, the mayor of Tarn,",
        "said",
        ["taxes had fallen"],
        "indirect",
    ),
    (
        "Bell’s claim that taxes “fell by half” is false.",
        "Bell",
        "claim",
        ["that taxes “fell by half”"],
        "mixed",
    ),
]


def _parts(text, one):
    return (
        [span.of(text) for span in one.source],
        [span.of(text) for span in one.cue],
        [span.of(text) for span in one.content],
        one.type.value,
    )


@pytest.mark.parametrize(("text", "source", "cue", "content", "kind"), ENGLISH)
def test_attribution_finds_the_three_roles(text, source, cue, content, kind):
    found = analyze(text, language="en").attributions

    assert [_parts(text, one) for one in found] == [([source], [cue], content, kind)]


@pytest.mark.parametrize(
    ("language", "text", "speakers"),
    [
        ("fr", "Jean Ferrand est parti. « Les prix baissent », a-t-il affirmé.", ("Jean Ferrand",)),
        ("fr", "Marie Durand est maire. « Les prix baissent », a-t-elle dit.", ("Marie Durand",)),
        ("pt", "De acordo com a ministra Ana Lima, os preços caíram.", ("Ana Lima",)),
        ("pt", "Segundo o presidente João Prado, os preços caíram.", ("João Prado",)),
        ("es", "Según la ministra Ana Lima, los precios bajaron.", ("Ana Lima",)),
        ("es", "Un testigo dijo que los precios bajaron.", ()),
    ],
)
def test_attribution_names_the_speaker_in_other_languages(language, text, speakers):
    assert [one.speakers for one in analyze(text, language=language).attributions] == [speakers]


@pytest.mark.parametrize(
    ("language", "text", "source", "content"),
    [
        ("es", "«La deuda bajó», dijo Ana Ruiz.", "Ana Ruiz", "«La deuda bajó»"),
        ("es", "Ana Ruiz afirmó el lunes que la deuda bajó.", "Ana Ruiz", "que la deuda bajó"),
        ("es", "Según Ana Ruiz, la deuda bajó un 3%.", "Ana Ruiz", "la deuda bajó un 3%"),
        ("fr", "« La dette a baissé », a déclaré Anne Roux.", "Anne Roux", "« La dette a baissé »"),
        ("fr", "Selon Anne Roux, la dette a baissé de 3 %.", "Anne Roux", "la dette a baissé de 3 %"),
        ("de", "„Die Schulden sanken“, sagte Anna Roth.", "Anna Roth", "„Die Schulden sanken“"),
        (
            "de",
            "Anna Roth sagte am 3. Mai, dass die Schulden sanken.",
            "Anna Roth",
            "dass die Schulden sanken",
        ),
        ("pt", "“A dívida caiu”, afirmou Ana Lima.", "Ana Lima", "“A dívida caiu”"),
        ("ar", "قالت الوزيرة سلمى حداد إن الدين انخفض.", "الوزيرة سلمى حداد", "إن الدين انخفض"),
    ],
)
def test_attribution_reads_other_languages(language, text, source, content):
    found = analyze(text, language=language).attributions

    assert [([s.of(text) for s in one.source], [c.of(text) for c in one.content]) for one in found] == [
        ([source], [content])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “miracle diet” is popular in Tarn.",
        "He starred in the film “The Long Way Home” in 1990.",
        "The workers’ pay and Tom’s hat were stolen.",
        "The State and Defense Departments are in the capital.",
    ],
)
def test_attribution_leaves_alone_what_nobody_said(text):
    assert analyze(text, language="en").attributions == ()


def test_attribution_gives_a_following_quotation_to_the_same_speaker():
    text = "“Taxes fell by half,” Anna Bell said. “Rents did not fall at all.”"

    found = analyze(text, language="en").attributions

    assert [[span.of(text) for span in one.content] for one in found] == [
        ["“Taxes fell by half,”", "“Rents did not fall at all.”"]
    ]


def test_attribution_follows_a_quotation_over_paragraphs():
    text = "Anna Bell said: “Taxes fell by half.\n“Rents did not fall at all.”"

    found = analyze(text, language="en").attributions

    assert {one.speakers for one in found} == {("Anna Bell",)}
    assert [span.of(text) for one in found for span in one.content] == [
        "“Taxes fell by half.",
        "“Rents did not fall at all.”",
    ]


def test_attribution_reads_a_transcript():
    text = "ANNA BELL: We built 40 homes.\nTOM REED: That is false.\nANNA BELL: It is true."

    found = analyze(text, language="en").attributions

    assert [(one.speakers, one.content[0].of(text), one.type) for one in found] == [
        (("Anna Bell",), "We built 40 homes.", Quotation.DIRECT),
        (("Tom Reed",), "That is false.", Quotation.DIRECT),
        (("Anna Bell",), "It is true.", Quotation.DIRECT),
    ]


def test_attribution_without_rules_for_the_language_goes_by_the_marks():
    text = "”Suomi on velkaantunut 10 miljardia euroa vuodessa”, Orpo sanoi."

    found = analyze(text, language="fi").attributions

    assert [(one.speakers, one.source, one.content[0].of(text)) for one in found] == [
        ((), (), "”Suomi on velkaantunut 10 miljardia euroa vuodessa”")
    ]
