"""Addresses of v1alpha1, as the discovery document has them."""

from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.urls import include, path

from accounts.models import Scope
from claims.api.google.door import Invalid, door
from claims.api.google.pages import page, pages
from claims.api.google.search import search


@door(Scope.SEARCH, {"imageUri", "languageCode", "pageSize", "pageToken", "offset"})
def image_search(request: HttpRequest, given: QueryDict) -> dict[str, Any]:
    raise Invalid("This server searches by words alone.", name="UNIMPLEMENTED", status=404)


@door(Scope.SEARCH)
def nowhere(request: HttpRequest, given: QueryDict, rest: str = "") -> dict[str, Any]:
    raise Http404


app_name = "google"
patterns = [
    path("claims:search", search, name="search"),
    path("claims:imageSearch", image_search, name="image_search"),
    path("pages", pages, name="pages"),
    path("pages/<str:name>", page, name="page"),
    path("<path:rest>", nowhere),
]
urlpatterns = [path("v1alpha1/", include((patterns, app_name)))]
