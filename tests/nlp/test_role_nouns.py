"""Role nouns as speakers: "the senator", "Reed’s lawyer", "the two ministers", "the company".

A line of ``role_nouns.jsonl``: a short article of our own, the source phrase that is meant, and who that is.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claims.nlp.engine import analyze

WORLD = pytest.mark.xfail(strict=True, reason="needs knowledge of the world")
LINES = Path(__file__).with_name("role_nouns.jsonl").read_text("utf-8").splitlines()
ARTICLES = [json.loads(line) for line in LINES]


@pytest.mark.parametrize(
    "article",
    [pytest.param(row, marks=[WORLD] if row.get("unread") else [], id=row["text"]) for row in ARTICLES],
)
def test_role_noun_is_whoever_the_article_introduced_with_it(article):
    found = analyze(article["text"], language="en").attributions
    of_source = [
        one for one in found if one.source and one.source[0].of(article["text"]) == article["source"]
    ]

    assert of_source[-1].speakers == tuple(article["speakers"])
