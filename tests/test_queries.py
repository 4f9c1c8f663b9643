"""Reads that screens, commands and jobs share."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.models import Claim
from claims.paging import page
from claims.queries import (
    PASSAGES,
    QUEUE_ORDER,
    claims_in,
    held_by,
    passages_about,
)
from tests import factories

pytestmark = pytest.mark.django_db


def about(text, **fields):
    """An article of one passage."""
    capture = factories.article(text, **fields).captures.get()
    return factories.passage(capture)


def plan(sql, params) -> str:
    """How PostgreSQL would go about it if reading a whole table were dear, as it is when it is large."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        lines = "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("SET LOCAL enable_seqscan = on")
    return lines


@pytest.mark.parametrize(
    ("statuses", "index"),
    [(["candidate", "queued"], "claim_triage"), (["declined"], "claim_queue"), (None, "claim_worth")],
)
def test_the_queues_second_page_starts_in_its_index(statuses, index):
    for n in range(5):
        factories.claim(score=0.5, priority=n % 3)
    after = page(Claim.objects.all(), order=QUEUE_ORDER, size=2).after
    rows = Claim.objects.filter(status__in=statuses) if statuses else Claim.objects.all()

    lines = second_page(rows, after)

    # Over five rows chance decides between the index of these rows alone and the one of all.
    assert f"using {index}" in lines or "using claim_worth" in lines
    assert "ROW(priority, score, id) <" in lines.partition("Index Cond")[2].partition("\n")[0]
    assert "Sort" not in lines


def second_page(rows, after) -> str:
    """The plan of the page after the token, as `plan`."""
    with CaptureQueriesContext(connection) as asked:
        page(rows, order=QUEUE_ORDER, after=after, size=2)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("EXPLAIN " + asked.captured_queries[-1]["sql"])
        lines = "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("SET LOCAL enable_seqscan = on")
    return lines


def test_passages_come_from_other_articles_best_first():
    claim = factories.claim("Marlow spent 4.2 million crowns on bridges.")
    own = claim.appearances.get().capture
    factories.passage(own)
    best = about("In Marlow, 4.2 million crowns were spent on bridges in one year.", title="Accounts")
    some = about("A bridge near Tern was closed for repairs on Sunday after a flood.")
    about("The choir sang twice.")

    found = passages_about(claim)

    assert [passage.capture_id for passage in found] == [best.capture_id, some.capture_id]
    assert (found[0].title, found[0].start, found[0].end) == ("Accounts", 0, len(best.text))
    assert own.pk not in {passage.capture_id for passage in found}


def test_passages_mark_the_words_that_were_found():
    claim = factories.claim("Marlow spent crowns on bridges.")
    about("The bridges of Marlow are old.")

    parts = passages_about(claim)[0].parts

    assert [words for words, hit in parts if hit] == ["bridges", "Marlow"]
    assert "".join(words for words, _ in parts) == "The bridges of Marlow are old."


def test_passages_do_not_take_markup_for_marks():
    claim = factories.claim("Marlow spent crowns on bridges.")
    about("<b>The bridges</b> & <script>alert('x')</script> of Marlow are old.")

    assert "".join(words for words, _ in passages_about(claim)[0].parts).startswith(
        "<b>The bridges</b> & <scr"
    )


@pytest.mark.parametrize("text", ["It was not that of the.", "???!!! ... ---", "12345678"])
def test_passages_about_nothing_are_none(text):
    about("The bridges of Marlow are old.")

    assert passages_about(factories.claim(text)) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=60))
def test_passages_survive_every_text(db, text):
    """Quotes, backslashes, operators of tsquery, addresses, paths, e-mails: lexemes of all kinds."""
    odd = " o'clock \\ C:\\dir a&b|c !d:* <-> http://x.example/?q='1' a@b.example /etc/x -5e7"

    about(f"The bridges of Marlow are old ({next(factories.number)}).")

    assert passages_about(Claim(pk=0, text=text + odd)) in ([], passages_about(Claim(pk=0, text=text + odd)))


def test_passages_use_the_search_index():
    about("The bridges of Marlow are old.")
    params = {"text": "bridges of Marlow", "without": [0], "limit": 8, "marks": "HighlightAll=true"}

    assert "passage_search" in plan(PASSAGES, params)


def test_held_by_is_what_the_person_researches(rita, edda):
    mine = factories.at(factories.claim(), "researching", holder=rita)
    factories.at(factories.claim(), "researching", holder=edda)
    factories.claim(status="queued")

    assert list(held_by(rita)) == [mine]


def test_claims_in_are_in_the_order_of_the_text():
    capture = factories.article("First there were nine bridges. Then there were ten.").captures.get()
    second = factories.claim("Then there were ten.", within=capture)
    first = factories.claim("First there were nine bridges.", within=capture)
    factories.claim()

    assert [place.claim for place in claims_in(capture.article)] == [first, second]
