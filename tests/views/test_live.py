"""The stamp of a page changes when the page may, and only then."""

import pytest
from django.urls import reverse

from claims.actions.comments import comment
from claims.actions.presence import here
from claims.actions.triage import accept
from claims.models import Job, Match
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(as_):
    client = as_("rita")

    def asked(what, pk="", since=""):
        return client.get(f"/live/{what}/{pk and f'{pk}/'}", {"since": since})

    return asked


def test_nothing_new_is_an_empty_answer(ask):
    claim = factories.claim()
    stamp = ask("claim", claim.pk).content.decode()

    again = ask("claim", claim.pk, stamp)

    assert (len(stamp), again.status_code, again.content) == (32, 204, b"")
    assert "no-store" in again["Cache-Control"]


@pytest.mark.parametrize("change", ["accept", "comment", "here", "job", "match"])
def test_what_happens_to_a_claim_changes_its_stamp(ask, edda, change):
    other, claim = factories.claim(), factories.claim()
    changes = {
        "accept": lambda: accept(claim, by=edda),
        "comment": lambda: comment(claim, by=edda, body="Look at the books."),
        "here": lambda: here(claim, by=edda),
        "job": lambda: factories.job(claim=claim, state=Job.State.RUNNING),
        "match": lambda: Match.objects.create(
            claim=claim,
            other=other,
            strength="likely",
            score=0.7,
            probability=0.7,
            same_claim=True,
            method="x",
        ),
    }
    before = ask("claim", claim.pk).content
    elsewhere = ask("claim", factories.claim().pk).content

    changes[change]()

    assert ask("claim", claim.pk).content != before
    assert elsewhere != before


def test_what_happens_elsewhere_does_not(ask, edda):
    claim, other = factories.claim(), factories.claim()
    before = ask("claim", claim.pk).content.decode()

    accept(other, by=edda)

    assert ask("claim", claim.pk, before).status_code == 204


def test_ones_own_presence_is_no_news(ask, rita):
    claim = factories.claim()
    before = ask("claim", claim.pk).content.decode()

    here(claim, by=rita)

    assert ask("claim", claim.pk, before).status_code == 204


def test_an_article_changes_with_its_claims_and_the_queue_with_any(ask, edda):
    claim = factories.claim()
    article = claim.appearances.get().capture.article_id
    before = ask("article", article).content, ask("queue").content

    accept(claim, by=edda)

    assert ask("article", article).content != before[0]
    assert ask("queue").content != before[1]


def test_pages_carry_the_stamp_they_were_drawn_under(as_, ask):
    claim = factories.claim()
    html = as_("rita").get(reverse("claim", args=[claim.pk])).content.decode()

    stamp = html.partition('data-stamp="')[2].partition('"')[0]

    assert ask("claim", claim.pk, stamp).status_code == 204


def test_strangers_and_nobody_learn_nothing(as_):
    claim = factories.claim()

    assert as_("sam").get(f"/live/claim/{claim.pk}/").status_code == 403
    assert as_("nobody").get(f"/live/claim/{claim.pk}/").status_code == 302
