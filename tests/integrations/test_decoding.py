from __future__ import annotations

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.integrations.decoding import decode
from claims.integrations.errors import Unreadable

GERMAN = "Der Müller sagt: „Nein“ – für 100 €."
RUSSIAN = "Мэр сказал, что дома покинули люди. " * 20
JAPANESE = "市長は月曜日に約1200人が避難したと述べた。"
CASES = [
    (GERMAN.encode(), None, GERMAN),
    (GERMAN.encode(), "iso-8859-1", GERMAN),
    (b"\xef\xbb\xbf" + GERMAN.encode(), "ascii", GERMAN),
    (GERMAN.encode("utf-16"), None, GERMAN),
    (GERMAN.encode("utf-16-le"), "utf-16", GERMAN),
    (GERMAN.encode("utf-16-be"), "utf-16be", GERMAN),
    (GERMAN.encode("utf-32"), None, GERMAN),
    (GERMAN.encode("cp1252"), "iso-8859-1", GERMAN),
    (GERMAN.encode("cp1252"), "us-ascii", GERMAN),
    (GERMAN.encode("cp1252"), '"Windows-1252"', GERMAN),
    (JAPANESE.encode("shift_jis"), "shift_jis", JAPANESE),
    (JAPANESE.encode("iso2022_jp"), "iso-2022-jp", JAPANESE),
    (JAPANESE.encode("euc_jp") * 20, None, JAPANESE * 20),
    (RUSSIAN.encode("cp1251"), "no-such-charset", RUSSIAN),
    (b"price \x80 5 \x81!", "windows-1252", "price \x80 5 \x81!"),
    ((GERMAN * 30).encode() + b"\xff", "utf-8", GERMAN * 30 + "\ufffd"),
    (b"", None, ""),
    (b"pasted\0 text", None, "pasted\0 text"),
    (b"+ADw-script+AD4-", "utf-7", "+ADw-script+AD4-"),
    (b"\\x41", "unicode_escape", "\\x41"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "hint", "text"), CASES, ids=range(len(CASES)))
def test_decode(body: bytes, hint: str | None, text: str) -> None:
    assert decode(body, hint) == text


BINARIES = {
    "noise": random.Random(1).randbytes(5000),
    "nul": b"\0\0\0\1text",
    "png": b"\x89PNG\r\n\x1a\n" + random.Random(2).randbytes(500),
    "zeros": "Müller".encode("cp1252") + b" and a \0",
    "false-utf16": b"\xff\xfe" + random.Random(3).randbytes(5000),
}


@pytest.mark.parametrize("name", BINARIES)
def test_decode_refuses_binary(name: str) -> None:
    with pytest.raises(Unreadable, match="This is not a text but a binary file"):
        decode(BINARIES[name], "utf-8")


@given(
    st.binary(max_size=200),
    st.sampled_from([None, "utf-8", "utf-16", "latin-1", "big5", "hex", "base64", "☃"]),
)
def test_decode_gives_text_or_says_why_not(body: bytes, hint: str | None) -> None:
    with suppress(Unreadable):
        assert isinstance(decode(body, hint), str)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_decode_reads_utf8_back(text: str) -> None:
    assert decode(text.encode(), "latin-1") == text.removeprefix("\ufeff")
