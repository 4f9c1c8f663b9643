"""A quotation is found again in a text that changed, or it is not; and what changed is told."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.nlp.anchoring import anchor, share_kept
from claims.nlp.changes import changes

TEXT = (
    "The council met on Monday.\n\nMarlow has nine bridges, Mayor Ann Lee said, and two ferries. "
    "They were built in 1931.\n\nThe opposition did not agree with the plan."
)
QUOTE = "Marlow has nine bridges, Mayor Ann Lee said, and two ferries."
AT = TEXT.index(QUOTE)
PREFIX, SUFFIX = TEXT[AT - 32 : AT] if AT >= 32 else TEXT[:AT], TEXT[AT + len(QUOTE) :][:32]


def changed(old, new, text=TEXT):
    return text.replace(old, new)


def again(text, exact=QUOTE, prefix=PREFIX, suffix=SUFFIX, near=AT):
    found = anchor(text, exact, prefix, suffix, near)
    return found and (text[found.start : found.end], found.exact, bool(found.altered))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TEXT, (QUOTE, True, False)),
        ("A new paragraph.\n\n" + TEXT, (QUOTE, True, False)),
        (changed("Ann Lee", "Lee"), (changed("Ann Lee", "Lee", QUOTE), False, False)),
        (changed("said, and", "told us, and"), (changed("said, and", "told us, and", QUOTE), False, False)),
        (changed("nine", "six"), (changed("nine", "six", QUOTE), False, True)),
        (changed("has nine", "never had nine"), (changed("has nine", "never had nine", QUOTE), False, True)),
        ("The council met on Monday. It rained all day, and nobody came.", None),
        ("", None),
    ],
)  # fmt: skip
def test_quotation_is_found_again(text, found):
    assert again(text) == found


def test_of_two_exact_places_the_one_in_its_own_surroundings():
    text = "Elsewhere one read: Nobody knows. Then came rain.\n\nAnn Lee said: Nobody knows. She left."

    found = anchor(text, "Nobody knows.", "Ann Lee said: ", " She left.", near=0)

    assert found.start == text.rindex("Nobody knows.")


def test_of_two_alike_the_nearest():
    assert anchor("no. no. no.", "no.", near=5).start == 4


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # other work on the machine
@given(st.text(max_size=200), st.text(max_size=40), st.text(max_size=32), st.text(max_size=32))
def test_any_strings_give_a_place_in_the_text_or_none(text, exact, prefix, suffix):
    found = anchor(text, exact, prefix, suffix)

    assert found is None or 0 <= found.start < found.end <= len(text)
    if found and found.exact:
        assert text[found.start : found.end] == exact


def test_a_long_text_takes_no_longer_than_its_length():
    text = "The river rose again and the people of the valley went home early. " * 20_000
    start = time.perf_counter()

    assert anchor(text, QUOTE, PREFIX, SUFFIX) is None

    assert time.perf_counter() - start < 20


def test_share_kept():
    assert share_kept(TEXT, TEXT) == 1.0
    assert share_kept(TEXT, "Not found. Try the front page.") == 0.0
    assert share_kept("", "x") == 1.0
    assert 0.6 < share_kept(TEXT, TEXT.replace("nine", "six")) < 1.0


def shown(before, after):
    return [None if one is None else [*one.parts] for one in changes(before, after, around=0)]


def test_changed_words_are_told_inside_their_paragraph():
    assert shown("One.\n\nMarlow has nine bridges.", "One.\n\nMarlow has six bridges.") == [
        [("same", "Marlow has "), ("gone", "nine"), ("come", "six"), ("same", " bridges.")]
    ]


def test_paragraphs_that_went_and_came_stand_alone():
    assert shown("One.\n\nTwo is here.", "One.\n\nAltogether other words!") == [
        [("gone", "Two is here.")], [("come", "Altogether other words!")]
    ]  # fmt: skip


def test_gaps_are_marked_between_changes():
    before = "\n\n".join(f"Paragraph number {n}." for n in range(9))
    after = before.replace("number 1.", "no 1.").replace("number 7.", "no 7.")

    assert [one is None for one in changes(before, after, around=0)] == [False, True, False]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # other work on the machine
@given(st.text(alphabet="ab \n.", max_size=80), st.text(alphabet="ab \n.", max_size=80))
def test_parts_joined_are_both_versions(before, after):
    every = [one for one in changes(before, after, around=10_000) if one]
    if not every:
        return
    old = ["".join(words for how, words in one.parts if how != "come") for one in every]
    new = ["".join(words for how, words in one.parts if how != "gone") for one in every]

    def paragraphs(text):
        return [part for part in text.split("\n") if part.strip()]

    assert [text for text in old if text] == paragraphs(before)
    assert [text for text in new if text] == paragraphs(after)
