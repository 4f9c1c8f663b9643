"""What a page says about itself is never a sentence to check."""

from __future__ import annotations

import pytest

from claims.nlp.engine import analyze
from claims.nlp.records import SentenceKind

BODY = "The government raised taxes by 5 percent in 2019, the ministry of finance said on Monday."

BOILERPLATE = [
    "Read more:",
    "Share this article",
    "Follow us on Twitter",
    "By Jane Doe",
    "BY JANE DOE AND JOHN SMITH",
    "By Jane Doe and John Smith, Political Editor",
    "Photo: Jane Doe speaks in Tarn",
    "Sign up for our newsletter.",
    "© 2024 The Times. All rights reserved.",
    "Updated 3:45 PM EST, Mon January 5, 2024",
    "12 March 2021",
    "3 hours ago",
    "Advertisement",
    "(Reporting by Jane Doe; editing by John Smith)",
    "* * *",
    "https://example.org/a",
    "Lea también: la guía",
    "Abonnez-vous",
]


@pytest.mark.parametrize("line", BOILERPLATE)
def test_boilerplate_is_known_and_never_scored(line):
    found = analyze(
        f"{BODY}\n{line}", language="es" if line.startswith("Lea") else "fr" if "Abon" in line else "en"
    )

    assert {one.kind for one in found.sentences[1:]} == {SentenceKind.BOILERPLATE}
    assert all(one.worth is None for one in found.sentences[1:])
    assert all(claim.end <= len(BODY) for claim in found.claims)


@pytest.mark.parametrize(
    "line",
    [
        "By Monday, 500 people had died.",
        "Updated figures show unemployment fell to 5 percent.",
        "Copyright law was changed in 1998 by Congress.",
        "Advertisement spending rose 5 percent in 2020.",
    ],
)
def test_boilerplate_leaves_sentences_that_begin_alike(line):
    assert analyze(f"{line}\n{BODY}", language="en").sentences[0].kind == SentenceKind.BODY


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Taxes rise as deficit grows", SentenceKind.HEADLINE),
        ("A guard stands in Tarn. (AP Photo/Ann Lee)", SentenceKind.CAPTION),
        ("• Taxes rose by 5 percent", SentenceKind.LIST_ITEM),
        ("1. Taxes rose by 5 percent", SentenceKind.LIST_ITEM),
    ],
)
def test_kinds_tells_headlines_captions_and_items(line, kind):
    assert analyze(f"{line}\n{BODY}", language="en").sentences[0].kind == kind


def test_kinds_takes_a_lone_line_for_body():
    assert analyze("Unemployment fell to 3.5% in 2019", language="en").sentences[0].kind == SentenceKind.BODY
