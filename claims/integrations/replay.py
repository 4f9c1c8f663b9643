"""A stored page shown again: its words, headings, lists and tables, and nothing that acts.

Scripts, styles, frames, forms, pictures and links are taken out; what was a picture says so, and a
link's address is told without leading there. The answer that carries it is held by a policy of its
own besides (``POLICY``): should anything get through, the browser does not run nor load it.
"""

from __future__ import annotations

import nh3
from lxml import html as lxml_html
from lxml.html import HtmlElement

from claims.integrations.decoding import decode
from claims.integrations.html import declared_charset, parse

POLICY = {
    "sandbox": [""],
    "default-src": ["'none'"],
    "style-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'self'"],
}
TAGS = set(
    "a abbr article aside b blockquote br caption cite code col colgroup dd del details dfn div dl dt em"
    " figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i ins kbd li main mark ol p pre q rp rt ruby s"
    " samp section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var"
    " wbr".split()
)
ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed"},
    "time": {"datetime"},
}
GONE = {"script", "style", "template", "noscript", "object", "svg", "math", "textarea", "select", "option"}
PLACES = {
    "img": "Picture",
    "picture": "",
    "video": "Video",
    "audio": "Sound",
    "iframe": "Embedded page",
    "embed": "Embedded matter",
    "canvas": "Drawing",
}
ALT_MAX = 300


def replayed(body: bytes, charset: str | None = None) -> str:
    """The page's body as HTML that can do no harm. Raises Unreadable where there is no page."""
    page = parse(decode(body, charset or declared_charset(body)))
    for place in list(page.iter(*PLACES)):
        _say_what_stood_here(place)
    for link in page.iter("a", "area"):
        address = link.get("href")
        if address and _leads_somewhere(address):
            link.set("title", address[:2000])
    inside = page.find("body")
    source = lxml_html.tostring(page if inside is None else inside, encoding="unicode")
    return nh3.clean(
        source, tags=TAGS, clean_content_tags=GONE, attributes=ATTRIBUTES, url_schemes=set(), link_rel=None
    )


def _leads_somewhere(address: str) -> bool:
    """Not a place on the same page, nor a script."""
    return not address.lstrip().startswith(("#", "javascript:", "data:"))


def _say_what_stood_here(place: HtmlElement) -> None:
    """[Picture: its words], where the page showed something that is not kept."""
    kind = PLACES[str(place.tag)]
    if not kind:
        return
    words = " ".join((place.get("alt") or place.get("title") or "").split())[:ALT_MAX]
    # In its place, with whatever is inside: the parser takes all that follows an "embed" for its content.
    place.tag, place.text = "span", f"[{kind}: {words}]" if words else f"[{kind}]"
