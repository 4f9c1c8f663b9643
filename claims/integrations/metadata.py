"""Title, authors, date, language and address of a page, from what it declares and what it shows.

First source is the JSON-LD of the article, then meta tags, then the visible page; what all of these
leave open is asked of trafilatura (and through it of htmldate).
"""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from urllib.parse import urlsplit

import trafilatura
import trafilatura.settings
from lxml.html import HtmlElement

from claims.integrations.boilerplate import same
from claims.integrations.bylines import clean, looks_like_a_name, once, people
from claims.integrations.dates import parse_date
from claims.integrations.jsonld import Thing, article_of, resolved, text_of, things, types
from claims.integrations.pruning import words
from claims.integrations.urls import canonical_link

PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate",
    "publish-date", "publication_date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date",
    "dcterms.issued", "parsely-pub-date", "sailthru.date", "article.published", "citation_publication_date",
)  # fmt: skip
AUTHOR = (
    "author", "article:author", "article:author_name", "og:article:author", "byl", "dc.creator",
    "dcterms.creator", "parsely-author", "sailthru.author", "citation_author",
)  # fmt: skip
SEPARATOR = re.compile(r"\s+[|–—·»•:-]+\s+|\s*\|\s*")
BYLINES = (
    ".//*[@itemprop='author' or @rel='author'"
    " or contains(concat(' ', normalize-space(@class), ' '), ' byline ')]"
)
EDGES = " |–—·»•:-"
LONGEST_TITLE = 300

log = logging.getLogger(__name__)


