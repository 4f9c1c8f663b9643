"""What a page says of itself, from the best source that says it."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.integrations.bylines import once, people
from claims.integrations.dates import parse_date
from claims.integrations.html import parse
from claims.integrations.language import language_of
from claims.integrations.metadata import Metadata

BYLINES = {
    "By Ana Díaz, Jo Li and Kim Poe, Staff Writers": ["Ana Díaz", "Jo Li", "Kim Poe"],
    "Von Jürgen Müller und Sahra von der Heide": ["Jürgen Müller", "Sahra von der Heide"],
    "Por María Ortega y Luis Gil": ["María Ortega", "Luis Gil"],
    "John E Smith": ["John E Smith"],
    "Fact check by Devika Mehta": ["Devika Mehta"],
    "MEG KINNARD and ERRIN HAINES": ["Meg Kinnard", "Errin Haines"],
    "AFP USA": ["AFP USA"],
    "Jeff Foust Monday, November 18, 2019": ["Jeff Foust"],
    "Ludwig van Beethoven": ["Ludwig van Beethoven"],
    "山田太郎": ["山田太郎"],
    "<b>Ana&nbsp;Díaz</b>": ["Ana Díaz"],
    "admin": [],
    "https://www.facebook.com/daily": [],
    "ana@daily.example": [],
    "Editorial team": [],
    "The Russian": [],
    "5 minutes ago": [],
    "": [],
}


@pytest.mark.parametrize("line", BYLINES)
def test_people(line: str) -> None:
    assert people(line) == BYLINES[line]


def test_once_keeps_the_fullest_name() -> None:
    assert once(["Ana Díaz", "ana díaz", "Díaz", "Jo Li"]) == ("Ana Díaz", "Jo Li")


DATES = {
    "2024-03-05T10:15:00+01:00": datetime.fromisoformat("2024-03-05T10:15:00+01:00"),
    "2024-03-05T10:15:00Z": datetime.fromisoformat("2024-03-05T10:15:00+00:00"),
    "2024-03-05T10:15:00.123+0100": datetime.fromisoformat("2024-03-05T10:15:00.123+01:00"),
    "Tue, 05 Mar 2024 10:15:00 GMT": datetime.fromisoformat("2024-03-05T10:15:00+00:00"),
    "2024-03-05T10:15:00": date(2024, 3, 5),
    "2024-03-05": date(2024, 3, 5),
    "2024/3/5": date(2024, 3, 5),
    "2024-03-05 10:15 PST": date(2024, 3, 5),
    "0001-01-01T00:00:00Z": None,
    "1970-01-01": None,
    "2999-01-01": None,
    "2024-13-40": None,
    "yesterday": None,
    "": None,
}


@pytest.mark.parametrize("text", DATES)
def test_parse_date(text: str) -> None:
    assert parse_date(text) == DATES[text]


KEYS = ["@type", "@id", "@graph", "@value", "name", "headline", "author", "publisher", "datePublished",
        "inLanguage", "givenName", "isAccessibleForFree", "articleBody"]  # fmt: skip


def page(head: str, body: str = "", url: str | None = None) -> Metadata:
    return Metadata(parse(f"<html lang=de><head>{head}</head><body>{body or '<p>x</p>'}</body></html>"), url)


def script(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


def test_json_ld_graph_with_references() -> None:
    found = page(
        script(
            '{"@graph": [{"@type": "WebSite", "name": "Daily"},'
            '{"@type": "NewsArticle", "headline": "Rain &amp; wind", "author": {"@id": "#ana"},'
            '"datePublished": "2024-03-05", "publisher": {"@id": "#daily"}},'
            '{"@type": "Person", "@id": "#ana", "name": "Ana Díaz"},'
            '{"@type": "Organization", "@id": "#daily", "name": "The Daily"},]}'
        )
    )

    assert (found.title, found.authors, found.site_name) == ("Rain & wind", ("Ana Díaz",), "The Daily")
    assert found.published == date(2024, 3, 5)


def test_broken_json_ld_leaves_the_meta_tags() -> None:
    found = page(
        script('{"@type": "NewsArticle", "headline": ')
        + '<meta property="og:title" content="Rain floods the valley - The Daily">'
        '<meta property="og:site_name" content="The Daily"><meta name="author" content="Ana Díaz">'
        '<meta property="article:published_time" content="2024-03-05T08:00:00Z">'
    )

    assert (found.title, found.authors) == ("Rain floods the valley", ("Ana Díaz",))
    assert found.published == datetime.fromisoformat("2024-03-05T08:00:00+00:00")


def test_title_is_the_headline_that_readers_see() -> None:
    head = "<title>Rain floods the valley, 1,200 flee | Daily</title>" + script(
        '{"@type": "NewsArticle", "headline": "Rain floods the valley, 1,200 flee"}'
    )

    assert page(head, "<h1>Daily</h1><h1>Rain floods the valley, 1,200 flee homes</h1>").title == (
        "Rain floods the valley, 1,200 flee homes"
    )


def test_site_is_not_an_author_and_not_in_the_title() -> None:
    found = page(
        "<title>About bugs – Vortex Cannon Entertainment</title><meta name=author content='Vortex Cannon'>",
        url="https://vortexcannon.example/about",
    )

    assert (found.title, found.authors) == ("About bugs", ())


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=12,
)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), ANYTHING))
def test_any_json_ld_is_survived(thing: dict[str, object]) -> None:
    data = json.dumps({"@type": "NewsArticle", **thing}).replace("<", "\\u003c")

    found = page(script(data))
    found.read_all()

    assert isinstance(found.title, str)
    assert all(isinstance(author, str) for author in found.authors)


GERMAN = "Der Bürgermeister sagte am Montag, dass rund 1200 Menschen ihre Häuser verlassen mussten. " * 4
LANGUAGES = [
    (GERMAN, ("de-DE",), "de"),
    (GERMAN, ("en",), "de"),
    (GERMAN, ("x-default", None, "", "en_US"), "de"),
    (GERMAN, (), "de"),
    ("Ein kurzer Satz.", ("fr",), "fr"),
    ("?", (), None),
    (
        "Ordføreren sa mandag at rundt 1200 mennesker måtte forlate hjemmene sine etter flommen. " * 4,
        ("nb",),
        "nb",
    ),
]


@pytest.mark.parametrize(("text", "declared", "language"), LANGUAGES)
def test_language_of(text: str, declared: tuple[str | None, ...], language: str | None) -> None:
    assert language_of(text, *declared) == language
