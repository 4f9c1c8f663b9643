"""Weights that are not the measured ones never load."""

from pathlib import Path

import pytest

from training.reader.model import WeightsBroken, check_digests


def test_missing_digests_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsBroken, match="not installed"):
        check_digests(tmp_path)


def test_changed_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "reader.onnx").write_bytes(b"other")
    (tmp_path / "SHA256SUMS").write_text("00  reader.onnx\n")
    with pytest.raises(WeightsBroken, match=r"reader\.onnx is not the file that was measured"):
        check_digests(tmp_path)
