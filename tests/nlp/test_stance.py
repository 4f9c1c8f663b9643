"""Stance: what the reader says, what overrules it, and what it does not read."""

import hashlib
import json
import shutil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.nlp.digests import WeightsBroken
from claims.nlp.reader.weights import FOLDER as READER
from claims.nlp.stance import LABELS, model, reading, stances
from claims.nlp.stance.guards import guards
from claims.nlp.stance.tongue import foreign
from claims.nlp.stance.windows import sentences, windows

CARD = {"name": "tiny", "longest": 160, "calibration": {"temperature": 2.0}}


class Session:
    """Says "supports" whatever it reads, the more surely the longer the passage; keeps what it was asked."""

    def __init__(self, *_: object, **__: object) -> None:
        self.asked: list[dict[str, np.ndarray]] = []

    def run(self, outputs, feed):
        self.asked.append(feed)
        many = feed["mask"].sum(1, keepdims=True)
        return [np.concatenate([4 + many / 100, many * 0.0, many * 0.0], 1).astype(np.float32)]


@pytest.fixture
def folder(tmp_path):
    shutil.copy(READER / "tokenizer.json", tmp_path)
    (tmp_path / "card.json").write_text(json.dumps(CARD))
    (tmp_path / "stance.onnx").write_bytes(b"not a graph")
    sums = [
        f"{hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()}  {name}\n"
        for name in ("card.json", "stance.onnx", "tokenizer.json")
    ]
    (tmp_path / "SHA256SUMS").write_text("".join(sums))
    return tmp_path


@pytest.fixture
def tiny(folder, monkeypatch):
    monkeypatch.setattr(model.onnxruntime, "InferenceSession", Session)
    found = model.Model(folder)
    monkeypatch.setattr(reading, "_model", lambda: found)
    return found


@pytest.fixture
def away(monkeypatch):
    monkeypatch.setattr(reading, "_model", lambda: None)


def test_a_pair_is_encoded_as_in_training():
    assert model.encoded([1, 2], [3]) == ([101, 1, 2, 102, 3, 102], [0, 0, 0, 0, 1, 1])
    ids, kinds = model.encoded([7] * 100, [8] * 200)
    assert (len(ids), ids.count(7), ids.count(8), sum(kinds)) == (160, 64, 93, 94)


def test_weights_that_are_not_the_measured_ones_are_refused(folder):
    (folder / "card.json").write_text("{}")

    with pytest.raises(WeightsBroken, match=r"card\.json is not the file that was measured"):
        model.load(folder)


def test_scores_are_calibrated_and_add_up(tiny):
    found = stances([("Marlow has seven bridges.", "The town has seven bridges.")])[0]

    assert (found.label, found.method) == ("supports", tiny.name)
    assert sum(found.scores) == pytest.approx(1, abs=0.001)
    assert found.confidence == pytest.approx(0.8, abs=0.1)  # 4 log-odds at temperature 2


def test_pairs_are_answered_in_order(tiny):
    long, short = "The town has seven bridges over the river and a mill. " * 3, "It has seven bridges."

    found = stances([("Marlow has seven bridges.", text) for text in (long, short, long)])

    assert found[0] == found[2]
    assert found[0].scores.supports > found[1].scores.supports


@pytest.mark.parametrize(
    ("claim", "passage", "label"),
    [
        ("The unemployment rate rose in March.", "The unemployment rate fell in March, it said.", "refutes"),
        (
            "The video shows Gaza in 2023.",
            "It was filmed in 2012 in Syria, not Gaza in 2023.",
            "refutes",
        ),
        ("The mayor was convicted of fraud.", "The mayor was not convicted of fraud.", "refutes"),
        ("Rents rose by 5 percent in Berlin.", "Rents rose by 12 percent in Berlin.", "refutes"),
        (
            "Vaccines cause autism in children.",
            "That vaccines cause autism in children is false.",
            "refutes",
        ),
        (
            "The senator owns three yachts.",
            "A viral post claims that the senator owns three yachts.",
            "not_enough",
        ),
    ],
)
def test_guards_overrule_a_confident_reader(tiny, claim, passage, label):
    found = stances([(claim, passage)])[0]

    assert found.label == label
    assert found.guards
    assert found.scores.supports < 0.2


def test_guards_let_a_plain_passage_be():
    assert guards("Rents rose by 5 percent in Berlin.", "In Berlin, rents rose by five percent.") == []


def test_the_sentence_that_it_rests_on_is_named(tiny):
    passage = "It rained. The town of Marlow has seven bridges over its river, as the council says. Cold."

    found = stances([("Marlow has seven bridges.", passage)])[0]

    assert [place.of(passage) for place in found.sentences] == [passage[11:-6]]


def test_a_long_passage_is_read_in_windows(tiny):
    passage = " ".join(f"Sentence number {n} tells of the town and of its many bridges." for n in range(60))

    stances([("The town has bridges.", passage)], explain=False)

    rows = [row for feed in tiny._session.asked for row in feed["mask"].sum(1)]
    assert len(rows) > 4
    assert max(rows) <= 160


def test_windows_overlap_by_a_sentence():
    found = windows([[1] * 40, [2] * 40, [3] * 40, [4] * 300], 100)

    assert [(one.first, one.after, len(one.tokens)) for one in found] == [(0, 2, 80), (1, 3, 80), (3, 4, 100)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Le taux de chômage a augmenté de cinq pour cent en mars.", "fr"),
        ("Безработица выросла на пять процентов в марте.", "ru"),
        ("Unemployment rose by five percent in March.", ""),
        ("Obama born Kenya", ""),
        ("", ""),
    ],
)
def test_foreign_knows_english_from_others(text, code):
    assert foreign(text) == code


def test_another_language_is_not_read(tiny):
    found = stances([("Le taux de chômage a augmenté en mars.", "The rate rose in March.")])[0]

    assert (found.label, found.scores) == ("not_enough", (0.0, 0.0, 1.0))
    assert found.guards == ("The claim is not in English (fr), and the reader knows English only.",)


def test_nothing_to_read_is_not_enough(tiny):
    assert [one.guards for one in stances([("", "a"), ("a", " … ")])] == [("There is nothing to read.",)] * 2


def test_without_the_weights_words_are_counted_and_it_says_so(away):
    same = stances([("Marlow has seven bridges.", "Marlow, a town of mills, has seven bridges.")])[0]
    other = stances([("Marlow has seven bridges.", "The opera opens in May.")])[0]

    assert (same.label, other.label) == ("supports", "not_enough")
    assert same.confidence <= 0.6
    assert (same.method, same.guards[-1]) == (
        "rules/1",
        "The trained reader is away: words in common were counted.",
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=300)), max_size=4))
def test_no_string_breaks_the_rules(pairs):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_model", lambda: None)
        found = stances(pairs)

    assert [one.label in LABELS for one in found] == [True] * len(pairs)


@given(st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_sentences_lie_in_the_passage(text):
    assert all(0 <= one.start < one.end <= len(text) for one in sentences(text))
