"""Wording a claim by hand, and adding one that the machine missed."""

import pytest

from claims.actions.claims import Overtaken, add_claim, checked_text, edit_claim
from claims.errors import Denied, Refused
from claims.models import Activity, Appearance, Claim
from tests import factories
from tests.together import together

pytestmark = pytest.mark.django_db
TEXT = "Marlow has nine bridges. The mayor said so. Marlow has nine bridges."
QUOTE = "Marlow has nine bridges."


@pytest.fixture
def capture(db):
    return factories.article(TEXT).captures.get()


def test_edit_words_the_claim_anew_and_says_so(rita):
    claim = factories.claim("Marlow has nine bridges.")

    edit_claim(claim, by=rita, text="Marlow  has\nten bridges. ", version=1)

    act = Activity.objects.get(verb="edited")
    assert (claim.text, claim.version) == ("Marlow has ten bridges.", 2)
    assert act.detail == {"before": "Marlow has nine bridges.", "after": "Marlow has ten bridges."}
    assert claim.appearances.get().exact == "Marlow has nine bridges."


def test_edit_over_a_newer_version_shows_both(rita, edda):
    claim = factories.claim("Marlow has nine bridges.")
    edit_claim(Claim.objects.get(pk=claim.pk), by=edda, text="Marlow has ten bridges.", version=1)

    with pytest.raises(Overtaken, match="Both versions are below") as caught:
        edit_claim(claim, by=rita, text="Marlow has eight bridges.", version=1)

    assert caught.value.theirs.text == "Marlow has ten bridges."
    assert caught.value.yours == "Marlow has eight bridges."
    assert Claim.objects.get(pk=claim.pk).text == "Marlow has ten bridges."


def test_edit_sent_twice_is_one_edit(rita):
    claim = factories.claim("Marlow has nine bridges.")

    for _ in range(2):
        edit_claim(claim, by=rita, text="Marlow has ten bridges.", version=1)

    assert (Claim.objects.get().version, Activity.objects.filter(verb="edited").count()) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_two_edits_at_once_lose_nothing(rita):
    claim = factories.claim("Marlow has nine bridges.")

    outcomes = together(
        2, lambda n: edit_claim(claim, by=rita, text=f"Marlow has {n} bridges left.", version=1).text
    )

    assert sum(isinstance(outcome, Overtaken) for outcome in outcomes) == 1
    assert Claim.objects.get().version == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a", "A claim needs at least 8 characters; this has 1."),
        ("", "A claim needs at least 8 characters; this has 0."),
        ("a\x00b\u202e  c", "A claim needs at least 8 characters; this has 4."),
        ("a" * 5_000, "A claim has at most 2,000 characters; this has 5,000."),
        ("a" * 2_001, "A claim has at most 2,000 characters; this has 2,001."),
    ],
    ids=lambda value: str(value)[:12],
)
def test_a_text_too_short_or_too_long_is_refused_with_its_length(rita, text, sentence):
    with pytest.raises(Refused) as caught:
        edit_claim(factories.claim(), by=rita, text=text, version=1)
    assert str(caught.value) == sentence


def test_a_text_at_the_limits_is_taken():
    assert (len(checked_text("a" * 8)), len(checked_text("a" * 2_000))) == (8, 2_000)


def test_a_text_loses_what_nobody_sees():
    assert checked_text("Nine\x00 bri\u202edges\ud800 stand") == "Nine bridges\ufffd stand"


@pytest.mark.parametrize("status", ["in_review", "approved", "published", "declined"])
def test_edit_is_refused_once_the_work_is_submitted(rita, status):
    with pytest.raises(Refused, match="its wording is settled"):
        edit_claim(factories.claim(status=status), by=rita, text="Marlow has ten bridges.", version=1)


def test_edit_is_denied_to_strangers(sam):
    with pytest.raises(Denied):
        edit_claim(factories.claim(), by=sam, text="Marlow has ten bridges.", version=1)


def test_added_claim_is_anchored_like_any_other(rita, capture):
    claim = add_claim(capture, by=rita, quote="The mayor said so.", text="The mayor said there are nine.")

    place = claim.appearances.get()
    assert (claim.text, claim.origin, claim.added_by) == ("The mayor said there are nine.", "person", rita)
    assert (place.exact, place.start) == ("The mayor said so.", 25)
    assert (place.prefix, place.suffix) == ("Marlow has nine bridges. ", " Marlow has nine bridges.")
    assert Activity.objects.get(claim=claim).verb == "added"


@pytest.mark.parametrize(("start", "where"), [(None, 0), (0, 0), (44, 44), (3, 0), (-24, 0), (10_000, 0)])
def test_start_says_which_of_several_places(rita, capture, start, where):
    assert add_claim(capture, by=rita, quote=QUOTE, start=start).appearances.get().start == where


@pytest.mark.parametrize(
    "quote", ["Marlow has ten bridges.", "marlow has nine bridges.", "Marlow  has", "nine\x00", "nine\ud800"]
)
def test_a_quote_that_is_not_in_the_text_is_refused(rita, capture, quote):
    with pytest.raises(Refused, match="not in the stored text, letter for letter"):
        add_claim(capture, by=rita, quote=quote, text="Marlow has ten bridges.")
    assert Claim.objects.count() == 0


@pytest.mark.parametrize("quote", ["", "  \n"])
def test_no_quote_is_no_claim(rita, capture, quote):
    with pytest.raises(Refused, match="Select the words"):
        add_claim(capture, by=rita, quote=quote, text="Marlow has ten bridges.")


def test_a_short_quote_needs_a_statement(rita, capture):
    with pytest.raises(Refused, match="at least 8 characters"):
        add_claim(capture, by=rita, quote="nine")

    assert (
        add_claim(capture, by=rita, quote="nine", text="There are nine bridges.").text
        == "There are nine bridges."
    )


def test_added_twice_at_one_place_is_the_claim_that_is_there(rita, edda, capture):
    first = add_claim(capture, by=rita, quote=QUOTE)

    assert add_claim(capture, by=edda, quote=QUOTE, text="Something else entirely.") == first
    assert Claim.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_added_by_several_at_once_is_one_claim(rita, capture):
    outcomes = together(4, lambda n: add_claim(capture, by=rita, quote=QUOTE).pk)

    assert len(set(outcomes)) == 1
    assert (Claim.objects.count(), Appearance.objects.count()) == (1, 1)


def test_adding_is_denied_to_operators(olaf, capture):
    with pytest.raises(Denied, match="Only a researcher can add claims"):
        add_claim(capture, by=olaf, quote=QUOTE)
