"""The rating scale's editor: what it shows, refuses and keeps; and that old verdicts keep their scale."""

import html
import re

import pytest
from django.urls import reverse

from claims.actions.assess import save_draft
from claims.actions.publish import revisit
from claims.actions.scale import new_scale, newest_scale, rows_of
from claims.models import Rating, Scale
from tests import checks

PAGE = reverse("admin:claims_scale_add")


def drawn(client):
    """What a browser would send of the form as it stands."""
    answer = client.get(PAGE)
    lines, note = answer.context["lines"], answer.context["note"]
    fields = {"note": "Plainer words.", "version": note["version"].value()}
    for form in [lines.management_form, *lines]:
        fields |= {
            field.html_name: field.value()
            for field in form
            if field.value() is not None and field.value() is not False
        }
    return {name: value for name, value in fields.items() if value is not None}


def test_form_shows_the_scale_in_force_and_two_empty_lines(as_):
    lines = as_("paul").get(PAGE).context["lines"]

    assert [line["label"].value() for line in lines] == [row["label"] for row in rows_of(newest_scale())] + [
        None,
        None,
    ]
    assert lines[5]["equivalents"].value().splitlines()[:2] == ["incorrect", "wrong"]


def test_save_makes_a_version_with_a_rating_more_one_less_and_another_order(as_):
    client = as_("paul")
    fields = drawn(client) | {
        "form-7-gone": "on",
        "form-8-position": "5",
        "form-8-mark": "★",
        "form-8-label": "True",
        "form-8-value": "5",
        "form-8-colour": "true",
        "form-8-explanation": "Right in every word.",
        "form-8-equivalents": "Spot on.\nspot  on\nvrai de vrai",
        "form-0-label": "Correct",
        "form-0-equivalents": "accurate",
    }

    answer = client.post(PAGE, fields)

    assert answer.status_code == 302, answer.context["sentences"]
    made = Rating.objects.filter(scale__version=2).order_by("position")
    assert [rating.label for rating in made][:3] == ["True", "Correct", "Mostly true"]
    assert (made[0].key, made[1].key, made[0].equivalents) == ("true-2", "true", ["spot on", "vrai de vrai"])
    assert "Satire" not in [rating.label for rating in made]
    assert Scale.objects.get(version=2).note == "Plainer words."


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"form-0-label": ""}, "form-0-label", "Name the rating"),
        ({"form-1-label": "true"}, "form-1-label", "Two ratings are called “true”."),
        ({"form-0-value": "9"}, "form-0-value", "from 1 (false) to 5 (true)"),
        ({"form-0-value": "five"}, "form-0-value", "Write a whole number, or nothing."),
        ({"form-0-mark": "☠"}, "form-0-mark", "Choose one of the marks"),
        ({"form-0-colour": ""}, "form-0-colour", "Choose one of the colours"),
        ({"form-0-explanation": ""}, "form-0-explanation", "Say what the rating means"),
        ({"form-0-position": ""}, "form-0-position", "Say where it stands"),
        ({"form-0-position": "x"}, "form-0-position", "whole number from 0 to 9999"),
        ({"form-1-position": "10"}, "form-1-position", "Two ratings have the order 10."),
        ({"form-0-equivalents": "wrong"}, "form-5-equivalents", "“wrong” leads to “True” already."),
        ({"form-8-label": "Half a rating"}, "form-8-position", "Say where it stands"),
    ],
)
def test_mistake_stands_at_its_field_and_nothing_typed_is_lost(as_, changes, field, sentence):
    client = as_("paul")
    fields = drawn(client) | {"form-2-label": "Half and half"} | changes

    answer = client.post(PAGE, fields)

    assert answer.status_code == 422
    text = html.unescape(answer.content.decode())
    said = re.search(rf'id="id_{field}_error">([^<]+)<', text)
    assert said, re.findall(r'class="mistake"[^>]*>[^<]+', text)
    assert sentence in said[1]
    lines = {bound.html_name: bound.value() for line in answer.context["lines"] for bound in line}
    assert {name: str(lines[name] or "") for name in changes} == changes
    assert lines["form-2-label"] == "Half and half"
    assert Scale.objects.count() == 1


def test_save_needs_a_reason(as_):
    client = as_("paul")

    answer = client.post(PAGE, drawn(client) | {"note": " ", "form-0-label": "Right"})

    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()


def test_all_left_out_is_no_scale(as_):
    client = as_("paul")

    answer = client.post(PAGE, drawn(client) | {f"form-{n}-gone": "on" for n in range(8)})

    assert "A scale needs at least two ratings." in answer.content.decode()


def test_stale_form_is_refused_with_both_shown_and_saves_the_second_time(as_, paul):
    client = as_("paul")
    fields = drawn(client) | {"form-0-label": "My right"}
    new_scale([{**rows_of(newest_scale())[0], "label": "Their right"}, *rows_of(newest_scale())[1:]], by=paul)

    refused = client.post(PAGE, fields)

    text = refused.content.decode()
    assert refused.status_code == 409
    assert "Paul Marchetti made version 2 of the scale while you were writing" in text
    assert ("Their right" in text, "My right" in text, Scale.objects.count()) == (True, True, 2)
    again = client.post(PAGE, fields | {"version": refused.context["note"]["version"].value()})
    assert again.status_code == 302
    assert Rating.objects.get(scale__version=3, position=0).label == "My right"


def test_old_verdicts_keep_their_scale_and_new_drafts_get_the_new_one(as_, rita, edda, paul):
    """The whole path: published under version 1, the scale changes, the check is opened anew."""
    publication = checks.published(rita, edda, paul, "false")
    address = reverse("check", args=[publication.public_id])
    before = as_("nobody").get(address).content
    client = as_("paul")
    fields = drawn(client) | {"form-5-label": "Wrong", "form-5-mark": "⚑", "form-5-equivalents": "falso"}
    assert client.post(PAGE, fields).status_code == 302

    after = as_("nobody").get(address).content

    assert after == before
    assert "✕" in after.decode()
    publication.refresh_from_db()
    assert (publication.rating.scale.version, publication.content["rating"]["label"]) == (1, "False")
    claim = revisit(publication.claim, by=edda, reason="New books.")
    assert as_("nobody").get(address).content.count("✕".encode()) == before.count("✕".encode())
    form = as_("rita").get(reverse("draft", args=[claim.pk])).context["form"]
    offered = form.fields["rating"].queryset
    assert {rating.scale.version for rating in offered} == {2}
    assert "Wrong" in [rating.label for rating in offered]
    saved = save_draft(
        claim, by=rita, version=1, rating=offered.get(label="Wrong"), summary="The new books say so too."
    )
    assert saved.rating.scale.version == 2


@pytest.mark.parametrize("count", [1, 3])
def test_form_asks_a_fixed_number_of_questions(as_, paul, count, django_assert_num_queries):
    for n in range(count - 1):
        first, *rest = rows_of(newest_scale())
        new_scale([{**first, "label": f"Right {n}"}, *rest], by=paul)
    client = as_("paul")

    # session, person, roles; what the panel links to (2); scale, ratings
    with django_assert_num_queries(3 + 2 + 2):
        client.get(PAGE)


@pytest.mark.parametrize("name", ["edda", "olaf"])
def test_form_is_for_publishers(as_, name):
    assert as_(name).get(PAGE).status_code == 403
    assert as_(name).post(PAGE, {}).status_code == 403
    assert as_(name).get(reverse("admin:claims_scale_changelist")).status_code == 200
