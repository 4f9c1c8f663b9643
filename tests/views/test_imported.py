"""Markup from elsewhere with script in every field: text on every screen, and in every answer of the API."""

import json
import urllib.parse

import pytest
from django.core.management import call_command
from django.urls import reverse

from claims.models import KnownCheck
from tests import factories, matches
from tests.api.conftest import Program
from tests.tokens import everything

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(%d)</script><img src=x onerror=alert(1)> Marlow has 14 bridges"
FIELDS = iter(range(1, 100))


def evil():
    return SCRIPT % next(FIELDS)


@pytest.fixture
def check(tmp_path):
    """Imported, with whatever of it the import kept."""
    address = "https://checks.example/1?x=<script>alert(99)</script>"
    markup = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": address,
        "claimReviewed": evil(),
        "name": evil(),
        "headline": evil(),
        "description": evil(),
        "reviewBody": evil(),
        "inLanguage": "<script>",
        "datePublished": "<script>alert(1)</script>",
        "author": {"@type": "Organization", "name": evil(), "url": "javascript:alert(1)"},
        "reviewRating": {"alternateName": evil(), "ratingExplanation": evil(), "ratingValue": evil()},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"name": evil(), "jobTitle": evil(), "sameAs": "javascript:alert(2)"},
            "datePublished": "0000-00-00",
            "appearance": [{"url": "javascript:alert(3)"}],
        },
    }
    file = tmp_path / "evil.json"
    file.write_text(json.dumps(markup))
    call_command("import_claimreviews", str(file), feed="Evil <script>alert(4)</script>")
    return KnownCheck.objects.get()


def test_it_is_text_on_every_screen(as_, check, rita):
    claim = factories.claim("Marlow has 14 bridges over its river.")
    matches.match(claim, check, passage=evil(), why=(evil(),))
    client = as_("edda")
    pages = [
        reverse("claim", args=[claim.pk]),
        reverse("claim_matches", args=[claim.pk]),
        reverse("already") + "?text=Marlow+has+14+bridges",
        reverse("queue"),
        reverse("palette") + "?q=Marlow",
    ]

    shown = [client.get(page, headers=headers) for page in pages for headers in ({}, {"HX-Request": "true"})]

    texts = [answer.content.decode() for answer in shown if answer.status_code == 200]
    assert any("&lt;script&gt;alert(" in text for text in texts)
    for text in texts:
        assert "<script>alert(" not in text
        assert "<img src=x" not in text
        assert 'href="javascript:' not in text


def test_it_is_json_in_every_answer(check, rita):
    claim, ask = factories.claim("Marlow has 14 bridges over its river."), Program(everything(rita))
    found = matches.match(claim, check)
    asked = urllib.parse.urlencode({"query": "Marlow has 14 bridges"})

    for path in (
        f"/claims/{claim.pk}/matches",
        f"/matches/{found.pk}",
        "/already?q=Marlow+has+14+bridges",
        "/library?q=Marlow+has+14+bridges",
        f"/v1alpha1/claims:search?{asked}",
    ):
        answer = ask.get(path)
        assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (200, "application/json")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "<script>alert(" in json.dumps(answer.json())


def test_a_day_that_is_none_is_no_day(check):
    assert (check.made_on, check.reviewed_on) == (None, None)
    assert check.claim.startswith("<script>")
