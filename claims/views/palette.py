"""One box that leads anywhere: pages, claims, people, actions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.roles import Role, roles_of
from claims import people_rules, rules
from claims.models import Claim, Speaker
from claims.views.access import Request, newsroom, wants_part

SHOWN = 8  # of each group

Asked = Callable[[User], object]
PAGES: list[tuple[object, str, str, Asked]] = [  # name, address, query, who is led there
    (gettext_lazy("Queue"), "queue", "", rules.may_read),
    (gettext_lazy("Board"), "queue", "view=board", rules.may_read),
    (gettext_lazy("Held by me"), "queue", "mine=on", rules.may_read),
    (gettext_lazy("My work"), "work", "", lambda user: Role.RESEARCHER in roles_of(user)),
    (gettext_lazy("Reviews that wait for me"), "reviews", "", lambda user: Role.RESEARCHER in roles_of(user)),
    (gettext_lazy("Articles"), "articles", "", rules.may_read),
    (gettext_lazy("Add an article"), "add_article", "", rules.may_add_article),
    (gettext_lazy("Dashboard"), "board", "", rules.may_read),
    (gettext_lazy("Jobs"), "jobs", "", rules.may_see_jobs),
    (gettext_lazy("News"), "notifications", "", rules.may_read),
    (gettext_lazy("How I am told, and the keyboard"), "preferences", "", rules.may_read),
    (gettext_lazy("What counts as a match"), "thresholds", "", rules.may_read),
    (gettext_lazy("People and invitations"), "people", "", people_rules.operates),
    (gettext_lazy("Admin"), "admin:index", "", lambda user: user.is_staff),
]


@dataclass(frozen=True, slots=True)
class Entry:
    """Where it leads; ``posts`` is an action. ``state`` is a claim's, ``note`` its words."""

    label: str
    address: str
    note: str = ""
    state: str = ""
    posts: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    entries: list[Entry]


@require_GET
@newsroom
def palette(request: Request) -> HttpResponse:
    q = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    groups = [Group(name, found) for name, found in _groups(request.user, q) if found]
    template = "claims/_palette.html" if wants_part(request) else "claims/palette.html"
    return render(request, template, {"groups": groups, "q": q})


def _groups(user: User, q: str) -> Iterator[tuple[str, list[Entry]]]:
    yield _("Actions"), list(_actions(user, q))
    if q:
        yield _("Claims"), _claims(q)
    yield _("Pages"), list(_pages(user, q))
    if q:
        yield _("People"), [*_people(q), *_speakers(q)]


def _says(label: str, q: str) -> bool:
    """Every word of ``q`` begins a word of the label."""
    words = label.lower().split()
    return all(any(word.startswith(part) for word in words) for part in q.lower().split())


def _pages(user: User, q: str) -> Iterator[Entry]:
    for label, name, query, may in PAGES:
        if _says(str(label), q) and may(user):
            yield Entry(str(label), reverse(name) + (f"?{query}" if query else ""))


def _actions(user: User, q: str) -> Iterator[Entry]:
    label = _("Take the next claim")
    if _says(label, q) and rules.may_take(user, Claim()):
        yield Entry(label, reverse("take_next"), posts=True)


def _claims(q: str) -> list[Entry]:
    found = Claim.objects.only("pk", "text", "status").filter(_about(q)).order_by("-pk")[:SHOWN]
    return [
        Entry(row.text[:140], reverse("claim", args=[row.pk]), str(row.get_status_display()), row.status)
        for row in found
    ]


def _about(q: str) -> Q:
    """ "#12" and "12" are the claim of that number; else each word may be the beginning of one."""
    number = q.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) < 19:
        return Q(pk=int(number))
    words = ["".join(filter(str.isalnum, word)) for word in q.split()]
    asked = " & ".join(f"{word}:*" for word in words if word)
    return Q(search=SearchQuery(asked, config="english", search_type="raw")) if asked else Q(pk=None)


def _people(q: str) -> list[Entry]:
    found = User.objects.filter(name__icontains=q, is_active=True, groups__isnull=False).distinct()
    query = [(row, urlencode({"status": "all", "holder": row.pk})) for row in found.order_by("name")[:SHOWN]]
    return [Entry(row.name, f"{reverse('queue')}?{told}", _("what they hold")) for row, told in query]


def _speakers(q: str) -> list[Entry]:
    found = Speaker.objects.only("name", "role").filter(name__icontains=q).order_by("name")[:SHOWN]
    query = [(row, urlencode({"status": "all", "speaker": row.name})) for row in found]
    return [Entry(row.name, f"{reverse('queue')}?{told}", row.role or _("said it")) for row, told in query]
