"""Claims: one for each thing said or told, anchored, with its speakers."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.nlp.engine import analyze
from claims.nlp.records import ClaimType, Quotation

from .articles import COUNCIL, SUMMIT

BOTH = ("Marta Quill", "Tom Bardwell")
SEED = (
    next(Path("/work/shared/seeds").glob("000_*.txt"), None) if Path("/work/shared/seeds").is_dir() else None
)


def _find(claims, words):
    found = [claim for claim in claims if words in claim.quote]
    assert len(found) == 1, (words, [claim.quote for claim in claims])
    return found[0]


@pytest.mark.parametrize(
    ("words", "speakers", "quotation"),
    [
        ("The government is ready to reopen", BOTH, Quotation.DIRECT),
        ("We do not plan to send more soldiers", BOTH, Quotation.DIRECT),
        ("We paid 40 million crowns", BOTH, Quotation.DIRECT),
        ("measured firmness", BOTH, Quotation.MIXED),
        ("failed doctrine", BOTH, Quotation.MIXED),
        ("which buys most of Karvonia’s steel", BOTH, Quotation.DIRECT),
        ("This gives Belmora a unique chance", BOTH, Quotation.DIRECT),
        ("dismayed", ("Ruth Hale",), Quotation.MIXED),
        ("warned Tarn of “iron and storm”", ("Ruth Hale",), Quotation.MIXED),
        ("closely studying", ("Tarn",), Quotation.MIXED),
        ("adopted a ban on Karvonian timber", (), Quotation.OWN_VOICE),
    ],
)
def test_claims_of_an_article(words, speakers, quotation):
    claim = _find(analyze(SUMMIT, language="en").claims, words)

    assert (claim.speakers, claim.quotation) == (speakers, quotation)


def test_claims_leave_boilerplate_and_headlines_out():
    quotes = " ".join(claim.quote for claim in analyze(SUMMIT, language="en").claims)

    assert not any(words in quotes for words in ("Read more", "newsletter", "Ada Winter", "rights reserved"))


def test_claims_of_a_council_meeting():
    claims = analyze(COUNCIL, language="en").claims

    assert _find(claims, "had built 1,200 homes").speakers == ("Jane Ortiz",)
    assert _find(claims, "Rents fell by 4 percent").speakers == ("Jane Ortiz",)
    assert _find(claims, "She counted the same houses").speakers == ("David Reed",)
    assert _find(claims, "found no errors").speakers == ("Jane Ortiz",)
    assert not any("Would rents" in claim.quote for claim in claims)


def test_claim_of_a_direct_quotation_is_the_words_between_the_marks():
    claim = analyze("“We paid 40 million for the bridge,” Anna Bell said.", language="en").claims[0]

    assert claim.quote == "We paid 40 million for the bridge"
    assert (claim.source, claim.cue) == ("Anna Bell", "said")


def test_claim_is_made_once_for_a_sentence_and_its_quotation():
    text = "In 2015 Anna Bell said that the city “paid 40 million” for the bridge."

    claims = analyze(text, language="en").claims

    assert [claim.quote for claim in claims] == ["the city “paid 40 million” for the bridge"]


def test_claim_repeated_word_for_word_is_folded():
    sentence = "Exports fell by 12 percent in May 2019."

    assert len(analyze(f"{sentence}\n{sentence}\n{sentence.upper()}", language="en").claims) == 1


@pytest.mark.parametrize(
    "text",
    [
        "She declined to say whether it rained in Tarn in May.",
        "Anna Bell urged the ministers to do more for the port.",
        "Anna Bell said: “Thank you, thank you very much, good night!”",
    ],
)
def test_what_states_nothing_is_no_claim(text):
    assert analyze(text, language="en").claims == ()


def test_claim_of_an_opinion_is_shown_as_one():
    claims = analyze("“The plan is a terrible mistake and a disgrace,” Anna Bell said.", language="en").claims

    assert [claim.type for claim in claims] == [ClaimType.OPINION]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Tom Reed arrived. Reed said he was “dismayed” by the vote.", "Tom Reed was “dismayed” by the vote"),
        (
            "Tarn said it was studying a plan to close the strait.",
            "Tarn was studying a plan to close the strait",
        ),
        ("“We paid 40 million,” said Tom Reed.", "We paid 40 million"),
        ("Anna Bell said he was in Tarn in 2019.", "he was in Tarn in 2019"),
    ],
)
def test_statement_replaces_a_pronoun_only_where_safe(text, statement):
    assert analyze(text, language="en").claims[0].statement == statement


@pytest.mark.skipif(SEED is None, reason="SEED_ARTICLES names no folder")
@pytest.mark.parametrize(
    ("words", "speakers"),
    [
        ("The US is willing to negotiate", ("Rex Tillerson", "James Mattis")),
        ("We do not seek an excuse to garrison", ("Rex Tillerson", "James Mattis")),
        ("it is backed by military options", ("Rex Tillerson", "James Mattis")),
        ("which has dominant economic leverage", ("Rex Tillerson", "James Mattis")),
        ("need and expect China to do more", ("Rex Tillerson", "James Mattis")),
        ("of “fire and fury”", ("Donald Trump",)),
        ("disappointed", ("Donald Trump",)),
        ("carefully examining", ("Pyongyang",)),
        ("adopted new sanctions", ()),
    ],
)
def test_claims_of_the_seed_article(words, speakers):
    claims = analyze(SEED.read_text()).claims

    assert _find(claims, words).speakers == speakers
    assert not any("Read more" in claim.quote for claim in claims)


def test_rows_of_a_pasted_table_are_no_claims():
    rows = [
        "Tarn\t12\t4%\t$300\t2019",
        "Belmora | 3,000 | 40,000 | 2019",
        "United Towns    12.5    $3 million    4%",
    ]
    said = "Tarn\tspent $300 million on roads in 2019\twhich is 4% more"

    found = analyze("\n".join([*rows, said]), language="en").claims

    assert [claim.quote for claim in found] == [said]


def test_claim_begins_behind_whom_it_was_said_to():
    text = "Mayor Jane Ortiz assured the public that rents fell by 4 percent in May."

    assert [claim.quote for claim in analyze(text, language="en").claims] == [
        "rents fell by 4 percent in May"
    ]
