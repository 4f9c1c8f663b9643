"""My work: what I hold, what waits for me, what is due."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from claims import people_queries, queries
from claims.views.access import Request, newsroom

SHOWN = 50  # rows of each list


@require_GET
@newsroom
def work(request: Request) -> HttpResponse:
    context = {
        "held": list(people_queries.my_work(request.user)[:SHOWN]),
        "waiting": list(queries.waiting_for_review(request.user)[:SHOWN]),
        "overdue": list(people_queries.overdue()[:SHOWN]),
        "soon": list(people_queries.due_soon()[:SHOWN]),
    }
    return render(request, "claims/work.html", context)
