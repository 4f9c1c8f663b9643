"""Hand an article in, and see it being read."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from claims import rules
from claims.actions.intake import add_address, add_file, add_text, job_of
from claims.actions.sources import outlet_named
from claims.errors import Denied, Refused
from claims.forms import AddArticleForm, new_token
from claims.models import TEXT_MAX, Intake, Source
from claims.views.access import Request, newsroom, wants_part
from claims.views.already import Already, warning

SHOWN = 4_000  # bytes of what was handed in that its page shows
FIELDS = {"paste": "text", "file": "upload", "address": "address"}


@newsroom
def add(request: Request) -> HttpResponse:
    """Paste, file or address. Errors keep what was typed; a form sent twice makes one article."""
    rules.may_add_article(request.user).check()
    if request.method != "POST":
        return _draw(request, AddArticleForm(initial={"token": new_token(), "way": "paste"}))
    form = AddArticleForm(request.POST, request.FILES)
    if not form.is_valid():
        return _draw(request, form, 422)
    earlier = warning(_claimed(form), seen=request.POST.get("seen", ""))
    if earlier is not None:
        return _draw(request, form, 409, already=earlier)
    try:
        intake = _take_in(request, form)
    except Denied:
        raise
    except Refused as why:
        form.add_error(FIELDS[form.cleaned_data["way"]], str(why))
        return _draw(request, form, 422)
    return redirect("intake", intake.pk)


def _claimed(form: AddArticleForm) -> str:
    """What a pasted tip claims: the whole of it where it is as short as a claim, else its headline."""
    given = form.cleaned_data
    if given["way"] != Intake.Kind.PASTE:
        return ""
    text = str(given["text"]).strip()
    return text if len(text) <= TEXT_MAX else str(given["title"])


def _take_in(request: Request, form: AddArticleForm) -> Intake:
    given, by = form.cleaned_data, request.user
    source, token = outlet_named(given["outlet"]), given["token"]
    if given["way"] == Intake.Kind.PASTE:
        return add_text(given["text"], by=by, title=given["title"], source=source, token=token)
    if given["way"] == Intake.Kind.ADDRESS:
        return add_address(given["address"], by=by, source=source, token=token)
    file = given["upload"]
    if file.size > settings.INTAKE_MAX_BYTES:  # named before it is read into memory
        raise Refused(
            gettext("The file has %(value)s MB; the limit is %(limit)s.")
            % {"value": f"{file.size / 1000000.0:.1f}", "limit": limit()}
        )
    return add_file(
        file.read(),
        by=by,
        filename=file.name or "",
        media_type=file.content_type or "",
        source=source,
        token=token,
    )


def limit() -> str:
    return f"{settings.INTAKE_MAX_BYTES / 1e6:.1f} MB".replace(".0 ", " ")


def _draw(
    request: Request, form: AddArticleForm, status: int = 200, already: Already | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "already": already,
        "limit": limit(),
        "max_bytes": settings.INTAKE_MAX_BYTES,
        "outlets": Source.objects.values_list("name", flat=True)[:300],
    }
    return render(request, "claims/add_article.html", context, status=status)


@require_GET
@newsroom
def intake(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Intake.objects.select_related("article", "source", "added_by"), pk=pk)
    job = job_of(found)
    kept = bytes(found.raw or b"")
    context = {"intake": found, "job": job, "size": len(kept), "kept": kept[:SHOWN].decode(errors="replace")}
    return render(request, "claims/intake.html", context)


@require_GET
@newsroom
def progress(request: Request, pk: int) -> HttpResponse:
    """How far reading is; a new article leads on to its page."""
    found = get_object_or_404(Intake.objects.select_related("article").defer("raw"), pk=pk)
    if not wants_part(request):
        return redirect("intake", pk)
    if found.article_id and found.outcome == Intake.Outcome.ADDED:
        return HttpResponse(headers={"HX-Redirect": reverse("article", args=[found.article_id])})
    return render(request, "claims/_intake.html", {"intake": found, "job": job_of(found)})
