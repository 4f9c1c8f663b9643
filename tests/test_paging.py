"""Pages by keyset: each row once, whatever the page's size."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.models import Claim, Source, WorkerSeen
from claims.paging import SALT, page
from tests import factories

pytestmark = pytest.mark.django_db
WORTH = ("-score", "-pk")


def walk(rows, order, size):
    """Every page to the end."""
    after, pages = "", []
    while True:
        one = page(rows, order=order, after=after, size=size)
        pages.append(one.rows)
        after = one.after
        if not after:
            return pages


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    scores=st.lists(st.sampled_from([0.0, 0.1, 0.30000000000000004, 0.5, 1.0]), max_size=14),
    size=st.integers(1, 6),
)
def test_walking_all_pages_meets_each_row_once_in_order(rita, scores, size):
    Claim.objects.filter(added_by=rita).update(added_by=None, origin="machine")
    Claim.objects.bulk_create(
        Claim(text=f"Claim number {n}", score=score, origin="person", added_by=rita)
        for n, score in enumerate(scores)
    )
    rows = Claim.objects.filter(added_by=rita)

    pages = walk(rows, WORTH, size)

    assert [claim for one in pages for claim in one] == list(rows.order_by(*WORTH))
    assert all(len(one) == size for one in pages[:-1])
    assert len(pages[-1]) <= size


ORDERS = [("name", "pk"), ("-name", "pk"), ("name", "-pk"), ("-pk",), ("language", "name", "pk")]


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_walks(order):
    for n in range(7):
        Source.objects.create(name=f"The {n % 2} Courier {n // 2} {n}", language="en" if n % 3 else "fr")

    pages = walk(Source.objects.all(), order, 2)

    assert [source for one in pages for source in one] == list(Source.objects.order_by(*order))


def test_moments_keep_their_microseconds():
    start = datetime(2026, 3, 1, 12, 0, 0, 123_456, tzinfo=UTC)
    for n in range(5):
        WorkerSeen.objects.create(name=f"w{n}", seen_at=start + timedelta(microseconds=n))

    pages = walk(WorkerSeen.objects.all(), ("-seen_at", "-pk"), 2)

    assert [seen.name for one in pages for seen in one] == ["w4", "w3", "w2", "w1", "w0"]


def test_a_row_that_comes_in_meanwhile_moves_no_other():
    claims = [factories.claim(score=0.5) for _ in range(4)]
    first = page(Claim.objects.all(), order=WORTH, size=2)
    factories.claim(score=0.9)

    second = page(Claim.objects.all(), order=WORTH, after=first.after, size=2)

    assert first.rows + second.rows == claims[::-1]


def test_a_row_that_is_gone_is_no_hole():
    claims = [factories.claim(score=0.5) for _ in range(4)]
    first = page(Claim.objects.all(), order=WORTH, size=2)
    factories.at(claims[2], "declined")

    second = page(Claim.objects.exclude(status="declined"), order=WORTH, after=first.after, size=2)

    assert second.rows == [claims[1], claims[0]]


def foreign(*values):
    return signing.dumps(list(values), salt=SALT)


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "é",
        "\x00",
        "a:b:c",
        "x" * 5_000,
        foreign("-pk", 1),
        foreign("-score,-pk", 0.5),
        foreign("-score,-pk", 0.5, 1, 2),
        foreign(),
        signing.dumps({"a": 1}, salt=SALT),
        signing.dumps("text", salt=SALT),
        signing.dumps(["-score,-pk", 0.5, 1], salt="another"),
    ],
    ids=range(12),
)
def test_a_broken_or_foreign_token_starts_over(token):
    claims = [factories.claim(score=0.5) for _ in range(3)]

    assert page(Claim.objects.all(), order=WORTH, after=token, size=2).rows == [claims[2], claims[1]]


def test_a_last_full_page_has_no_after():
    for _ in range(4):
        factories.claim()

    assert [len(rows) for rows in walk(Claim.objects.all(), WORTH, 2)] == [2, 2]
    assert walk(Claim.objects.none(), WORTH, 2) == [[]]
