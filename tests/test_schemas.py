"""Shapes that leave the newsroom as JSON."""

import pytest

from claims import queries
from claims.schemas import claim_line, joined
from tests import factories


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["Rex Tillerson"], "Rex Tillerson"),
        (["Rex Tillerson", "James Mattis"], "Rex Tillerson and James Mattis"),
        (["A", "B", "C"], "A, B and C"),
        (["A", "B", "C", "D"], "A, B, C and D"),
    ],
)
def test_joined_names_read_as_a_sentence(names, said):
    assert joined(names) == said


@pytest.mark.django_db
def test_claim_line_is_the_claim_at_its_place():
    speakers = ("Bo Dahl", "Ann Lee")
    claim = factories.claim("The mayor counts nine.", quote="nine bridges", speakers=speakers, score=1 / 3)
    place = queries.claims_in(claim.appearances.get().capture.article).get()

    line = claim_line(place)

    assert {key: line[key] for key in ("id", "text", "quote", "score", "type", "status")} == {
        "id": claim.pk,
        "text": "The mayor counts nine.",
        "quote": "nine bridges",
        "score": 0.3333,
        "type": "other",
        "status": "candidate",
    }
    assert place.capture.text[line["start"] : line["end"]] == line["quote"]
    assert (line["speakers"], line["speaker"]) == (["Bo Dahl", "Ann Lee"], "Bo Dahl and Ann Lee")
    assert line["capture_sha256"] == factories.sha256(place.capture.text)


@pytest.mark.django_db
def test_claim_line_of_the_outlets_own_voice_has_no_speaker():
    line = claim_line(factories.claim().appearances.get())

    assert (line["speaker"], line["speakers"], line["quotation"]) == (None, [], "own_voice")
