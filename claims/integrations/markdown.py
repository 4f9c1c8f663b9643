"""Markdown of the newsroom's own people, as HTML that can do no harm."""

import nh3
from markdown_it import MarkdownIt

TAGS = {"p", "em", "strong", "ul", "ol", "li", "blockquote", "a", "code", "pre", "h2", "h3", "h4", "br", "hr"}
_PARSER = MarkdownIt("commonmark", {"html": False, "linkify": False})


def to_html(text: str) -> str:
    """CommonMark without raw HTML, then sanitised: links to http(s) and mail only, nothing runs."""
    return nh3.clean(
        _PARSER.render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener",
    )
