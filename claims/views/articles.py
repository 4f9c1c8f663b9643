"""Articles and their text, with every claim marked in it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from claims import evidence_queries, queries, rules
from claims.actions.claims import add_claim as add_the_claim
from claims.errors import Denied, Refused
from claims.forms import AddClaimForm
from claims.live_queries import stamp
from claims.models import Appearance, Article, Capture
from claims.paging import page
from claims.views.access import Request, newsroom, only_posted, wants_part
from claims.views.already import warning
from claims.views.marking import Place, paragraphs


@require_GET
@newsroom
def articles(request: Request) -> HttpResponse:
    found = page(queries.articles_listed(), order=("-pk",), after=request.GET.get("after", ""), size=30)
    part = wants_part(request) and request.htmx.target == "more"
    return render(request, "claims/_article_rows.html" if part else "claims/articles.html", {"page": found})


@require_GET
@newsroom
def article(request: Request, pk: int) -> HttpResponse:
    return show(request, get_object_or_404(queries.articles_listed(), pk=pk))


def show(request: Request, article: Article, status: int = 200, **forms: Any) -> HttpResponse:
    now = stamp("article", user=request.user.pk, pk=article.pk)
    capture = _wanted_capture(request, article)
    places = list(queries.claims_in(article).filter(capture=capture))
    context = {
        "stamp": now,
        "article": article,
        "capture": capture,
        "captures": article.captures.defer("raw", "text").order_by("-pk"),
        "paragraphs": paragraphs(capture.text, map(_place, places)) if capture else [],
        "places": places,
        "own": set(),
        "declined": {place.pk for place in places if place.claim.status == "declined"},
        "jobs": list(queries.jobs_of(article)[:6]),
        "looks": evidence_queries.looks_at(article=article),
        "may_look": rules.may_settle_looks(request.user),
        "add": AddClaimForm(initial={"capture": capture.pk if capture else None}),
        "already": None,
        **forms,
    }
    return render(request, "claims/article.html", context, status=status)


def _place(appearance: Appearance) -> Place:
    return Place(appearance.pk, appearance.start, appearance.end)


def _wanted_capture(request: Request, article: Article) -> Capture | None:
    """The version that the address names, else the newest."""
    wanted = request.GET.get("capture", "")
    if wanted.isascii() and wanted.isdigit():
        return get_object_or_404(article.captures.defer("raw"), pk=int(wanted))
    return queries.latest_capture(article)


@require_GET
@newsroom
def progress(request: Request, pk: int) -> HttpResponse:
    """The article's jobs, asked for again and again while one is open."""
    found = get_object_or_404(Article, pk=pk)
    if not wants_part(request):
        return redirect("article", pk)
    jobs = list(queries.jobs_of(found)[:6])
    answer = render(request, "claims/_progress.html", {"article": found, "jobs": jobs})
    if not any(job.is_open for job in jobs):
        answer["HX-Trigger"] = "work-ended"
    return answer


@only_posted("article")
@newsroom
def add_claim(request: Request, pk: int) -> HttpResponse:
    """A claim that the machine missed. What was typed stays when it cannot be anchored.

    What was checked before is shown first, once; sent again it is added.
    """
    rules.may_add_claim(request.user).check()
    found = get_object_or_404(queries.articles_listed(), pk=pk)
    form = AddClaimForm(request.POST)
    if not form.is_valid():
        return show(request, found, 422, add=form)
    given = form.cleaned_data
    earlier = warning(given["text"] or given["quote"], seen=request.POST.get("seen", ""))
    if earlier is not None:
        return show(request, found, 409, add=form, already=earlier)
    capture = get_object_or_404(found.captures.defer("raw"), pk=given.pop("capture"))
    try:
        claim = add_the_claim(capture, by=request.user, **given)
    except Denied:
        raise
    except Refused as why:
        form.add_error("quote", str(why))
        return show(request, found, 422, add=form)
    messages.success(request, gettext("The claim is added to the candidates."))
    place = claim.appearances.filter(capture=capture).first()
    return redirect(reverse("article", args=[pk]) + (f"#m{place.pk}" if place else ""))
