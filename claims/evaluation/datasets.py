"""Readers of the public sets under ``--data``: rows of (text, label), nothing kept, nothing shipped."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    text: str
    label: int
    group: str = ""
    """The speech, debate or file that a split must not cut."""


def key(text: str) -> str:
    """What two sets' copies of one sentence have in common: its letters and digits."""
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def claimbuster(data: Path, part: str) -> list[Row]:
    """``crowdsourced`` or ``groundtruth``: 1 check-worthy, 0 unimportant fact, -1 no fact."""
    with (data / f"claimbuster/{part}.csv").open(encoding="utf-8", newline="") as lines:
        return [Row(r["Text"], int(r["Verdict"]), r["File_id"]) for r in csv.DictReader(lines)]


def claimbuster_strict(data: Path) -> list[Row]:
    """2.5xNCS: 9,674 sentences of strict labels, in the file's order."""
    items = json.loads((data / "claimbuster/2.5xNCS.json").read_text("utf-8"))
    return [Row(i["text"], int(i["label"])) for i in items]


def checkthat24(data: Path, part: str) -> list[Row]:
    """English ``train`` or ``dev``: 1 is Yes."""
    with (data / f"checkthat24_task1/CT24_checkworthy_english_{part}.tsv").open(
        encoding="utf-8", newline=""
    ) as lines:
        return [Row(r["Text"], int(r["class_label"] == "Yes")) for r in csv.DictReader(lines, delimiter="\t")]


def clef(data: Path, year: int) -> list[Row]:
    folder = data / {2019: "clef2019_task1_en/train", 2020: "clef2020_task5_en/train"}[year]
    return [
        Row(item["text"], int(item["label"]), path.stem)
        for path in sorted(folder.glob("*.jsonl"))
        for item in map(json.loads, path.read_text("utf-8").splitlines())
    ]


def policlaim(data: Path) -> list[Row]:
    lines = (data / "policlaim/train_gold.jsonl").read_text("utf-8").splitlines()
    return [Row(i["text"], int(i["label"]), i["speech"]) for i in map(json.loads, lines)]


def subjectivity(data: Path, part: str) -> list[Row]:
    """CheckThat!'25 task 1, English ``train`` or ``dev``: 1 is subjective."""
    with (data / f"checkthat25_task1_subjectivity/english/{part}_en.tsv").open(
        encoding="utf-8", newline=""
    ) as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Row(r["sentence"].strip('"'), int(r["label"] == "SUBJ")) for r in rows]


def newssd(data: Path, part: str) -> list[Row]:
    with (data / f"newssd_eng/{part}.csv").open(encoding="utf-8", newline="") as lines:
        return [Row(r["Sentence"].strip(), int(r["Label"] == "SUBJ")) for r in csv.DictReader(lines)]


def without(rows: list[Row], other: list[Row]) -> list[Row]:
    """``rows`` less every sentence that ``other`` holds too."""
    barred = {key(r.text) for r in other}
    return [r for r in rows if key(r.text) not in barred]


def policlaim_kept(data: Path) -> list[str]:
    """The speeches that the shipped model has not been trained on."""
    return sorted({r.group for r in policlaim(data)})[::4]
