"""Right of reply, seen by its addressee: the question, a form, a sentence when it is closed.

The page needs no account and sets no cookie. The token in its address is the key: who has it may
answer, who does not cannot forge a form to it; so it is exempt from the cookie that guards other
forms. The address goes into no referrer, cache or index.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from claims.actions.reply import UNKNOWN, answer, closed_because, decline_to_answer
from claims.actions.reply_links import request_of
from claims.errors import Refused
from claims.models import ANSWER_MAX, ReplyRequest

WRITTEN = _("You have written an answer. Send it, or empty the field to decline.")


def _kept_private(
    view: Callable[[HttpRequest, str], HttpResponse],
) -> Callable[[HttpRequest, str], HttpResponse]:
    @wraps(view)
    def private(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return private


@login_not_required
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@_kept_private
def reply(request: HttpRequest, token: str) -> HttpResponse:
    asked = request_of(token)
    if asked is None:
        return render(request, "claims/reply/closed.html", {"sentence": UNKNOWN}, status=404)
    if request.method == "POST":
        return _taken(request, asked, token)
    return _page(request, asked)


def _taken(request: HttpRequest, asked: ReplyRequest, token: str) -> HttpResponse:
    """Store what was sent, then show the page anew; what cannot be stored stays in its field."""
    text = request.POST.get("text", "")
    try:
        if "decline" not in request.POST:
            answer(token, text=text)
        elif text.strip():
            raise Refused(str(WRITTEN))
        else:
            decline_to_answer(token)
    except Refused as refusal:
        asked.refresh_from_db()
        return _page(request, asked, sentence=str(refusal), text=text, status=422)
    return redirect(request.path)


def _page(
    request: HttpRequest, asked: ReplyRequest, *, sentence: str = "", text: str = "", status: int = 200
) -> HttpResponse:
    because = closed_because(asked)
    shown = {
        "asked": asked,
        "sentence": because or sentence,
        "refused": sentence,
        "text": text,
        "longest": ANSWER_MAX,
    }
    if not because:
        return render(request, "claims/reply/open.html", shown, status=status)
    gone = 200 if asked.outcome in {asked.Outcome.ANSWERED, asked.Outcome.DECLINED} else 410
    return render(request, "claims/reply/closed.html", shown, status=409 if sentence else gone)
