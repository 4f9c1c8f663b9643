"""manage.py analyze: JSON Lines in and out, in order, a bad line among good ones."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from claims.batch import answer
from claims.checks import weights_are_the_measured_ones
from claims.nlp.reader import model, weights
from factcheck.celery import load_models
from tests.nlp.articles import COUNCIL

GOOD = {"id": "a", "text": COUNCIL, "date": "2019-03-04", "language": "en"}


def asked(**fields):
    return json.loads(answer(json.dumps(fields).encode()))


def run(rows, *options):
    done = subprocess.run(
        [sys.executable, "manage.py", "analyze", *options],
        input=b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows),
        capture_output=True,
        cwd=settings.BASE_DIR,
        check=True,
        timeout=100,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_answer_has_the_fields_that_batch_users_read():
    found = asked(**GOOD)

    assert list(found) == ["id", "sentences", "attributions", "claims"]
    assert set(found["sentences"][0]) == {"start", "end", "score", "type", "subjective", "reasons"}
    assert set(found["attributions"][0]) == {"source", "cue", "content", "type", "speaker"}
    assert set(found["claims"][0]) == {"start", "end", "quote", "speaker", "statement", "score", "type"}


def test_answer_places_are_code_points_of_the_text():
    text = "Rain 👩‍👩‍👧 fell. “We paid 40 million crowns for the bridge,” Anna Bell said."

    found = asked(id=1, text=text, language="en")

    one = found["attributions"][0]
    assert [text[a:b] for role in ("source", "cue") for a, b in one[role]] == ["Anna Bell", "said"]
    assert (one["type"], one["speaker"]) == ("direct", "Anna Bell")
    assert [text[c["start"] : c["end"]] == c["quote"] for c in found["claims"]] == [True]


def test_answer_takes_a_single_sentence_as_one():
    text = "Taxes fell by 5 percent. And rents rose."

    assert len(asked(id=1, text=text, language="en")["sentences"]) == 2
    assert len(asked(id=1, text=text, language="en", single_sentence=True)["sentences"]) == 1


def test_answer_explains_its_score():
    sentence = asked(id=1, text="Taxes fell by 5 percent in 2019.", language="en")["sentences"][0]

    criteria = {row["criterion"] for row in sentence["reasons"]}
    assert {"model", "number"} <= criteria


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b"nonsense", "The line is not JSON"),
        (b"[1]", "not a JSON object"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"id": 7}', "“text” is missing"),
        (b'{"id": 7, "text": 5}', "“text” is not a string"),
        (b'{"id": 7, "text": "a", "date": "Monday"}', "“date” is not a date"),
        (b'{"id": 7, "text": "a", "date": 5}', "“date” is not a date"),
        (b'{"id": 7, "text": "a", "language": 5}', "“language” is not a string"),
        (b'{"id": 7, "text": "a", "single_sentence": "no"}', "neither true nor false"),
    ],
)
def test_a_bad_line_is_told_in_a_sentence(line, error):
    found = json.loads(answer(line))

    assert error in found.pop("error")
    assert found == ({"id": 7} if b'"id"' in line else {})


@pytest.mark.parametrize("options", [(), ("--workers", "2")])
def test_a_batch_keeps_its_order_and_goes_on_after_a_bad_line(options):
    rows = [
        GOOD,
        b"bad",
        b"",
        {"id": "b", "text": "\ud800 \x00"},
        *({"id": n, "text": "Taxes fell."} for n in range(20)),
    ]

    found = run(rows, *options)

    assert [row.get("id") for row in found] == ["a", None, "b", *range(20)]
    assert [row for row in found if "error" in row] == [found[1]]
    assert found[0] == asked(**GOOD)


@pytest.fixture
def broken(tmp_path, monkeypatch):
    folder = tmp_path / "reader"
    shutil.copytree(weights.FOLDER, folder)
    (folder / "heads.npz").write_bytes(b"other")
    for function in (weights.check_digests, model.load.__wrapped__):
        monkeypatch.setattr(function, "__defaults__", (folder,))
    model.load.cache_clear()
    yield
    model.load.cache_clear()


@pytest.mark.usefixtures("broken")
def test_analyze_refuses_weights_that_were_not_measured():
    with pytest.raises(CommandError, match=r"heads\.npz is not the file that was measured"):
        call_command("analyze")


@pytest.mark.usefixtures("broken")
def test_the_newsroom_refuses_to_start_on_such_weights():
    with pytest.raises(CommandError, match=r"heads\.npz is not the file"):
        call_command("up")
    assert [found.id for found in weights_are_the_measured_ones(None)] == ["claims.E001"]


@pytest.mark.usefixtures("broken")
def test_a_worker_refuses_such_weights_before_it_forks():
    with pytest.raises(SystemExit, match=r"heads\.npz is not the file"):
        load_models()
