"""Bytes to text: by the mark they carry, by what they are, by what they claim, last by guess."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

from claims.integrations.errors import Unreadable
from claims.said import said

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose little-endian mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""Pages name the small charset and use the large one; browsers decode like this (WHATWG Encoding)."""
ESCAPING = frozenset(("iso2022_jp", "iso2022_kr", "hz", "utf-7"))
"""Charsets in plain ASCII bytes, which UTF-8 would accept and show as gibberish."""
UNSAFE = frozenset(
    ("utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "rot13", "undefined")
)
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
BINARY = Unreadable("binary", said("This is not a text but a binary file."))
MOSTLY = 0.002
"""Share of bytes that may be broken in a page that is UTF-8 otherwise: cut comments, pasted old text."""


def decode(body: bytes, hint: str | None = None) -> str:
    """The text of ``body``. ``hint`` is the charset that the sender or the page itself names.

    Order: byte order mark; an escaping charset if named; UTF-8; the named charset; UTF-8 with a few
    broken places (each becomes U+FFFD); a guess. Unreadable for binary data and hopeless cases.
    """
    for mark, charset in MARKS:
        if body.startswith(mark):
            return _or_unreadable(body, charset)
    named = _codec(hint)
    if named and named.startswith(("utf-16", "utf-32")) and b"\0" in body:
        return _or_unreadable(body, named if "-le" in named or "-be" in named else f"{named}-le")
    if _is_binary(body):
        raise Unreadable(BINARY.code, BINARY.sentence)
    if named in ESCAPING - UNSAFE and (text := _strict(body, named)) is not None:
        return text
    text = _strict(body, "utf-8")
    return text if text is not None else _legacy(body, named)


def _legacy(body: bytes, named: str | None) -> str:
    if named and named != "utf-8" and (text := _strict(body, named)) is not None:
        return text
    text = body.decode("utf-8", "replace")
    if text.count("\ufffd") <= max(1, MOSTLY * len(body)) and _has_sound_utf8(body):
        return text
    if named in ("cp1252", "cp1254"):  # a few bytes have no meaning there; latin-1 gives them one to remove
        return body.decode("latin-1")
    guess = charset_normalizer.from_bytes(body[:200_000]).best()
    if guess is None or (text := _strict(body, guess.encoding, "replace")) is None:
        raise Unreadable(
            "charset", said("The text is written in a character set that could not be made out.")
        )
    return text


def _has_sound_utf8(body: bytes) -> bool:
    """Whether some non-ASCII bytes do form UTF-8: what tells it from Latin-1 with one accent."""
    return any(ord(letter) > 127 for letter in body.decode("utf-8", "ignore"))


def _codec(hint: str | None) -> str | None:
    """Python's name for the charset that ``hint`` means in practice; None where there is none."""
    try:
        name = codecs.lookup((hint or "").strip().strip("\"'")).name
        " ".encode(name)
    except (LookupError, ValueError, TypeError, UnicodeError):
        return None
    return None if name in UNSAFE else WIDER.get(name, name)


def _is_binary(body: bytes) -> bool:
    """More than a few control characters in the first 64 KB, or zero bytes in what is not even UTF-8.

    A stray control in pasted text is no reason to refuse it; the stored form leaves it out.
    """
    head = body[:65_536]
    if len(CONTROLS.findall(head)) > max(3, len(head) / 100):
        return True
    return b"\0" in body and _strict(body, "utf-8") is None


def _strict(body: bytes, charset: str, errors: str = "strict") -> str | None:
    try:
        text = body.decode(charset, errors)
    except (UnicodeError, LookupError):
        return None
    return text if isinstance(text, str) else None


def _or_unreadable(body: bytes, charset: str) -> str:
    """Decode what says of itself that it is ``charset``; a few broken places are forgiven."""
    text = body.decode("utf-8-sig" if charset == "utf-8" else charset, "replace")
    if text.count("\ufffd") > max(1, MOSTLY * len(text)) or text.count("\0") > len(text) / 100:
        raise Unreadable(BINARY.code, BINARY.sentence)
    return text
