"""Only what the capture says word for word is kept, once."""

from dataclasses import replace

import pytest

from claims import queries
from claims.actions.extraction import Extracted, speakers_named, store_analysis
from claims.models import Activity, Appearance, Capture, Claim, Passage, Speaker
from claims.nlp.records import Analysis, ClaimType, ExtractedClaim, Quotation, Reason, Span
from claims.schemas import claim_line
from claims.wording import folded
from tests import factories
from tests.together import together

pytestmark = pytest.mark.django_db
QUERIES = 19  # six of them ask for the claims to be made findable; the same for every number of speakers
LONG = "The town of Marlow spent 4.2 million crowns on nine bridges in 2024."
TEXT = f"Ann Lee said: “We have nine bridges.” {LONG} He disagreed. She disagreed. He disagreed."


def found(quote, *, text=TEXT, nth=0, **fields):
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    values = {
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "statement": quote,
        "speakers": (),
        "quotation": Quotation.OWN_VOICE,
        "cue": "",
        "source": "",
        "type": ClaimType.QUANTITY,
        "score": 0.7,
        "reasons": (Reason("number", 1.0, 0.4, "nine"),),
    }
    return ExtractedClaim(**{**values, **fields})


def analysis(*claims, refused=0):
    return Analysis("en", (), (), claims, refused, "test/1")


def store(capture, *claims, refused=0, passages=()):
    return store_analysis(capture, analysis(*claims, refused=refused), passages)


@pytest.fixture
def capture(db) -> Capture:
    return factories.article(TEXT).captures.get()


def test_claim_is_stored_with_its_words_place_and_reasons(capture):
    one = found(
        "We have nine bridges.",
        statement="Marlow has nine bridges.",
        speakers=("Ann Lee",),
        quotation=Quotation.DIRECT,
        cue="said",
        source="Ann Lee",
    )

    assert store(capture, one) == Extracted(1, 0, 0)

    place = Appearance.objects.get()
    claim = place.claim
    assert (claim.text, claim.type, claim.score, claim.status) == (
        one.statement,
        "quantity",
        0.7,
        "candidate",
    )
    assert claim.reasons == [{"criterion": "number", "value": 1.0, "weight": 0.4, "words": "nine"}]
    assert [speaker.name for speaker in claim.speakers.all()] == ["Ann Lee"]
    assert (place.exact, place.start, place.end) == (one.quote, one.start, one.end)
    assert (place.quotation, place.cue, place.attributed_to) == ("direct", "said", "Ann Lee")
    assert (place.prefix, place.suffix) == (TEXT[: one.start][-32:], TEXT[one.end :][:32])
    written = {"capture": capture.pk, "engine": "test/1", "weights": 0}
    assert Activity.objects.get(claim=claim).detail == written


def test_capture_says_that_it_was_searched(capture):
    store(capture, found(LONG), refused=3)

    capture.refresh_from_db()
    assert capture.extracted_at is not None
    assert (capture.engine, capture.refused) == ("test/1", 3)


@pytest.mark.parametrize(
    "wrong",
    [
        {"quote": LONG.replace("nine", "ten")},
        {"quote": LONG.lower()},
        {"start": 0},
        {"end": 10_000},
        {"start": -5, "end": -1},
        {"start": 20, "end": 20, "quote": ""},
        {"start": 30, "end": 20},
        {"statement": "No."},
        {"statement": "a" * 2_001},
    ],
    ids=str,
)
def test_what_is_not_in_the_capture_word_for_word_is_refused_and_counted(capture, wrong):
    outcome = store(capture, replace(found(LONG), **wrong), found("We have nine bridges."), refused=1)

    assert outcome == Extracted(1, 0, 2)
    assert [claim.text for claim in Claim.objects.all()] == ["We have nine bridges."]
    assert Capture.objects.get(pk=capture.pk).refused == 2


def test_storing_again_adds_nothing(capture):
    store(capture, found(LONG), refused=1, passages=[Span(0, 10)])

    assert store(capture, found(LONG), found("We have nine bridges."), passages=[Span(0, 10)]) == Extracted(
        0, 1, 1
    )
    assert (Claim.objects.count(), Appearance.objects.count(), Passage.objects.count()) == (1, 1, 1)


