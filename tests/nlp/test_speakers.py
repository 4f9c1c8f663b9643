"""Speakers: names, pronouns, groups, documents and bodies resolved inside the article."""

from __future__ import annotations

import pytest

from claims.nlp.engine import analyze

from .articles import SUMMIT

BOTH = ("Marta Quill", "Tom Bardwell")

CASES = [
    ("Rex Hale met aides. Hale said taxes fell.", ("Rex Hale",)),
    ("President Anna Bell arrived. Mrs. Bell said taxes fell.", ("Anna Bell",)),
    ("President Anna Bell arrived. The president said taxes fell.", ("Anna Bell",)),
    ("Anna Bell, the mayor of Tarn, resigned. The mayor said taxes fell.", ("Anna Bell",)),
    ("Anna Bell met Tom Reed. She said taxes fell.", ("Anna Bell",)),
    ("Anna Bell met Tom Reed. Tom Reed left. He said taxes fell.", ("Tom Reed",)),
    ("Tom Reed and Anna Bell met. The two leaders said taxes fell.", ("Tom Reed", "Anna Bell")),
    ("Tom Reed and Anna Bell met. Both said taxes fell.", ("Tom Reed", "Anna Bell")),
    ("The White House said taxes fell.", ("White House",)),
    ("Brussels said taxes fell.", ("Brussels",)),
    ("Trump campaign spokesman Brian Fell said taxes fell.", ("Brian Fell",)),
    ("The Reed campaign said taxes fell.", ("Reed campaign",)),
    ("The Bank of Tarn raised rates. The bank said taxes fell.", ("Bank of Tarn",)),
    ("Officials said taxes fell.", ()),
    ("A spokesman for Tom Reed said taxes fell.", ()),
    ("He said taxes fell.", ()),
    ("They said taxes fell.", ()),
    ("The two ministers said taxes fell.", ()),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_speakers_are_resolved_inside_the_article(text, expected):
    found = analyze(text, language="en").attributions

    assert [one.speakers for one in found] == [expected]


def test_speakers_of_a_relative_clause_are_its_antecedent():
    text = "They broke with Ruth Hale who has warned Tarn of “iron and storm” amid a dispute."

    assert [one.speakers for one in analyze(text, language="en").attributions] == [("Ruth Hale",)]


def test_speakers_of_an_article_with_two_authors():
    found = analyze(SUMMIT, language="en").attributions

    by_source = {one.source[0].of(SUMMIT): one.speakers for one in found if one.source}

    assert by_source["the two ministers"] == BOTH
    assert by_source["The two officials"] == BOTH
    assert by_source["they"] == BOTH
    assert by_source["the op-ed"] == BOTH
    assert by_source["Hale"] == ("Ruth Hale",)
    assert by_source["Tarn"] == ("Tarn",)


@pytest.mark.parametrize(
    "tail",
    [
        "said Ines Calder.", "said Ines Calder on Monday.", "said Ines Calder after the vote.",
        "said Mayor Ines Calder after the vote.", "said Ines Calder when she was asked.",
    ],
)  # fmt: skip
def test_a_name_that_the_reader_never_met_is_whole_and_ends_before_the_vote(tail):
    text = (
        "The council met late on Tuesday to decide on the new ferries. It voted 9 to 4.\n\n"
        f"“These boats will cut diesel use in the port by 60 percent,” {tail}"
    )

    found = analyze(text, language="en").attributions[0]

    assert found.source[0].of(text) in {"Ines Calder", "Mayor Ines Calder"}
    assert found.speakers == ("Ines Calder",)
