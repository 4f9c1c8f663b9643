"""Reading as its callers see it: the right kind of reading for the bytes, or a sentence."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.integrations.normalise import normalise
from claims.integrations.reading import Limits, Reading, Unreadable, read, read_text
from tests.fakes.pdf import locked, pdf

PROSE = "The mayor said on Monday that about 1,200 people had left their homes after the flood in the valley."
DATA = """{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Rain floods the valley", "datePublished": "2024-03-05T10:15:00+01:00", "inLanguage": "en",
"author": [{"@type": "Person", "name": "Ana Díaz"}, {"@type": "Person", "name": "By JO LINDQVIST"}]}"""
PAGE = f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>Rain floods the valley | The Daily</title>
<link rel="canonical" href="https://www.daily.example/politics/rain">
<meta property="og:site_name" content="The Daily"><script type="application/ld+json">{DATA}</script>
</head><body><nav><a href="/">Home</a></nav><article><h1>Rain floods the valley</h1>
<p>By Ana Díaz and Jo Lindqvist</p><p>{PROSE}</p><p>{PROSE.replace("mayor", "governor")}</p>
<p>Read more: <a href="/x">The river that never rests</a></p>
<p>{PROSE.replace("Monday", "Tuesday")}</p><p>Follow us on Twitter and Facebook</p></article></body></html>"""


def test_read_page() -> None:
    found = read(
        PAGE.encode(), media_type="text/html", url="https://www.daily.example/politics/rain?utm_source=x"
    )

    assert found == Reading(
        text="\n\n".join([PROSE, PROSE.replace("mayor", "governor"), PROSE.replace("Monday", "Tuesday")]),
        title="Rain floods the valley",
        authors=("Ana Díaz", "Jo Lindqvist"),
        published=datetime.fromisoformat("2024-03-05T10:15:00+01:00"),
        language="en",
        canonical_url="https://www.daily.example/politics/rain",
        site_name="The Daily",
        media_type="text/html",
        notes=(),
    )


def test_read_page_from_nowhere_believes_no_address() -> None:
    assert read(PAGE.encode()).canonical_url is None


def test_read_page_names_a_paywall() -> None:
    page = PAGE.replace('"inLanguage"', '"isAccessibleForFree": false, "inLanguage"')

    assert read(page.encode()).notes == (
        "The publisher says that this article is not free to read; the text may be incomplete.",
    )


@pytest.mark.parametrize("charset", ["utf-16", "utf-8-sig", "iso-8859-15"])
def test_read_page_in_another_charset(charset: str) -> None:
    page = PAGE.replace("utf-8", "iso-8859-15").encode(charset)

    assert read(page, media_type="text/html").authors == ("Ana Díaz", "Jo Lindqvist")


def test_read_text_keeps_every_character() -> None:
    text = f"Rain floods the valley\n\nBy Ana Díaz\n\n{PROSE}\n  {PROSE}\n"

    found = read(text.encode(), filename="rain.txt")

    assert found == Reading(text=text, title="Rain floods the valley", authors=("Ana Díaz",), language="en")
    assert read_text(text) == found


TITLES = {
    "Rain floods the valley\n\nMore.": "Rain floods the valley",
    "Will it rain again?\n\nMore.": "Will it rain again?",
    f"Rain floods the valley\n{PROSE}": "Rain floods the valley",
    "Rain floods the valley\nBy Ana Díaz\nMore.": "Rain floods the valley",
    "Rain floods the valley": "",
    "It rained on Monday.\n\nMore.": "",
    f"{PROSE}\n\n{PROSE}": "",
    f"{'word ' * 40}\n\n{PROSE}": "",
    "One line\nand another of its length": "",
}


@pytest.mark.parametrize("text", TITLES)
def test_title_of_plain_text(text: str) -> None:
    assert read_text(text).title == TITLES[text]


def test_read_pdf() -> None:
    lines = [
        "Rain floods the val-",
        "ley as the river rises higher than it has in",
        "a hundred years, the mayor said.",
        "A second paragraph follows.",
    ]

    found = read(pdf(lines, title="Flood report", author="Ana Diaz"), media_type="application/octet-stream")

    assert found == Reading(
        text="Rain floods the valley as the river rises higher than it has in a hundred years, "
        "the mayor said.\n\nA second paragraph follows.",
        title="Flood report",
        authors=("Ana Diaz",),
        published=datetime(2024, 3, 5, 10, 15, tzinfo=UTC),
        language="en",
        media_type="application/pdf",
    )


