"""Objects out of files of any size and shape."""

import gzip
import json
import tracemalloc

import pytest

from claims.integrations import streams
from claims.integrations.streams import Broken, Unreadable, elements

ROWS = [{"id": n, "claim": f"Claim “{n}”"} for n in range(5)]


@pytest.fixture
def file(tmp_path):
    def write(text, name="checks"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def lines(rows):
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


@pytest.mark.parametrize(
    "text",
    [
        lines(ROWS),
        lines(ROWS) + "\n\n",
        "\ufeff" + lines(ROWS).replace("\n", "\r\n"),
        json.dumps(ROWS),
        json.dumps(ROWS, indent=2),
        json.dumps({"@type": "DataFeed", "name": "x", "dataFeedElement": ROWS}),
        json.dumps({"@type": "DataFeed", "a": {"b": [1]}, "dataFeedElement": ROWS, "z": 1}, indent=1),
        json.dumps({"@graph": ROWS}),
    ],
)
def test_elements_are_found_in_every_shape(file, text):
    assert list(elements(file(text))) == ROWS


def test_elements_are_found_in_a_gzip_file_whatever_its_name(file):
    assert list(elements(file(gzip.compress(lines(ROWS).encode())))) == ROWS


@pytest.mark.parametrize("text", ["", "  \n ", "[]", '{"dataFeedElement": []}'])
def test_elements_of_an_empty_file_are_none(file, text):
    assert list(elements(file(text))) == []


def test_a_lone_object_is_one_element(file):
    assert list(elements(file(json.dumps(ROWS[0], indent=2)))) == ROWS[:1]
    assert list(elements(file(json.dumps(ROWS[0])))) == ROWS[:1]


def test_a_broken_line_is_told_and_the_rest_is_read(file):
    found = list(elements(file(f'{lines(ROWS[:1])}\n{{"id": 2\n[1]\n{lines(ROWS[1:2])}')))

    assert found == [
        ROWS[0],
        Broken("This line is not JSON.", '{"id": 2'),
        Broken("This line is not a JSON object.", "[1]"),
        ROWS[1],
    ]


def test_a_first_line_that_is_broken_does_not_hide_the_others(file):
    assert list(elements(file(f'{{"id": \n{lines(ROWS)}')))[1:] == ROWS


def test_an_element_that_is_no_object_is_told(file):
    assert list(elements(file('[{"id": 1}, null, 7]')))[1:] == [
        Broken("This element is not an object.", "null"),
        Broken("This element is not an object.", "7"),
    ]


@pytest.mark.parametrize("text", ['[{"id": 1}, {"id"', '{"dataFeedElement": [{"id": 1},', '[{"id": 1}, }'])
def test_a_document_that_breaks_off_gives_what_it_has_then_says_so(file, text):
    found = elements(file(text))

    assert next(found) == {"id": 1}
    with pytest.raises(Unreadable):
        next(found)


def test_a_damaged_gzip_file_is_told(file):
    with pytest.raises(Unreadable, match="breaks off or is damaged"):
        list(elements(file(gzip.compress(lines(ROWS * 500).encode())[:-20])))


def test_elements_across_the_edges_of_the_window(file, monkeypatch):
    monkeypatch.setattr(streams, "CHUNK", 7)
    for text in (json.dumps({"n": 12345678, "dataFeedElement": ROWS}), json.dumps(ROWS), lines(ROWS)):
        assert list(elements(file(text))) == ROWS


def test_memory_does_not_grow_with_the_feed(file):
    one = json.dumps({"item": [{"claimReviewed": "word " * 100}]})
    path = file('{"dataFeedElement": [' + ",".join([one] * 40_000) + "]}")
    assert path.stat().st_size > 20_000_000

    tracemalloc.start()
    assert sum(1 for _ in elements(path)) == 40_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 12_000_000
