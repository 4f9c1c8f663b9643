"""One measured figure, and the page that shows them all."""

import datetime
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` of ``metric`` on ``part`` of a public set. ``asked`` is the bound ("≥ .74"), "" where none.

    ``baseline`` is what a plain method reaches, in the words of its source; ``note`` says what a reader
    has to know to believe it: what was trained on what, how many rows.
    """

    part: str
    metric: str
    value: float
    asked: str = ""
    baseline: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one task with the version that they were measured with and the day."""

    task: str
    engine: str
    measured_on: str
    figures: tuple[Figure, ...]

    @classmethod
    def now(cls, task: str, engine: str, figures: Iterable[Figure]) -> "Report":
        return cls(task, engine, datetime.date.today().isoformat(), tuple(figures))

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.task}.json"
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", "utf-8")


def load(folder: Path) -> list[Report]:
    """Every saved report, by the name of its task."""
    found = []
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text("utf-8"))
        found.append(Report(**{**row, "figures": tuple(Figure(**figure) for figure in row["figures"])}))
    return found


def page(reports: Iterable[Report], protocols: Iterable[Report] = ()) -> str:
    """docs/evaluation.md: a table a task, then one for each set's own protocol."""
    lines = [
        "# What the machine gets right, measured",
        "",
        "Written by `manage.py evaluate TASK --data DIR` from the files in `docs/evaluation/`. The sets are",
        "public and are not part of this repository; every figure is on parts that no training has seen,",
        "unless its note says otherwise.",
    ]
    for report in reports:
        lines += _table(f"## {report.task.capitalize()}", report)
    anew = list(protocols)
    if anew:
        lines += [
            "",
            "## By each set’s own protocol",
            "",
            "These need training: models trained anew on each fold’s or task’s own part, measured on",
            "what they have not seen. `training/train_worth.py` and `training/stance_figures.py` write them;",
            "`evaluate` shows them but cannot measure them.",
        ]
    for report in anew:
        lines += _table(f"### {report.task}", report)
    return "\n".join([*lines, ""])


def _table(title: str, report: Report) -> list[str]:
    return [
        "",
        title,
        "",
        f"`{report.engine}`, {report.measured_on}.",
        "",
        "| set | metric | value | asked | plain baseline | note |",
        "|---|---|---|---|---|---|",
        *(_line(figure) for figure in report.figures),
    ]


def _line(figure: Figure) -> str:
    cells = (
        figure.part, figure.metric, f"{figure.value:.3f}", figure.asked or "–", figure.baseline or "–",
        figure.note or "–",
    )  # fmt: skip
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
