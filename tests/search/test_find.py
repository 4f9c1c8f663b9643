"""Has this been checked before? The search, and what is put to it that is no question."""

import shutil
from datetime import date

import pytest

from claims.actions.known_checks import take_in
from claims.actions.searchable import index_claims, one_writer
from claims.checks import encoder_is_whole
from claims.integrations.reviews import Review
from claims.jobs.embed import fill
from claims.models import KnownCheck
from claims.nlp.vectors import WEIGHTS
from claims.search import encoders, find, find_many
from tests import factories

pytestmark = pytest.mark.django_db
BODY = (
    "The photograph is older than the storm. It was taken near the coast of Africa and shows a great "
    "white shark behind a kayak. Somebody put the animal into the picture of a flooded street. "
) * 3
REVIEWS = [
    Review("bridges", claim="Marlow has seven bridges.", rating="False", reviewed_on=date(2020, 1, 1)),
    Review("jobs", claim="Unemployment fell to 3.5 percent in 2019.", reviewed_on=date(2021, 1, 1)),
    Review("shark", claim="A picture was taken in Houston.", title="Houston flood", body=BODY, language="en"),
    Review("vaccine", claim="The flu shot causes fetal death.", language="es"),
    Review("title", title="Did the mayor sell the town hall?"),
]


def store(*found):
    one_writer()
    take_in(found, crosswalk={})


@pytest.fixture
def checks(request):
    store(*REVIEWS)
    fill(encoders.newest())


@pytest.fixture
def words_only(settings, tmp_path):
    """The encoder's files are not the right ones."""
    folder = shutil.copytree(WEIGHTS, tmp_path / "weights")
    (folder / "tokenizer.json").write_text("{}")
    settings.VECTORS_FOLDERS = [str(folder)]
    return folder


def ids(found):
    return [match.check.external_id for match in found]


def test_find_knows_the_same_words(checks):
    best = find("Marlow has seven bridges")[0]

    assert best.check.external_id == "bridges"
    assert best.method == "hybrid"
    assert best.passage == "Marlow has seven bridges."
    assert best.same_claim
    assert best.probability > 0.5
    assert best.why


@pytest.mark.parametrize("text", ["bridges", "1", "Marlow bridges Marlow"])
def test_a_word_or_two_are_never_the_same_claim(checks, text):
    for match in find(text):
        assert not match.same_claim
        assert "It says too little to be called the same." in match.why


def test_find_tells_differences_apart_from_other_reasons(checks):
    best = find("Marlow does not have seven bridges")[0]

    assert (best.check.external_id, best.same_claim) == ("bridges", False)
    assert best.differs == ("“not” here only",)
    assert set(best.differs) < set(best.why)


def test_find_knows_the_same_meaning_in_other_words(checks):
    assert ids(find("Joblessness in America dropped to three and a half percent"))[0] == "jobs"


def test_find_knows_a_passage_of_the_body(checks):
    best = find("great white shark behind a kayak")[0]

    assert best.check.external_id == "shark"
    assert "great white shark" in best.passage


def test_find_knows_a_check_without_claim_text(checks):
    assert ids(find("The mayor sold the town hall"))[0] == "title"


def test_find_orders_by_score_and_keeps_to_k(checks):
    found = find("bridges", k=3)

    assert len(found) == 3
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert all(0 <= match.probability <= 1 for match in found)


def test_find_is_not_sure_of_something_else(checks):
    assert not [match for match in find("The moon is made of green cheese") if match.same_claim]


def test_find_keeps_to_a_language_and_to_a_day(checks):
    assert "vaccine" not in ids(find("flu shot fetal death", language="en"))
    assert ids(find("flu shot fetal death", language="es"))[0] == "vaccine"
    assert ids(find("Marlow bridges unemployment", as_of=date(2020, 6, 1))) == ["bridges"]


def test_find_leaves_out_what_was_withdrawn(checks):
    KnownCheck.objects.filter(external_id="bridges").update(withdrawn_at="2024-01-01T00:00Z")

    assert "bridges" not in ids(find("Marlow has seven bridges"))


def test_find_among_our_claims():
    claim = factories.claim("The mayor closed all schools in March.")
    factories.claim("Wages rose by a tenth last year.")
    index_claims()
    fill(encoders.newest())

    found = find("All schools were closed by the mayor", among="claims")

    assert found[0].claim == claim
    assert find("All schools were closed by the mayor") == []


def test_find_many_answers_each_in_its_place(checks):
    texts = ["Marlow bridges", "", "flu shot"]

    assert [ids(found)[:1] for found in find_many(texts)] == [["bridges"], [], ["vaccine"]]


def test_find_is_the_same_alone_and_in_a_batch(checks):
    texts = ["Marlow bridges", "flu shot and fetal death " * 20]

    assert find_many(texts)[0] == find(texts[0])


@pytest.mark.parametrize("text", ["", "   ", "\x00", "😀🎉", "\u202e\u2066", "?!"])
def test_a_text_without_a_word_finds_nothing(checks, text):
    assert find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "the of and is",
        "x" * 20_000,
        "Marlow bridges " * 1_500,
        "qwertz asdfgh",
        "Marlow\x00 has \u202eseven\u202c bridges",
        "' OR 1=1; -- %s {0}",
    ],
)
def test_a_strange_text_is_answered(checks, text):
    assert len(find(text)) <= 5


def test_an_unknown_language_finds_nothing_in_it_but_what_names_none(checks):
    assert "vaccine" not in ids(find("flu shot fetal death", language="tlh"))


def test_zero_known_checks_answer_nothing():
    assert find("Marlow has seven bridges") == []


def test_before_vectors_are_made_words_answer_and_say_so():
    store(*REVIEWS)

    best = find("Marlow has seven bridges")[0]

    assert (best.check.external_id, best.method) == ("bridges", "words")


def test_with_a_broken_encoder_words_answer_and_say_so(checks, words_only):
    best = find("Marlow has seven bridges")[0]

    assert (best.check.external_id, best.method) == ("bridges", "words")
    assert "no vectors" in best.model_version


def test_a_broken_encoder_is_told_at_the_start(words_only):
    (warning,) = encoder_is_whole(None)

    assert warning.id == "claims.W001"
    assert str(words_only / "tokenizer.json") in warning.msg


def test_a_whole_encoder_is_not_told():
    assert encoder_is_whole(None) == []
