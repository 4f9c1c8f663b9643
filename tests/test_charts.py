"""Pictures are whole XML whatever the words, hold what they were given, and turn around."""

import xml.etree.ElementTree as ET

import pytest

from claims.charts import Bar, Column, Frame, Line, Series, bars, columns, grid, lines
from claims.charts.svg import WIDTH, tag

EVIL = """<script>alert("x")</script> & 'so' on"""
NAMES = {"svg": "http://www.w3.org/2000/svg"}


def frame(**more):
    return Frame("figure-x", EVIL, EVIL, **more)


def drawn(name, words=EVIL, number=3.0, rtl=False):
    f = frame(rtl=rtl)
    return {
        "bars": lambda: bars(f, [Bar(words, number, words, number * 2), Bar("b", 1, "1")]),
        "columns": lambda: columns(f, [Column(words, number, number * 2), Column("b", 0, 0)], words, words),
        "grid": lambda: grid(f, [words, "b"], [Line(words, [3, 0], [words, "0"])]),
        "lines": lambda: lines(f, [words, "b"], [Series(words, [number, None])], lambda value: words),
    }[name]()


ALL = pytest.mark.parametrize("name", ["bars", "columns", "grid", "lines"])


@ALL
def test_words_are_escaped_and_the_picture_says_what_it_is(name):
    picture = drawn(name)

    root = ET.fromstring(picture)
    assert "<script" not in picture
    assert root.get("role") == "img"
    assert root.find("title").text == root.find("desc").text == EVIL
    assert root.get("aria-labelledby") == root.find("title").get("id")
    assert "style=" not in picture


@ALL
@pytest.mark.parametrize("rtl", [False, True])
def test_boxes_stay_inside_the_picture(name, rtl):
    root = ET.fromstring(drawn(name, words="w", number=1e9, rtl=rtl))

    high = float(root.get("viewBox").split()[3])
    for box in root.iter("rect"):
        x, y, width, height = (float(box.get(key)) for key in ("x", "y", "width", "height"))
        assert x >= -0.01
        assert y >= 0
        assert x + width <= WIDTH + 0.01
        assert y + height <= high


def test_bars_are_as_long_as_their_share_and_begin_where_reading_does():
    rows = [Bar("a", 5, "5", 10), Bar("b", 20, "20")]

    def parts(rtl):
        root = ET.fromstring(bars(frame(rtl=rtl), rows))
        return [(box.get("x"), box.get("width")) for box in root.iter("rect") if box.get("class") == "part"]

    assert parts(False) == [("0", "90"), ("0", "360")]
    assert parts(True) == [("270", "90"), ("0", "360")]


@ALL
def test_nothing_to_draw_is_drawn_empty(name):
    empty = {
        "bars": bars(frame(), []),
        "columns": columns(frame(), [], "a", "b"),
        "grid": grid(frame(), [], []),
        "lines": lines(frame(), [], [], str),
    }

    assert ET.fromstring(empty[name]).get("viewBox")


def test_a_gap_stays_a_gap_and_names_at_the_newest_points_keep_apart():
    root = ET.fromstring(
        lines(frame(), ["a", "b", "c"], [Series("one", [1, None, 2]), Series("two", [1, 2, 2])], str)
    )

    paths = [path.get("d") for path in root.iter("path")]
    assert (paths[0].count("M"), paths[1].count("M")) == (2, 1)
    ys = {text.text: float(text.get("y")) for text in root.iter("text") if text.text in {"one", "two"}}
    assert abs(ys["one"] - ys["two"]) >= 16


def test_plain_text_inside_an_element_is_escaped_and_an_element_is_not():
    assert tag("g", "<b>", tag("i", "&"), x=1.0, y=None) == '<g x="1">&lt;b&gt;<i>&amp;</i></g>'
