"""The canonical forms of `docs/ledger.md`, to the byte. Pure."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

ACT = ("id", "at", "actor", "verb", "claim", "article", "from_status", "to_status", "note", "note_digest")


def netstrings(*values: object) -> bytes:
    """Each value as a netstring (D. J. Bernstein, 1997): its length in bytes, ":", its UTF-8, ",".

    None is the empty string, a number its decimals. No two lists of values give the same bytes.
    """
    texts = ("" if value is None else str(value) for value in values)
    return b"".join(b"%d:%b," % (len(text), text) for text in (text.encode() for text in texts))


def digest(*values: object) -> str:
    """SHA-256 over the netstrings of the values, in hex."""
    return hashlib.sha256(netstrings(*values)).hexdigest()


def canonical_text(content: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, letters as they are."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def content_digest(content: Any) -> str:
    """SHA-256 over canonical JSON in UTF-8."""
    return hashlib.sha256(canonical_text(content).encode()).hexdigest()


def moment(at: datetime) -> str:
    """UTC with microseconds: 2026-11-22T19:29:00.000001Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def link(chain: str, position: int, previous: str, body: str) -> str:
    """An act's hash: its place in the chain, the hash before it, and the digest of its own fields."""
    return digest("factcheck.link.1", chain, position, previous, body)


@dataclass(frozen=True, slots=True)
class Head:
    """The newest act of a chain: a leaf of the seal's tree."""

    chain: str
    position: int
    hash: str

    @property
    def leaf(self) -> bytes:
        return netstrings("factcheck.head.1", self.chain, self.position, self.hash)


@dataclass(frozen=True, slots=True)
class SealRow:
    """A seal as it is stored."""

    id: int
    day: date
    upto: int
    chains: int
    activities: int
    root: str
    previous: str
    made_at: datetime
    hash: str

    def fields(self) -> dict[str, str | int]:
        """What is hashed, in its order."""
        return {
            "day": self.day.isoformat(),
            "upto": self.upto,
            "chains": self.chains,
            "activities": self.activities,
            "root": self.root,
            "previous": self.previous,
            "made_at": moment(self.made_at),
        }

    def line(self) -> dict[str, str | int]:
        """As exports and receipts show it."""
        return {**self.fields(), "hash": self.hash}

    def computed(self) -> str:
        """The hash that its fields give."""
        return seal_hash(self.fields())


def seal_hash(fields: dict[str, str | int]) -> str:
    return digest("factcheck.seal.1", *fields.values())
