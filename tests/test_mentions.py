"""Who is meant by "@rita"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.mentions import Ambiguous, Named, folded, handles, mentioned

RITA, EDDA, JOSE = Named(1, "Rita Okafor"), Named(2, "Edda Lindqvist"), Named(3, "José Núñez")
PEOPLE = [RITA, EDDA, JOSE]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("@rita, please look", {1: "rita"}),
        ("@Rita.Okafor please look", {1: "Rita.Okafor"}),
        ("Look at this, @rita.", {1: "rita"}),
        ("This is @rita's claim", {1: "rita"}),
        ("(@edda) and **@rita**", {2: "edda", 1: "rita"}),
        ("@jose @rita @rita", {3: "jose", 1: "rita"}),
        ("@josé.núñez", {3: "josé.núñez"}),
        ("write to rita@example.org", {}),
        ("see https://social.example/@rita", {}),
        ("@ritaokafor @nobody @", {}),
        ("@rita.smith is somebody else", {}),
        ("", {}),
    ],
)
def test_mentioned_finds_people_and_leaves_other_words(body: str, found: dict[int, str]) -> None:
    assert mentioned(body, PEOPLE) == found


def test_mentioned_asks_back_when_a_first_name_fits_two_people() -> None:
    people = [RITA, Named(4, "Rita Smith")]

    with pytest.raises(Ambiguous) as refusal:
        mentioned("@rita", people)

    assert refusal.value.handles == ["rita.okafor", "rita.smith"]
    assert mentioned("@rita.smith", people) == {4: "rita.smith"}


def test_mentioned_passes_over_who_has_left() -> None:
    people = [Named(1, "Rita Okafor", here=False), Named(4, "Rita Smith")]

    assert mentioned("@rita and @rita.okafor", people) == {4: "rita"}


def test_handles_of_namesakes_differ_and_newcomers_change_nobodys() -> None:
    people = [RITA, Named(7, "Rita  OKAFOR")]

    assert handles(people) == {1: "rita.okafor", 7: "rita.okafor.7"}
    assert handles([*people, Named(9, "Rita Okafor")]) == {
        1: "rita.okafor",
        7: "rita.okafor.7",
        9: "rita.okafor.9",
    }


def test_handles_are_found_again_in_scripts_without_capitals() -> None:
    people = [Named(1, "李 娜"), Named(2, "محمد علي"), Named(3, "!!!")]

    assert mentioned("@李.娜 @محمد.علي @person", people) == {1: "李.娜", 2: "محمد.علي", 3: "person"}


def test_handle_of_somebody_named_like_a_handle_is_still_their_own() -> None:
    people = [
        RITA,
        Named(7, "Rita Okafor"),
        Named(9, "Rita Okafor 7"),
        Named(11, "Kate O'Neill"),
        Named(12, "O"),
    ]

    assert list(handles(people).values()) == [
        "rita.okafor",
        "rita.okafor.7",
        "rita.okafor.7.9",
        "kate.o'neill",
        "o",
    ]
    assert mentioned("@kate.o'neill's and @o's", people) == {11: "kate.o'neill", 12: "o"}


letters = st.text(st.characters(codec="utf-8"), max_size=12)


@given(st.lists(letters, max_size=6))
def test_every_handle_is_unique_and_means_its_person(names: list[str]) -> None:
    people = [Named(pk, name) for pk, name in enumerate(names)]

    found = handles(people)

    assert len(set(found.values())) == len(people)
    for pk, handle in found.items():
        if len(handle) <= 150:
            assert pk in mentioned(f"Hello @{handle}!", people)


@given(st.text(max_size=200))
def test_no_body_breaks_it(body: str) -> None:
    assert set(mentioned(body, PEOPLE)) <= {1, 2, 3}


@given(st.text(max_size=50))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
