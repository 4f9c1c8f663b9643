"""The pages of review ask a fixed number of questions, at one thing and at three."""

import pytest
from django.urls import reverse

from claims.actions.assess import save_draft, submit
from claims.actions.comments import comment
from claims.actions.evidence import add_evidence
from claims.actions.notify import notify
from claims.actions.publish import correct
from claims.models import Claim, NotificationKind
from tests import checks, factories
from tests.views.test_query_counts import SIGNED_IN

pytestmark = pytest.mark.django_db


def worked_on(rita, count):
    """A draft of ``count`` versions with as many more sources and comments."""
    claim = checks.drafted(rita)
    capture = claim.appearances.get().capture
    for n in range(count):
        add_evidence(
            claim, by=rita, title=f"Source {n}", publisher=f"P{n}", stance="context", capture=capture
        )
        save_draft(
            claim, by=rita, version=n + 1, rating=checks.rating("true"), summary=f"{n}", reply_waived="x"
        )
        comment(claim, by=rita, body=f"Comment {n}")
    return claim


@pytest.mark.parametrize("count", [1, 3])
def test_claim(as_, rita, count, django_assert_num_queries):
    claim = worked_on(rita, count)
    client = as_("rita")

    with django_assert_num_queries(SIGNED_IN + 45):
        answer = client.get(reverse("claim", args=[claim.pk]))

    assert answer.content.count(b'class="piece"') == 3  # the rest is shown when it is asked for


@pytest.mark.parametrize("count", [1, 3])
def test_all_evidence(as_, rita, count, django_assert_num_queries):
    claim = worked_on(rita, count)
    client = as_("rita")

    with django_assert_num_queries(SIGNED_IN + 11):
        answer = client.get(reverse("claim_evidence", args=[claim.pk]))

    assert answer.content.count(b'class="piece"') == 2 + count


@pytest.mark.parametrize("count", [1, 3])
def test_draft(as_, rita, count, django_assert_num_queries):
    claim = worked_on(rita, count)
    client = as_("rita")

    with django_assert_num_queries(SIGNED_IN + 15):
        answer = client.get(reverse("draft", args=[claim.pk]))

    assert answer.content.count(b"<summary>Version") == 1 + count


@pytest.mark.parametrize("count", [1, 3])
def test_blind_review(as_, rita, edda, count, django_assert_num_queries):
    claim = worked_on(rita, count)
    submit(claim, by=rita)
    client = as_("edda")

    with django_assert_num_queries(SIGNED_IN + 17):
        answer = client.get(reverse("review", args=[claim.pk]))

    assert answer.content.count(b'class="piece"') == 2 + count


@pytest.mark.parametrize("count", [1, 3])
def test_reviews(as_, rita, edda, count, django_assert_num_queries):
    for _ in range(count):
        checks.in_review(rita)
    client = as_("edda")

    with django_assert_num_queries(SIGNED_IN + 3):
        answer = client.get(reverse("reviews"))

    assert answer.content.count(b"row-work") == count


@pytest.mark.parametrize("count", [1, 3])
def test_work(as_, rita, edda, count, django_assert_num_queries):
    for _ in range(count):
        checks.held(rita)
        checks.in_review(edda)
    client = as_("rita")

    with django_assert_num_queries(SIGNED_IN + 8):
        answer = client.get(reverse("work"))

    assert answer.content.count(b"row-work") == 2 * count


@pytest.mark.parametrize("count", [1, 3])
def test_notifications(as_, rita, edda, count, django_assert_num_queries):
    for _ in range(count):
        notify(NotificationKind.REVIEW_ASKED, claim=factories.claim(), by=edda, to=[rita])
    client = as_("rita")

    with django_assert_num_queries(SIGNED_IN + 1):
        answer = client.get(reverse("notifications"))

    assert answer.content.count(b"row-news") == count


def test_preferences(as_, rita, django_assert_num_queries):
    client = as_("rita")

    with django_assert_num_queries(SIGNED_IN + 1):
        client.get(reverse("preferences"))


@pytest.mark.parametrize("count", [1, 3])
def test_panel(as_, rita, edda, paul, count, django_assert_num_queries):
    claims = [checks.conflicted(rita, edda) for _ in range(count)]
    client = as_("paul")

    with django_assert_num_queries(SIGNED_IN + 18):
        client.get(reverse("panel", args=[claims[0].pk]))


@pytest.mark.parametrize("count", [1, 3])
def test_publish(as_, rita, edda, paul, count, django_assert_num_queries):
    claims = [checks.approved(rita, edda) for _ in range(count)]
    client = as_("paul")

    with django_assert_num_queries(SIGNED_IN + 16):  # with the run that the version freezes as its method
        client.get(reverse("publish", args=[claims[0].pk]))


@pytest.mark.parametrize(("count", "asked"), [(1, 4), (2, 5), (3, 5)])
def test_public_page(rita, edda, paul, client, count, asked, django_assert_num_queries):
    published = checks.published(rita, edda, paul)
    for n in range(1, count):
        claim = Claim.objects.get(pk=published.claim_id)
        correct(claim, by=paul, what="W", why="Y", notice="N", version=n, summary=f"Anew {n}")

    # The stamp; the version with its claim and withdrawal; names; the menu's pages; once corrected, versions.
    with django_assert_num_queries(asked):
        answer = client.get(reverse("check", args=[published.public_id]))

    assert f"Version {count}".encode() in answer.content
