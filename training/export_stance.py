"""The stance reader to the files that ship: python training/export_stance.py --data DIR --base DIR --checkpoint FILE --out DIR.

Layers as `training/export.py` quantises them. The word vectors, half of all weights, are the frozen ones of
the base model: `--word-bits 4` packs two values in a byte, each block of 32 with a scale of its own.
The calibration is fitted on pairs that no training has seen (`--calibrate FILE`: JSON Lines of claim, passage,
label): one temperature and one bias a label, by maximum likelihood.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
import torch.nn.functional as F
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper as nh

from training.batches import MINILM, bucket, pad, tokenizer
from training.export import ranges
from training.network import Encoder, Shape
from training.seal import seal
from training.train_stance import CLAIM, LABELS, LONGEST, Stance, encoded, lines

BLOCK = 32


def packed(word: np.ndarray):
    """[words, 192] bytes of two 4-bit values each (low half first), and a scale [words, 12] a block."""
    blocks = word.reshape(len(word), -1, BLOCK)
    top = np.abs(blocks).max(-1, keepdims=True)
    best, least = None, None
    for share in (1.0, 0.92, 0.85, 0.78):  # clipping the largest may serve the others better
        scale = np.maximum(top * share / 7.5, 1e-8)
        q = np.clip(np.round(blocks / scale + 7.5), 0, 15)
        wrong = (((q - 7.5) * scale - blocks) ** 2).sum(-1, keepdims=True)
        if best is None:
            best, least, kept = q, wrong, scale
        else:
            better = wrong < least
            best, kept, least = np.where(better, q, best), np.where(better, scale, kept), np.minimum(wrong, least)
    flat = best.reshape(len(word), -1).astype(np.uint8)
    half = flat.shape[1] // 2
    return flat[:, :half] | (flat[:, half:] << 4), kept[..., 0].astype(np.float16)


def graph(model: Stance, bounds, bits: int) -> onnx.ModelProto:
    """ids, kinds, mask [B, L] (int64) to odds [B, 3] (float; supports, refutes, not enough)."""
    s = {k: v.detach().numpy().astype(np.float32) for k, v in model.state_dict().items()}
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
        scale = (np.abs(w).max(0) / 63).astype(np.float32)
        q = np.clip(np.round(w / scale), -64, 63).astype(np.int8)
        low, high = bounds[name]
        step = np.float32((high - low) / 255)
        zero = np.uint8(np.clip(round(-low / step), 0, 255))
        xs, xz = c(name + "xs", np.array(step)), c(name + "xz", np.array(zero))
        xq = n("QuantizeLinear", [x, xs, xz], name + "xq")
        ins = [xq, c(name + "q", q), xs, c(name + "s", scale), xz, "", c(name + "b", b)]
        return n("MatMulIntegerToFloat", ins, name, "com.microsoft")

    def dense(x, key, name):
        return n("Add", [n("MatMul", [x, c(key + "w", s[key + ".weight"].T)], name + "m"), c(key + "b", s[key + ".bias"])], name)

    def norm(x, key, name):
        gain, bias = c(key + "g", s[key + ".weight"]), c(key + "h", s[key + ".bias"])
        return n("LayerNormalization", [x, gain, bias], name, axis=-1, epsilon=1e-12)

    word = s["encoder.word.weight"]
    if bits == 4:
        q, scale = packed(word)
        rows = n("Gather", [c("word", q), "ids"], "e0")
        low = n("BitwiseAnd", [rows, c("fifteen", np.array(15, np.uint8))], "elow")
        high = n("BitShift", [rows, c("four", np.array(4, np.uint8))], "ehigh", direction="RIGHT")
        both = n("Cast", [n("Concat", [low, high], "eboth", axis=-1)], "efloat", to=T.FLOAT)
        blocks = n("Reshape", [n("Sub", [both, c("middle", np.array(7.5, np.float32))], "emid"), c("toblocks", np.array([0, 0, -1, BLOCK]))], "eblocks")
        scales = n("Cast", [n("Unsqueeze", [n("Gather", [c("wordscale", scale), "ids"], "es"), c("last", np.array([-1]))], "esu")], "esf", to=T.FLOAT)
        e = n("Reshape", [n("Mul", [blocks, scales], "escaled"), c("torows", np.array([0, 0, 384]))], "e2")
    else:
        scale = np.maximum(np.abs(word).max(1, keepdims=True) / 127, 1e-8).astype(np.float32)
        rows = n("Cast", [n("Gather", [c("word", np.round(word / scale).astype(np.int8)), "ids"], "e0")], "e1", to=T.FLOAT)
        e = n("Mul", [rows, n("Gather", [c("wordscale", scale), "ids"], "es")], "e2")
    length = n("Slice", [n("Shape", ["ids"], "sh"), c("i1", np.array([1])), c("i2", np.array([2]))], "len")
    p = n("Slice", [c("placeweights", s["encoder.place.weight"][:LONGEST]), c("i0", np.array([0])), length, c("ax0", np.array([0]))], "p0")
    k = n("Gather", [c("kindweights", s["encoder.kind.weight"][:2]), "kinds"], "k0")
    x = norm(n("Add", [n("Add", [e, p], "ep"), k], "epk"), "encoder.ln", "x0")
    mask = n("Cast", ["mask"], "mask32", to=T.INT32)
    for i, layer in enumerate(model.encoder.layers):
        a, P, K = layer.heads * 32, f"l{i}", f"encoder.layers.{i}."
        qkv = product(x, K + "qkv", P + "qkv")
        split = c(f"split{a}", np.array([a] * 3, np.int64))
        nodes.append(h.make_node("Split", [qkv, split], [P + "q_", P + "k_", P + "v_"], axis=-1, name=P + "split"))
        ins = [P + "q_", P + "k_", P + "v_", "", mask]
        t = n("MultiHeadAttention", ins, P + "att", "com.microsoft", num_heads=layer.heads)
        y = norm(n("Add", [x, product(t, K + "out", P + "out")], P + "r1"), K + "ln1", P + "y")
        f = n("Gelu", [product(y, K + "up", P + "up")], P + "ge", "com.microsoft")
        x = norm(n("Add", [y, product(f, K + "down", P + "down")], P + "r2"), K + "ln2", P + "x")
    here, second = n("Cast", ["mask"], "maskf", to=T.FLOAT), n("Cast", ["kinds"], "kindsf", to=T.FLOAT)
    passage = n("Mul", [here, second], "passage")
    claim = n("Sub", [here, passage], "claim")

    def mean(m, name):
        kept = n("Mul", [x, n("Unsqueeze", [m, c("last", np.array([-1]))], name + "u")], name + "k")
        total = n("ReduceSum", [kept, c("i1", np.array([1]))], name + "t", keepdims=0)
        return n("Div", [total, n("ReduceSum", [m, c("i1", np.array([1]))], name + "n", keepdims=1)], name)

    u, v = mean(claim, "u"), mean(passage, "v")
    first = n("Reshape", [n("Gather", [x, c("i0", np.array([0]))], "firstrow", axis=1), c("flat", np.array([-1, 384]))], "first")
    seen = n("Concat", [first, u, v, n("Sub", [u, v], "less"), n("Mul", [u, v], "times")], "seen", axis=-1)
    hid = n("Gelu", [dense(seen, "hid", "hidden")], "hg", "com.microsoft")
    dense(hid, "out", "odds")

    io = h.make_tensor_value_info
    inputs = [io(name, T.INT64, ["B", "L"]) for name in ("ids", "kinds", "mask")]
    g = h.make_graph(nodes, "stance", inputs, [io("odds", T.FLOAT, ["B", 3])], init)
    return h.make_model(g, opset_imports=[h.make_opsetid("", 18), h.make_opsetid("com.microsoft", 1)], ir_version=9)


def batches(items, size: int = 8):
    order = sorted(range(len(items)), key=lambda i: len(items[i][0]))
    for start in range(0, len(order), size):
        yield order[start : start + size]


def run(path: Path, items) -> np.ndarray:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )
    out = np.zeros((len(items), 3), np.float32)
    for places in batches(items):
        ids, kinds = (pad([items[i][k] for i in places]).numpy() for k in (0, 1))
        mask = pad([[1] * len(items[i][0]) for i in places]).numpy()
        out[places] = session.run(None, {"ids": ids, "kinds": kinds, "mask": mask})[0]
    return out


def calibrated(odds: np.ndarray, gold: np.ndarray):
    """Temperature and biases: softmax(scale * odds + bias)."""
    x, y = torch.tensor(odds), torch.tensor(gold)
    scale, bias = torch.ones(1, requires_grad=True), torch.zeros(3, requires_grad=True)
    best = torch.optim.LBFGS([scale, bias], max_iter=200)

    def loss():
        best.zero_grad()
        value = F.cross_entropy(x * scale + bias, y) + 1e-3 * bias.square().sum()
        value.backward()
        return value

    best.step(loss)
    return float(scale), [round(v, 4) for v in (bias - bias.mean()).tolist()]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--base", type=Path, required=True)
    ap.add_argument("--checkpoint", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--word-bits", type=int, choices=(4, 8), default=4)
    ap.add_argument("--calibrate", type=Path)
    ap.add_argument("--version", default="1")
    ap.add_argument("--sets", nargs="*", default=[], help="sets of nli/train that it was trained on, which no figure may use")
    ap.add_argument("--whole", nargs="*", default=[], help="sets of stance_protocols.py that it was trained on altogether")
    a = ap.parse_args()
    torch.manual_seed(7)
    model = Stance(Encoder(Shape(tuple(range(6)))))
    model.load_state_dict(torch.load(a.checkpoint)["model"])
    model.eval()
    tk = tokenizer(a.base)
    rows = random.Random(5).sample(lines(a.data / "nli/train.jsonl.gz"), 1500)
    sample = [
        (pad([r[0] for r in row]), pad([r[1] for r in row]), torch.tensor([len(r[0]) for r in row]))
        for row in bucket(encoded(rows, tk), lambda x: len(x[0]), 2500, None)
    ]
    a.out.mkdir(parents=True, exist_ok=True)
    onnx.save(graph(model, ranges(model.encoder, sample), a.word_bits), a.out / "stance.onnx")
    shutil.copy(a.base / MINILM / "tokenizer.json", a.out / "tokenizer.json")
    scale, bias = 1.0, [0.0, 0.0, 0.0]
    if a.calibrate:
        items = encoded(lines(a.calibrate), tk)
        scale, bias = calibrated(run(a.out / "stance.onnx", items), np.array([i[2] for i in items]))
    matrix = [[round(scale, 4) if i == j else 0.0 for j in range(3)] for i in range(3)]
    card = {"name": f"stance/{a.version}", "labels": LABELS, "claim": CLAIM, "longest": LONGEST,
            "calibration": {"matrix": matrix, "bias": bias}, "sets": a.sets, "whole": a.whole}
    (a.out / "card.json").write_text(json.dumps(card) + "\n", "utf-8")
    seal(a.out)
    print(card, (a.out / "stance.onnx").stat().st_size)


if __name__ == "__main__":
    main()
