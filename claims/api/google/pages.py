"""``pages``: claim reviews as the Fact Check Markup Tool has them. Writing one drafts; nothing is published.

A page is either one of our public checks, which is only read here, or one that a program wrote: its
reviews are claims under research with their drafts. Drafts are open to whom the screens open them.
"""

from typing import Any
from uuid import UUID

from django.core import signing
from django.http import Http404, HttpRequest, QueryDict

from accounts.models import Scope
from claims import queries, review_queries
from claims.actions import markup_pages as actions
from claims.api.access import Bearer, asker
from claims.api.google import shapes
from claims.api.google.door import Invalid, body_of, door, method_of
from claims.api.google.numbers import number, page_size
from claims.api.google.written import Page
from claims.errors import Denied, Refused
from claims.known_queries import own_site, site_of
from claims.models import MarkupPage, Publication
from claims.visibility import sight_of

SALT = "claims.api.google.pages"
TAKES = {"url", "organization", "pageSize", "pageToken", "offset"}
FOREIGN = "Invalid value at 'pageToken': it is not of this list."
HIDDEN = "The draft of this page is not open to you now."
PUBLIC = "This check is published: correct it in the newsroom."
Json = dict[str, Any]


@door(Scope.READ, TAKES)
def pages(request: HttpRequest, given: QueryDict) -> Json:
    method = method_of(request)
    if method == "GET":
        return _list(request, given)
    if method == "POST":
        return _create(request)
    raise Invalid(f"{method} is not taken here.", name="UNIMPLEMENTED", status=405)


@door(Scope.READ)
def page(request: HttpRequest, given: QueryDict, name: str) -> Json:
    method = method_of(request)
    if method == "GET":
        return _get(request, name)
    if method == "PUT":
        return _update(request, name)
    if method == "DELETE":
        return _delete(request, name)
    raise Invalid(f"{method} is not taken here.", name="UNIMPLEMENTED", status=405)


# --- Reading -------------------------------------------------------------------------------------


def _get(request: HttpRequest, name: str) -> Json:
    public = _published(name)
    if public is not None:
        return shapes.published(public)
    return _shown(request, _written(name))


def _published(name: str) -> Publication | None:
    """The newest version of a public check that is not withdrawn."""
    try:
        public_id = UUID(name)
    except ValueError:
        return None
    return queries.newest_publications().filter(public_id=public_id).first()


def _written(name: str) -> MarkupPage:
    found = MarkupPage.objects.filter(name=name, deleted_at=None).first()
    if found is None:
        raise Http404
    return found


def _shown(request: HttpRequest, row: MarkupPage) -> Json:
    """Raises Denied where one of its drafts is not open to the asker."""
    user = asker(request)
    reviews = []
    for part in row.reviews.filter(removed_at=None).select_related("claim").order_by("position"):
        if not sight_of(user, part.claim).draft:
            raise Denied(HIDDEN)
        assessment = review_queries.assessment_of(part.claim)
        reviews.append((part.claim, assessment.current if assessment else None))
    return shapes.page(row, reviews, actions.version_of(row))


def _list(request: HttpRequest, given: QueryDict) -> Json:
    url, organization = given.get("url", "").strip(), given.get("organization", "").strip()
    if bool(url) == bool(organization):
        raise Invalid("Request contains an invalid argument: url, or organization.")
    if url:
        return _listing(_at(request, url), "")
    if site_of(organization) != own_site():
        return {}
    return _of_ours(request, page_size(given), given.get("pageToken", ""), number(given, "offset", 0))


def _at(request: HttpRequest, url: str) -> list[Json]:
    """At most one page: a public check by its own address, or a page that was written for it."""
    name = url.rstrip("/").rpartition("/")[2]
    public = _published(name) if site_of(url) == own_site() else None
    if public is not None:
        return [shapes.published(public)]
    found = MarkupPage.objects.filter(address=url, deleted_at=None).first()
    return [_shown(request, found)] if found and _open(request, found) else []


def _open(request: HttpRequest, row: MarkupPage) -> bool:
    parts = row.reviews.filter(removed_at=None).select_related("claim")
    return all(sight_of(asker(request), part.claim).draft for part in parts)


def _of_ours(request: HttpRequest, size: int, token: str, offset: int) -> Json:
    """The asker's own pages first, then every public check; each the newest first, by its number.

    That order no later page changes, so a walk to the end loses and repeats nothing.
    """
    kind, last = _place(token)
    found: list[tuple[str, int, Json]] = []
    skipped = offset if not token else 0
    if kind == "written":
        mine = MarkupPage.objects.filter(made_by=asker(request), deleted_at=None).order_by("-pk")
        mine = mine.filter(pk__lt=last) if last else mine
        rows = [row for row in mine[: skipped + size + 1] if _open(request, row)]
        found += [("written", row.pk, _shown(request, row)) for row in rows[skipped:]]
        skipped, last = max(0, skipped - len(rows)), 0
    if len(found) <= size:
        public = queries.newest_publications().order_by("-claim_id")
        public = public.filter(claim__lt=last) if last else public
        rows_left = public[skipped : skipped + size + 1 - len(found)]
        found += [("public", row.claim_id, shapes.published(row)) for row in rows_left]
    after = ""
    if len(found) > size:
        after = signing.dumps(list(found[size - 1][:2]), salt=SALT)
    return _listing([row for _, _, row in found[:size]], after)


def _place(token: str) -> tuple[str, int]:
    if not token:
        return "written", 0
    try:
        kind, last = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Invalid(FOREIGN) from error
    return str(kind), int(last)


def _listing(rows: list[Json], after: str) -> Json:
    return shapes.full({"claimReviewMarkupPages": rows, "nextPageToken": after})


# --- Writing -------------------------------------------------------------------------------------


def _create(request: HttpRequest) -> Json:
    Bearer(Scope.WRITE)(request)
    sent = Page.of(body_of(request))
    what: Json = {"address": sent.address, "body": sent.body, "reviews": sent.reviews}
    try:
        made = actions.create_page(by=asker(request), **what)
    except actions.Taken as why:
        raise Invalid(str(why), name="ALREADY_EXISTS", status=409) from why
    return _shown(request, made)


def _update(request: HttpRequest, name: str) -> Json:
    Bearer(Scope.WRITE)(request)
    _not_public(name)
    row, sent = _written(name), Page.of(body_of(request))
    if not _open(request, row):
        raise Denied(HIDDEN)
    if sent.address != row.address:
        raise Invalid("Invalid value at 'page_url': a page keeps its address.")
    if not sent.version:
        raise Invalid("Invalid value at 'version_id': send the one that you got.")
    actions.update_page(row, by=asker(request), version=sent.version, body=sent.body, reviews=sent.reviews)
    return _shown(request, row)


def _delete(request: HttpRequest, name: str) -> Json:
    Bearer(Scope.WRITE)(request)
    _not_public(name)
    actions.delete_page(_written(name), by=asker(request))
    return {}


def _not_public(name: str) -> None:
    if _published(name) is not None:
        raise Refused(PUBLIC)
