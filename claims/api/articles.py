"""Articles, their captures, and handing one in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile

from claims import queries
from claims.actions.intake import add_address, add_file, add_text
from claims.actions.sources import outlet_named
from claims.api.access import READ, WRITE, asker
from claims.api.files import only_these
from claims.api.pages import listed
from claims.api.shapes import making
from claims.api.shapes.given import ArticleAddress, ArticleFile, ArticleText, Paged
from claims.api.shapes.shown import Article as Shown
from claims.api.shapes.shown import Articles, ArticleWhole, Claims
from claims.api.shapes.shown import Capture as ShownCapture
from claims.api.shapes.shown import Intake as ShownIntake
from claims.api.types import Pk
from claims.models import Article, Capture, Intake

router = Router(tags=["articles"])
NEWEST = ("-pk",)
__all__ = ["Shown", "router"]


@router.get("/articles", response=Articles, auth=READ)
def list_articles(request: HttpRequest, asked: Query[Paged]) -> Any:
    """Articles, the newest first."""
    return listed(request, queries.articles_listed(), asked, order=NEWEST, shown=making.article)


@router.post("/articles", response={202: ShownIntake}, auth=WRITE)
def hand_in(request: HttpRequest, given: ArticleText | ArticleAddress) -> Any:
    """Hand in a text, or the address of a page. Reading it is a job; ask its intake what became of it."""
    outlet = outlet_named(given.outlet)
    if isinstance(given, ArticleText):
        made = add_text(given.text, by=asker(request), title=given.title, source=outlet)
    else:
        made = add_address(given.address, by=asker(request), source=outlet)
    return Status(202, making.intake(made))


@router.post("/articles/file", response={202: ShownIntake}, auth=WRITE)
def hand_in_file(request: HttpRequest, file: File[UploadedFile], given: Form[ArticleFile]) -> Any:
    """Hand in a file: HTML, PDF, or a text of any encoding, as a part of a form."""
    only_these(request, ArticleFile)
    made = add_file(
        file.read(),
        by=asker(request),
        filename=file.name or "",
        media_type=file.content_type or "",
        source=outlet_named(given.outlet),
    )
    return Status(202, making.intake(made))


@router.get("/articles/{pk}", response=ArticleWhole, auth=READ)
def get_article(request: HttpRequest, pk: Pk) -> Any:
    found = get_object_or_404(queries.articles_listed(), pk=pk)
    captures = found.captures.defer("raw", "text").order_by("-pk")
    return {**making.article(found), "captures": [making.capture_head(row) for row in captures]}


@router.get("/articles/{pk}/claims", response=Claims, auth=READ)
def list_claims_of_article(request: HttpRequest, pk: Pk, asked: Query[Paged]) -> Any:
    """Claims that appear in any capture of the article, in the order in which they were found."""
    article = get_object_or_404(Article, pk=pk)
    ids = queries.claims_in(article).order_by().values("claim_id")
    rows = queries.claims_listed().prefetch_related("topics").filter(pk__in=ids)
    return listed(request, rows, asked, order=("pk",), shown=making.claim)


@router.get("/captures/{pk}", response=ShownCapture, auth=READ)
def get_capture(request: HttpRequest, pk: Pk, response: HttpResponse) -> Any:
    """The stored text, whole. It never changes, so its digest is its ETag."""
    found = get_object_or_404(Capture.objects.defer("raw"), pk=pk)
    response["ETag"] = f'"{found.sha256}"'
    return {**making.capture_head(found), "text": found.text}


@router.get("/intakes/{pk}", response=ShownIntake, auth=READ)
def get_intake(request: HttpRequest, pk: Pk) -> Any:
    """What became of something that was handed in."""
    return making.intake(get_object_or_404(Intake.objects.defer("raw"), pk=pk))
