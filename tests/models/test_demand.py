"""How often a claim was met, kept by PostgreSQL: always what counting gives."""

import os

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.models import Appearance, Claim
from tests import factories, races

HISTORIES = int(os.environ.get("FACTCHECK_HISTORIES", "30"))
CLAIMS, ARTICLES = 4, 3
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("met"), st.integers(0, CLAIMS - 1), st.integers(0, ARTICLES - 1)),
        st.tuples(st.just("grouped"), st.integers(0, CLAIMS - 1), st.integers(-1, CLAIMS - 1)),
        st.tuples(st.just("all grouped"), st.integers(0, CLAIMS - 1), st.integers(-1, CLAIMS - 1)),
    ),
    min_size=2,
    max_size=12,
)


def kept():
    return dict(Claim.objects.values_list("pk", "demand"))


def counted():
    """The articles of each claim's group, one by one."""
    rows = {claim.pk: claim.cluster_id or claim.pk for claim in Claim.objects.all()}
    met = list(Appearance.objects.values_list("claim", "capture__article"))
    return {
        pk: max(1, len({article for of, article in met if rows[of] == head and article}))
        for pk, head in rows.items()
    }


@pytest.mark.django_db
@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_history_leaves_what_counting_gives(steps):
    with transaction.atomic():
        claims = [factories.claim() for _ in range(CLAIMS)]
        places = [
            factories.article(f"{n}. " + " ".join(claim.text for claim in claims)) for n in range(ARTICLES)
        ]
        for what, one, other in steps:
            chosen = Claim.objects.filter(pk=claims[one].pk)
            head = claims[other] if other >= 0 else None
            if what == "met":
                meet(claims[one], places[other])
            elif what == "grouped":
                chosen.update(cluster=head)
            else:  # all of a group in one statement, as when it gets another head
                Claim.objects.filter(cluster=claims[one]).update(cluster=head)
            assert kept() == counted()
        transaction.set_rollback(True)


def meet(claim, article):
    capture = article.captures.get()
    if not Appearance.objects.filter(capture=capture, claim=claim).exists():
        factories.appearance(claim, capture, claim.text)


@pytest.mark.django_db
def test_another_version_of_an_article_is_no_more_demand():
    claim = factories.claim("Marlow has nine bridges.")
    (place,) = claim.appearances.all()

    factories.appearance(
        claim, factories.capture(place.capture.article, f"Changed. {claim.text}"), claim.text
    )
    factories.appearance(claim, factories.capture(None, f"A copy of evidence. {claim.text}"), claim.text)

    assert kept() == {claim.pk: 1}


@pytest.mark.django_db
def test_raw_sql_is_counted_too():
    one, two = factories.claim(), factories.claim()

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE claims_claim SET cluster_id = %s WHERE id IN (%s, %s)", [one.pk, one.pk, two.pk]
        )

    assert kept() == {one.pk: 2, two.pk: 2}


@pytest.mark.django_db(transaction=True)
def test_places_that_come_at_one_moment_are_all_counted():
    """Two at each of two claims of one group: no transaction counts without the one before it."""
    claims = [factories.claim() for _ in range(2)]
    Claim.objects.filter(pk__in=[claim.pk for claim in claims]).update(cluster=claims[0])
    captures = [factories.article(f"Again ({n}): {claims[n % 2].text}").captures.get() for n in range(4)]

    done = races.crowd(4, lambda n: factories.appearance(claims[n % 2], captures[n], claims[n % 2].text))

    assert [type(one) for one in done] == [Appearance] * 4
    assert set(kept().values()) == {6}


@pytest.mark.django_db(transaction=True)
def test_a_place_and_a_new_group_at_one_moment_are_both_counted():
    for _ in range(5):
        one, two = factories.claim(), factories.claim()
        capture = factories.article(f"Again: {two.text}").captures.get()
        group = Claim.objects.filter(pk__in=[one.pk, two.pk])

        races.together(
            lambda rows=group, head=one: rows.update(cluster=head),
            lambda claim=two, within=capture: factories.appearance(claim, within, claim.text),
        )

        assert set(group.values_list("demand", flat=True)) == {3}
