"""Every figure of the learned part, by task: ``attribution(model, data)`` and so on → plain dicts."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from claims.evaluation import datasets, metrics, news, polnear

if TYPE_CHECKING:
    from claims.nlp.reader.model import Model

Figures = dict[str, Any]
_QUOTATION = re.compile(r"(?s)\s*(?:[\"“«]|``).*(?:[\"”»]|'')[.,]?\s*")


def attribution(model: Model, data: Path) -> Figures:
    """PolNeAR dev by paragraph, the same by CofeNet's passages, and content within quotation marks."""
    result: Figures = {}
    rows = [(t, g) for a in polnear.articles(data / "polnear/dev.jsonl") for t, _, g in polnear.passages(a)]
    result["polnear_dev_paragraphs"] = found = _spans(model, rows)
    result["polnear_dev_direct_content_f1"] = _direct(found.pop("pairs"))
    flat = data / "cofenet/polnear/valid.txt"
    if flat.exists():
        rows = [(t, g) for t, g, _ in polnear.flat_form(flat)]
        result["cofenet_valid"] = found = _spans(model, rows)
        result["cofenet_valid_direct_content_f1"] = _direct(found.pop("pairs"))
    return result


def _spans(model: Model, rows: list[tuple[str, polnear.Found]]) -> Figures:
    read = model.tag([text for text, _ in rows])
    pairs = [
        (gold, {(s.role, s.start, s.end) for s in spans}) for (_, gold), spans in zip(rows, read, strict=True)
    ]
    figures: Figures = {**metrics.exact_span_f1(pairs)}
    figures["pairs"] = [(text, gold, found) for (text, _), (gold, found) in zip(rows, pairs, strict=True)]
    return figures


def _direct(rows: list[tuple[str, polnear.Found, polnear.Found]]) -> Figures:
    """Content that begins and ends with a double quotation mark: recall over gold's, precision over the found."""
    gold_n = found_n = right_gold = right_found = 0
    for text, gold, found in rows:
        g, f = _quotations(text, gold), _quotations(text, found)
        gold_n, found_n = gold_n + len(g), found_n + len(f)
        right_gold, right_found = right_gold + len(g & found), right_found + len(f & gold)
    precision, recall = right_found / max(found_n, 1), right_gold / max(gold_n, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"precision": precision, "recall": recall, "f1": f1, "gold": gold_n}


def _quotations(text: str, spans: polnear.Found) -> polnear.Found:
    return {x for x in spans if x[0] == "content" and _QUOTATION.fullmatch(text[x[1] : x[2]])}


def checkworthiness(model: Model, data: Path) -> Figures:
    """The shipped model on what it was not trained on: CheckThat!'24 dev, PoliClaim's kept speeches, CLEF'19."""
    dev = datasets.checkthat24(data, "dev")
    z = model.logits([r.text for r in dev])
    result: Figures = {
        "checkthat24_dev_f1_yes": metrics.f1([r.label for r in dev], (z[:, 0] > 0).astype(int).tolist())
    }
    kept = set(datasets.policlaim_kept(data))
    poli = [r for r in datasets.policlaim(data) if r.group in kept]
    z = model.logits([r.text for r in poli])
    result["policlaim_kept_speeches_accuracy"] = metrics.accuracy(
        [r.label for r in poli], (z[:, 2] > 0).astype(int).tolist()
    )
    clef = datasets.clef(data, 2019)
    z = model.logits([r.text for r in clef])
    result["clef19_map"] = mean_average_precision(clef, (z[:, 0] + z[:, 3]).tolist())
    return result | news_figures(model, data)


def mean_average_precision(rows: list[datasets.Row], scores: list[float]) -> float:
    """Mean over debates of the average precision."""
    groups: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for row, score in zip(rows, scores, strict=True):
        groups[row.group].append((row.label, score))
    return float(
        np.mean([metrics.average_precision([g for g, _ in v], [s for _, s in v]) for v in groups.values()])
    )


def news_figures(model: Model, data: Path) -> Figures:
    """The measuring half of the news sample, each sentence read within its paragraph."""
    rows = [r for r in news.sample(data) if r.half == "measure"]
    read = model.read([r.unit for r in rows], [[r.place] for r in rows])
    score = [x.sentences[0].worth for x in read]
    gold = [r.worth for r in rows]
    opinion = [int(x.sentences[0].subjective > 0.5) for x in read]
    return {
        "news_n": len(rows),
        "news_worth_ece": metrics.calibration_error(gold, score),
        "news_worth_f1": metrics.f1(gold, [int(s > 0.5) for s in score]),
        "news_worth_average_precision": metrics.average_precision(gold, score),
        "news_worth_accuracy": metrics.accuracy(gold, [int(s > 0.5) for s in score]),
        "news_subjective_macro_f1": metrics.macro_f1([r.subjective for r in rows], opinion),
    }


def subjectivity(model: Model, data: Path) -> Figures:
    dev = datasets.subjectivity(data, "dev")
    found = [int(p > 0.5) for p in model.subjective([r.text for r in dev])]
    return {"checkthat25_english_dev_macro_f1": metrics.macro_f1([r.label for r in dev], found)}
