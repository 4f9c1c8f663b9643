"""The dashboard: who sees it, what it asks, what it must not tell, and its files."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims import board
from claims.actions.review import give_review
from claims.models import FigureCounts, Policy, Speaker
from claims.states import Status
from tests import checks, factories
from tests.actions.test_figures import count_all
from tests.views.test_query_counts import SIGNED_IN

PAGE = reverse("board")


def file(client, key, **asked):
    answer = client.get(reverse("board_figure", args=[key]), asked)
    assert answer.status_code == 200
    return answer, list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def fill(rita, edda, paul, count):
    for _ in range(count):
        checks.published(rita, edda, paul)
        checks.conflicted(rita, edda)
        claim = factories.claim(status=Status.QUEUED, speakers=("Ada Quist",), due_at="2024-01-01T00:00Z")
        factories.appearance(claim, factories.article(f"Copy. {claim.text}").captures.get(), claim.text)


@pytest.mark.parametrize("count", [1, 3])
def test_dashboard_asks_a_fixed_number_of_questions(as_, rita, edda, paul, count, django_assert_num_queries):
    fill(rita, edda, paul, count)
    count_all()
    client = as_("olaf")

    with django_assert_num_queries(SIGNED_IN + 4):  # counted; workload, demand, the latest
        answer = client.get(PAGE)

    assert answer.content.count(b'role="img"') == 9


@pytest.mark.parametrize("count", [1, 3])
def test_before_anything_is_counted_the_page_counts(as_, rita, edda, paul, count, django_assert_num_queries):
    fill(rita, edda, paul, count)
    client = as_("olaf")

    # as above; waiting, late, pace, chosen, four balances, agreement, suggestions (3)
    with django_assert_num_queries(SIGNED_IN + 4 + 12):
        answer = client.get(PAGE)

    assert answer.content.count(b'role="img"') == 9


def test_page_says_how_old_its_counts_are(as_, rita):
    count_all()
    FigureCounts.objects.update(counted_at=timezone.now() - timedelta(minutes=7))
    claim = factories.at(factories.claim(), Status.RESEARCHING, holder=rita)
    client = as_("rita")

    answer = client.get(PAGE)
    html = answer.content.decode()

    assert html.count("Counted 7 min ago.") == 3  # what waits, what is late; looking back
    figures = {figure.key: figure for figure in answer.context["now"]}
    assert figures["waiting"].sentence.startswith("Nothing waits.")
    assert figures["workload"].sentence == "1 claim is being researched."
    count_all()
    assert "Counted just now." in client.get(PAGE).content.decode()
    assert claim.status == Status.RESEARCHING


def test_empty_newsroom_has_a_sentence_for_each_figure_and_no_picture(as_):
    answer = as_("rita").get(PAGE)

    figures = [*answer.context["now"], *answer.context["back"]]
    assert {figure.key for figure in figures} == set(board.FIGURES)
    assert all(figure.sentence.endswith(".") and figure.picture is None for figure in figures)
    assert b'<svg class="chart"' not in answer.content


def test_every_figure_is_a_file_with_the_rows_of_its_table(as_, rita, edda, paul):
    fill(rita, edda, paul, 2)
    client = as_("edda")
    shown = {figure.key: figure for part in ("now", "back") for figure in client.get(PAGE).context[part]}

    for key, figure in shown.items():
        answer, rows = file(client, key)
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        assert rows[0] == list(figure.heads)
        assert len(rows) == len(figure.rows) + 1
    assert file(client, "waiting")[1][2][:3] == ["Queued", "2", "0"]
    assert client.get(reverse("board_figure", args=["nothing"])).status_code == 404


def test_file_holds_no_formula(as_):
    Speaker.objects.create(name='=HYPERLINK("http://evil.example","x")')
    factories.claim(speakers=('=HYPERLINK("http://evil.example","x")', "-1+1"))

    _, rows = file(as_("rita"), "speaker")

    assert {row[0] for row in rows[1:]} == {'\'=HYPERLINK("http://evil.example","x")', "'-1+1"}


def test_words_of_articles_are_escaped_in_pictures(as_):
    factories.claim(speakers=("<b>Ada</b> & Co",))

    html = as_("rita").get(PAGE).content.decode()

    assert "<b>Ada</b>" not in html
    assert "&lt;b&gt;Ada&lt;/b&gt; &amp; Co" in html


@pytest.mark.parametrize("since", ["", "30", "all", "x", "-1", "99999999999999999999"])
def test_any_period_is_answered(as_, since):
    assert as_("rita").get(PAGE, {"since": since}).status_code == 200


def everything(client):
    """The page and all files as anybody can have them."""
    page = client.get(PAGE)
    figures = {figure.key: figure for part in ("now", "back") for figure in page.context[part]}
    files = {key: file(client, key, since="all")[1] for key in board.FIGURES}
    files["latest"] = [row[:-1] for row in files["latest"]]  # by how much grows while one looks
    return figures, files


@pytest.mark.parametrize("key", ["true", "false"])
def test_a_review_in_progress_leaves_no_trace(as_, rita, edda, paul, key):
    """The same to the last digit before a first review is in and after it, whatever it says.

    Nothing is counted ahead here: each look counts all of it.
    """
    fill(rita, edda, paul, 1)
    Policy.objects.update(reviews_required=2)
    claim = checks.in_review(rita, "false")
    client = as_("olaf")
    figures, files = everything(client)

    give_review(claim, by=edda, rating=checks.rating(key))

    after, files_after = everything(client)
    assert claim.status == Status.IN_REVIEW
    assert files_after == files
    agreed = [
        (figure.sentence, figure.picture, figure.rows)
        for figure in (figures["agreement"], after["agreement"])
    ]
    assert agreed[0] == agreed[1]
