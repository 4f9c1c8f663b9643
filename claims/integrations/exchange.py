"""A request and its answer as they went over the wire: what a web archive keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Exchange:
    """``body`` is packed as it came, without the framing of a chunked transfer.

    ``cut`` says that the answer was not read to its end, as with a redirect. ``peer`` is the network
    address that answered, "" where it is not known.
    """

    url: str
    method: str
    target: str
    sent: tuple[tuple[str, str], ...]
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    cut: bool
    peer: str
    at: datetime


class Tee:
    """Passes chunks on and keeps them."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self._kept: list[bytes] = []

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self._kept.append(chunk)
            yield chunk

    def kept(self) -> bytes:
        return b"".join(self._kept)


def peer_of(stream: Any) -> str:
    """The network address at the other end of a connection."""
    try:
        found = stream.get_extra_info("server_addr")
    except (AttributeError, OSError):  # none there, or closed already
        return ""
    return str(found[0]) if isinstance(found, tuple) and found else ""
