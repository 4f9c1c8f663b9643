"""Where a walk through the answers to one question stands: everything of it is in the page's token.

First come the best in their order, which the token keeps; then what shares the question's words beyond
them, the newest first, among what was there when the walk began. The words are weighed once, at its
beginning. So a walk to the end loses and repeats nothing, however much is published meanwhile.
"""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from claims.search import Telling


@dataclass(frozen=True, slots=True)
class Walk:
    """``at`` is how many of the ``best`` were given; ``below`` the last id given of what follows them.

    ``skip`` are answers that whoever asked leaves out at the beginning; it is 0 from the second page on.
    """

    best: list[int]
    at: int
    below: int
    since: date | None
    words: Telling
    skip: int = 0

    @property
    def token(self) -> str:
        weights = [number for pair in self.words.weights for number in pair]
        day = self.since.toordinal() if self.since else 0
        numbers = [self.at, self.below, day, self.words.least, len(self.best), *self.best, *weights]
        return packed(numbers)

    @classmethod
    def of(cls, token: str) -> "Walk":
        """Raises ValueError for what is no token of a walk."""
        at, below, day, least, count, *rest = unpacked(token)
        best, weights = rest[:count], rest[count:]
        words = Telling(tuple(zip(weights[::2], weights[1::2], strict=True)), least)
        return cls(best, at, below, date.fromordinal(day) if day else None, words)

    def on(self, given: int, below: int) -> "Walk":
        """After ``given`` of the best, and everything from ``below`` on."""
        return replace(self, at=self.at + given, below=below, skip=0)


def packed(numbers: Sequence[int]) -> str:
    """Numbers in their order as short text: the differences, seven bits a byte, in base64."""
    raw, last = bytearray(), 0
    for number in numbers:
        step = number - last
        rest, last = (step << 1) ^ (step >> 63), number  # zigzag: small also where it goes down
        while rest > 127:
            raw.append(rest & 127 | 128)
            rest >>= 7
        raw.append(rest)
    return base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("=")


def unpacked(text: str) -> list[int]:
    """Raises ValueError for what is no base64."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise ValueError("no numbers") from error
    numbers: list[int] = []
    value = shift = last = 0
    for byte in raw:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            last += (value >> 1) ^ -(value & 1)
            numbers.append(last)
            value = shift = 0
    return numbers
