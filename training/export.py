"""A trained checkpoint to the shipped files: python training/export.py --data DIR --base DIR --checkpoint FILE --out DIR.

int8 weights per output channel in 7 bits (on a CPU without VNNI the 8-bit product saturates),
activations in 8 bits with fixed ranges measured on training text, so that a unit's result does not
depend on what it is batched with. Embeddings int8 per row.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper as nh

from training.batches import MINILM, bucket, inputs, tokenizer
from training.network import Encoder, Shape
from training.seal import seal
from training.train_joint import OUTPUTS, Joint
from training.train_tagger import load_units

W = 384


@torch.no_grad()
def ranges(encoder: Encoder, sample, share: float = 0.9999) -> dict[str, tuple[float, float]]:
    """Lower and upper bound of each matrix product's input: quantiles over all values seen."""
    seen: dict[str, list[torch.Tensor]] = {}

    def note(name, x, keep):
        v = x[keep].flatten()
        seen.setdefault(name, []).append(v[torch.randint(len(v), (min(len(v), 20000),))])

    encoder.eval()
    for ids, kinds, lengths in sample:
        here = torch.arange(ids.shape[1])
        keep = here[None] < lengths[:, None]
        x = encoder.ln(encoder.word(ids) + encoder.place(here)[None] + encoder.kind(kinds))
        for i, layer in enumerate(encoder.layers):
            b, l, _ = x.shape
            note(f"l{i}qkv", x, keep)
            q, k, v = layer.qkv(x).view(b, l, 3, layer.heads, 32).permute(2, 0, 3, 1, 4)
            a = (
                F.scaled_dot_product_attention(q, k, v, attn_mask=keep[:, None, None])
                .transpose(1, 2)
                .reshape(b, l, -1)
            )
            note(f"l{i}out", a, keep)
            y = layer.ln1(x + layer.out(a))
            note(f"l{i}up", y, keep)
            g = F.gelu(layer.up(y))
            note(f"l{i}down", g, keep)
            x = layer.ln2(y + layer.down(g))
    result = {}
    for name, parts in seen.items():
        v = torch.cat(parts).numpy()
        result[name] = (float(min(np.quantile(v, 1 - share), 0)), float(max(np.quantile(v, share), 0)))
    return result


