"""Check-worthiness: the order of sentences, visible reasons, the desk's own weights."""

from __future__ import annotations

import math

import pytest

from claims.nlp.engine import analyze
from claims.nlp.records import ClaimType
from claims.nlp.words.english import EN
from claims.nlp.worth import DEFAULT_WEIGHTS, LISTED, THRESHOLD, findings

HIGH = [
    "Unemployment fell to 3.5 percent in 2019, the lowest rate since 1969.",
    "The Security Council unanimously adopted new sanctions against Karvonia last week.",
    "The company paid $40 million to settle the lawsuit in March.",
    "More than 200 people were killed in the attack on Tarn.",
    "The bill bans the sale of guns to anyone under 21.",
]
LOW = [
    "Good evening and welcome, ladies and gentlemen.",
    "What do you think we should do?",
    "Thank you very much.",
    "I hope we can do something better together.",
    "It is a beautiful day.",
    "Let's talk about the future.",
]


@pytest.mark.parametrize("text", HIGH)
def test_worth_of_figures_events_and_laws_is_high(text):
    assert analyze(text, language="en").sentences[0].worth.score >= THRESHOLD


@pytest.mark.parametrize("text", LOW)
def test_worth_of_talk_is_low(text):
    assert analyze(text, language="en").sentences[0].worth.score < THRESHOLD


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Exports fell by 12 percent in May.", ClaimType.QUANTITY),
        ("Belmora is the largest buyer of steel.", ClaimType.COMPARISON),
        ("The Assembly adopted a ban on timber.", ClaimType.LAW),
        ("Smith met Jones in Tarn.", ClaimType.EVENT),
        ("The economy will collapse.", ClaimType.PREDICTION),
        ("The plan is terrible and we should stop it.", ClaimType.OPINION),
        ("Crop failures are caused by drought.", ClaimType.CAUSAL),
    ],
)
def test_claim_type_is_the_most_telling(text, kind):
    assert analyze(text, language="en").sentences[0].worth.type == kind


def test_reasons_add_up_to_the_score():
    worth = analyze(HIGH[0], language="en").sentences[0].worth

    total = DEFAULT_WEIGHTS["bias"] + sum(one.value * one.weight for one in worth.reasons)

    assert worth.score == pytest.approx(1 / (1 + math.exp(-total)), abs=0.001)


def test_reasons_name_the_words_they_rest_on():
    worth = analyze("Exports fell by 12 percent in May.", language="en").sentences[0].worth

    words = {one.criterion: one.words for one in worth.reasons}

    assert words["quantity"] == "12"
    assert words["verifiable_verb"] == "fell"


def test_weights_of_a_desk_change_the_score():
    plain = analyze(HIGH[3], language="en").sentences[0].worth
    own = analyze(HIGH[3], language="en", weights={"harm": 5.0, "unknown": 9.0}).sentences[0].worth

    assert own.score > plain.score
    assert {one.weight for one in own.reasons if one.criterion == "harm"} == {5.0}


def test_every_criterion_has_a_weight():
    own = set(findings([], EN)) | set(LISTED)

    assert own | {"bias", "attribution", "model", "unread"} == set(DEFAULT_WEIGHTS)
