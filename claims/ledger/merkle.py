"""Merkle trees of RFC 6962, section 2.1: roots, inclusion proofs, and their check. Pure.

A leaf is hashed behind the byte 0x00 and a node behind 0x01, so that none passes for the other. A
list that is no power of two long is split at the largest one below it; pairing level by level, with
the odd last node handed up as it is, gives the same tree.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Literal

Sibling = tuple[Literal["left", "right"], bytes]  # its side is redundant, and spares others the index
EMPTY = sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    return sha256(b"\0" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over leaves in their order; that of no leaves is the digest of nothing."""
    return Tree([leaf_hash(leaf) for leaf in leaves]).root


def inclusion(leaves: Sequence[bytes], index: int) -> list[Sibling]:
    """The audit path of one leaf: its sibling at each level where it has one, from the leaf up."""
    return Tree([leaf_hash(leaf) for leaf in leaves]).path(index)


class Tree:
    """All levels over leaves that are hashed already, so that many paths cost one tree."""

    def __init__(self, hashes: Sequence[bytes]) -> None:
        self._levels = [hashes]
        while len(self._levels[-1]) > 1:
            self._levels.append(_above(self._levels[-1]))

    @property
    def root(self) -> bytes:
        return self._levels[-1][0] if self._levels[0] else EMPTY

    def path(self, index: int) -> list[Sibling]:
        """As `inclusion` says."""
        if not 0 <= index < len(self._levels[0]):
            raise IndexError("there is no such leaf")
        path: list[Sibling] = []
        for level in self._levels[:-1]:
            if (index ^ 1) < len(level):
                path.append(("left" if index & 1 else "right", level[index ^ 1]))
            index >>= 1
        return path


def includes(root: bytes, leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bool:
    """Whether the path leads from the leaf, at ``index`` of ``size``, to the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    node, rest, last = leaf_hash(leaf), iter(path), size - 1
    while last:
        if index & 1 or index < last:
            sibling = next(rest, None)
            if sibling is None:
                return False
            node = node_hash(sibling, node) if index & 1 else node_hash(node, sibling)
        index, last = index >> 1, last >> 1
    return next(rest, None) is None and node == root


def _above(level: Sequence[bytes]) -> list[bytes]:
    pairs = [node_hash(level[n], level[n + 1]) for n in range(0, len(level) - 1, 2)]
    return pairs + [level[-1]] if len(level) % 2 else pairs
