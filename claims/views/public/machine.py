"""What programs ask a site for: its map, what they may read, and how to embed a check (oEmbed 1.0)."""

import re
from urllib.parse import urlsplit
from uuid import UUID
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.html import format_html

from claims import public_queries
from claims.actions.freeze import address_of
from claims.models import PublicCheck, PublicPage
from claims.views.public.access import public
from claims.views.public.keeping import of_site

A_MAP = 10_000  # addresses in one file of the map; the protocol's limit is 50,000
CHECK = re.compile(r"/checks/([0-9a-f-]{36})/?")
WIDTH, HEIGHT, NARROWEST = 600, 260, 240
XML = "application/xml; charset=utf-8"
MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


@public(max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """Public pages are for everybody; the newsroom's own are behind its door anyway."""
    lines = [
        "User-agent: *",
        "Disallow: /",
        "Allow: /checks/",
        "Allow: /about/",
        "Allow: /feeds/",
        "Allow: /static/",
    ]
    lines += ["Disallow: /checks/search/", "Disallow: /checks/*/report/", "Disallow: /checks/*/card/"]
    text = "\n".join([*lines, "", f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@public(max_age=600, key=of_site)
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index: one file for the house's pages, and one for each stretch of checks, by their ids.

    A stretch is named by the number that its ids begin at, so that it keeps its checks for ever.
    """
    last = PublicCheck.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    names = ["house", *(str(start) for start in range(0, last + 1, A_MAP))] if last else ["house"]
    rows = "".join(
        f"<sitemap><loc>{settings.PUBLIC_URL}/sitemap-{name}.xml</loc></sitemap>" for name in names
    )
    return _xml(f'<sitemapindex xmlns="{MAP}">{rows}</sitemapindex>')


@public(max_age=600, key=of_site)
def sitemap_of_house(request: HttpRequest) -> HttpResponse:
    fixed = [
        "/checks/",
        *(f"/checks/{many}/" for many in ("topics", "speakers", "outlets", "ratings", "corrections")),
    ]
    paths = fixed + [f"/about/{slug}/" for slug in PublicPage.objects.values_list("slug", flat=True)]
    return _xml(_urlset([(f"{settings.PUBLIC_URL}{path}", "") for path in paths]))


@public(max_age=600, key=of_site)
def sitemap_part(request: HttpRequest, start: int) -> HttpResponse:
    """The checks that stand, of one stretch of ids."""
    if start % A_MAP or start > 2**62:
        raise Http404
    rows = PublicCheck.objects.filter(pk__gte=start, pk__lt=start + A_MAP, withdrawn_at=None).order_by("pk")
    found = rows.values_list("public_id", "changed_at")
    urls = [(f"{settings.PUBLIC_URL}/checks/{public_id}/", at.isoformat()) for public_id, at in found]
    return _xml(_urlset(urls))


def _urlset(urls: list[tuple[str, str]]) -> str:
    rows = "".join(
        f"<url><loc>{escape(address)}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</url>"
        for address, at in urls
    )
    return f'<urlset xmlns="{MAP}">{rows}</urlset>'


def _xml(body: str) -> HttpResponse:
    return HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n', content_type=XML)


@public(max_age=300)
def oembed(request: HttpRequest) -> HttpResponse:
    """How to embed a check: an iframe of its card, no script. 404 for none of ours, 410 once withdrawn."""
    wanted = request.GET.get("format", "json")
    if wanted != "json":
        return _problem(501, "Only format=json is spoken here.")
    public_id = _named(request.GET.get("url", ""))
    if public_id is None:
        return _problem(404, "This is no address of a check of ours.")
    found = get_object_or_404(public_queries.check_shown(public_id))
    if getattr(found.claim, "withdrawal", None):
        return _problem(410, "This check is withdrawn.")
    content, address = found.content, address_of(found)
    width, height = _within(request, "maxwidth", WIDTH), _within(request, "maxheight", HEIGHT)
    title = f"{content['rating']['label']}: {content['claim']['text']}"
    html = format_html(
        '<iframe src="{}card/" width="{}" height="{}" title="{}" loading="lazy" '
        'sandbox="allow-popups allow-top-navigation-by-user-activation"></iframe>',
        address,
        width,
        height,
        title,
    )
    return JsonResponse(
        {
            "version": "1.0",
            "type": "rich",
            "title": title,
            "author_name": settings.NEWSROOM_NAME,
            "author_url": f"{settings.PUBLIC_URL}/checks/",
            "provider_name": settings.NEWSROOM_NAME,
            "provider_url": f"{settings.PUBLIC_URL}/checks/",
            "cache_age": 300,
            "html": html,
            "width": width,
            "height": height,
        },
        headers={"Access-Control-Allow-Origin": "*"},
    )


def _named(address: str) -> UUID | None:
    """The check that an address of ours names."""
    try:
        parts = urlsplit(address)
        ours = parts.hostname == urlsplit(settings.PUBLIC_URL).hostname
        found = CHECK.fullmatch(parts.path)
        return UUID(found.group(1)) if found and ours else None
    except ValueError:
        return None


def _within(request: HttpRequest, name: str, ours: int) -> int:
    """Our size, or less where the reader has no room for it; nonsense asks for nothing."""
    words = request.GET.get(name, "")
    most = int(words[:6]) if words.isascii() and words.isdecimal() else ours
    return max(NARROWEST if name == "maxwidth" else 120, min(ours, most))


def _problem(status: int, sentence: str) -> HttpResponse:
    return JsonResponse({"detail": sentence}, status=status)
