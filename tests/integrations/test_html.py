"""Pages that mean harm, and pages that are built in awkward ways."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from claims.integrations.errors import Unreadable
from claims.integrations.html import read_page
from claims.integrations.records import Limits

PROSE = (
    "The mayor said on Monday that about 1,200 people had left their homes after the flood in the valley. "
)
OTHER = (
    "Water stood a metre high in the old market, and the bridge to the station was closed until the evening. "
)
HOSTILE = {
    "deep divs": "<div>" * 100_000 + PROSE * 9,
    "deep inline": "<p>" + "<b>" * 50_000 + PROSE * 9,
    "deep lists": "<ul><li>" * 20_000 + PROSE * 9,
    "tables in tables": "<table><tr><td>" * 5_000 + PROSE * 9,
    "long attribute": f'<p class="{"x " * 800_000}">{PROSE * 9}</p>',
    "entity bomb": '<!DOCTYPE html [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + "<p>&b;" * 2_000,
    "many links": "<a href=x>y</a>" * 8_000,
    "many paragraphs": f"<p>{PROSE}</p>" * 5_000,
    "too many elements": "<br>" * 130_000,
    "deep json": '<script type="application/ld+json">'
    + '{"@type":"A","x":[' * 20_000
    + "</script><p>"
    + PROSE * 9,
    "one word": "<p>" + "a" * 1_000_000,
    "unclosed": "<article><p " * 3_000 + PROSE,
    "no markup": "<html>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_page_is_read_or_refused_in_time(name: str) -> None:
    started = time.monotonic()
    with suppress(Unreadable):
        read_page(f"<html><body>{HOSTILE[name]}".encode(), None, None, Limits())
    assert time.monotonic() - started < 12


def text_of(body: str, head: str = "") -> str:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_page(page.encode(), None, None, Limits()).text


def test_article_in_several_parts_is_joined() -> None:
    part = "<div class='story article__body'><p>{}</p></div><div class=ad>Buy!</div>"

    text = text_of(f"<article><h1>Flood</h1>{part.format(PROSE * 3)}{part.format(OTHER * 3)}</article>")

    assert text == f"{(PROSE * 3).strip()}\n{(OTHER * 3).strip()}"


def test_bare_opening_words_are_kept() -> None:
    text = text_of(f"<div class='article content'>{PROSE}<p>{OTHER * 3}</p><p>{PROSE * 3}</p></div>")

    assert text.split("\n")[0] == PROSE.strip()


def test_hidden_words_are_left_out() -> None:
    text = text_of(
        f"<article><p>{PROSE * 3}</p><p style='display: none'>Trap for robots.</p>"
        f"<p>{OTHER * 3}<span class='sr-only'>opens in a new window</span></p></article>"
    )

    assert text == f"{(PROSE * 3).strip()}\n{(OTHER * 3).strip()}"


def test_embedded_post_is_kept() -> None:
    post = "<blockquote class='twitter-tweet'><p>We never said that.</p>— Mayor</blockquote>"

    text = text_of(
        f"<article><p>{PROSE * 3}</p><div class='twitter'>{post}</div><p>{OTHER * 3}</p></article>"
    )

    assert "We never said that." in text


def test_publishers_own_text_stands_in_for_an_empty_page() -> None:
    data = f'{{"@type": "NewsArticle", "articleBody": "{PROSE * 6}"}}'

    text = text_of("<div id=app></div>", f'<script type="application/ld+json">{data}</script>')

    assert text == (PROSE * 6).strip()
