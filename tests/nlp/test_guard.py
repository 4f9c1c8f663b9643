"""The truth-condition guard: what makes two alike statements different claims, and what does not."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.nlp.guard import Difference, Kind, differences

DAY = datetime.date(2017, 8, 14)
SCRAPS = st.lists(
    st.sampled_from(
        "not no never all some few rents rose fell in Tarn Belmora by 30 percent 12% $5 million 2019 2024 "
        "March last week people miles Anna Bell said the didn't #Tax @anna https://t.co/x . , ban "
        "allow did".split()
    ),
    max_size=20,
).map(" ".join)


@pytest.mark.parametrize(
    ("a", "b", "kind", "here", "there"),
    [
        (
            "Rents fell by 12 percent in Tarn",
            "Rents fell by 30 percent in Tarn",
            Kind.NUMBER,
            "12 percent",
            "30 percent",
        ),
        (
            "Rents fell by 12 percent in Tarn",
            "Rents fell by 12 million in Tarn",
            Kind.UNIT,
            "12 percent",
            "12 million",
        ),
        (
            "The road is 30 miles long",
            "The road is 30 kilometers long",
            Kind.UNIT,
            "30 miles",
            "30 kilometers",
        ),
        (
            "The city paid $5 million for it",
            "The city paid $5 billion for it",
            Kind.NUMBER,
            "$5 million",
            "$5 billion",
        ),
        ("Rents fell in Tarn in 2024", "Rents fell in Tarn in 2019", Kind.DATE, "2024", "2019"),
        ("Anna Bell banned cars in Tarn", "Anna Bell banned cars in Belmora", Kind.ENTITY, "Tarn", "Belmora"),
        (
            "Bill Clinton signed the treaty",
            "Hillary Clinton signed the treaty",
            Kind.ENTITY,
            "Bill",
            "Hillary",
        ),
        (
            "The mayor is a member of the club",
            "The mayor is not a member of the club",
            Kind.NEGATION,
            "",
            "not",
        ),
        ("The mayor banned cars in May", "The mayor did not ban cars in May", Kind.NEGATION, "", "not"),
        (
            "Rents rose in Tarn under Anna Bell",
            "Rents fell in Tarn under Anna Bell",
            Kind.DIRECTION,
            "rose",
            "fell",
        ),
        ("The law bans guns in schools", "The law allows guns in schools", Kind.DIRECTION, "bans", "allows"),
        ("All homes in Tarn were sold", "Some homes in Tarn were sold", Kind.QUANTIFIER, "All", "Some"),
    ],
)
def test_differences_that_block(a, b, kind, here, there):
    assert Difference(kind, here, there) in differences(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Rents fell by 12 percent in Tarn", "Rents in Tarn fell by 12%"),
        ("Rents fell by about 30 percent", "Rents fell by 29.6 percent"),
        ("More than 5,000 homes were built", "5,200 homes were built"),
        ("Rents fell by 12 percent in Tarn", "Rents fell in Tarn"),
        ("Two-thirds of voters said yes", "67 percent of voters said yes"),
        ("The mayor didn't ban cars", "The mayor did not ban cars"),
        ("The mayor did not vote", "The mayor failed to vote"),
        ("Joe Biden banned hamburgers", "President Biden banned hamburgers"),
        ("The US banned hamburgers", "The United States banned hamburgers"),
        ("@BorisJohnson took the phone from the reporter", "Boris Johnson took the phone from the reporter"),
        ("Rents fell in Tarn. https://t.co/abc123 #rents2019", "Rents fell in Tarn."),
        ("No. 1 in the world for absence", "Number one in the world for absence"),
        ("Exports rose not only in Tarn but in Belmora", "Exports rose in Tarn and in Belmora"),
        ("Hillary suffered in Bengazi", "Hillary suffered in Benghazi"),
    ],
)
def test_paraphrases_are_not_blocked(a, b):
    assert differences(a, b) == []


RENTS = "In May 2019 the first council paid $400 a year for every 8-year-old child in Tarn"


@pytest.mark.parametrize(
    ("old", "new", "kind", "here", "there"),
    [
        ("8-year-old", "6-year-old", Kind.NUMBER, "8-year-old", "6-year-old"),
        ("8-year-old", "8-month-old", Kind.UNIT, "year", "month"),
        ("a year", "per month", Kind.UNIT, "a year", "per month"),
        ("$400 a year", "€400 a year", Kind.UNIT, "$400", "€400"),
        ("$400", "$401", Kind.NUMBER, "400", "401"),
        ("first", "third", Kind.NUMBER, "first", "third"),
        ("May 2019", "June 2019", Kind.DATE, "May 2019", "June 2019"),
        ("council", "NATO", None, "", ""),
        ("child in Tarn", "child in the U.S. in Tarn", None, "", ""),
    ],
)
def test_of_two_statements_that_are_nearly_one_every_changed_fact_counts(old, new, kind, here, there):
    found = differences(RENTS, RENTS.replace(old, new))

    assert (Difference(kind, here, there) in found) if kind else found == []


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        ("It is not true that ", "It is not true that"),
        ("There is no evidence that ", "There is no evidence that"),
        ("It isn’t the case that ", "It isn’t the case that"),
    ],
)
def test_a_denial_before_the_whole_statement_is_a_difference(frame, said):
    a, b = "The mayor of Tarn “banned cars”.", f"{frame}the mayor of Tarn “banned cars”."

    assert differences(a, b) == [Difference(Kind.NEGATION, "", said)]


@pytest.mark.parametrize(
    "b",
    [
        "The council of Tarn did not find any proof of fraud in the vote of the northern towns",
        "The council of Tarn found no proof of fraud in the vote of the northern towns",
    ],
)
def test_one_denial_in_two_places_is_none(b):
    a = "The council of Tarn didn’t find any proof of fraud in the vote of the northern towns"

    assert differences(a, b) == []


@pytest.mark.parametrize("turned", ["is not", "isn’t", "is never"])
def test_a_denial_counts_where_the_one_stands_inside_the_other(turned):
    whole = "The charter of Tarn is “the oldest written charter still in use today” among all our towns."

    (found,) = differences(f"The charter of Tarn {turned} the oldest written charter still in use", whole)

    assert found.kind == Kind.NEGATION
    assert differences("The charter of Tarn is the oldest written charter still in use", whole) == []


def test_short_names_of_one_country_are_one():
    a, b = (f"In the vote on rents the {name} Senate was for the tax" for name in ("U.S.", "American"))

    assert differences(a, b) == []
    assert differences(a, a.replace("U.S.", "NASA")) == [
        Difference(Kind.ENTITY, "U.S.", "NASA"),
    ]


def test_relative_dates_count_from_the_day_of_each_statement():
    a, b = "Rents in Tarn fell in 2017", "Rents in Tarn fell this year"

    assert differences(a, b, b_date=DAY) == []


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("El alcalde es miembro del club", "El alcalde no es miembro del club", Kind.NEGATION),
        ("Le maire est membre du club", "Le maire n’est pas membre du club", Kind.NEGATION),
        (
            "Der Bürgermeister ist Mitglied im Klub",
            "Der Bürgermeister ist nicht Mitglied im Klub",
            Kind.NEGATION,
        ),
        (
            "Las rentas bajaron un 12 por ciento en Tarn",
            "Las rentas bajaron un 30 por ciento en Tarn",
            Kind.NUMBER,
        ),
        ("Die Mieten fielen um 12 Prozent in Tarn", "Die Mieten fielen um 30 Prozent in Tarn", Kind.NUMBER),
        ("Les loyers ont baissé de 12 % en 2019", "Les loyers ont baissé de 12 % en 2024", Kind.DATE),
    ],
)
def test_other_languages(a, b, kind):
    assert [one.kind for one in differences(a, b)] == [kind]


def test_numbers_and_years_across_languages():
    a = "Rents in Karvonia fell by 12.5 percent in 2019 under Anna Bell"
    b = "Die Mieten in Karvonia fielen unter Anna Bell 2019 um 12,5 Prozent"
    other = "Die Mieten in Karvonia fielen unter Anna Bell 2024 um 21,5 Prozent"

    assert differences(a, b) == []
    assert {one.kind for one in differences(a, other)} == {Kind.NUMBER, Kind.DATE}


@pytest.mark.parametrize(
    ("difference", "sentence"),
    [
        (Difference(Kind.DATE, "2024", "2019"), "2019 there, 2024 here"),
        (Difference(Kind.NEGATION, "", "not"), "“not” there only"),
        (Difference(Kind.NEGATION, "never", ""), "“never” here only"),
    ],
)
def test_the_sentence_names_both_sides(difference, sentence):
    assert difference.sentence == sentence


@given(st.one_of(st.text(max_size=150), SCRAPS), st.one_of(st.none(), st.dates()))
def test_a_statement_does_not_differ_from_itself(text, date):
    assert differences(text, text, a_date=date, b_date=date) == []
    assert differences(text, f" {text} ", a_date=date, b_date=date) == []


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=100), SCRAPS), SCRAPS)
def test_differences_are_the_same_from_both_sides(a, b):
    there = {(one.kind, one.there, one.here) for one in differences(b, a)}

    assert {(one.kind, one.here, one.there) for one in differences(a, b)} == there


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        (
            "Look at this girl in a human zoo in Tarn in 1958, visitors fed her like an animal",
            "A photograph shows a child in a human zoo at the fair of Tarn in 1961",
            Kind.DATE,
        ),
        ("They handed over $400 million, in cash, on a plane", "Tarn got 400 percent more cash", Kind.UNIT),
        (
            "Not one of them told you that the median wage for women dropped sharply under the coalition",
            "The median wage for women has not dropped sharply under the coalition, whatever they told you",
            Kind.NEGATION,
        ),
    ],
)
def test_guard_finds_the_difference_beside_a_paraphrase(a, b, kind):
    assert kind in {one.kind for one in differences(a, b)}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "We should not be spending twice as much on health care as any other nation",
            "We spend twice as much on health care as any other nation",
        ),
        (
            "A woman who left the memorial in New Tarn on Sunday was double Teresa Barn, not Anna herself",
            "Was it the body double Teresa Barn whom we saw when a woman left the memorial early on Sunday",
        ),
        (
            "The team of Reed deleted posts about migrants, a violation of the Records Act of 1978",
            "After the 2019 shooting, Reed deleted posts that called migrants invaders",
        ),
        (
            "The agency has the power to extend the ban. As it doubles down, why wouldn't it extend the ban?",
            "The agency has the power to extend the ban on cars",
        ),
        ("The problem isnâ€™t guns and it isnâ€™t rents", "The problem isn’t guns and it isn’t rents"),
    ],
)
def test_guard_lets_pass_what_only_looks_like_a_difference(a, b):
    assert differences(a, b) == []
