"""The sentence encoder: its vectors, its batches, and files that are missing or not the right ones."""

import shutil

import numpy as np
import pytest

from claims.nlp.vectors import WEIGHTS, WeightsBroken, as_text, check, load

TEXTS = [
    "The unemployment rate fell to 3.5 percent in 2019.",
    "In 2019 joblessness dropped to 3.5%.",
    "A shark was photographed swimming on a flooded highway in Houston.",
    "x",
    "",
]


def test_vectors_have_length_one_and_their_own_dimensions():
    vectors = load()(TEXTS)

    assert vectors.shape == (5, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-3)


def test_vectors_of_the_same_meaning_are_nearer():
    a, b, other, *_ = load()(TEXTS)

    assert a @ b > 0.7 > 0.3 > a @ other


def test_a_vector_does_not_depend_on_what_it_is_batched_with():
    together = load()([*TEXTS, "a much longer text " * 40])

    assert together[0] @ load()(TEXTS[:1])[0] == pytest.approx(1, abs=1e-4)


def test_a_text_of_20_000_characters_is_cut_not_refused():
    assert load()(["word " * 4_000]).shape == (1, 384)


def test_as_text_is_what_pgvector_reads():
    assert as_text(np.array([[0.5, -0.25]], np.float32)) == ["[0.5,-0.25]"]


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(WEIGHTS, tmp_path / "weights")


def test_check_names_the_version_of_whole_files(copy):
    assert check(copy) == check(WEIGHTS) == load().version


def test_check_says_which_file_is_missing(copy):
    (copy / "tokenizer.json").unlink()

    with pytest.raises(WeightsBroken, match=r"tokenizer\.json is missing"):
        check(copy)


def test_check_says_which_file_is_another(copy):
    with (copy / "vectors.onnx").open("r+b") as file:
        file.seek(1000)
        file.write(b"\x00\x01\x02")

    with pytest.raises(WeightsBroken, match=r"vectors\.onnx is not the file that was measured"):
        check(copy)


def test_check_refuses_a_folder_without_digests(tmp_path):
    with pytest.raises(WeightsBroken, match="SHA256SUMS is missing"):
        check(tmp_path)


def test_check_refuses_digests_that_leave_a_file_out(copy):
    sums = copy / "SHA256SUMS"
    sums.write_text("".join(line for line in sums.read_text().splitlines(True) if "onnx" not in line))

    with pytest.raises(WeightsBroken, match=r"vectors\.onnx"):
        check(copy)
