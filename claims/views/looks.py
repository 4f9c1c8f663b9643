"""Pages that changed since they were stored: the list of tasks, one look with its differences, decisions."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from claims import evidence_queries, rules
from claims.actions.looks import look_later
from claims.actions.seen import settle_look, settle_words
from claims.actions.snapshots import ask_snapshot
from claims.errors import Denied, Refused
from claims.models import Anchoring, Article, Evidence, Look
from claims.nlp.changes import changes
from claims.paging import page
from claims.review_forms import SettleForm, SettleWordsForm
from claims.views.access import Request, newsroom, only_posted, wants_part
from claims.views.marking import Place, paragraphs

AROUND = 300  # code points of the text around words that are shown in their place


@require_GET
@newsroom
def looks(request: Request) -> HttpResponse:
    """What waits for somebody: all of it, or what touches the claims that one holds."""
    mine = request.GET.get("of") == "mine"
    rows = evidence_queries.tasks_of(request.user) if mine else evidence_queries.tasks()
    found = page(rows, order=("-pk",), after=request.GET.get("after", ""), size=30)
    part = wants_part(request) and request.htmx.target == "more"
    context = {"page": found, "mine": mine}
    return render(request, "claims/_look_rows.html" if part else "claims/looks.html", context)


@require_GET
@newsroom
def look(request: Request, pk: int) -> HttpResponse:
    return show(request, get_object_or_404(evidence_queries.look_shown(pk)))


def show(request: Request, found: Look, status: int = 200, **forms: forms.Form | int) -> HttpResponse:
    """``words`` is a form that comes back with something to mend, ``of`` the anchoring that it is for."""
    anchorings = list(evidence_queries.anchorings_of(found))
    context = {
        "look": found,
        "changes": changes(found.before.text, found.after.text) if found.after else [],
        "anchorings": [(row, _context_of(found, row)) for row in anchorings],
        "may_settle": rules.may_settle_looks(request.user),
        "settle": SettleForm(),
        "words": SettleWordsForm(),
        "of": 0,
        **forms,
    }
    return render(request, "claims/look.html", context, status=status)


def _context_of(found: Look, row: Anchoring) -> list[object]:
    """The words that stand there now, marked, with some of the text around them; or none."""
    if found.after is None or row.start is None or row.end is None:
        return []
    start = max(0, row.start - AROUND)
    text = found.after.text[start : row.end + AROUND]
    return list(paragraphs(text, [Place(row.pk, row.start - start, row.end - start)]))


@only_posted("look")
@newsroom
def settle(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(evidence_queries.look_shown(pk))
    form = SettleForm(request.POST)
    if not form.is_valid():
        return show(request, found, 422, settle=form)
    settle_look(found, by=request.user, note=form.cleaned_data["note"])
    messages.success(request, _("Settled."))
    return redirect("looks")


@require_POST
@newsroom
def words(request: Request, pk: int) -> HttpResponse:
    """Anchor quoted words anew, or take them as gone. What was typed stays when it is not in the page."""
    row = get_object_or_404(Anchoring, pk=pk)
    form = SettleWordsForm(request.POST)
    if not form.is_valid():
        return show(request, evidence_queries.look_shown(row.look_id).get(), 422, words=form, of=row.pk)
    try:
        settle_words(row, by=request.user, quote=form.given_quote())
    except Denied:
        raise
    except Refused as why:
        form.add_error("quote", str(why))
        return show(request, evidence_queries.look_shown(row.look_id).get(), 422, words=form, of=row.pk)
    messages.success(request, _("Decided. It stays on the record."))
    return redirect("look", row.look_id)


@only_posted("article")
@newsroom
def article(request: Request, pk: int) -> HttpResponse:
    """Have an article looked at now."""
    found = get_object_or_404(Article, pk=pk)
    _look_now(request, found)
    return redirect("article", pk)


@only_posted("evidence")
@newsroom
def evidence(request: Request, pk: int) -> HttpResponse:
    """Have a piece of evidence looked at now."""
    _look_now(request, get_object_or_404(Evidence.objects.select_related("claim"), pk=pk))
    return redirect("evidence", pk)


def _look_now(request: Request, subject: Article | Evidence) -> None:
    rules.may_settle_looks(request.user).check()
    if not subject.address:
        raise Refused(_("It has no address: there is no page to look at."))
    look_later(subject, by=request.user)
    messages.success(request, _("A worker will look at the page."))


@only_posted("evidence")
@newsroom
def snapshot(request: Request, pk: int) -> HttpResponse:
    """Have the Internet Archive keep the page too."""
    ask_snapshot(get_object_or_404(Evidence.objects.select_related("claim"), pk=pk), by=request.user)
    messages.success(request, _("A worker will ask the Internet Archive, and look whether it kept the page."))
    return redirect("evidence", pk)
