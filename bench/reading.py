"""How well main text is found: shingle precision, recall and F1 on the Scrapinghub article benchmark.

    python -m bench.reading DIRECTORY [--worst 10]

DIRECTORY holds ``ground-truth.json`` and ``html/*.html.gz`` of scrapinghub/article-extraction-benchmark.
The measure is the benchmark's own: multisets of four-word shingles, precision and recall averaged over
pages, F1 of the two averages, accuracy the share of pages that match in full.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import trafilatura

from claims.integrations.reading import Unreadable, read

Extract = Callable[[bytes, str | None], str]


@dataclass(frozen=True, slots=True)
class Score:
    hits: int
    extra: int
    missed: int

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.extra) if self.hits + self.extra else float(not self.missed)

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else float(not self.extra)


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    tokens = re.findall(r"\w+", text)
    return Counter(tuple(tokens[at : at + size]) for at in range(max(1, len(tokens) - size + 1)) if tokens)


def score(truth: str, found: str) -> Score:
    wanted, got = shingles(truth), shingles(found)
    hits = (wanted & got).total()
    return Score(hits, got.total() - hits, wanted.total() - hits)


def ours(page: bytes, url: str | None) -> str:
    try:
        return read(page, media_type="text/html", url=url).text
    except Unreadable:
        return ""


def plain(page: bytes, url: str | None) -> str:
    return trafilatura.extract(page, url=url) or ""


def plain_without_comments(page: bytes, url: str | None) -> str:
    return trafilatura.extract(page, url=url, include_comments=False) or ""


def plain_precise(page: bytes, url: str | None) -> str:
    return trafilatura.extract(page, url=url, include_comments=False, favor_precision=True) or ""


def measure(directory: Path, extract: Extract) -> dict[str, Score]:
    truth = json.loads((directory / "ground-truth.json").read_text())
    return {
        key: score(page["articleBody"], extract(_page(directory, key), page.get("url")))
        for key, page in truth.items()
    }


def _page(directory: Path, key: str) -> bytes:
    return gzip.decompress((directory / "html" / f"{key}.html.gz").read_bytes())


def report(name: str, scores: dict[str, Score], seconds: float) -> str:
    """A page on which nothing was found counts for recall alone, as in the benchmark's own script."""
    precision = mean(one.precision for one in scores.values() if one.hits + one.extra)
    recall = mean(one.recall for one in scores.values())
    whole = mean(not one.extra and not one.missed for one in scores.values())
    f1 = 2 * precision * recall / (precision + recall)
    figures = f"F1 {f1:.4f}  precision {precision:.4f}  recall {recall:.4f}  whole {whole:.3f}"
    return f"{name:<24} {figures}  {seconds:.1f} s"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the reading of articles.")
    parser.add_argument("directory", type=Path)
    parser.add_argument("--worst", type=int, default=0, help="name the pages with the lowest scores")
    options = parser.parse_args()
    for extract in (plain, plain_without_comments, plain_precise, ours):
        started = time.monotonic()
        scores = measure(options.directory, extract)
        print(report(extract.__name__, scores, time.monotonic() - started))
    for key, one in sorted(scores.items(), key=lambda item: item[1].precision + item[1].recall)[
        : options.worst
    ]:
        print(f"{key}  precision {one.precision:.2f}  recall {one.recall:.2f}")


if __name__ == "__main__":
    main()
