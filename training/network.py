"""The small encoder in torch: layers of MiniLM-L6, thinned, with heads for tags and for sentences."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

HEAD = 32


@dataclass
class Shape:
    layers: tuple[int, ...] = (0, 1)
    heads: int = 12
    inner: int = 1536
    width: int = 384

    def dict(self):
        return asdict(self)


class Layer(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        w, a = shape.width, shape.heads * HEAD
        self.heads = shape.heads
        self.qkv, self.out = nn.Linear(w, 3 * a), nn.Linear(a, w)
        self.up, self.down = nn.Linear(w, shape.inner), nn.Linear(shape.inner, w)
        self.ln1, self.ln2 = nn.LayerNorm(w, eps=1e-12), nn.LayerNorm(w, eps=1e-12)
        self.drop = 0.1

    def forward(self, x, mask):
        b, l, _ = x.shape
        q, k, v = self.qkv(x).view(b, l, 3, self.heads, HEAD).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = self.out(a.transpose(1, 2).reshape(b, l, -1))
        x = self.ln1(x + F.dropout(a, self.drop, self.training))
        f = self.down(F.gelu(self.up(x)))
        return self.ln2(x + F.dropout(f, self.drop, self.training))


class Encoder(nn.Module):
    def __init__(self, shape: Shape, words: int = 30522):
        super().__init__()
        self.shape = shape
        w = shape.width
        self.word, self.place, self.kind = nn.Embedding(words, w), nn.Embedding(512, w), nn.Embedding(3, w)
        self.ln = nn.LayerNorm(w, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in shape.layers)
        self.word.weight.requires_grad_(False)

    def forward(self, ids, kinds, lengths):
        l = ids.shape[1]
        here = torch.arange(l)
        mask = (here[None] < lengths[:, None])[:, None, None, :]
        x = self.ln(self.word(ids) + self.place(here)[None] + self.kind(kinds))
        x = F.dropout(x, 0.1, self.training)
        for layer in self.layers:
            x = layer(x, mask)
        return x


def from_minilm(path: str, shape: Shape, sample=None) -> Encoder:
    """MiniLM's layers ``shape.layers``, thinned to ``heads`` and ``inner`` by use on ``sample``."""
    return thin(whole(load_file(path), max(shape.layers) + 1), shape, sample)


def whole(w: dict[str, torch.Tensor], layers: int) -> Encoder:
    """A BERT of MiniLM's width out of its weights under their published names, its first ``layers`` layers."""
    e = "embeddings."
    full = Encoder(Shape(tuple(range(layers)), 12, 1536), len(w[e + "word_embeddings.weight"]))
    with torch.no_grad():
        full.word.weight.copy_(w[e + "word_embeddings.weight"])
        full.place.weight.copy_(w[e + "position_embeddings.weight"])
        full.kind.weight.copy_(w[e + "token_type_embeddings.weight"][:1].repeat(3, 1))
        full.ln.weight.copy_(w[e + "LayerNorm.weight"])
        full.ln.bias.copy_(w[e + "LayerNorm.bias"])
        for i, layer in enumerate(full.layers):
            p = f"encoder.layer.{i}."
            s = p + "attention.self."
            layer.qkv.weight.copy_(torch.cat([w[s + n + ".weight"] for n in ("query", "key", "value")]))
            layer.qkv.bias.copy_(torch.cat([w[s + n + ".bias"] for n in ("query", "key", "value")]))
            for mine, theirs in (
                ("out", "attention.output.dense"),
                ("ln1", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
                ("ln2", "output.LayerNorm"),
            ):
                getattr(layer, mine).weight.copy_(w[p + theirs + ".weight"])
                getattr(layer, mine).bias.copy_(w[p + theirs + ".bias"])
    return full


@torch.no_grad()
def thin(full: Encoder, shape: Shape, sample) -> Encoder:
    small = Encoder(shape)
    small.load_state_dict(
        {k: v for k, v in full.state_dict().items() if not k.startswith("layers")}, strict=False
    )
    full.eval()
    use_f, use_h = [0] * len(full.layers), [0] * len(full.layers)
    if sample is not None:
        for ids, kinds, lengths in sample:
            mask1 = torch.arange(ids.shape[1])[None] < lengths[:, None]
            x = full.ln(full.word(ids) + full.place(torch.arange(ids.shape[1]))[None] + full.kind(kinds))
            for i, layer in enumerate(full.layers):
                b, l, _ = x.shape
                q, k, v = layer.qkv(x).view(b, l, 3, 12, HEAD).permute(2, 0, 3, 1, 4)
                a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask1[:, None, None])
                per = torch.einsum("bhld,ohd->bhlo", a, layer.out.weight.view(384, 12, HEAD)).norm(dim=-1)
                use_h[i] = use_h[i] + (per * mask1[:, None]).sum((0, 2))
                y = layer.ln1(x + layer.out(a.transpose(1, 2).reshape(b, l, -1)))
                g = F.gelu(layer.up(y))
                use_f[i] = use_f[i] + (
                    (g.abs() * mask1[..., None]).sum((0, 1)) * layer.down.weight.norm(dim=0)
                )
                x = layer.ln2(y + layer.down(g))
    for new, i in zip(small.layers, shape.layers):
        old = full.layers[i]
        h = torch.arange(12) if sample is None else use_h[i].topk(shape.heads).indices.sort().values
        f = torch.arange(1536) if sample is None else use_f[i].topk(shape.inner).indices.sort().values
        d = (h[:, None] * HEAD + torch.arange(HEAD)[None]).reshape(-1)
        rows = torch.cat([d, d + 384, d + 768])
        new.qkv.weight.copy_(old.qkv.weight[rows])
        new.qkv.bias.copy_(old.qkv.bias[rows])
        new.out.weight.copy_(old.out.weight[:, d])
        new.out.bias.copy_(old.out.bias)
        new.up.weight.copy_(old.up.weight[f])
        new.up.bias.copy_(old.up.bias[f])
        new.down.weight.copy_(old.down.weight[:, f])
        new.down.bias.copy_(old.down.bias)
        new.ln1.load_state_dict(old.ln1.state_dict())
        new.ln2.load_state_dict(old.ln2.state_dict())
    return small


