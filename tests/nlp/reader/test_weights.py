"""Weights that are not the measured ones never load, and the error names the file."""

import shutil
from pathlib import Path

import pytest

from claims.nlp.reader.model import load
from claims.nlp.reader.weights import FOLDER, NAMES, WeightsBroken, check_digests, version


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "reader"))


def test_the_shipped_weights_are_the_measured_ones() -> None:
    check_digests()


def test_missing_digests_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsBroken, match=r"SHA256SUMS is missing"):
        check_digests(tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_is_refused_by_name(copy: Path, name: str) -> None:
    (copy / name).unlink()

    with pytest.raises(WeightsBroken, match=rf"{name} is missing"):
        check_digests(copy)


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_file_is_refused_by_name(copy: Path, name: str) -> None:
    with (copy / name).open("ab") as file:
        file.write(b"\n")

    with pytest.raises(WeightsBroken, match=rf"{name} is not the file that was measured"):
        check_digests(copy)


def test_a_file_that_is_not_listed_is_refused(copy: Path) -> None:
    listed = (copy / "SHA256SUMS").read_text().splitlines()
    (copy / "SHA256SUMS").write_text("\n".join(line for line in listed if "onnx" not in line))

    with pytest.raises(WeightsBroken, match=r"does not list reader\.onnx"):
        load(copy)


def test_version_changes_with_the_weights(copy: Path) -> None:
    with (copy / "SHA256SUMS").open("a") as file:
        file.write("\n")

    assert version(copy) != version() == version(FOLDER)
