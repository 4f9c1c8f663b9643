"""manage.py stance and check_quote: JSON Lines in and out, in order, a bad line among good ones."""

import json
import subprocess
import sys
import threading

import pytest
from django.conf import settings

from claims.lines import bunches
from claims.nlp.stance import LABELS


def run(command, rows):
    done = subprocess.run(
        [sys.executable, "manage.py", command],
        input=b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows),
        capture_output=True,
        cwd=settings.BASE_DIR,
        check=True,
        timeout=100,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_stance_answers_in_order_and_goes_on():
    pair = {"claim": "Marlow has seven bridges.", "passage": "Marlow has seven bridges."}

    found = run("stance", [{"id": 1, **pair}, b"{", b"", {"id": 2, "claim": 3}, {"id": "c", **pair}])

    assert [row.get("id") for row in found] == [1, None, 2, "c"]
    assert [set(row) & {"error", "label"} for row in found] == [{"label"}, {"error"}, {"error"}, {"label"}]
    assert found[0]["label"] == "supports"
    assert list(found[0]["scores"]) == list(LABELS)
    assert found[2]["error"] == "The field “claim” is not a string."


def test_check_quote_answers_in_order_and_goes_on():
    source = "She said: “We will never go.”"

    found = run(
        "check_quote",
        [{"id": 1, "quote": "We will never go", "source": source}, b"[]", {"id": 2, "quote": "x"},
         {"id": 3, "quote": "We will go", "source": source}],
    )  # fmt: skip

    assert [row.get("verdict") for row in found] == ["exact", None, None, "altered"]
    assert found[1] == {"error": "The line is not a JSON object."}
    assert found[2] == {"id": 2, "error": "The field “source” is missing."}
    assert found[3]["diff"] == [
        {"op": "same", "quote": "We will", "source": "We will"},
        {"op": "missing", "quote": "", "source": "never"},
        {"op": "same", "quote": "go", "source": "go"},
    ]


def test_whoever_asks_one_line_at_a_time_is_answered():
    answered = threading.Event()

    def lines():
        yield b"a"
        assert answered.wait(10)
        yield b"b"

    found = []
    for bunch in bunches(lines(), 8):
        found.append(bunch)
        answered.set()

    assert found == [[b"a"], [b"b"]]


@pytest.mark.parametrize("many", [0, 1, 2, 3, 7])
def test_bunches_lose_nothing(many):
    rows = [str(n).encode() for n in range(many)]

    assert [line for bunch in bunches(rows, 3) for line in bunch] == rows
