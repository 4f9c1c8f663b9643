"""What is taken out of a page, or put right in it, before the main text is looked for.

Each rule is about how pages are built in general and earned its place on the article benchmark
(``bench/reading.py``). All are linear: ``words`` never looks at more than a bounded piece of an element.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice, takewhile

from lxml import html
from lxml.html import HtmlElement

INLINE = re.compile("a|abbr|b|cite|code|em|font|i|ins|mark|q|s|small|span|strong|sub|sup|time|u")
BLOCK = re.compile("article|blockquote|div|figure|h[1-5]|ol|p|section|table|ul")
FRAME = re.compile("html|head|body|main|article|title")
PIECE = 2_000
"""Characters of an element that a rule looks at."""
LONGEST_ATTRIBUTE = 2_000
"""Images and state are stuffed into attributes by the megabyte, and regular expressions would read them."""

HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
NOISE = re.compile(
    r"(^|[\s_-])(rollover|tooltip|popover|hovercard|popup|sr-only|visually-?hidden|screen-reader-(text|only))",
    re.IGNORECASE,
)
EMBEDDED_POST = re.compile(r"twitter|tweet|instagram|tiktok|bluesky|mastodon|fb-post", re.IGNORECASE)
BODY = re.compile(
    r"article[-_]{0,2}(body|text|content)|articleBody|(entry|post)-?content|story-?body|body-text",
    re.IGNORECASE,
)
SEE_ALSO = re.compile(
    r"^\W*(read (more|also|next)|also read|see (also|more)|related|more (on|from)|also on [\w.]+|recommended"
    r"|watch|don.t miss|lesen sie auch|mehr (zum thema|dazu)|siehe auch|(à )?lire (aussi|également)"
    r"|leia (também|mais)|le[ea] también|te puede interesar|leggi anche|lees ook|läs också|czytaj (też|także)"
    r"|читайте также)\b\s*[:：|–-]?",
    re.IGNORECASE,
)


def prune(page: HtmlElement) -> None:
    """Apply every rule to ``page``, in place."""
    for rule in RULES:
        rule(page)


def words(element: HtmlElement, most: int = PIECE) -> str:
    """The text of ``element``, white space collapsed, cut near ``most`` characters."""
    parts: list[str] = []
    length = 0
    for part in element.itertext():
        parts.append(part[:most])
        length += len(part) + 1
        if length > most:
            break
    return " ".join("".join(parts).split())


def linked_share(element: HtmlElement) -> float:
    """How much of the text of ``element`` stands in links, 0 to 1."""
    text = len(words(element))
    return sum(len(words(link)) for link in element.iter("a")) / text if text else 0.0


def shorten_attributes(page: HtmlElement) -> None:
    for element in page.iter("*"):
        for name, value in element.attrib.items():
            if len(value) > LONGEST_ATTRIBUTE:
                del element.attrib[name]


def _drop_hidden(page: HtmlElement) -> None:
    """What a reader never saw is no part of the article; a hidden wrapper around all of it is a script's."""
    for element in _each(page):
        hidden = element.get("hidden") is not None or HIDDEN.search(element.get("style", ""))
        noise = NOISE.search(element.get("class", ""))
        if (hidden and len(words(element)) < PIECE / 2) or (noise and len(words(element)) < PIECE / 4):
            element.drop_tree()


def _keep_embedded_posts(page: HtmlElement) -> None:
    """Quoted posts are often the very claim; their class names make extractors take them for widgets."""
    for quote in page.iter("blockquote"):
        if not EMBEDDED_POST.search(quote.get("class", "")):
            continue
        quote.attrib.clear()
        size = len(words(quote))
        for wrapper in list(quote.iterancestors())[:3]:
            if wrapper.tag not in ("div", "figure", "section") or len(words(wrapper)) > size + 80:
                break
            wrapper.tag = "div"
            wrapper.attrib.clear()


def _drop_see_also(page: HtmlElement) -> None:
    """ "Read more: Another headline": a paragraph that is a cue and a link."""
    for element in _each(page, "p", "li", "h2", "h3", "h4", "div", "strong", "b"):
        if element.tag == "div" and any(BLOCK.fullmatch(child.tag) for child in element):
            continue
        text = words(element, 400)
        if 8 < len(text) < 300 and (cue := SEE_ALSO.match(text)):
            linked = sum(len(words(link)) for link in element.iter("a"))
            if linked >= 0.8 * (len(text) - cue.end()):
                element.drop_tree()


def _join_parts(page: HtmlElement) -> None:
    """One article in several containers of one class (advertisements between them) becomes one.

    Only inside one <article> and where no further headline begins: else they are several articles.
    """
    parts: dict[tuple[str, HtmlElement | None], list[HtmlElement]] = {}
    for element in page.iter("div", "section"):
        name = element.get("class", "")
        if not BODY.search(name) or any(
            BODY.search(above.get("class", "")) for above in element.iterancestors()
        ):
            continue
        if sum(len(words(child)) for child in element.iter("p")) > 150:
            article = next(element.iterancestors("article"), None)
            parts.setdefault((name, article), []).append(element)
    for first, *others in parts.values():
        if all(other.find(".//h1") is None for other in others):
            for other in others:
                first.extend(list(other))
                other.drop_tree()


def _drop_link_lists(page: HtmlElement) -> None:
    """Lists of other articles' headlines, unless prose goes on after them."""
    for element in _each(page, "ul"):
        items = [words(item, 300) for item in element if item.tag == "li"]
        if len(items) < 2 or sum(map(len, items)) < 25 * len(items) or linked_share(element) < 0.85:
            continue
        if not any(
            after.tag == "p" and len(words(after)) > 100 for after in islice(element.itersiblings(), 20)
        ):
            element.drop_tree()


def _wrap_opening_words(page: HtmlElement) -> None:
    """Bare text at the start of a block that goes on with paragraphs is its first paragraph.

    Extractors look for <p> and lose it, and it is the lead of the article.
    """
    for block in list(page.iter("div", "section", "article", "td")):
        if not any(BLOCK.fullmatch(child.tag) for child in block):
            continue
        opening = list(takewhile(lambda child: INLINE.fullmatch(child.tag), block))
        size = len(block.text or "") + sum(len(words(child)) + len(child.tail or "") for child in opening)
        linked = sum(len(words(child)) for child in opening if child.tag == "a")
        if size >= 60 and linked <= size / 2:
            paragraph = html.Element("p")
            paragraph.text, block.text = block.text, None
            paragraph.extend(opening)
            block.insert(0, paragraph)


def _each(page: HtmlElement, *tags: str) -> Iterator[HtmlElement]:
    """Elements that may be dropped while they are gone through; the page's frame is never among them."""
    for element in list(page.iter(*(tags or ("*",)))):
        if element.getparent() is not None and not FRAME.fullmatch(element.tag):
            yield element


RULES: tuple[Callable[[HtmlElement], None], ...] = (
    _keep_embedded_posts,
    _drop_hidden,
    _drop_see_also,
    _join_parts,
    _drop_link_lists,
    _wrap_opening_words,
)