def test_one_place_is_one_claim_whatever_the_engine_says_twice(capture):
    outcome = store(
        capture, found(LONG, statement="The first wording."), found(LONG, statement="The second one.")
    )

    assert outcome == Extracted(1, 0, 0)
    assert Claim.objects.get().text == "The first wording."


def test_a_long_sentence_repeated_in_one_text_is_one_claim_in_two_places():
    text = f"{LONG}\n\n{LONG}"
    capture = factories.article(text).captures.get()

    outcome = store(capture, found(LONG, text=text), found(LONG, text=text, nth=1))

    assert outcome == Extracted(1, 1, 0)
    assert sorted(Claim.objects.get().appearances.values_list("start", flat=True)) == [0, len(LONG) + 2]


def test_a_few_words_said_of_two_things_are_two_claims(capture):
    one = found("He disagreed.", statement="Bo Dahl disagreed.")
    two = found("He disagreed.", nth=1, statement="Cy Moe disagreed.")

    assert store(capture, one, two) == Extracted(2, 0, 0)


def test_unchanged_sentence_of_a_new_version_is_another_appearance(capture):
    store(capture, found(LONG), found("He disagreed."))
    before = {appearance.exact: appearance.claim_id for appearance in Appearance.objects.all()}
    text = "Corrected. " + TEXT
    later = factories.capture(capture.article, text)

    outcome = store(later, found(LONG, text=text), found("He disagreed.", text=text))

    assert outcome == Extracted(0, 2, 0)
    assert {place.exact: place.claim_id for place in later.appearances.all()} == before
    assert Activity.objects.filter(verb="extracted").count() == 2


def test_an_edited_claim_is_found_again_in_a_new_version(capture):
    store(capture, found("He disagreed."))
    Claim.objects.update(text="Bo Dahl disagreed with Ann Lee.", version=2)
    later = factories.capture(capture.article, TEXT + " More.")

    assert store(later, found("He disagreed.")) == Extracted(0, 1, 0)


def test_a_repeated_sentence_that_moves_to_anothers_old_place_is_the_same_claim():
    """In version 2 the second occurrence stands where the only one of version 1 stood."""
    first = factories.article("x" * 70 + LONG).captures.get()
    store(first, found(LONG, text=first.text))
    later = factories.capture(first.article, f"{LONG}  {LONG}")

    assert store(later, found(LONG, text=later.text), found(LONG, text=later.text, nth=1)) == Extracted(
        0, 2, 0
    )


def test_the_same_sentence_in_another_article_is_another_claim(capture):
    """Whether two articles say the same is for people to decide: the machine only suggests."""
    store(capture, found(LONG))
    other = factories.article("Elsewhere. " + LONG).captures.get()

    assert store(other, found(LONG, text=other.text)) == Extracted(1, 0, 0)


def test_passages_are_stored_at_their_places(capture):
    store(capture, passages=[Span(0, 14), Span(14, 37)])

    assert [(p.position, p.text) for p in Passage.objects.all()] == [(0, TEXT[:14]), (1, TEXT[14:37])]


def test_long_cue_and_source_are_cut(capture):
    store(capture, found(LONG, cue="c" * 900, source="s" * 900))

    place = Appearance.objects.get()
    assert (len(place.cue), len(place.attributed_to)) == (200, 500)


def test_speaker_is_found_by_name_or_alias_whatever_case_and_accents():
    ann = factories.speaker("Ánn Lee", aliases=["Mayor Lee"])

    assert speakers_named({"ann lee", "MAYOR  LÉE", " Ann Lee "}) == {
        "ann lee": ann,
        "MAYOR  LÉE": ann,
        " Ann Lee ": ann,
    }
    assert Speaker.objects.count() == 1


