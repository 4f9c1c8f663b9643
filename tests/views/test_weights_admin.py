"""The editor of weights: preview without JavaScript, bad input, a form that somebody overtook."""

import html
import re

import pytest
from django.urls import reverse

from claims.actions.weights import set_weights
from claims.models import Activity, Claim, Job, Weights
from claims.nlp.worth import DEFAULT_WEIGHTS
from tests import factories
from tests.actions.test_weights import logistic

PAGE = reverse("admin:claims_weights_add")
NUMBER = {"criterion": "number", "value": 1.0, "weight": 1.6, "words": "nine"}
VERB = {"criterion": "verifiable_verb", "value": 1.0, "weight": 0.9, "words": "built"}


def scored(criterion):
    """What the engine's own weights make of one criterion."""
    return logistic(DEFAULT_WEIGHTS["bias"] + DEFAULT_WEIGHTS[criterion])


def drawn(client, **weights):
    """What a browser would send of the form as it stands, with these weights typed in."""
    form = client.get(PAGE).context["form"]
    fields = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    return fields | {f"weight-{name}": value for name, value in weights.items()}


def text_of(answer):
    return html.unescape(answer.content.decode())


def test_form_has_each_criterion_with_its_words_the_engines_weight_and_the_one_in_force(as_, edda):
    set_weights(DEFAULT_WEIGHTS | {"number": 2.5}, by=edda, reason="Figures.", version=0)

    form = as_("edda").get(PAGE).context["form"]

    lines = {line.field.html_name: line for group in form.groups() for line in group.lines}
    assert set(lines) == {f"weight-{name}" for name in DEFAULT_WEIGHTS}
    assert all(line.label and line.explanation.endswith(".") for line in lines.values())
    number = lines["weight-number"]
    assert (number.default, number.present) == (DEFAULT_WEIGHTS["number"], 2.5)
    assert (number.field.value(), number.changed) == (2.5, False)
    assert form["version"].value() == 1


def test_preview_shows_both_orders_with_marks_and_words_and_saves_nothing(as_):
    figures = factories.claim(
        "Nine bridges stand in Marlow.",
        reasons=[NUMBER],
        score=logistic(DEFAULT_WEIGHTS["bias"] + DEFAULT_WEIGHTS["number"]),
    )
    acts = factories.claim(
        "They built it in Marlow.",
        reasons=[VERB],
        score=logistic(DEFAULT_WEIGHTS["bias"] + DEFAULT_WEIGHTS["verifiable_verb"]),
    )
    before = list(Claim.objects.order_by("pk").values())
    client = as_("edda")

    answer = client.post(PAGE, drawn(client, number="0.1") | {"preview": "1"})

    shown = text_of(answer)
    assert answer.status_code == 200
    assert [(row.claim, row.new_place) for row in answer.context["preview"].then] == [(acts, 1), (figures, 2)]
    assert re.findall(r'class="move move-(\w+)"><span aria-hidden="true">(.)</span> ([^<]+)<', shown) == [
        ("up", "▲", "1 up, from 2"),
        ("down", "▼", "1 down, from 1"),
    ]
    was, will = scored("number"), logistic(DEFAULT_WEIGHTS["bias"] + 0.1)
    assert f"{was:.2f} → {will:.2f}" in shown
    assert answer.context["form"]["weight-number"].value() == "0.1"
    assert list(Claim.objects.order_by("pk").values()) == before
    assert (Weights.objects.count(), Job.objects.count(), Activity.objects.count()) == (0, 0, 0)


def test_save_makes_a_version_and_leads_to_the_list(as_, edda):
    client = as_("edda")

    answer = client.post(
        PAGE, drawn(client, number="2") | {"save": "1", "reason": "Figures first."}, follow=True
    )

    assert answer.redirect_chain == [(reverse("admin:claims_weights_changelist"), 302)]
    assert "Version 1 is in force. A worker scores the queue anew." in text_of(answer)
    made = Weights.objects.get()
    assert (made.made_by, made.reason, made.values) == (
        edda,
        "Figures first.",
        DEFAULT_WEIGHTS | {"number": 2.0},
    )
    assert "+2.00" in text_of(client.get(reverse("admin:claims_weights_change", args=[made.pk])))


def test_save_needs_a_reason_and_preview_does_not(as_):
    client = as_("edda")
    fields = drawn(client, number="2")

    assert client.post(PAGE, fields | {"preview": "1"}).status_code == 200
    answer = client.post(PAGE, fields | {"save": "1"})

    assert answer.status_code == 422
    assert "Say why: whoever looks at the queue later will want to know." in text_of(answer)
    assert not Weights.objects.exists()


