"""Measuring who said it: what counts as right, and that only the labelled text is measured."""

import gzip
import hashlib
import json

import pytest

from claims.evaluation import speakers
from claims.evaluation.speakers import Labelled, is_right, judge, plain, read_sample
from claims.nlp.records import Span

TEXT = "Anna Bell, the mayor, met Tom Reed.\nTaxes fell by a third, she said. Officials said rents fell."


def labelled(word, *names, half="measure", text=TEXT):
    start = text.index(word)
    return Labelled(
        "bbc", "d1", Span(start, start + len(word)),
        hashlib.sha256(text.split("\n")[text[:start].count("\n")].encode()).hexdigest(),
        "pronoun", tuple((name,) for name in names), half,
    )  # fmt: skip


@pytest.fixture
def data(tmp_path):
    (tmp_path / "news_load").mkdir()
    row = json.dumps({"id": "d1", "text": TEXT})
    (tmp_path / "news_load" / "bbc.jsonl.gz").write_bytes(gzip.compress(row.encode()))
    speakers._articles.cache_clear()
    return tmp_path


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Donald J. Trump", "donald trump"),
        ("The White House", "White House"),
        ("Mrs. Anna Bell", "Anna Bell"),
        ("Clinton’s campaign", "Clinton Campaign"),
        ("Tomás Regalado", "Tomas Regalado"),
        ("Guy Mansfield QC", "Guy Mansfield"),
    ],
)
def test_two_spellings_of_a_name_are_alike(one, other):
    assert plain(one) == plain(other)


@pytest.mark.parametrize(
    ("names", "right"),
    [
        (("Tom Reed", "Anna Bell"), True),
        (("Anna Bell",), False),
        (("Anna Bell", "Anna Bell"), False),
        (("Bell", "Tom Reed"), False),
        ((), False),
        (None, False),
    ],
)
def test_all_speakers_and_nobody_else_are_right(names, right):
    assert is_right(names, labelled("she", "Anna Bell", "Tom Reed")) is right


def test_a_name_is_wrong_where_the_label_is_unknown():
    assert is_right((), labelled("Officials"))
    assert not is_right(("Officials",), labelled("Officials"))


def test_alternatives_of_a_label_are_each_right():
    one = Labelled("bbc", "d1", Span(0, 1), "", "organisation", (("FDIC", "Deposit Corporation"),), "measure")

    assert is_right(("The FDIC",), one)
    assert is_right(("Deposit Corporation",), one)


def test_speakers_are_judged_given_the_source_and_through_the_engine(data):
    verdicts = judge(data, [labelled("she", "Anna Bell"), labelled("Officials")])

    assert [(one.given, one.whole) for one in verdicts] == [(("Anna Bell",), ("Anna Bell",)), ((), ())]


def test_another_text_than_the_labelled_one_is_refused(data):
    with pytest.raises(ValueError, match="not the text that was labelled"):
        judge(data, [labelled("she", "Anna Bell", text=TEXT.replace("Taxes", "Rents"))])


def test_figures_tell_both_ways_and_each_category(data, monkeypatch):
    sample = [labelled("she", "Anna Bell"), labelled("Officials", half="develop")]
    monkeypatch.setattr(speakers, "read_sample", lambda: sample)

    found = {(one.part, one.metric): (one.value, one.asked) for one in speakers.figures(data)}

    assert found == {
        ("speakers, measure", "accuracy, source given"): (1.0, "≥ .85"),
        ("speakers, measure", "accuracy, whole engine"): (1.0, ""),
        ("speakers, develop", "accuracy, source given"): (1.0, "≥ .85"),
        ("speakers, develop", "accuracy, whole engine"): (1.0, ""),
        ("speakers, measure, pronoun", "accuracy, source given"): (1.0, ""),
        ("speakers, measure, pronoun", "accuracy, whole engine"): (1.0, ""),
    }


def test_the_sample_holds_labels_and_no_text():
    rows = read_sample()

    assert len(rows) >= 220
    assert len({row.doc for row in rows}) >= 30
    halves = {row.doc: {one.half for one in rows if one.doc == row.doc} for row in rows}
    assert all(len(half) == 1 for half in halves.values())
    assert max(len(name) for row in rows for names in row.speakers for name in names) < 60
