"""A new version of the rating scale: who may, what is no scale, and that nothing old changes."""

import pytest
from django.db.models import Count

from claims import queries
from claims.actions.scale import BadScale, NewerScale, new_scale, newest_scale, rows_of
from claims.errors import Denied, Refused
from claims.models import Activity, Rating, Scale
from tests.cast import CAST
from tests.together import together

pytestmark = pytest.mark.django_db


def rows(**changes):
    """The scale in force, its first rating changed."""
    first, *rest = rows_of(newest_scale())
    return [{**first, **changes}, *rest]


@pytest.mark.parametrize("name", [name for name in CAST if name != "nobody"])
def test_new_scale_is_for_publishers(name, who):
    if name == "paul":
        assert new_scale(rows(label="Right"), by=who(name)).version == 2
    else:
        with pytest.raises(Denied, match="Only a publisher can change the rating scale"):
            new_scale(rows(label="Right"), by=who(name))


def test_new_scale_is_the_next_version_in_the_order_given_and_on_the_record(paul):
    old = list(Rating.objects.order_by("pk").values())

    made = new_scale(rows(label="Right", value=4)[::-1], by=paul, note="Plainer words.", version=1)

    assert (made.version, made.made_by, made.note) == (2, paul, "Plainer words.")
    assert list(queries.current_ratings().values_list("position", "label"))[-1] == (7, "Right")
    assert list(Rating.objects.filter(scale__version=1).order_by("pk").values()) == old
    act = Activity.objects.get(verb="scale changed")
    assert (act.actor, act.reason, act.detail) == (paul, "Plainer words.", {"scale": 2})


@pytest.mark.parametrize(
    ("changes", "row", "field", "sentence"),
    [
        ({"label": ""}, 0, "label", "Name the rating"),
        ({"label": "x" * 61}, 0, "label", "at most 60 characters"),
        ({"key": ""}, 0, "label", "at least one letter"),
        ({"label": "FALSE"}, 5, "label", "Two ratings are called “False”."),
        ({"explanation": ""}, 0, "explanation", "Say what the rating means"),
        ({"explanation": "x" * 301}, 0, "explanation", "at most 300"),
        ({"value": 0}, 0, "value", "from 1 (false) to 5 (true)"),
        ({"value": 6}, 0, "value", "from 1 (false) to 5 (true)"),
        ({"value": 2.5}, 0, "value", "whole number"),
        ({"mark": "☠"}, 0, "mark", "Choose one of the marks"),
        ({"mark": ""}, 0, "mark", "Choose one of the marks"),
        ({"mark": "✕"}, 5, "mark", "Two ratings have the mark ✕"),
        ({"colour": "red"}, 0, "colour", "Choose one of the colours"),
        ({"equivalents": ["x" * 81]}, 0, "equivalents", "at most 80"),
        ({"equivalents": ["wrong"]}, 5, "equivalents", "“wrong” leads to “True” already."),
        ({"equivalents": ["Half true"]}, 0, "equivalents", "“Half true” leads to “Half true” already."),
    ],
)
def test_new_scale_refuses_what_is_no_scale(paul, changes, row, field, sentence):
    with pytest.raises(BadScale) as error:
        new_scale(rows(**changes), by=paul)

    [mistake] = error.value.mistakes
    assert (mistake.row, mistake.field) == (row, field)
    assert sentence in mistake.sentence
    assert str(error.value) == mistake.sentence
    assert Scale.objects.count() == 1


def test_new_scale_of_one_rating_or_with_a_key_twice_is_none(paul):
    with pytest.raises(BadScale, match="at least two ratings"):
        new_scale(rows()[:1], by=paul)
    with pytest.raises(BadScale, match="same key"):
        new_scale(rows(key="false"), by=paul)


def test_new_scale_without_a_change_is_refused(paul):
    with pytest.raises(Refused, match="nothing would change"):
        new_scale(rows(), by=paul)


def test_new_scale_over_a_newer_one_is_refused_with_it(paul):
    theirs = new_scale(rows(label="Right"), by=paul, version=1)

    with pytest.raises(NewerScale, match="Paul Marchetti made version 2") as error:
        new_scale(rows(label="Correct"), by=paul, version=1)

    assert error.value.theirs == theirs


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_one_moment_one_gets_through(paul):
    ends = together(2, lambda n: new_scale(rows(label=f"Right {n}"), by=paul, version=1))

    assert sorted(type(end).__name__ for end in ends) == ["NewerScale", "Scale"]
    versions = Scale.objects.annotate(ratings_there=Count("ratings")).order_by("version")
    assert [(scale.version, scale.ratings_there) for scale in versions] == [(1, 8), (2, 8)]


def test_another_publishers_words_lead_to_the_new_scale(paul):
    new_scale(rows(label="Right", equivalents=["spot on"]), by=paul)

    assert queries.rating_for("Spot on!").label == "Right"
