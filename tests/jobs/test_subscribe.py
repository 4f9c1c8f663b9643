"""Other publishers' feeds: whole, page by page, by the clock, and for one question while nothing is new."""

import io
import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from claims.actions.subscriptions import start_due_subscriptions
from claims.jobs import runner
from claims.models import Import, ImportProblem, Job, JobKind, KnownCheck, Subscription
from tests.fakes.feeds import feeds

pytestmark = pytest.mark.django_db
HOSTILE = "</script><script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _loopback(settings, monkeypatch):
    settings.FETCH_ALLOWED_HOSTS = ["127.0.0.1"]
    monkeypatch.setattr("claims.actions.jobs.dispatch", lambda job: True)


def review(n, **fields):
    return {
        "@type": "ClaimReview",
        "url": f"https://checks.example/{n}",
        "claimReviewed": f"Statement {n} about the town's bridges",
        "author": {"name": "Theirs"},
        "reviewRating": {"alternateName": "False"},
        **fields,
    }


def feed(*items):
    rows = [{"@type": "DataFeedItem", "item": item} for item in items]
    return json.dumps({"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": rows})


def paged():
    """Three pages: items as a list, as one object, null, broken, and with script in every field."""
    evil = review(5, claimReviewed=HOSTILE, author={"name": HOSTILE}, datePublished="0000-00-00")
    return {
        "/feed": (feed([review(1)], review(2)), {"Link": '</feed?p=2>; rel="next"'}),
        "/feed?p=2": (
            feed(None, [review(3)], [{"@type": "ClaimReview"}]),
            {"Link": '</feed?p=3>; rel="next"'},
        ),
        "/feed?p=3": (feed([evil, review(6, claimReviewed="x" * 10_000)]), {}),
    }


def taken(source, **options):
    out = io.StringIO()
    call_command("import_claimreviews", source, stdout=out, stderr=out, **options)
    return out.getvalue()


def test_a_feed_in_pages_is_read_to_its_end_and_twice_adds_nothing():
    with feeds(paged()) as base:
        taken(f"{base}/feed", feed="Theirs")
        first = KnownCheck.objects.count()
        told = taken(f"{base}/feed", feed="Theirs")

    assert first == KnownCheck.objects.count() == 5
    assert "0 added, 0 changed, 2 known already" in told
    assert (
        ImportProblem.objects.values_list("reason", flat=True)[0]
        == "There is no id, and no address to know it by."
    )
    assert KnownCheck.objects.get(claim=HOSTILE).publisher == HOSTILE[:200]
    assert KnownCheck.objects.filter(reviewed_on__isnull=False).count() == 0


def test_a_feed_that_leads_in_a_circle_ends_with_a_sentence():
    with (
        feeds({"/feed": (feed([review(1)]), {"Link": '</feed>; rel="next"'})}) as base,
        pytest.raises(SystemExit),
    ):
        taken(f"{base}/feed")

    assert KnownCheck.objects.count() == 1


def test_what_is_in_stays_in_when_a_later_page_is_away_and_goes_on_later():
    answers = paged()
    kept = answers.pop("/feed?p=3")
    with feeds(answers) as base:
        with pytest.raises(SystemExit):
            taken(f"{base}/feed", feed="Theirs")
        some = KnownCheck.objects.count()
        answers["/feed?p=3"] = kept
        taken(f"{base}/feed", feed="Theirs")

    assert (some, KnownCheck.objects.count()) == (3, 5)


def test_a_subscription_is_started_when_due_and_once():
    Subscription.objects.create(name="Theirs", address="https://a.example/feed", every_minutes=60)
    Subscription.objects.create(name="Off", address="https://b.example/feed", active=False)

    assert (start_due_subscriptions(), start_due_subscriptions()) == (1, 0)
    job = Job.objects.get(kind=JobKind.SUBSCRIBE)
    row = Subscription.objects.get(name="Theirs")
    assert job.payload == {"subscription": row.pk}
    assert timedelta(minutes=59) < row.next_at - timezone.now() < timedelta(minutes=61)


def read(subscription):
    job = Job.objects.create(
        kind=JobKind.SUBSCRIBE, key=f"s{Job.objects.count()}", queue="fetch", run_after=timezone.now(),
        payload={"subscription": subscription.pk},
    )  # fmt: skip
    assert runner.run(job.pk, worker="test")
    job.refresh_from_db()
    subscription.refresh_from_db()
    return job


def test_an_unchanged_feed_costs_one_question():
    with feeds(paged()) as base:
        row = Subscription.objects.create(name="Theirs", address=f"{base}/feed")
        first = read(row)
        asked = len(base.asked)
        second = read(row)

    assert (first.state, first.result["added"], first.result["bad"]) == ("done", 5, 1)
    assert (second.result["unchanged"], len(base.asked) - asked, Import.objects.count()) == (True, 1, 3)
    assert base.asked[-1] == ("/feed", row.etag)
    assert row.error == ""


def test_a_feed_that_is_away_leaves_its_sentence():
    with feeds({}) as base:
        row = Subscription.objects.create(name="Theirs", address=f"{base}/feed")
        job = read(row)

    assert (job.state, row.read_at) == ("dead", None)
    assert row.error == job.error != ""


def test_a_private_address_is_not_read(settings):
    settings.FETCH_ALLOWED_HOSTS = []
    with feeds(paged()) as base:
        row = Subscription.objects.create(name="Theirs", address=f"{base}/feed")
        read(row)

    assert (base.asked, KnownCheck.objects.count()) == ([], 0)
    assert row.error != ""


def test_a_file_works_as_well(tmp_path):
    path = tmp_path / "feed.json"
    path.write_text(feed([review(1)], None))

    assert "1 added" in taken(str(path))
