"""Everything that one may see, as files: streamed, so that no size is too large."""

from typing import cast

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims import rules
from claims.exchange.kinds import KINDS
from claims.exchange.written import lines, table, zipped
from claims.views.access import Request, newsroom


@newsroom
def exports(request: Request) -> HttpResponse:
    rules.may_export(request.user).check()
    return render(request, "claims/exports.html", {"kinds": list(KINDS)})


@require_safe
@newsroom
def export(request: Request, name: str) -> HttpResponse:
    """``export.zip`` with all of it, ``export.jsonl`` without the files beside it, or one kind as CSV."""
    rules.may_export(request.user).check()
    kind, _, form = name.rpartition(".")
    if name == "export.jsonl":
        answer = StreamingHttpResponse(lines(request.user), content_type="application/x-ndjson")
    elif name == "export.zip":
        answer = StreamingHttpResponse(zipped(request.user), content_type="application/zip")
    elif form == "csv" and kind in KINDS:
        answer = StreamingHttpResponse(table(kind, request.user), content_type="text/csv; charset=utf-8")
    else:
        raise Http404
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return cast(HttpResponse, answer)  # streams, which a view may as well
