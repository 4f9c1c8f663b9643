"""A response body, unpacked piece by piece and stopped at the first byte too many."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator

from claims.integrations.errors import FetchFailed, FetchRefused, in_units
from claims.said import said

PIECE = 65536
"""Bytes unpacked at a time: a bomb of 1:1000 shows itself after one piece, not after a gigabyte."""

Unpack = Callable[[Iterable[bytes]], Iterator[bytes]]


def read_body(chunks: Iterable[bytes], coding: str, limit: int) -> bytes:
    """The decoded body; neither it nor what came over the wire is larger than ``limit`` bytes.

    ``coding`` is the Content-Encoding header. FetchFailed where the body is too large or broken off.
    """
    return b"".join(body_pieces(chunks, coding, limit))


def body_pieces(chunks: Iterable[bytes], coding: str, limit: int) -> Iterator[bytes]:
    """The same piece by piece, for what is too large for memory."""
    total = 0
    for piece in _unpacker(coding)(_counted(chunks, limit)):
        total += len(piece)
        if total > limit:
            raise too_large(limit)
        yield piece


def too_large(limit: int, size: int | None = None) -> FetchFailed:
    told = said("The page is larger than %(limit)s and was not read.", limit=in_units(limit))
    if size is not None:
        told = said(
            "The page is %(size)s; the limit is %(limit)s.", size=in_units(size), limit=in_units(limit)
        )
    return FetchFailed("too-large", told, transient=False)


def _counted(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise too_large(limit)
        yield chunk


def _unpacker(coding: str) -> Unpack:
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        return iter
    if coding in ("gzip", "x-gzip"):
        return _gunzip
    if coding == "deflate":
        return _inflate
    raise FetchRefused(
        "coding",
        said(
            "The site sent the page packed in a way that is not read here (%(coding)s).", coding=coding[:40]
        ),
    )


def _gunzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """One gzip member after another (RFC 1952, 2.2); bytes after the last that are no member are padding."""
    unpacker, data, done = zlib.decompressobj(zlib.MAX_WBITS | 16), b"", False
    for chunk in chunks:
        data += chunk
        while data:
            if unpacker.eof:
                if not data.startswith(b"\x1f\x8b"[: len(data)]):
                    return
                unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
            yield from _drain(unpacker, data)
            data, done = unpacker.unused_data, unpacker.eof
    if not done:
        raise _broken_off()


def _inflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """``deflate`` means zlib, but some servers send it bare; the first byte tells them apart."""
    unpacker = None
    for chunk in chunks:
        if unpacker is None and chunk:
            unpacker = zlib.decompressobj(zlib.MAX_WBITS if chunk[0] & 0x0F == 8 else -zlib.MAX_WBITS)
        if unpacker is not None:
            yield from _drain(unpacker, chunk)
    if unpacker is not None and not unpacker.eof:
        raise _broken_off()


def _drain(unpacker: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    try:
        piece = unpacker.decompress(data, PIECE)
        while piece or unpacker.unconsumed_tail:
            yield piece
            piece = unpacker.decompress(unpacker.unconsumed_tail, PIECE)
    except zlib.error as error:
        raise FetchFailed(
            "broken", said("The page arrived damaged and could not be unpacked."), transient=True
        ) from error


def _broken_off() -> FetchFailed:
    return FetchFailed("broken", said("The page ended before it was complete."), transient=True)