class Crf(nn.Module):
    """Linear-chain CRF over words; ``legal[i, j]`` says whether tag j may follow tag i."""

    def __init__(self, tags: int, legal: np.ndarray, first: np.ndarray):
        super().__init__()
        self.move = nn.Parameter(torch.zeros(tags, tags))
        self.begin = nn.Parameter(torch.zeros(tags))
        self.end = nn.Parameter(torch.zeros(tags))
        self.register_buffer("bar", torch.where(torch.tensor(legal), 0.0, -1e4))
        self.register_buffer("bar0", torch.where(torch.tensor(first), 0.0, -1e4))

    def loss(self, emit, gold, lengths):
        move, n = self.move + self.bar, emit.shape[1]
        here = torch.arange(n)[None] < lengths[:, None]
        score = torch.gather(emit, 2, gold[..., None])[..., 0] * here
        steps = move[gold[:, :-1], gold[:, 1:]] * here[:, 1:]
        last = gold.gather(1, (lengths - 1)[:, None])[:, 0]
        path = score.sum(1) + steps.sum(1) + (self.begin + self.bar0)[gold[:, 0]] + self.end[last]
        a = emit[:, 0] + self.begin + self.bar0
        for t in range(1, n):
            b = torch.logsumexp(a[:, :, None] + move[None], 1) + emit[:, t]
            a = torch.where(here[:, t, None], b, a)
        return torch.logsumexp(a + self.end, 1) - path


class Pool(nn.Module):
    """One number per sentence: attention over its tokens, then a small hidden layer."""

    def __init__(self, width: int = 384, hidden: int = 64, outputs: int = 1):
        super().__init__()
        self.look = nn.Linear(width, 4)
        self.hid = nn.Linear(4 * width, hidden)
        self.out = nn.Linear(hidden, outputs)
        nn.init.zeros_(self.look.weight)

    def forward(self, x, groups):
        """``x`` (batch, length, width); ``groups`` (batch, sentences, length) bool → (b, s, outputs)."""
        s = self.look(x).permute(0, 2, 1)[:, None] + torch.where(groups, 0.0, -1e9)[:, :, None]
        p = s.softmax(-1) @ x[:, None]
        p = F.dropout(p.flatten(2), 0.1, self.training)
        return self.out(F.gelu(self.hid(p)))


def schedule(step: int, total: int, warm: float = 0.06) -> float:
    if step < warm * total:
        return step / (warm * total)
    return 0.5 * (1 + math.cos(math.pi * (step - warm * total) / ((1 - warm) * total))) * 0.98 + 0.02
