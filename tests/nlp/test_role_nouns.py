"""Role nouns as speakers: "the senator", "Reed’s lawyer", "the two ministers", "the company"."""

from __future__ import annotations

import pytest

from claims.nlp.engine import analyze
from tests.nlp.role_nouns import ROLES, UNREAD


def _speakers(text, source):
    """Of the last attribution with these words as its source."""
    found = analyze(text, language="en").attributions
    return [one.speakers for one in found if one.source and one.source[0].of(text) == source][-1]


@pytest.mark.parametrize(("text", "source", "speakers"), ROLES)
def test_role_noun_is_whoever_the_article_introduced_with_it(text, source, speakers):
    assert _speakers(text, source) == speakers


@pytest.mark.xfail(strict=True, reason="needs knowledge of the world")
@pytest.mark.parametrize(("text", "source", "speakers"), UNREAD)
def test_role_noun_that_only_the_world_explains(text, source, speakers):
    assert _speakers(text, source) == speakers
