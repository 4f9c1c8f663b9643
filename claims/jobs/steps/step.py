"""What a step is made of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from claims.models import Claim, Run

Inputs = dict[str, Any]
Outputs = dict[str, Any]


@dataclass(slots=True)
class Context:
    """A run on its way: what the steps before gave, by name; a step that failed gave nothing."""

    run: Run
    before: date | None = None
    outputs: dict[str, Outputs] = field(default_factory=dict)

    @property
    def claim(self) -> Claim:
        return self.run.claim

    def of(self, step: str, name: str) -> list[Any]:
        """A list out of an earlier step's outputs."""
        found: list[Any] = self.outputs.get(step, {}).get(name, [])
        return found

    @property
    def said(self) -> dict[str, Any]:
        """The claim as every step stores it: its words, and the day it was made or met."""
        return {
            "claim": self.claim.pk,
            "text": self.claim.text,
            "version": self.claim.version,
            "made_on": self.claim.made_on.isoformat() if self.claim.made_on else None,
        }


def day(value: str | None) -> date | None:
    """A stored day."""
    return date.fromisoformat(value) if value else None


def nothing_more(context: Context, outputs: Outputs) -> None:
    """For steps whose outputs are all there is."""


@dataclass(frozen=True, slots=True)
class Step:
    """``gather`` reads the world, ``answer`` a pure function of that (and of immutable captures).

    ``after`` writes suggestions of it, and may run twice. ``version`` names whatever decides the answer.
    """

    name: str
    label: str
    model: str
    version: Callable[[], str]
    gather: Callable[[Context], Inputs]
    answer: Callable[[Inputs], Outputs]
    after: Callable[[Context, Outputs], None] = nothing_more
