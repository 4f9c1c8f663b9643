"""The batch command, as far as it needs no Django settings: its functions, and the command itself."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from claims.integrations.errors import Unreadable
from claims.management.commands.extract import Command, file_bytes
from tests.fakes.pdf import pdf
from tests.integrations.test_reading import PAGE, PROSE


def run(*files: Path, as_json: bool = True) -> tuple[str, str]:
    """What the command prints, and the sentence that it ends with ("" if all went well)."""
    out = io.StringIO()
    try:
        Command(stdout=out).handle(files=[str(file) for file in files], json=as_json)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_extract_prints_a_line_for_each_file(tmp_path: Path) -> None:
    page, packed = tmp_path / "rain.html", tmp_path / "rain.html.gz"
    broken, text = tmp_path / "broken.pdf", tmp_path / "note.txt"
    page.write_text(PAGE)
    packed.write_bytes(gzip.compress(PAGE.encode()))
    broken.write_bytes(b"%PDF-1.4 nothing")
    text.write_text(f"A short note\n\n{PROSE}")

    out, end = run(page, broken, packed, text, tmp_path / "gone.html")
    lines = [json.loads(line) for line in out.splitlines()]

    assert end == "2 of 5 files could not be read."
    assert lines[0] == {
        "file": str(page),
        "title": "Rain floods the valley",
        "authors": ["Ana Díaz", "Jo Lindqvist"],
        "date": "2024-03-05",
        "language": "en",
        "text": lines[0]["text"],
    }
    assert lines[1] == {"file": str(broken), "error": "The PDF is damaged and could not be read."}
    assert lines[2] == {**lines[0], "file": str(packed)}
    assert lines[3]["title"] == "A short note"
    assert lines[4]["error"] == "The file could not be opened (No such file or directory)."


def test_extract_prints_a_summary(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf([PROSE], title="Flood report"))

    out, end = run(file, as_json=False)

    assert (out.splitlines()[1], end) == ("  Flood report", "")


@pytest.mark.parametrize("content", [b"no gzip", gzip.compress(b"x" * 1000, mtime=0)[:-12]])
def test_file_bytes_of_a_broken_gzip_file(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "page.html.gz"
    file.write_bytes(content)

    with pytest.raises(Unreadable, match="could not be opened"):
        file_bytes(file)


def test_file_bytes_of_a_gzip_bomb(tmp_path: Path) -> None:
    file = tmp_path / "bomb.html.gz"
    file.write_bytes(gzip.compress(bytes(60_000_000)))

    with pytest.raises(Unreadable, match="larger than 50 MB"):
        file_bytes(file)
