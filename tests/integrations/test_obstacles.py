"""A site's own "not found" is told from an article, whatever status it comes with."""

import pytest

from claims.integrations.obstacles import is_missing

NEWS = "Here is our newest news of the day for everybody in the valley. " * 10


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "404 Not Found",
        "Error 404 | The Daily",
        "Page not found",
        "Page not found – The Daily",
        "Oops! This page could not be found",
        "Not found",
        "Seite nicht gefunden",
        "Página no encontrada",
    ],
)
def test_not_found_by_its_title(title):
    assert is_missing(title, NEWS)


@pytest.mark.parametrize(
    "title",
    [
        "404 people left the town",
        "Route 404 is open again",
        "Not found guilty: the trial of a mayor",
        "Bridges",
        "",
    ],
)
def test_articles_are_none(title):
    assert not is_missing(title, NEWS)


def test_a_page_with_much_to_read_is_none():
    assert not is_missing("Page not found", NEWS * 9)
