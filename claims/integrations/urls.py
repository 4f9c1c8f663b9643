"""Web addresses: which may be asked for, and when two of them name the same article."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

import httpx2

from claims.integrations.errors import FetchRefused
from claims.said import said

LONGEST = 4000
"""Characters; some sites carry long tokens, and beyond this browsers and servers give up too."""
DEFAULT_PORTS = {"http": 80, "https": 443}
HOST = re.compile(r"(?=.{1,253}\.?\Z)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?\Z|[0-9a-f:.]+:[0-9a-f:.]*\Z")
NO_SCHEME = re.compile(r"\s*[\w-]+(\.[\w-]+)+/")
"""A host where a path is meant to be: a slip in many a canonical link."""
TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|li_fat_id"
    r"|mc_[ce]id|mkt_tok|_hsenc|_hsmi|hsctatracking|vero_id|oly_(anon|enc)_id|_openstat|wickedid|s_cid|ns_\w+"
    r"|at_(medium|campaign|custom\d|link_\w+|bbc_team|ptr_name|format|campaign_type)|fb_(action|ref|source)\w*"
    r"|ga_(source|medium|term|content|campaign)|pk_(campaign|kwd|source|medium)|mtm_\w+|piwik_\w+|matomo_\w+"
    r"|wt_(mc|zmc)|wt\.(mc|zmc)\w*|xtor|cmpid|smid|smtyp|ocid|ftag|ref_src|ref_url|echobox|__twitter_impression|spm|amp",
    re.IGNORECASE,
)


def checked_url(text: str) -> httpx2.URL:
    """``text`` as an address that may be asked for (its host is not looked up here).

    FetchRefused for anything but plain http(s) with a host and no user name. What is checked is the
    very object that the request is made from, so no second parser can see another host in it.
    """
    if len(text) > LONGEST:
        raise FetchRefused(
            "url-too-long",
            said(
                "The address is %(size)s characters long; the limit is %(limit)s.",
                size=len(text),
                limit=LONGEST,
            ),
        )
    try:
        url = httpx2.URL(text.strip())
    except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchRefused("url-invalid", said("This is not a web address.")) from error
    if url.scheme not in DEFAULT_PORTS:
        raise FetchRefused("scheme", said("Only addresses that begin with http:// or https:// are fetched."))
    if "\\" in text or not HOST.match(url.raw_host.decode("ascii", "replace")):
        raise FetchRefused("url-invalid", said("This is not a web address."))
    if url.userinfo:
        raise FetchRefused(
            "userinfo", said("The address carries a user name or password and is not fetched.")
        )
    return url.copy_with(fragment=None)


def port_of(url: httpx2.URL) -> int:
    return url.port or DEFAULT_PORTS[url.scheme]


def canonicalise(url: str) -> str:
    """The form of ``url`` under which an article is known: for comparing, not for fetching.

    Scheme and host in lower case (IDN as punycode), default port, user name, fragment and tracking
    parameters dropped, an empty path written "/". Anything that is no http(s) address comes back
    unchanged but for white space around it. Idempotent.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        port, host = parts.port, _host(parts.hostname or "")
    except ValueError:
        return url
    if parts.scheme not in DEFAULT_PORTS or not host:
        return url
    at = host if port in (None, DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
    # "#!" addresses hold the article's name in the fragment; they are old, but they are different articles.
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit((parts.scheme, at, parts.path or "/", _without_tracking(parts.query), fragment))


def _host(host: str) -> str:
    host = host.lower().rstrip(".")
    if ":" in host:
        return f"[{host}]"
    if host.isascii():
        return host
    return httpx2.URL(f"http://{host}/").raw_host.decode("ascii")


def _without_tracking(query: str) -> str:
    """Drop what only says where a reader came from; leave the rest exactly as it was spelt."""
    kept = [part for part in query.split("&") if part and not TRACKING.fullmatch(part.partition("=")[0])]
    return "&".join(kept)


def canonical_link(link: str, page: str | None) -> str | None:
    """What a page's own canonical link is worth: its address, or None where it is not believed.

    Believed only when we know where the page came from and the link stays on that site, so that no
    page can pass itself off as another outlet's article. A deep page that names the front page is a
    common mistake of publishing systems and would merge all its articles into one.
    """
    if not page:
        return None
    if NO_SCHEME.match(link) and same_site(f"//{link}", page):
        link = f"//{link}"
    try:
        found = checked_url(str(httpx2.URL(page).join(link.strip())))
    except (FetchRefused, httpx2.InvalidURL, ValueError):
        return None
    if not same_site(str(found), page) or (found.path in ("", "/") and urlsplit(page).path not in ("", "/")):
        return None
    return canonicalise(str(found))


def same_site(one: str, other: str) -> bool:
    """Whether one host is the other, or lies below it ("m.", "amp.", "edition." beside "www.")."""
    hosts = [(urlsplit(url).hostname or "").lower().rstrip(".").removeprefix("www.") for url in (one, other)]
    short, long = sorted(hosts, key=len)
    return short == long or ("." in short and long.endswith(f".{short}"))
