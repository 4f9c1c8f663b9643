"""Answers to requests that no view could take."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

# Bytes read and thrown away, so that the sentence reaches a browser that is still sending.
DRAINED = 100_000_000


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when too much was sent. Needs neither database nor session."""
    if not isinstance(exception, RequestDataTooBig):
        return HttpResponse(render_to_string("400.html"), status=400)
    _drain(request)
    return HttpResponse(render_to_string("413.html"), status=413)


@require_GET
@login_not_required
def offline(request: HttpRequest) -> HttpResponse:
    """What a browser shows where no page could be fetched: `worker` keeps it there beforehand."""
    return render(request, "claims/offline.html")


@require_GET
@login_not_required
def worker(request: HttpRequest) -> HttpResponse:
    """The script that a browser asks when a page cannot be fetched. At the root, so that it hears all."""
    answer = render(request, "claims/worker.js", content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer


def _drain(request: HttpRequest) -> None:
    """Read on where the parser stopped; the request's own stream knows where its body ends."""
    left = DRAINED
    try:
        while left > 0 and (chunk := request.read(min(65_536, left))):
            left -= len(chunk)
    except OSError:
        return
