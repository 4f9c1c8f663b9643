"""Lists of public checks: all of them, under one topic, speaker, outlet or rating, and found by words."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims import public_queries
from claims.models import PublicCheck, PublicFacet
from claims.paging import page
from claims.views.public.access import public, show
from claims.views.public.keeping import Key, kept_piece, of_site
from claims.wording import line

SIZE, WORDS_MAX = 30, 200
Kind = PublicFacet.Kind
MANY = {"topics": Kind.TOPIC, "speakers": Kind.SPEAKER, "outlets": Kind.OUTLET, "ratings": Kind.RATING}


@public(max_age=60, key=of_site)
def index(request: HttpRequest) -> HttpResponse:
    """All checks, newest first."""
    return _list(request, "public/index.html", public_queries.checks_public(), {"section": "checks"})


@public(max_age=60, key=of_site)
def under(request: HttpRequest, many: str, slug: str) -> HttpResponse:
    """Those under one topic, speaker, outlet or rating."""
    kind = MANY[many]
    facet = get_object_or_404(PublicFacet, kind=kind, slug=slug)
    rows = public_queries.checks_under(kind, slug)
    context = {"facet": facet, "many": many, "section": many, "feed": many in {"topics", "ratings"}}
    return _list(request, "public/under.html", rows, context)


def of_directory(request: HttpRequest, many: str) -> Key | None:
    """Verdicts are those of the newest scale, which changes without a check."""
    return None if many == "ratings" else of_site(request)


@public(max_age=300, key=of_directory)
def directory(request: HttpRequest, many: str) -> HttpResponse:
    """Every topic, speaker, outlet or rating with how many checks there are."""
    if many == "ratings":
        explained = public_queries.verdicts_explained()
        return show(request, "public/ratings.html", {"ratings": explained, "section": many})
    rows = public_queries.facets(MANY[many])
    found = page(rows, order=("name", "pk"), after=request.GET.get("after", ""), size=200)
    context = {"facets": found.rows, "after": found.after, "many": many, "section": many, **WORDS[many]}
    return show(request, "public/directory.html", context)


WORDS: dict[str, dict[str, Any]] = {
    "topics": {"title": _("Topics"), "none": _("No check has a topic yet.")},
    "speakers": {"title": _("Who said it"), "none": _("No check names a speaker yet.")},
    "outlets": {"title": _("Where it appeared"), "none": _("No check names an outlet yet.")},
}


@public(max_age=60, key=of_site)
def search(request: HttpRequest) -> HttpResponse:
    """Checks with these words; an empty question shows the field alone."""
    words = line(request.GET.get("q", ""), WORDS_MAX)
    context: dict[str, Any] = {"words": words, "section": "search", "noindex": True}
    if not words:
        return show(request, "public/search.html", context)
    rows = public_queries.checks_about(words)
    return _list(request, "public/search.html", rows, context, public_queries.BEST)


def _list(
    request: HttpRequest,
    template: str,
    rows: Any,
    context: dict[str, Any],
    order: Any = public_queries.NEWEST,
) -> HttpResponse:
    after = request.GET.get("after", "")
    found = page(rows, order=order, after=after, size=SIZE)
    context |= {"cards": [_card(row) for row in found.rows]}
    context |= {"checks": found.rows, "after": found.after, "later_page": bool(after)}
    return show(request, template, context)


def _card(row: PublicCheck) -> SafeString:
    """A row of a list, drawn once for each of its versions."""
    return kept_piece(
        ("card", row.pk, row.changed_at), lambda: render_to_string("public/_card.html", {"row": row})
    )


@public(max_age=60, key=of_site)
def corrections(request: HttpRequest) -> HttpResponse:
    """What was corrected, newest first; and on the first page what was withdrawn."""
    after = request.GET.get("after", "")
    found = page(public_queries.corrections_public(), order=("-created_at", "-pk"), after=after, size=SIZE)
    context = {
        "corrections": found.rows,
        "after": found.after,
        "withdrawals": [] if after else list(public_queries.withdrawals_public()[:100]),
        "section": "corrections",
    }
    return show(request, "public/corrections.html", context)


@public(max_age=300)
def house(request: HttpRequest, slug: str) -> HttpResponse:
    """A page of the house: method, policies, whatever editors wrote."""
    found = next((row for row in public_queries.pages().defer(None) if row.slug == slug), None)
    if found is None:
        raise Http404
    return show(request, "public/page.html", {"page": found, "section": slug})