def graph(encoder: Encoder, tags, bounds, mode: str) -> onnx.ModelProto:
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
        if mode == "float":
            return n("Add", [n("MatMul", [x, c(name + "w", w)], name + "m"), c(name + "b", b)], name)
        scale = (np.abs(w).max(0) / 63).astype(np.float32)
        q = np.clip(np.round(w / scale), -64, 63).astype(np.int8)
        if mode == "dynamic":
            return n(
                "DynamicQuantizeMatMul",
                [x, c(name + "q", q), c(name + "s", scale), "", c(name + "b", b)],
                name,
                "com.microsoft",
            )
        low, high = bounds[name]
        step = np.float32((high - low) / 255)
        zero = np.uint8(np.clip(round(-low / step), 0, 255))
        xs, xz = c(name + "xs", np.array(step)), c(name + "xz", np.array(zero))
        xq = n("QuantizeLinear", [x, xs, xz], name + "xq")
        return n(
            "MatMulIntegerToFloat",
            [xq, c(name + "q", q), xs, c(name + "s", scale), xz, "", c(name + "b", b)],
            name,
            "com.microsoft",
        )

    def norm(x, key, name):
        return n(
            "LayerNormalization",
            [x, c(key + "g", s[key + ".weight"]), c(key + "h", s[key + ".bias"])],
            name,
            axis=-1,
            epsilon=1e-12,
        )

    word = s["word.weight"]
    scale = np.maximum(np.abs(word).max(1, keepdims=True) / 127, 1e-8).astype(np.float32)
    c("word", np.round(word / scale).astype(np.int8))
    c("wordscale", scale)
    e = n(
        "Mul",
        [
            n("Cast", [n("Gather", ["word", "ids"], "e0")], "e1", to=T.FLOAT),
            n("Gather", ["wordscale", "ids"], "es"),
        ],
        "e2",
    )
    p = n("Gather", [c("placeweights", s["place.weight"][:192]), "places"], "p0")
    k = n("Gather", [c("kindweights", s["kind.weight"]), "kinds"], "k0")
    x = norm(n("Add", [n("Add", [e, p], "ep"), k], "epk"), "ln", "x0")
    for i, layer in enumerate(encoder.layers):
        a, P, K = layer.heads * 32, f"l{i}", f"layers.{i}."
        g = n("Gather", [product(x, K + "qkv", P + "qkv"), "pad"], P + "g")
        nodes.append(
            h.make_node(
                "Split",
                [g, c(f"split{a}", np.array([a] * 3, np.int64))],
                [P + "q_", P + "k_", P + "v_"],
                axis=-1,
                name=P + "split",
            )
        )
        t = n(
            "MultiHeadAttention",
            [P + "q_", P + "k_", P + "v_", "", "mask"],
            P + "att",
            "com.microsoft",
            num_heads=layer.heads,
        )
        t = n(
            "Gather",
            [n("Reshape", [t, c(f"rows{a}", np.array([-1, a], np.int64))], P + "ar"), "unpad"],
            P + "au",
        )
        y = norm(n("Add", [x, product(t, K + "out", P + "out")], P + "r1"), K + "ln1", P + "y")
        f = n("Gelu", [product(y, K + "up", P + "up")], P + "ge", "com.microsoft")
        x = norm(
            n("Add", [y, product(f, K + "down", P + "down")], P + "r2"),
            K + "ln2",
            "states" if i == len(encoder.layers) - 1 else P + "x",
        )
    tw, tb = tags.weight.detach().numpy().T, tags.bias.detach().numpy()
    n("Add", [n("MatMul", [x, c("tagw", tw)], "tm"), c("tagb", tb)], "tags")

    def io(name, shape, kind=T.INT64):
        return h.make_tensor_value_info(name, kind, shape)

    g = h.make_graph(
        nodes,
        "reader",
        [
            io("ids", ["T"]),
            io("kinds", ["T"]),
            io("places", ["T"]),
            io("pad", ["B", "L"]),
            io("unpad", ["T"]),
            io("mask", ["B", "L"], T.INT32),
        ],
        [io("tags", ["T", 7], T.FLOAT), io("states", ["T", W], T.FLOAT)],
        init,
    )
    return h.make_model(
        g, opset_imports=[h.make_opsetid("", 17), h.make_opsetid("com.microsoft", 1)], ir_version=9
    )


def heads(model: Joint) -> dict[str, np.ndarray]:
    a = {k: v.detach().numpy() for k, v in model.state_dict().items()}
    bar, bar0 = a["crf.bar"], a["crf.bar0"]
    width = len(OUTPUTS)
    first = np.zeros(width, np.float32)
    first[0] = 1
    out = {
        "move": a["crf.move"] + bar,
        "begin": a["crf.begin"] + bar0,
        "end": a["crf.end"],
        "look_w": a["pool.look.weight"].T,
        "look_b": a["pool.look.bias"],
        "hid_w": a["pool.hid.weight"].T,
        "hid_b": a["pool.hid.bias"],
        "out_w": a["pool.out.weight"].T,
        "out_b": a["pool.out.bias"],
        "worth_w": first,
        "worth_b": np.zeros(1, np.float32),
        "subjective_ab": np.array([1, 0], np.float32),
    }
    return {k: np.ascontiguousarray(v, np.float32) for k, v in out.items()}


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--base", type=Path, required=True)
    ap.add_argument("--checkpoint", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--mode", choices=("static", "dynamic", "float"), default="static")
    a = ap.parse_args()
    torch.manual_seed(7)
    old = torch.load(a.checkpoint, weights_only=False)
    model = Joint(Encoder(Shape(**old["shape"])))
    model.load_state_dict(old["state"])
    tk = tokenizer(a.base)
    units = random.Random(5).sample(load_units(a.data / "polnear/train.jsonl", tk), 600)
    sample = [inputs([w for w, _ in row]) for row in bucket(units, lambda x: len(x[0].ids), 3000, None)]
    a.out.mkdir(parents=True, exist_ok=True)
    onnx.save(graph(model.encoder, model.tags, ranges(model.encoder, sample), a.mode), a.out / "reader.onnx")
    np.savez(a.out / "heads.npz", **heads(model))
    shutil.copy(a.base / MINILM / "tokenizer.json", a.out / "tokenizer.json")
    (a.out / "card.json").write_text(
        json.dumps({"outputs": OUTPUTS, "shape": old["shape"], "steps": old["step"], "mode": a.mode}) + "\n",
        "utf-8",
    )
    seal(a.out)


if __name__ == "__main__":
    main()
