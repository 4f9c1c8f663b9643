from __future__ import annotations

import pytest

from claims.integrations.boilerplate import without_edges

PROSE = "\n".join(f"Paragraph {n} of the article." for n in range(20))
DROPPED = [
    "Follow us on Twitter and Facebook",
    "Sign up for our daily newsletter here.",
    "© 2024 The Daily. All rights reserved.",
    "Filed under: Weather",
    "Comments",
    "Tags: flood, rain",
    "Copyright (c) 2024 The Daily",
    "Abonnieren Sie unseren Newsletter",
]
KEPT = [
    "The mayor follows the advice of the weather service and will not open the bridge before Friday.",
    "In a newsletter that its members received on Monday evening, the association said that the bridge "
    "had been unsafe for years and that the city had known about it since 2019.",
    "More than 1,200 people left their homes.",
    "Like Facebook, the company had to delete the accounts that it had sold to the party.",
    "Copyright law was changed in 2019.",
    "Tags were found on 14 of the birds.",
    "He shared this view with the council.",
]


@pytest.mark.parametrize("line", DROPPED)
def test_promotion_below_the_article_is_dropped(line: str) -> None:
    assert without_edges(f"{PROSE}\n{line}", [], []) == PROSE


@pytest.mark.parametrize("line", KEPT)
def test_prose_below_the_article_is_kept(line: str) -> None:
    assert without_edges(f"{PROSE}\n{line}", [], []) == f"{PROSE}\n{line}"


def test_promotion_high_up_is_kept() -> None:
    text = f"{DROPPED[0]}\n{PROSE}"

    assert without_edges(text, [], []) == text


def test_headline_and_byline_are_dropped_at_the_top_alone() -> None:
    text = f"RAIN floods the valley!\nBy Ana Díaz and Jo Li\n{PROSE}\nRain floods the valley"

    assert without_edges(text, ["Rain floods the valley"], ["Ana Díaz", "Jo Li"]) == (
        f"{PROSE}\nRain floods the valley"
    )
