"""all-MiniLM-L6-v2 to the files that search ships: python training/export_vectors.py --base DIR --data DIR --out DIR.

The whole model, six layers, mean over the tokens, length 1. Quantised as `training/export.py` does it:
weights per output channel in 7 bits (on a CPU without VNNI the 8-bit product saturates), activations
in 8 bits with fixed ranges measured on claims, so that a text's vector does not depend on what it is
batched with. Embeddings int8 per row, attention and normalisation in float.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper as nh

from training.batches import MINILM, tokenizer
from training.export import ranges
from training.network import Encoder, Shape, from_minilm
from training.seal import seal

LONGEST = 256  # tokens: what the model was trained for


def sample(path: Path, tk, n: int = 600):
    """Batches of claims and titles of fact-checks, as the search will meet them."""
    rows = [json.loads(line) for line in gzip.open(path)]
    texts = [row[name] for row in random.Random(5).sample(rows, n) for name in ("vclaim", "title")]
    texts += [row["text"][:700] for row in random.Random(6).sample(rows, n // 4) if row["text"]]
    found = sorted((tk.encode(text).ids[:LONGEST] for text in texts), key=len)
    for start in range(0, len(found), 24):
        part = found[start : start + 24]
        ids = torch.zeros(len(part), len(part[-1]), dtype=torch.long)
        for i, row in enumerate(part):
            ids[i, : len(row)] = torch.tensor(row)
        yield ids, torch.zeros_like(ids), torch.tensor([len(row) for row in part])


def graph(encoder: Encoder, bounds, quantised: bool = True) -> onnx.ModelProto:
    """ids [B, L] and mask [B, L] (int64; 1 for a token, 0 for padding) to vectors [B, 384], float."""
    s = {k: v.detach().numpy().astype(np.float32) for k, v in encoder.state_dict().items()}
    init, nodes, known = [], [], set()

    def c(name, value):
        if name not in known:
            known.add(name)
            init.append(nh.from_array(np.ascontiguousarray(value), name))
        return name

    def n(op, ins, out, domain="", **k):
        nodes.append(h.make_node(op, ins, [out], domain=domain, name=out, **k))
        return out

    def product(x, key, name):
        w, b = s[key + ".weight"].T, s[key + ".bias"]
        if not quantised:
            return n("Add", [n("MatMul", [x, c(name + "w", w)], name + "m"), c(name + "b", b)], name)
        scale = (np.abs(w).max(0) / 63).astype(np.float32)
        q = np.clip(np.round(w / scale), -64, 63).astype(np.int8)
        low, high = bounds[name]
        step = np.float32((high - low) / 255)
        zero = np.uint8(np.clip(round(-low / step), 0, 255))
        xs, xz = c(name + "xs", np.array(step)), c(name + "xz", np.array(zero))
        xq = n("QuantizeLinear", [x, xs, xz], name + "xq")
        ins = [xq, c(name + "q", q), xs, c(name + "s", scale), xz, "", c(name + "b", b)]
        return n("MatMulIntegerToFloat", ins, name, "com.microsoft")

    def norm(x, key, name):
        gain, bias = c(key + "g", s[key + ".weight"]), c(key + "h", s[key + ".bias"])
        return n("LayerNormalization", [x, gain, bias], name, axis=-1, epsilon=1e-12)

    word = s["word.weight"]
    scale = np.maximum(np.abs(word).max(1, keepdims=True) / 127, 1e-8).astype(np.float32)
    rows = n("Cast", [n("Gather", [c("word", np.round(word / scale).astype(np.int8)), "ids"], "e0")], "e1", to=T.FLOAT)
    e = n("Mul", [rows, n("Gather", [c("wordscale", scale), "ids"], "es")], "e2")
    place = s["place.weight"][:LONGEST] + s["kind.weight"][0]
    length = n("Slice", [n("Shape", ["ids"], "sh"), c("i1", np.array([1])), c("i2", np.array([2]))], "len")
    p = n("Slice", [c("placeweights", place), c("i0", np.array([0])), length, c("ax0", np.array([0]))], "p0")
    x = norm(n("Add", [e, p], "ep"), "ln", "x0")
    mask = n("Cast", ["mask"], "mask32", to=T.INT32)
    for i, layer in enumerate(encoder.layers):
        a, P, K = layer.heads * 32, f"l{i}", f"layers.{i}."
        qkv = product(x, K + "qkv", P + "qkv")
        split = c(f"split{a}", np.array([a] * 3, np.int64))
        nodes.append(h.make_node("Split", [qkv, split], [P + "q_", P + "k_", P + "v_"], axis=-1, name=P + "split"))
        ins = [P + "q_", P + "k_", P + "v_", "", mask]
        t = n("MultiHeadAttention", ins, P + "att", "com.microsoft", num_heads=layer.heads)
        y = norm(n("Add", [x, product(t, K + "out", P + "out")], P + "r1"), K + "ln1", P + "y")
        f = n("Gelu", [product(y, K + "up", P + "up")], P + "ge", "com.microsoft")
        x = norm(n("Add", [y, product(f, K + "down", P + "down")], P + "r2"), K + "ln2", P + "x")
    keep = n("Unsqueeze", [n("Cast", ["mask"], "maskf", to=T.FLOAT), c("last", np.array([-1]))], "keep")
    total = n("ReduceSum", [n("Mul", [x, keep], "kept"), c("i1", np.array([1]))], "total", keepdims=0)
    n("LpNormalization", [total], "vectors", axis=-1, p=2)  # the mean's length falls out

    io = h.make_tensor_value_info
    g = h.make_graph(
        nodes,
        "vectors",
        [io("ids", T.INT64, ["B", "L"]), io("mask", T.INT64, ["B", "L"])],
        [io("vectors", T.FLOAT, ["B", 384])],
        init,
    )
    opsets = [h.make_opsetid("", 17), h.make_opsetid("com.microsoft", 1)]
    return h.make_model(g, opset_imports=opsets, ir_version=9)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--base", type=Path, required=True)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--float", action="store_true", help="not quantised, to compare with")
    a = ap.parse_args()
    torch.manual_seed(7)
    encoder = from_minilm(str(a.base / MINILM / "model.safetensors"), Shape(tuple(range(6))))
    encoder.eval()
    tk = tokenizer(a.base)
    bounds = {} if a.float else ranges(encoder, sample(a.data / "checkthat22_task2b/vclaims.jsonl.gz", tk))
    a.out.mkdir(parents=True, exist_ok=True)
    onnx.save(graph(encoder, bounds, not a.float), a.out / "vectors.onnx")
    shutil.copy(a.base / MINILM / "tokenizer.json", a.out / "tokenizer.json")
    card = {"name": "all-MiniLM-L6-v2 int8", "dimensions": 384, "longest": LONGEST, "pad": 0, "prefix": ""}
    (a.out / "card.json").write_text(json.dumps(card) + "\n", "utf-8")
    seal(a.out)


if __name__ == "__main__":
    main()
