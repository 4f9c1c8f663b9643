"""Why a claim scored as it did: what the page says, to whom, and as a part."""

import html
import re

import pytest
from django.urls import reverse

from claims.actions.weights import rescore, set_weights
from claims.models import Capture, Claim
from claims.nlp.worth import DEFAULT_WEIGHTS
from claims.templatetags.scoring import mostly, reasons_of, start_of
from tests import factories

REASONS = [
    {"criterion": "number", "value": 1.0, "weight": 1.6, "words": "nine, <b>7</b>"},
    {"criterion": "verifiable_verb", "value": 1.0, "weight": 0.9, "words": "built"},
    {"criterion": "vague", "value": 0.5, "weight": -0.8, "words": "some"},
    {"criterion": "time", "value": 1.0, "weight": 0.2, "words": ""},
]
SCORE = 0.525  # 1 / (1 + exp(2.2 - 1.6 - 0.9 + 0.4 - 0.2))


def scored(**fields):
    return factories.claim(reasons=REASONS, score=SCORE, **fields)


def page(client, claim, **headers):
    answer = client.get(reverse("claim_score", args=[claim.pk]), headers=headers)
    return html.unescape(answer.content.decode())


def test_page_says_what_the_score_rests_on_in_words_and_numbers(as_):
    shown = page(as_("rita"), scored())

    assert "Mostly because of: numbers, something done or happening. Held back by: vague." in shown
    assert re.findall(r'class="reason-name"[^>]*>([^<]+)<', shown) == [
        "Numbers",
        "Something done or happening",
        "Vague",
        "A time",
    ]
    assert re.findall(r'reason-sum">([^<]+)<', shown)[0] == "1.00 × +1.60"
    assert re.findall(r"</svg>([+−][^<]+)<", shown) == ["+1.60", "+0.90", "−0.40", "+0.20"]
    assert re.findall(r'reason-effect">([^<]+)<', shown) == [
        "raises it a lot",
        "raises it",
        "lowers it",
        "raises it a little",
    ]
    assert re.findall(r'reason-without"[^>]*>([^<]+)<', shown) == ["0.18", "0.31", "0.62", "0.48"]
    assert 'reason-words" dir="auto">nine, <b>7</b>' in shown  # unescaped by this test alone


def test_words_of_a_reason_are_escaped(as_):
    answer = as_("rita").get(reverse("claim_score", args=[scored().pk]))

    assert "nine, &lt;b&gt;7&lt;/b&gt;" in answer.content.decode()


def test_points_and_start_add_up_to_the_score():
    claim = Claim(reasons=REASONS, score=SCORE)

    assert start_of(claim) == pytest.approx(-2.2, abs=0.001)
    assert sum(row.points for row in reasons_of(claim)) == pytest.approx(2.3)


def test_without_is_the_score_that_these_weights_would_give_without_the_criterion():
    first = reasons_of(Claim(reasons=REASONS, score=SCORE))[0]

    assert first.without == pytest.approx(1 / (1 + 2.718281828 ** -(-2.2 + 0.7)), abs=0.001)


@pytest.mark.parametrize(
    ("reasons", "sentence"),
    [
        ([], "Nothing speaks for checking it."),
        ([REASONS[2]], "Nothing speaks for checking it. Held back by: vague."),
        ([REASONS[3]], "Mostly because of: a time."),
        ([{"criterion": "new_one", "value": 1.0, "weight": 1.0}], "Mostly because of: new one."),
        (
            [{"criterion": "model", "value": -2.0, "weight": 1.0, "words": ""}, REASONS[0]],
            "Mostly because of: numbers. Held back by: the trained model.",
        ),
    ],
)
def test_sentence_on_top_names_what_counts_most(reasons, sentence):
    assert mostly(Claim(reasons=reasons, score=0.4)) == sentence


def test_page_names_the_version_of_weights_and_the_engine(as_, edda):
    claim = scored()
    Capture.objects.update(engine="rules/1")
    client = as_("rita")
    assert "The engine’s own weights" in page(client, claim)

    weights = set_weights(DEFAULT_WEIGHTS | {"number": 2.0}, by=edda, reason="Figures.", version=0)
    rescore([claim], weights=weights)
    shown = page(client, claim)

    assert "Weights of version 1, by Edda Lindqvist" in shown
    assert "Engine rules/1" in shown
    assert "1.00 × +2.00" in shown


def test_htmx_gets_the_part_alone(as_):
    part = page(as_("rita"), scored(), HX_Request="true")

    assert part.strip().startswith('<section class="worth"')
    assert "<!DOCTYPE" not in part


def test_claim_that_a_person_added_says_that_it_was_not_scored(as_, rita):
    claim = factories.claim(origin="person", added_by=rita, score=0)

    shown = page(as_("rita"), claim)

    assert "A person added this claim; the machine did not score it." in shown
    assert "<table" not in shown


def test_way_to_the_weights_is_shown_to_those_who_may_change_them(as_, edda, paul):
    claim = scored()

    ways = {name: "Change the weights" in page(as_(name), claim) for name in ("rita", "edda", "paul", "olaf")}

    assert ways == {"rita": False, "edda": edda.is_staff, "paul": paul.is_staff, "olaf": False}
    assert edda.is_staff


@pytest.mark.parametrize("where", ["queue", "claim", "article", "claim_peek"])
def test_every_score_leads_to_its_explanation(as_, where):
    claim = scored()
    things = {"queue": [], "article": [claim.appearances.get().capture.article_id]}

    shown = as_("rita").get(reverse(where, args=things.get(where, [claim.pk]))).content.decode()

    assert reverse("claim_score", args=[claim.pk]) in shown
    assert ("Mostly because of" in shown) == (where in {"claim", "claim_peek"})


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_a_fixed_number_of_questions(as_, edda, count, django_assert_num_queries):
    claim = scored()
    claim.reasons = REASONS[:count]
    claim.weights = set_weights(DEFAULT_WEIGHTS | {"number": 2.0}, by=edda, reason="Figures.", version=0)
    claim.save()
    for n in range(count):
        capture = factories.article(f"Copy {n}. {claim.text}").captures.get()
        factories.appearance(claim, capture, claim.text)
    client = as_("rita")

    with django_assert_num_queries(4 + 3):  # session, person, roles, news; claim, speakers, places
        page(client, claim)


def test_page_of_no_claim_is_not_found(as_):
    assert as_("rita").get(reverse("claim_score", args=[987_654])).status_code == 404
