"""Each list and detail page asks the database a fixed number of questions, at one thing and at three."""

import pytest
from django.urls import reverse

from claims.models import Activity, Appearance
from claims.states import Status
from claims.workflow import record
from tests import factories

SIGNED_IN = 4  # session, person, roles, news not read yet
ADMIN = 3  # session, person, roles


def claims(rita, count):
    """Claims of one article, each with a speaker, a second appearance, a run with a step, a record."""
    quotes = [f"Marlow has {next(factories.number)} bridges and 7 ferries." for _ in range(count)]
    article = factories.article(" ".join(quotes), source=factories.source(), added_by=rita)
    for quote in quotes:
        made = factories.claim(quote, within=article.captures.get(), speakers=("Ada Quist", "Bo Ferro"))
        other = factories.article(f"Elsewhere: {quote}", source=factories.source()).captures.get()
        factories.appearance(made, other, quote)
        factories.at(made, Status.RESEARCHING, holder=rita)
        factories.job(claim=made, article=article, created_by=rita)
    return article


@pytest.mark.parametrize("count", [1, 3])
def test_queue(as_, rita, count, django_assert_num_queries):
    claims(rita, count)
    client = as_("rita")

    with django_assert_num_queries(SIGNED_IN + 7):  # stamp; claims, speakers, places; outlets; counts; views
        answer = client.get("/?status=all")

    assert answer.content.count(b"data-row") == count


@pytest.mark.parametrize("count", [1, 3])
def test_queue_of_an_editor(as_, rita, edda, count, django_assert_num_queries):
    claims(rita, count)
    client = as_("edda")

    with django_assert_num_queries(SIGNED_IN + 8):  # as above, and who may be assigned to
        answer = client.get("/?status=all")

    assert answer.content.count(b"data-row") == count


@pytest.mark.parametrize("count", [1, 3])
def test_board(as_, rita, count, django_assert_num_queries):
    claims(rita, count)
    client = as_("rita")

    with django_assert_num_queries(
        SIGNED_IN + 8
    ):  # stamp, counts, ids, claims, speakers, places, outlets, views
        answer = client.get("/?view=board")

    assert answer.content.count(b"data-row") == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("what", ["queue", "claim", "article"])
def test_live(as_, rita, what, count, django_assert_num_queries):
    article = claims(rita, count)
    pk = {"queue": "", "claim": f"{Appearance.objects.first().claim_id}/", "article": f"{article.pk}/"}[what]
    client = as_("rita")

    with django_assert_num_queries(3 + 1):  # session, person, roles; stamp
        client.get(f"/live/{what}/{pk}")


@pytest.mark.parametrize("count", [2, 4])
def test_merge(as_, count, django_assert_num_queries):
    found = [factories.claim(speakers=("Ada Quist",)) for _ in range(count)]
    client = as_("rita")

    with django_assert_num_queries(SIGNED_IN + 4):  # claims, speakers, places, evidence
        answer = client.get("/merge/", {"claim": [claim.pk for claim in found]})

    assert answer.content.count(b'class="merge-row"') == count


@pytest.mark.parametrize("count", [1, 3])
def test_claim(as_, rita, count, django_assert_num_queries):
    claims(rita, 1)
    claim = Appearance.objects.order_by("pk").first().claim
    for n in range(count):
        capture = factories.article(f"Copy {n}. {claim.text}", source=factories.source()).captures.get()
        factories.appearance(claim, capture, claim.text)
        factories.run(claim, requested_by=rita, job=factories.job(claim=claim))
        record("edited", by=rita, claim=claim, before="x")
    client = as_("edda")

    # claim, speakers, places; runs, steps; job; record; standing (3); people to hand it to; matches and
    # the timeline (5), counted at more things in test_matches; and the parts of review, counted at more
    # things in test_review_query_counts; the text, its claims and its versions; topics, and those to
    # choose from (3); what a draft would lack (4); the stamp; what runs suggest
    with django_assert_num_queries(SIGNED_IN + 39):
        answer = client.get(reverse("claim", args=[claim.pk]))

    assert answer.content.count(b'class="quote"') == 2 + count


@pytest.mark.parametrize("count", [1, 3])
def test_article(as_, rita, count, django_assert_num_queries):
    article = claims(rita, count)
    client = as_("rita")

    # article, stamp, text, places, speakers, versions, jobs, looks
    with django_assert_num_queries(SIGNED_IN + 8):
        answer = client.get(reverse("article", args=[article.pk]))

    assert answer.content.count(b'class="claim-card"') == count


@pytest.mark.parametrize("count", [1, 3])
def test_articles(as_, rita, count, django_assert_num_queries):
    for _ in range(count):
        claims(rita, 1)
    client = as_("rita")

    with django_assert_num_queries(SIGNED_IN + 1):
        answer = client.get(reverse("articles"))

    assert answer.content.count(b"row-article") == 2 * count


@pytest.mark.parametrize("count", [1, 3])
def test_jobs(as_, rita, count, django_assert_num_queries):
    claims(rita, count)
    client = as_("rita")

    with django_assert_num_queries(SIGNED_IN + 2):  # jobs, counts
        answer = client.get(reverse("jobs"))

    assert answer.content.count(b"row-job") == count


@pytest.mark.parametrize("count", [1, 3])
def test_job(as_, rita, count, django_assert_num_queries):
    jobs = [factories.job(claim=factories.claim(), created_by=rita) for _ in range(count)]
    client = as_("rita")

    with django_assert_num_queries(SIGNED_IN + 1):
        client.get(reverse("job", args=[jobs[0].pk]))


@pytest.mark.parametrize("count", [1, 3])
def test_people(as_, olaf, count, django_assert_num_queries):
    for _ in range(count):
        factories.at(factories.claim(), Status.RESEARCHING, holder=factories.person("", "editor"))
    client = as_("olaf")

    with django_assert_num_queries(SIGNED_IN + 3):  # people, their groups; invitations
        answer = client.get(reverse("people"))

    assert answer.content.count(b"row-person") == count + 1


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("model", "questions"),
    [("source", 4), ("article", 4), ("capture", 4), ("claim", 4), ("job", 5), ("run", 4), ("activity", 5)],
)
def test_admin(as_, edda, rita, count, model, questions, django_assert_num_queries):
    for _ in range(count):
        claims(rita, 1)
        claim = factories.claim()
        factories.run(claim, requested_by=rita)
        Activity.objects.create(verb="edited", actor=rita, claim=claim)
    client = as_("edda")

    with django_assert_num_queries(ADMIN + questions):
        client.get(reverse(f"admin:claims_{model}_changelist"))
