from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.integrations.urls import canonical_link, canonicalise

CANONICAL = {
    "HTTPS://WWW.Example.COM:443/Path?b=2&a=1#top": "https://www.example.com/Path?b=2&a=1",
    "http://example.com": "http://example.com/",
    "http://example.com.:80/?": "http://example.com/",
    "http://example.com:8080/x": "http://example.com:8080/x",
    "https://e.org/a?utm_source=x&id=7&fbclid=abc&gclid=1": "https://e.org/a?id=7",
    "https://e.org/a?UTM_Medium=x": "https://e.org/a",
    "https://e.org/a?page=2&empty=&c%20d=e+f": "https://e.org/a?page=2&empty=&c%20d=e+f",
    "https://e.org/#!/story/7": "https://e.org/#!/story/7",
    "https://user:pw@e.org/a": "https://e.org/a",
    "https://münchen.example/ä": "https://xn--mnchen-3ya.example/ä",
    "http://[2A00:1450::1]:80/": "http://[2a00:1450::1]/",
    "  https://e.org/a ": "https://e.org/a",
    "mailto:a@e.org": "mailto:a@e.org",
    "no address": "no address",
    "http://[broken/": "http://[broken/",
}


@pytest.mark.parametrize("url", CANONICAL)
def test_canonicalise(url: str) -> None:
    assert canonicalise(url) == CANONICAL[url]


@given(
    st.text(max_size=60)
    | st.from_regex(r"https?://[a-zA-Z0-9.:@\[\]-]{0,20}[/?#&=a-z0-9_%!]{0,30}", fullmatch=True)
)
def test_canonicalise_is_idempotent_and_never_fails(url: str) -> None:
    assert canonicalise(canonicalise(url)) == canonicalise(url)


PAGE = "https://www.daily.example/politics/rain?utm_source=x"
LINKS = {
    "https://www.daily.example/politics/rain": "https://www.daily.example/politics/rain",
    "/politics/rain": "https://www.daily.example/politics/rain",
    "//daily.example/politics/rain#x": "https://daily.example/politics/rain",
    "https://m.daily.example/politics/rain": "https://m.daily.example/politics/rain",
    "https://other.example/politics/rain": None,
    "https://daily.example.evil.example/politics/rain": None,
    "https://notdaily.example/politics/rain": None,
    "https://www.daily.example/": None,
    "https://www.daily.example": None,
    "javascript:alert(1)": None,
    "ftp://www.daily.example/politics/rain": None,
    "http://user:pw@www.daily.example/x": None,
    "http://[": None,
}


@pytest.mark.parametrize("link", LINKS)
def test_canonical_link_is_believed_only_on_its_own_site(link: str) -> None:
    assert canonical_link(link, PAGE) == LINKS[link]


def test_canonical_link_of_a_page_from_nowhere_is_not_believed() -> None:
    assert canonical_link("https://www.daily.example/politics/rain", None) is None
