"""What an open page asks again and again: has anything changed?"""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from claims import live_queries
from claims.views.access import Request, newsroom


@require_GET
@never_cache
@newsroom
def live(request: Request, what: str, pk: int = 0) -> HttpResponse:
    """204 while the stamp is the one in ``since``, else the new one: the page then fetches itself anew."""
    now = live_queries.stamp(what, user=request.user.pk, pk=pk)
    if now == request.GET.get("since"):
        return HttpResponse(status=204)
    return HttpResponse(now, content_type="text/plain")