@pytest.mark.parametrize("button", ["preview", "save"])
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("NaN", "Write a number such as 0.8."),
        ("inf", "Write a number such as 0.8."),
        ("-Infinity", "Write a number such as 0.8."),
        ("many", "Write a number such as 0.8."),
        ("1000000000", "Write a number from −10 to 10."),
        ("-10.01", "Write a number from −10 to 10."),
        ("1e400", "Write a number such as 0.8."),
        ("0.123", "Two digits after the point are enough."),
        ("", "Write a number, or 0 if this is not to count."),
    ],
)
def test_bad_number_gets_a_sentence_at_its_field_and_loses_nothing(as_, typed, sentence, button):
    client = as_("edda")

    answer = client.post(
        PAGE, drawn(client, number=typed, harm="3") | {button: "1", "reason": "Because of the election."}
    )

    shown = text_of(answer)
    assert answer.status_code == 422
    assert re.findall(r'id="id_weight-(\w+)_error">([^<]+)<', shown) == [("number", sentence)]
    field = re.search(r'<input type="(\w+)" name="weight-number"(?: value="([^"]*)")?', shown)
    assert field is not None
    assert (field[1], field[2] or "") == ("text", typed)
    form = answer.context["form"]
    assert (form["weight-harm"].value(), form["reason"].value()) == ("3", "Because of the election.")
    assert not Weights.objects.exists()


def test_missing_field_is_named(as_):
    client = as_("edda")
    fields = drawn(client)
    del fields["weight-number"]

    answer = client.post(PAGE, fields | {"preview": "1"})

    assert answer.status_code == 422
    assert "Write a number, or 0 if this is not to count." in text_of(answer)


def test_save_without_a_change_says_so(as_):
    client = as_("edda")

    answer = client.post(PAGE, drawn(client) | {"save": "1", "reason": "Why not."})

    assert answer.status_code == 409
    assert "These are the weights in force: nothing would change." in text_of(answer)


def test_stale_form_is_refused_with_both_shown_and_saves_the_second_time(as_, paul):
    client = as_("edda")
    fields = drawn(client, number="2") | {"save": "1", "reason": "Mine."}
    set_weights(DEFAULT_WEIGHTS | {"number": 3.0}, by=paul, reason="Theirs.", version=0)

    refused = client.post(PAGE, fields)

    shown, form = text_of(refused), refused.context["form"]
    assert refused.status_code == 409
    assert "Paul Marchetti saved version 1 while you were weighing." in shown
    assert "Their reason: “Theirs.”" in shown
    number = next(line for group in form.groups() for line in group.lines if "number" in line.field.html_name)
    assert (number.present, number.field.value(), form["reason"].value()) == (3.0, "2", "Mine.")
    assert Weights.objects.count() == 1
    again = client.post(PAGE, fields | {"version": form["version"].value()})
    assert again.status_code == 302
    assert Weights.objects.get(version=2).values["number"] == 2.0


def test_stale_preview_warns_and_shows_the_queue_all_the_same(as_, paul):
    client = as_("edda")
    fields = drawn(client, number="2") | {"preview": "1"}
    set_weights(DEFAULT_WEIGHTS | {"number": 3.0}, by=paul, reason="Theirs.", version=0)

    answer = client.post(PAGE, fields)

    assert "Paul Marchetti saved version 1 while you were weighing." in text_of(answer)
    assert answer.context["preview"].total == 0
    assert answer.context["form"]["version"].value() == 1


@pytest.mark.parametrize(
    ("name", "status"), [("rita", 302), ("edda", 200), ("paul", 200), ("olaf", 403), ("sam", 302)]
)
def test_form_is_for_editors(as_, name, status):
    client = as_(name)

    assert client.get(PAGE).status_code == status
    assert client.post(PAGE, {"save": "1"}).status_code == (422 if status == 200 else status)


@pytest.mark.parametrize("count", [1, 3])
def test_preview_asks_a_fixed_number_of_questions(as_, count, django_assert_num_queries):
    for _ in range(count):
        factories.claim(reasons=[NUMBER])
    client = as_("edda")
    fields = drawn(client, number="2") | {"preview": "1"}

    # session, person, roles; what the panel links to (2); weights; the queue, the claims shown
    with django_assert_num_queries(3 + 2 + 3):
        answer = client.post(PAGE, fields)

    assert len(answer.context["preview"].rows) == count
