"""Saved views of the queue: one's own and the desk's."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from claims.actions.saved import remove_view, save_view
from claims.filters import QueueFilter
from claims.models import SavedView
from claims.views.access import Request, newsroom


@require_POST
@newsroom
def save(request: Request) -> HttpResponse:
    """What the form carries of the filter is read as the filter reads it: nothing else is kept."""
    query = QueueFilter(QueryDict(request.POST.get("query", "")[:5_000])).address
    view = save_view(
        by=request.user, name=request.POST.get("name", ""), query=query, shared="shared" in request.POST
    )
    messages.success(request, gettext("“%(view)s” is saved. Its address can be shared.") % {"view": view})
    return redirect(f"{reverse('queue')}?{view.query}" if view.query else "queue")


@require_POST
@newsroom
def remove(request: Request, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView, pk=pk)
    remove_view(view, by=request.user)
    messages.success(request, gettext("“%(view)s” is removed.") % {"view": view})
    return redirect("queue")
