"""Answers to requests that no view could take."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

# Bytes read and thrown away, so that the sentence reaches a browser that is still sending.
DRAINED = 100_000_000


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when too much was sent. Needs neither database nor session."""
    if not isinstance(exception, RequestDataTooBig):
        return HttpResponse(render_to_string("400.html"), status=400)
    _drain(request)
    return HttpResponse(render_to_string("413.html"), status=413)


def _drain(request: HttpRequest) -> None:
    stream, left = request.META.get("wsgi.input"), DRAINED
    try:
        waiting = min(int(request.META.get("CONTENT_LENGTH") or 0), left)
        while stream is not None and waiting > 0:
            chunk = stream.read(min(65_536, waiting))
            if not chunk:
                break
            waiting -= len(chunk)
    except (OSError, ValueError):
        return
