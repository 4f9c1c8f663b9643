"""Words that people hand in, made safe to store."""

import re

from claims.errors import Refused

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # NUL, which PostgreSQL refuses, and lone surrogates


def checked_words(text: str, *, longest: int, empty: str, what: str) -> str:
    """The text, stripped and with plain line ends. Refused when it is empty or too long.

    ``empty`` is the sentence for nothing at all, ``what`` names the text: "A comment".
    """
    words = UNSTORABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not words:
        raise Refused(empty)
    if len(words) > longest:
        raise Refused(f"{what} has at most {longest:,} characters; this has {len(words):,}.")
    return words


def one_line(text: str) -> str:
    """The text on one line, fit for a subject or a name: no line break survives."""
    return " ".join(UNSTORABLE.sub("\ufffd", text).split())