@dataclass
class Metadata:
    """What ``page`` says of itself. ``url`` is where it came from, if that is known.

    ``may_guess`` allows the slow search for what the page declares nowhere.

    Each field is read when it is first asked for: ask before the page is pruned (``read_all``).
    """

    page: HtmlElement
    url: str | None = None
    may_guess: bool = True

    @cached_property
    def things(self) -> list[Thing]:
        return things(self.page)

    @cached_property
    def article(self) -> Thing:
        return article_of(self.things)

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for element in self.page.iter("meta"):
            names = (element.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
            name = next(filter(None, names), "").strip().lower()
            if value := (element.get("content") or "").strip():
                found.setdefault(name, []).append(value)
        return found

    def read_all(self) -> None:
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                getattr(self, name)

    @cached_property
    def title(self) -> str:
        """The headline as readers see it: the <h1> that the other titles agree with, or one of these."""
        declared = [title for title in self._declared_titles() if title]
        keys = [same(title) for title in declared]
        for heading in self.headings:
            if any(_agree(same(heading), key) for key in keys):
                return heading
        if not declared:
            return self.headings[0] if len(self.headings) == 1 else ""
        return declared[0]

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Every spelling of the headline, for finding it again in the text."""
        return (self.title, *self.headings, *self._declared_titles())

    @cached_property
    def headings(self) -> list[str]:
        texts = (words(heading, LONGEST_TITLE + 1) for heading in self.page.iter("h1"))
        return [text for text in texts if 2 < len(text) <= LONGEST_TITLE]

    @cached_property
    def authors(self) -> tuple[str, ...]:
        sources = (
            self._authors_of_article,
            self._authors_of_meta,
            self._authors_shown,
            self._authors_guessed,
        )
        found = (once(name for name in source() if not self._is_site(name)) for source in sources)
        return next(filter(None, found), ())

    @cached_property
    def published(self) -> date | datetime | None:
        dates = (found for text in self._dates() if (found := parse_date(text)))
        return next(dates, None)

    @cached_property
    def languages(self) -> list[str]:
        root = self.page.getroottree().getroot()
        declared = [
            root.get("lang"),
            root.get("{http://www.w3.org/XML/1998/namespace}lang"),
            root.get("xml:lang"),
        ]
        return [*filter(None, declared), text_of(self.article.get("inLanguage")),
                *self._of_meta("content-language", "og:locale", "dc.language", "language")]  # fmt: skip

    @cached_property
    def site_name(self) -> str | None:
        publisher = next(resolved(self.article.get("publisher"), self.things), None)
        names = [*self._of_meta("og:site_name"), text_of(publisher), *self._of_meta("application-name")]
        return next((name[:200] for name in map(_words, names) if name and "://" not in name), None)

    @cached_property
    def canonical_url(self) -> str | None:
        links = (
            e.get("href")
            for e in self.page.iter("link")
            if "canonical" in (e.get("rel") or "").lower().split()
        )
        found = (canonical_link(link, self.url) for link in [*links, *self._of_meta("og:url")] if link)
        return next(filter(None, found), None)

    @cached_property
    def behind_paywall(self) -> bool:
        """The publisher's own declaration (isAccessibleForFree)."""
        return str(self.article.get("isAccessibleForFree", "")).lower() == "false"

    def _of_meta(self, *names: str) -> list[str]:
        return [value for name in names for value in self.meta.get(name, ())]

    def _declared_titles(self) -> Iterator[str]:
        yield _words(text_of(self.article.get("headline")))[:LONGEST_TITLE]
        for title in self._of_meta("og:title", "twitter:title", "dc.title", "title"):
            yield self._without_site(_words(title)[:LONGEST_TITLE])
        element = self.page.find(".//head/title")
        if element is not None:
            yield self._without_site(words(element, LONGEST_TITLE))

    def _without_site(self, title: str) -> str:
        """ "Rain floods valley | The Daily" without the site's name at either end."""
        first, *_, last = SEPARATOR.split(title) if SEPARATOR.search(title) else (title, "")
        if last and self._is_site(last):
            return title[: title.rindex(last)].rstrip(EDGES)
        if last and self._is_site(first):
            return title[len(first) :].lstrip(EDGES)
        return title

    def _is_site(self, part: str) -> bool:
        """Whether ``part`` is the site's name, or begins with its domain ("Daily News" of daily.example)."""
        name, part = _bare(self.site_name or ""), _bare(part)
        domain = _bare((urlsplit(self.url or "").hostname or "").removeprefix("www.").partition(".")[0])
        return part in (name, f"{name}com") or (len(domain) > 3 and part.startswith(domain))

    def _authors_of_article(self) -> Iterator[str]:
        for author in resolved(self.article.get("author") or self.article.get("creator"), self.things):
            if isinstance(author, str):
                yield from _split_or_whole(author)
            elif isinstance(author, dict) and "Organization" not in types(author):
                for name in _names(author):
                    yield from _split_or_whole(name)

    def _authors_of_meta(self) -> Iterator[str]:
        for name in AUTHOR:
            found = [person for value in self.meta.get(name, ()) for person in people(value)]
            if found:
                yield from found
                return

    def _authors_shown(self) -> Iterator[str]:
        for element in self.page.xpath(BYLINES)[:5]:
            yield from people(" ".join(islice(element.itertext(), 20))[:200])

    def _authors_guessed(self) -> Iterator[str]:
        for name in (self._guess.author or "").split(";"):
            yield from people(name)

    def _dates(self) -> Iterator[str]:
        yield text_of(self.article.get("datePublished"))
        yield from self._of_meta(*PUBLISHED)
        yield text_of(self.article.get("dateCreated"))
        for element in self.page.xpath(".//*[@itemprop='datePublished' or @pubdate]")[:5]:
            yield element.get("datetime") or element.get("content") or words(element, 64)
        for thing in self.things:
            if any(kind in ("WebPage", "ClaimReview") for kind in types(thing)):
                yield text_of(thing.get("datePublished"))
        yield self._guess.date or ""

    @cached_property
    def _guess(self) -> trafilatura.settings.Document:
        if not self.may_guess:
            return trafilatura.settings.Document()
        try:
            return trafilatura.extract_metadata(self.page, default_url=self.url)
        except Exception:
            # It reads every tag of a stranger's page; what it cannot bear is no reason to lose the text.
            log.info("metadata.guess_failed", exc_info=True)
            return trafilatura.settings.Document()


def _bare(text: str) -> str:
    return same(text).replace(" ", "")


def _words(text: str) -> str:
    return " ".join(html.unescape(html.unescape(text)).split())


def _agree(one: str, other: str) -> bool:
    """Same headline, cut or with the site's name after it; too short a piece proves nothing."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= 15 and short in long)


def _names(author: Thing) -> list[str]:
    name = author.get("name")
    if isinstance(name, list):
        return [str(part) for part in name if isinstance(part, str)]
    full = " ".join(str(author[key]) for key in ("givenName", "familyName") if author.get(key))
    return [text_of(name) or full]


def _split_or_whole(name: str) -> list[str]:
    """The persons in a declared name; a single word that nothing speaks against is somebody's pen name."""
    found = people(name)
    if found:
        return found
    whole = clean(name)
    return [whole] if len(whole.split()) == 1 and looks_like_a_name(f"{whole} {whole}") else []
