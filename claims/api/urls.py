"""Addresses of the API."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from claims.api import (
    articles,
    assessments,
    claims,
    evidence,
    jobs,
    library,
    matches,
    me,
    merges,
    moves,
    proposals,
    publications,
    replies,
    reviews,
    runs,
    speakers,
    talk,
    tips,
)
from claims.api.document import DESCRIPTION, PREFIX, Newsroom, known
from claims.api.door import door

api = Newsroom(
    title="Factcheck newsroom",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
)
ROOMS = (
    me, articles, claims, moves, talk, speakers, matches, merges, library, runs, proposals, evidence, replies,
    assessments, reviews, publications, jobs, tips,
)  # fmt: skip
for room in ROOMS:
    api.add_router("", room.router)


@login_not_required
@require_safe
@cache_control(public=True, max_age=300)
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI 3.1 document, for everybody."""
    return JsonResponse(api.get_openapi_schema(), json_dumps_params={"ensure_ascii": False})


def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    raise Http404


def _through(pattern: Any) -> URLPattern:
    return path(str(pattern.pattern), door(pattern.callback, lambda: known(api)), name=pattern.name)


def _unlisted(view: Callable[..., HttpResponse]) -> Any:
    return door(view, None)


app_name = "api"
patterns: list[URLPattern | URLResolver] = [
    path("openapi.json", openapi, name="openapi"),
    *(_through(pattern) for pattern in api.urls[0] if getattr(pattern, "name", "") != "api-root"),
    path("", _unlisted(nowhere)),
    path("<path:rest>", _unlisted(nowhere)),
]
urlpatterns = [path(PREFIX, include((patterns, app_name)))]
