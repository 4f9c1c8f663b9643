from hypothesis import example, given
from hypothesis import strategies as st

from claims.views.marking import Place, paragraphs

TEXTS = st.text(alphabet="ab \n\u202eé😀<", max_size=60)
PLACES = st.lists(st.tuples(st.integers(-3, 65), st.integers(-3, 65)), max_size=8)


def placed(pairs: list[tuple[int, int]]) -> list[Place]:
    return [Place(key, start, end) for key, (start, end) in enumerate(pairs)]


@given(TEXTS, PLACES)
def test_pieces_joined_are_the_paragraphs_of_the_text(text, pairs):
    cut = paragraphs(text, placed(pairs))

    joined = [(p.start, "".join(piece.text for piece in p.pieces)) for p in cut]
    assert all(text[start : start + len(words)] == words for start, words in joined)
    assert "".join(words for _, words in joined).replace("\n", "") == text.replace("\n", "")


@given(TEXTS, PLACES)
def test_a_letter_is_marked_by_exactly_the_places_over_it(text, pairs):
    places = placed(pairs)

    for paragraph in paragraphs(text, places):
        at = paragraph.start
        for piece in paragraph.pieces:
            for offset in range(at, at + len(piece.text)):
                over = {p.key for p in places if 0 <= p.start <= offset < p.end <= len(text)}
                assert set(piece.keys) == over
            at += len(piece.text)


@given(TEXTS, PLACES)
@example("a\nb\n\nc", [(1, 2)])
def test_a_place_that_shows_begins_once(text, pairs):
    places = placed(pairs)

    cut = paragraphs(text, places)
    shown = {p.start + n for p in cut for n in range(sum(len(piece.text) for piece in p.pieces))}

    begun = [key for p in cut for piece in p.pieces for key in piece.begins]
    seen = [p.key for p in places if 0 <= p.start < p.end <= len(text) and shown & set(range(p.start, p.end))]
    assert sorted(begun) == seen


def test_overlapping_places_are_cut_and_the_shorter_comes_first():
    (paragraph,) = paragraphs("one two three", [Place(1, 0, 7), Place(2, 4, 13), Place(3, 4, 7)])

    assert [(piece.text, piece.keys, piece.begins) for piece in paragraph.pieces] == [
        ("one ", [1], [1]),
        ("two", [3, 1, 2], [3, 2]),
        (" three", [2], []),
    ]


def test_every_line_is_a_paragraph_where_no_blank_line_is():
    assert [p.start for p in paragraphs("one\ntwo\nthree")] == [0, 4, 8]
    assert [p.start for p in paragraphs("one\ntwo\n\nthree")] == [0, 9]