def test_an_alias_that_two_speakers_share_links_to_neither_and_is_suggested():
    factories.speaker("Ann Lee", aliases=["The Mayor"])
    factories.speaker("Bo Dahl", aliases=["the mayor"])

    suggested = speakers_named({"The mayor"})["The mayor"]

    assert (suggested.name, suggested.confirmed, Speaker.objects.count()) == ("The mayor", False, 3)
    assert speakers_named({"THE MAYOR"}) == {"THE MAYOR": suggested}


def test_a_name_goes_before_anothers_alias():
    tarn = factories.speaker("Tarn")
    factories.speaker("Town of Marlow", aliases=["Tarn"])

    assert speakers_named({"tarn"}) == {"tarn": tarn}


@pytest.mark.parametrize("aliases", [[], ["Lee"]])
def test_a_surname_alone_links_to_nobody(aliases):
    factories.speaker("Ann Lee", aliases=aliases)

    suggested = speakers_named({"Lee"})["Lee"]

    assert (suggested.name, suggested.confirmed) == ("Lee", False)


def test_speakers_of_a_claim_keep_the_articles_order(capture):
    store(capture, found("We have nine bridges.", speakers=("Zoe Zeller", "Ann Lee", "zoe zeller")))

    line = claim_line(queries.claims_in(capture.article).get())

    assert line["speakers"] == ["Zoe Zeller", "Ann Lee"]


def test_python_and_postgresql_fold_names_alike():
    names = ["Ann Lee", "ÁNGEL  Muñoz", "Straße 9", "Łukasz Żak", "Nguyễn Văn A", "علي أحمد", "O’Brien"]
    for name in names:
        factories.speaker(name)

    assert {one.name: one.keys for one in Speaker.objects.all()} == {name: [folded(name)] for name in names}


@pytest.mark.parametrize("names", [("Ann Lee",), ("Ann Lee", "Bo Dahl", "Cy Moe")])
def test_speakers_take_as_many_queries_for_three_as_for_one(names, django_assert_num_queries):
    with django_assert_num_queries(3):  # those known; the new ones; all of them
        speakers_named(names)
    with django_assert_num_queries(1):
        speakers_named(names)


@pytest.mark.parametrize("names", [("Ann Lee",), ("Ann Lee", "Bo Dahl", "Cy Moe")])
def test_an_analysis_takes_as_many_queries_for_three_speakers_as_for_one(
    capture, names, django_assert_num_queries
):
    speakers_named(names)
    said = found(LONG, speakers=names)

    with django_assert_num_queries(QUERIES):
        store(capture, said)


def test_all_of_an_analysis_is_kept_or_nothing(capture, monkeypatch):
    def full(*_args, **_named):
        raise OSError("disk full")

    monkeypatch.setattr("claims.actions.extraction._store_passages", full)
    with pytest.raises(OSError, match="disk full"):
        store(capture, found(LONG))

    assert (Claim.objects.count(), Speaker.objects.count()) == (0, 0)
    assert Capture.objects.get().extracted_at is None


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_store_a_capture_once(capture):
    claims = [found(LONG, speakers=("Ann Lee",)), found("We have nine bridges.", speakers=("Bo Dahl",))]

    outcomes = together(4, lambda n: store(capture, *claims))

    assert sorted(outcome.created for outcome in outcomes) == [0, 0, 0, 2]
    assert (Claim.objects.count(), Appearance.objects.count()) == (2, 2)


@pytest.mark.django_db(transaction=True)
def test_workers_that_meet_the_same_new_people_in_another_order_do_not_trip(db):
    names = ["Ann Lee", "Bo Dahl", "Cy Moe", "Dee Ray"]
    said = {name: f"{name} spoke at length about bridges." for name in names}
    captures = [factories.article(f"{n}. " + " ".join(said.values())).captures.get() for n in range(4)]

    def work(n):
        order = names if n % 2 else names[::-1]
        spelt = str.upper if n else str
        claims = [found(said[name], text=captures[n].text, speakers=(spelt(name),)) for name in order]
        return store(captures[n], *claims).created

    assert together(4, work) == [4, 4, 4, 4]
    assert Speaker.objects.count() == 4
