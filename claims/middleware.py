"""Turns the newsroom's own errors into answers for a person: never an exception page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.errors import Denied, Sentence


class SentencesMiddleware:
    """Denied is 403, Refused and Stale are 409, each as a page (or a part, for htmx) with its sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Sentence):
            return None
        status = 403 if isinstance(error, Denied) else 409
        return render(request, "claims/sentence.html", {"sentence": str(error)}, status=status)
