"""No English is left on a page in Arabic: whatever Latin words stand there are data or names.

The newsroom's own texts are written in Greek here, so that they are not taken for words of the interface.
"""

import re
import zoneinfo
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.actions import set_roles
from accounts.models import User
from accounts.roles import Role
from accounts.tokens import make_token
from claims.actions.comments import comment
from claims.actions.notify import notify
from claims.actions.reply_requests import ask
from claims.actions.tips import leave_tip
from claims.actions.webhooks import add_endpoint
from claims.models import NOTICES, Claim, JobKind, Snapshot
from tests import checks, factories
from tests.matches import known, match
from tests.reading import heard
from tests.review.test_leaks import names
from tests.views.test_looks import changed
from tests.views.test_runs import stored
from tests.views.test_webhooks import told

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]
LATIN = re.compile(r"[A-Za-z][A-Za-zç'’-]{2,}")
GREEK = "Ο δήμος έχει {} γέφυρες."
NAMES = set(
    "Factcheck JSON CSV UTC ClaimReview MediaReview WARC WACZ Ctrl-K Ctrl Cmd HTML PDF RSS Atom HTTP HTTPS "
    "https API SHA- sha Markdown Django English Espa Fran Europe Lisbon Google PostgreSQL Redis Celery WCAG "
    "ISO OpenAPI Webhooks MIT kappa Cohen schema org Enter Esc ZIP Lines csv Français Not Found".split()
)
STORED = set(
    "The town has nine six bridges council Marlow spent million crowns Rain fell".split()
)  # of pages
# Pages whose words are Django's beside a table of names of ours, or that are no pages of words at all.
NOT_OURS = re.compile(
    "^(admin:|api:|account_|mfa_|feed_|robots|sitemap|oembed|worker|receipt|frozen|export$|board_figure|"
    "capture_page|capture_warc|claim_archive)"
)
FILE = re.compile(r"\w+\.csv")
PUBLIC = re.compile("^(check|public_page)")  # in the newsroom's own language, for every reader


@pytest.fixture
def everybody(db: None) -> User:
    person = factories.person("Ωραία", Role.EDITOR, language="ar", is_staff=True, is_superuser=True)
    return set_roles(person, list(Role))


@pytest.fixture
def ids(rita: User, edda: User, paul: User, olaf: User, everybody: User, settings: Any) -> dict[str, Any]:
    """A newsroom with something of everything, and the numbers to ask for it by."""
    settings.LLM_BASE_URL, settings.LLM_MODEL, settings.SAVE_PAGE_NOW_KEY = "http://127.0.0.1:1", "m", "a:b"
    claim = _researched(rita, edda, everybody)
    look = changed(rita)
    out = checks.published(rita, edda, paul)
    leave_tip(text="Λάθος", kind="error", sender="x", publication=out)
    checks.conflicted(rita, edda)
    checks.in_review(rita)
    checks.approved(rita, edda)
    endpoint = add_endpoint("https://example.org/hook", by=olaf, families=["claim"])
    told(rita, 1)
    make_token(everybody, name="Κλειδί", scopes=["read"], days=3)
    for kind in NOTICES:
        notify(kind, claim=claim, by=edda, to=[everybody])
    failed = factories.job(
        JobKind.READ, state="dead", error="The page answered 404 Not Found.", article=look.article
    )
    place = claim.appearances.get()
    return {
        "claim": claim.pk, "article": place.capture.article_id, "capture": place.capture_id, "look": look.pk,
        "evidence": claim.evidence.first().pk, "run": claim.runs.first().pk, "job": failed.pk,
        "endpoint": endpoint.pk, "person": rita.pk, "check": out.public_id, "match": claim.matches.first().pk,
        "intake": factories.intake(GREEK.format(3), added_by=rita).pk,
    }  # fmt: skip


def _researched(rita: User, edda: User, everybody: User) -> Claim:
    claim = checks.drafted(rita, summary="Σύνοψη", reasoning="Σκέψη")
    comment(claim, by=rita, body="Γεια")
    stored(claim, rita)
    stored(claim, rita, label="refutes", sentence="The passages found refute the claim.")
    match(claim, known(GREEK.format(9)), why=("It is about the same.", "“δεν” there only"))
    item = claim.evidence.first()
    type(item).objects.filter(pk=item.pk).update(address="https://b.example/")
    Snapshot.objects.create(
        evidence=item,
        state="differs",
        address="https://archive.example/web/1/x",
        told="The snapshot holds 40% of our copy's text.",
        ended_at=timezone.now(),
    )
    soon = timezone.now() + timedelta(days=2)
    ask(claim, by=rita, addressee="Δήμαρχος", email="d@example.org", question="Πόσες;", deadline=soon)
    return claim


def pages(ids: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every named page, with each thing of its own that it may be of."""
    for name in sorted(names()):
        if NOT_OURS.match(name) or PUBLIC.match(name):
            continue
        for args in ([], *([pk] for pk in _own(name, ids)), ["topics"]):
            try:
                yield name, reverse(name, args=args)
            except NoReverseMatch:
                continue


def _own(name: str, ids: dict[str, Any]) -> list[Any]:
    own = [ids[key] for key in ids if key in name]
    return own[:1] or [ids["claim"]]


def data(*names: str) -> re.Pattern[str]:
    """Names, places that have a time, and everything that the database holds, the longest first."""
    kept = {*names, *(zone.replace("_", " ") for zone in zoneinfo.available_timezones())}
    for model in apps.get_models():
        if model._meta.app_label in {"claims", "accounts"}:
            for row in model.objects.values():  # type: ignore[attr-defined]
                for value in row.values():
                    kept |= set(_strings(value))
    return re.compile("|".join(map(re.escape, sorted(kept, key=len, reverse=True))))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str) and len(value) > 2:
        yield value
        yield " ".join(value.split())
    elif isinstance(value, dict):
        for one in (*value.keys(), *value.values()):
            yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)


def test_no_english_is_left_on_arabic_pages(ids, everybody, settings):
    client = Client(raise_request_exception=False)
    client.force_login(everybody)
    ours = data(settings.NEWSROOM_NAME)
    left: dict[str, set[str]] = {}
    opened = set()
    for name, address in pages(ids):
        for words in heard(_page(client, address)):
            opened.add(name)
            if set(LATIN.findall(ours.sub(" ", FILE.sub(" ", words)))) - NAMES - STORED:
                left.setdefault(words, set()).add(name)

    assert left == {}
    assert len(opened) > 50


def _page(client: Client, address: str) -> str:
    """The page at the address or where it leads; nothing where there is none, or none of ours to read."""
    answer = client.get(address, follow=True)
    if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
        return ""
    html = answer.content.decode()
    assert "<html" not in html or 'lang="ar"' in html[:400], f"{address} is not in Arabic"
    return html