def test_read_pdf_drops_running_heads() -> None:
    pages = [["The Annual Report", f"{PROSE} {word}.", f"Page {at}"] for at, word in enumerate("abcde", 1)]

    text = read(pdf(*pages)).text

    assert text == "\n\n".join(f"{PROSE} {word}." for word in "abcde")


BYTES = {
    "empty": b"  \n",
    "controls": b"\xef\xbb\xbf\x0c",
    "docx": b"PK\x03\x04rest",
    "packed": gzip.compress(b"x"),
    "png": b"\x89PNG\r\n\x1a\n123",
    "feed": b'<?xml version="1.0"?>\n<rss version="2.0"></rss>',
    "binary": bytes(range(256)) * 40,
    "pdf broken": b"%PDF-1.4\nnothing of the kind",
    "pdf locked": locked(pdf([PROSE])),
    "pdf scanned": pdf([], []),
    "pdf long": pdf(*[[PROSE]] * 6),
    "text large": b"a b " * 40_000,
    "page large": b"<html>" + b" " * 199_995,
    "page bare": b"<html><body><p>Nothing.</p></body></html>",
    "page script": b"<html><body><div id=root></div><noscript>You need to enable JavaScript.</noscript>",
    "page sign-in": b"<html><body><form><p>Welcome</p><input type=password></form></body></html>",
    "page subscribers": b"<html><body><h1>Secret</h1><p>This story is for subscribers only.</p></body>",
    "page challenge": b"<html><title>Just a moment...</title><body>Checking your browser.</body>",
    "page missing": b"<html><head><title>404 - Page not found</title></head><body><p>Sorry!</p></body>",
}
SIGN_IN = "The page asks for a sign-in before it shows its text."
SENTENCES = {
    "empty": "There is nothing in it.",
    "controls": "There is no text in it.",
    "docx": "This is a ZIP archive or an office document (such as .docx); save it as PDF or plain text.",
    "packed": "This is a packed file; unpack it first.",
    "png": "This is a picture; it needs text recognition first.",
    "feed": "This is a feed or a list of addresses, not an article.",
    "binary": "This is not a text but a binary file.",
    "pdf broken": "The PDF is damaged and could not be read.",
    "pdf locked": "The PDF is protected by a password.",
    "pdf scanned": "The PDF holds pictures of pages and no text; it needs text recognition first.",
    "pdf long": "The PDF has 6 pages; the limit is 5.",
    "text large": "The text is 160 KB; the limit is 100 KB.",
    "page large": "The page is 200 KB; the limit is 200 KB.",
    "page bare": "The page has hardly any text.",
    "page script": "The page shows its text only to browsers that run its JavaScript.",
    "page sign-in": SIGN_IN,
    "page subscribers": SIGN_IN,
    "page challenge": "The site asks for a check that the visitor is human.",
    "page missing": "The page says that what it held is not there.",
}


@pytest.mark.parametrize("case", BYTES)
def test_read_says_why_not(case: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(BYTES[case], limits=Limits(text_bytes=100_000, html_bytes=200_000, pdf_pages=5))

    assert caught.value.sentence == SENTENCES[case]


def test_read_takes_json_and_pictures_at_their_word() -> None:
    with pytest.raises(Unreadable, match="This is data for programs"):
        read(b'{"a": 1}', media_type="application/json")
    with pytest.raises(Unreadable, match="This is a picture, sound or video"):
        read(b"anything", media_type="image/svg+xml")


@settings(deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_read_returns_or_explains_whatever_the_bytes(body: bytes) -> None:
    try:
        text = read(body).text
    except Unreadable as error:
        text = str(error)
    assert text.strip()
    assert normalise(text).text == text


def test_published_without_an_offset_is_a_day() -> None:
    page = PAGE.replace("2024-03-05T10:15:00+01:00", "2024-03-05T10:15:00")

    assert read(page.encode()).published == date(2024, 3, 5)
