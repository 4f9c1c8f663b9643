"""The dashboard: how the newsroom's work stands, and each of its figures as a file."""

import csv

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from claims import board, board_queries, rules
from claims.board import Cell, Figure, Period
from claims.views.access import Request, newsroom

LEADS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula."""


@require_GET
@newsroom
def dashboard(request: Request) -> HttpResponse:
    rules.may_see_board(request.user).check()
    period = _period(request)
    counted = board_queries.counted(period.days)
    context = {
        "period": period,
        "periods": board.PERIODS,
        "counted_at": counted.at,
        "now": [figure(counted) for figure in board.NOW.values()],
        "back": [figure(counted) for figure in board.BACK.values()],
    }
    return render(request, "claims/board.html", context)


@require_GET
@newsroom
def figure(request: Request, key: str) -> HttpResponse:
    """The table of one figure, comma separated, in UTF-8 with a mark that spreadsheets know it by."""
    rules.may_see_board(request.user).check()
    if key not in board.FIGURES:
        raise Http404
    counted = board_queries.counted(_period(request).days)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"{key}-{timezone.localdate():%Y-%m-%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    csv.writer(answer).writerows(rows_of(board.FIGURES[key](counted)))
    return answer


def _period(request: Request) -> Period:
    return board.period_named(request.GET.get("since", ""))


def rows_of(figure: Figure) -> list[list[object]]:
    return [list(figure.heads), *([_harmless(cell) for cell in row] for row in figure.rows)]


def _harmless(cell: Cell) -> object:
    """Words of articles and people, never a formula."""
    raw = cell.raw
    return f"'{raw}" if isinstance(raw, str) and raw.startswith(LEADS) else raw
