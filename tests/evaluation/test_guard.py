"""Changed pairs for measuring the guard: one fact changed, the same on every machine."""

from __future__ import annotations

import gzip
import json
import random

import pytest

from claims.evaluation.guard import changed_pairs, figures, halves
from claims.evaluation.perturbations import CHANGES, names_in, words_of
from claims.evaluation.rewrites import REWRITES

CLAIM = "Mayor Anna Bell was elected to the Tarn Council, which paid 40 percent more in 2019 than Belmora."
NAMES = ["Karvonia", "David Reed", "Old River Bank", "Northern Grain Board"]


@pytest.fixture
def data(tmp_path):
    """A folder of the shape of the public sets, with sentences of our own."""
    for name, train in (("checkthat22_task2a", 6), ("checkthat22_task2b", 4)):
        folder = tmp_path / name
        folder.mkdir()
        queries = [f"{name}-{n}\tRents rose by {n + 3} percent in Tarn" for n in range(train)]
        (folder / "queries_train_dev.tsv").write_text("\n".join(queries), "utf-8")
        gold = [f"{name}-{n}\t0\tv{n}\t1" for n in range(train)]
        (folder / "qrels_train.tsv").write_text("\n".join(gold), "utf-8")
        (folder / "qrels_dev.tsv").write_text("", "utf-8")
    rows = [{"vclaim_id": f"v{n}", "vclaim": f"Rents in Tarn rose by {n + 3} percent."} for n in range(6)]
    lines = "\n".join(json.dumps(row) for row in rows)
    (tmp_path / "checkthat22_task2a" / "vclaims_2021.jsonl").write_text(lines, "utf-8")
    with gzip.open(tmp_path / "checkthat22_task2b" / "vclaims.jsonl.gz", "wt") as file:
        file.write(lines)
    (tmp_path / "climate_fever").mkdir()
    (tmp_path / "climate_fever" / "climate-fever.jsonl").write_text(json.dumps({"claim": CLAIM}), "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("kind", "gone"),
    [("number", "40"), ("year", "2019"), ("unit", "percent"), ("negation", "was elected")],
)
def test_each_rule_changes_the_one_fact_that_it_names(kind, gone):
    changed = CHANGES[kind](CLAIM, words_of(CLAIM), random.Random(1), NAMES)

    assert changed is not None
    assert (gone in CLAIM, gone in changed) == (True, False)


@pytest.mark.parametrize(
    ("kind", "gone"), [("number", "40"), ("date", "2019"), ("entity", "Belmora"), ("unit", "percent")]
)
def test_each_other_rule_changes_one_fact_and_leaves_the_rest(kind, gone):
    """Whichever it draws: every word but a few is where it was."""
    changed = {REWRITES[kind](CLAIM, random.Random(seed)) or "" for seed in range(30)}

    assert CLAIM not in changed
    assert any(gone not in one for one in changed)
    assert all(sum(word not in one for word in CLAIM.split()) <= 3 for one in changed)


def test_the_other_rules_deny_in_several_ways():
    changed = {REWRITES["negation"](CLAIM, random.Random(seed)) or "" for seed in range(40)}

    assert {one.split()[0] for one in changed} == {"Mayor", "It", "There"}
    assert any("wasn't" in one for one in changed)
    assert REWRITES["unit"]("Nobody came.", random.Random(1)) is None


def test_a_name_gives_way_to_one_that_shares_no_word_with_it():
    changed = CHANGES["entity"](CLAIM, words_of(CLAIM), random.Random(1), NAMES)

    assert changed is not None
    assert any(name in changed and name not in CLAIM for name in NAMES)


@pytest.mark.parametrize("kind", CHANGES)
def test_a_fact_that_the_other_side_does_not_name_is_left_alone(kind):
    assert CHANGES[kind](CLAIM, words_of("Something else"), random.Random(1), NAMES) is None


def test_names_for_swapping_are_no_days_nor_first_words():
    assert names_in(["Rents in Karvonia rose on Monday. Later, David Reed left in May."]) == [
        "David Reed",
        "Karvonia",
    ]


def test_a_claim_is_in_one_half_only():
    rows = [(f"query {n}", f"claim {n % 10}") for n in range(40)]

    first, second = halves(rows)

    assert {claim for _, claim in first} & {claim for _, claim in second} == set()
    assert sorted(first + second) == sorted(rows)


def test_pairs_and_figures_are_the_same_every_time(data):
    rows = [(f"Rents rose by {n} percent", f"Rents rose by {n} percent in Tarn.") for n in range(3, 9)]

    assert changed_pairs(data, rows, 0) == changed_pairs(data, rows, 0)
    assert figures(data) == figures(data)


def test_figures_count_what_is_blocked(data):
    found = {figure.part: figure for figure in figures(data)}

    assert found["true pairs"].value == 0.0
    assert found["number, beside itself"].value == 1.0
