"""manage.py import_known_checks and manage.py match, as a newsroom and a pipe use them."""

import io
import json
import sys
from importlib import import_module

import pytest
from django.core.management import CommandError, call_command

from claims.models import KnownCheck, KnownVector

pytestmark = pytest.mark.django_db
ROWS = [
    {"vclaim_id": "v1", "vclaim": "Marlow has seven bridges.", "truth_label": "false", "date": "1 May 2020"},
    {"vclaim_id": "v2", "vclaim": "The flu shot causes fetal death."},
]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "checks.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)) + "\nbroken\n")
    return path


@pytest.fixture
def known(file):
    call_command("import_known_checks", file, "--wait", stdout=io.StringIO(), stderr=io.StringIO())


def said(*args, **options):
    out = io.StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def test_import_tells_what_it_did(file):
    told = json.loads(said("import_known_checks", file, "--wait", "--json", stderr=io.StringIO()))

    assert {key: told[key] for key in ("added", "changed", "unchanged", "bad", "vectors")} == {
        "added": 2, "changed": 0, "unchanged": 0, "bad": 1, "vectors": 2,
    }  # fmt: skip


def test_import_waits_for_every_turn_of_the_vectors(file, monkeypatch):
    embed = import_module("claims.jobs.embed")
    monkeypatch.setattr(embed, "BATCH", 1)
    monkeypatch.setattr(embed, "TURN", 0)

    told = json.loads(said("import_known_checks", file, "--wait", "--json", stderr=io.StringIO()))

    assert told["vectors"] == KnownVector.objects.count() == 2


def test_import_in_words_shows_the_bad_rows(file):
    assert said("import_known_checks", file).splitlines() == [
        f"{file}: 2 added, 0 changed, 0 known already, 1 rows kept aside.",
        "  row 3: This line is not JSON.",
    ]


def test_import_of_a_missing_file_fails_and_reads_the_others(file, tmp_path):
    err = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("import_known_checks", tmp_path / "no", file, stdout=io.StringIO(), stderr=err)

    assert "there is no such file" in err.getvalue()
    assert KnownCheck.objects.count() == 2


def test_match_answers_with_the_imported_id(known):
    (best, *_) = json.loads(said("match", "Marlow has seven bridges", "--json"))["matches"]

    assert (best["external_id"], best["rating"], best["date"]) == ("v1", "false", "2020-05-01")
    assert best["same_claim"] is True
    assert best["why"]


def test_match_says_what_differs(known):
    (best, *_) = json.loads(said("match", "Marlow has nine bridges", "--json"))["matches"]

    assert (best["external_id"], best["same_claim"]) == ("v1", False)
    assert best["differs"] == ["seven there, nine here"]


def test_match_without_vectors_says_so(known, settings, tmp_path):
    settings.VECTORS_FOLDERS = [str(tmp_path)]
    err = io.StringIO()

    assert "Marlow has seven bridges." in said("match", "Marlow has seven bridges", stderr=err)
    assert "Compared by words alone" in err.getvalue()


def test_match_in_words(known):
    assert "Marlow has seven bridges." in said("match", "Marlow has seven bridges")
    assert said("match", "?!") == "Nothing like it among the known checks.\n"


def test_match_keeps_to_k(known):
    assert len(json.loads(said("match", "bridges flu", "--json", "--k", "1"))["matches"]) == 1


def test_match_lines_are_answered_in_order(known, monkeypatch):
    lines = [
        '{"id": "a", "text": "fetal death from the flu shot"}', "nonsense", "",
        '{"id": "b", "text": ""}', "[]",
        '{"id": "c"}', '{"id": 4, "text": "seven bridges of Marlow"}',
    ]  # fmt: skip
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines)))

    answers = [json.loads(line) for line in said("match", "--jsonl").splitlines()]

    assert [answer["id"] for answer in answers] == ["a", None, "b", None, "c", 4]
    assert answers[0]["matches"][0]["external_id"] == "v2"
    assert answers[1] == {"id": None, "error": "This line is not JSON."}
    assert answers[2]["matches"] == []
    assert answers[4]["error"] == "This line has no text."
    assert answers[5]["matches"][0]["external_id"] == "v1"
    assert set(answers[0]["matches"][0]) >= {"external_id", "score", "same_claim", "why"}


def test_match_without_a_statement_says_what_it_needs():
    with pytest.raises(CommandError, match="Give the statement"):
        call_command("match")
