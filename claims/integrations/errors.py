"""The ways in which reading the outside world ends without a text.

Each error carries one sentence for a person (``sentence``, also its ``str``) and a stable ``code``
for programs and tests. Sentences hold no secrets and name the limit that was met.
"""

from __future__ import annotations


class IntakeError(Exception):
    """Parent of the three below; never raised itself."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


class FetchRefused(IntakeError):
    """We do not fetch this address, today or later; asking again is useless."""


class FetchFailed(IntakeError):
    """The fetch was tried and failed. ``transient`` says whether another try may help.

    ``retry_after`` is the number of seconds that the site asked us to wait, where it did.
    """

    def __init__(
        self,
        code: str,
        sentence: str,
        *,
        transient: bool,
        retry_after: float | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(code, sentence)
        self.transient = transient
        self.retry_after = retry_after
        self.status = status


class Unreadable(IntakeError):
    """The bytes are here, but there is no article text in them that we can stand behind."""


def in_units(size: int) -> str:
    """``size`` bytes as a person says it: "812 bytes", "5 MB", "1.5 GB" (decimal units)."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("KB", 10**3)):
        if size >= factor:
            return f"{round(size / factor, 1):g} {unit}"
    return f"{size} bytes"
