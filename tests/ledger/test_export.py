"""The export, and docs/verify_ledger.py, which reads it in a process that has none of our code."""

import json
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from claims.ledger.canonical import ACT
from claims.ledger.export import export
from claims.models import Activity
from claims.workflow import record
from tests.ledger.acts import sealed, some_acts

SCRIPT = Path(__file__).parents[2] / "docs" / "verify_ledger.py"
Line = dict[str, Any]


def verified(lines: list[Line], *options: str) -> tuple[int, str]:
    """The script's exit status and what it printed; ``-I`` keeps our packages out of its reach."""
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), *options],
        input="".join(json.dumps(line) + "\n" for line in lines),
        capture_output=True,
        text=True,
        timeout=30,
        cwd="/",
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).strip()


@pytest.fixture
def lines(rita) -> list[Line]:
    """9 acts, a seal, 2 acts, a seal, 1 act."""
    claims = some_acts(rita)
    sealed(1)
    record("edited", by=rita, claim=claims[0], before="A secret word.", after="Ünïcode")
    record("scale changed", by=rita)
    sealed(2)
    record("scale changed", by=rita, reason="Because.")
    return list(export())


def test_export_is_acts_up_to_each_seal_and_then_the_seal(lines):
    kinds = [line["kind"] for line in lines]
    assert kinds == ["ledger", *["act"] * 9, "seal", *["act"] * 2, "seal", "act", "end"]
    assert lines[-1] == {"kind": "end", "acts": 12, "seals": 2}


def test_export_holds_the_canonical_fields_and_no_words(lines):
    act = next(line for line in lines if line["kind"] == "act" and line["verb"] == "accept")
    assert list(act) == ["kind", "chain", "position", *ACT, "previous", "hash"]
    stored = Activity.objects.get(pk=act["id"])
    assert (act["hash"], act["actor"], act["article"]) == (stored.hash, stored.actor_id, None)
    assert "secret" not in json.dumps(lines)
    assert "Because" not in json.dumps(lines)
    assert "Rita" not in json.dumps(lines)


def test_export_of_nothing_is_a_whole_export(db):
    assert [line["kind"] for line in export()] == ["ledger", "end"]
    assert verified(list(export())) == (0, "ok")


def test_the_script_is_short_and_needs_nothing():
    source = SCRIPT.read_text()
    assert len([line for line in source.splitlines() if line.strip()]) <= 46
    of_export = source.split("def check_receipt")[0]
    assert len([line for line in of_export.splitlines() if line.strip()]) <= 40
    assert [line for line in source.splitlines() if "import" in line] == [
        "import json",
        "import sys",
        "from hashlib import sha256",
    ]


def test_the_script_verifies_an_export(lines):
    seals = [line for line in lines if line["kind"] == "seal"]
    assert verified(lines) == (0, f"ok {seals[-1]['hash']}")


def edited(line: int, **fields: Any) -> Callable[[list[Line]], object]:
    return lambda lines: lines[line].update(fields)


TAMPERED: dict[str, Callable[[list[Line]], object]] = {
    "verb": edited(2, verb="nothing"),
    "actor": edited(3, actor=None),
    "time": edited(3, at="2026-01-01T00:00:00.000000Z"),
    "hash": edited(4, hash="0" * 64),
    "position": edited(4, position=17),
    "previous": edited(4, previous="0" * 64),
    "note digest": edited(4, note_digest="0" * 64),
    "act removed": lambda lines: lines.pop(3),
    "newest act removed": lambda lines: lines.pop(9),
    "acts reordered": lambda lines: lines.insert(2, lines.pop(3)),
    "seal's root": edited(10, root="0" * 64),
    "seal's day": edited(10, day="2026-01-01"),
    "seal's count": edited(10, activities=8),
    "seal removed": lambda lines: lines.pop(10),
    "seals swapped": lambda lines: lines.insert(10, lines.pop(13)),
    "last act since the seals": edited(14, verb="nothing"),
    "cut off": lambda lines: lines.pop(),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_the_script_finds(lines, what):
    TAMPERED[what](lines)
    status, said = verified(lines)
    assert status == 1
    assert said.startswith("BROKEN: ")


def test_export_ledger_writes_a_file_that_the_script_verifies(lines, tmp_path):
    path = tmp_path / "ledger.jsonl"
    call_command("export_ledger", str(path))
    assert [json.loads(line) for line in path.read_text("ascii").splitlines()] == lines
    assert [each.name for each in tmp_path.iterdir()] == ["ledger.jsonl"]


def test_export_ledger_writes_to_standard_output(lines):
    out = StringIO()
    call_command("export_ledger", stdout=out)
    assert [json.loads(line) for line in out.getvalue().splitlines()] == lines


def test_a_broken_export_leaves_no_file(lines, tmp_path, monkeypatch):
    monkeypatch.setattr("claims.management.commands.export_ledger.export", lambda: iter([{}, {1: object()}]))
    with pytest.raises(TypeError):
        call_command("export_ledger", str(tmp_path / "ledger.jsonl"))
    assert not (tmp_path / "ledger.jsonl").exists()


def test_export_reads_in_batches(rita, django_assert_max_num_queries):
    """Two queries a segment, however many acts."""
    some_acts(rita)
    with django_assert_max_num_queries(4):
        list(export())
