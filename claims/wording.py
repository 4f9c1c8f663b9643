"""What people type, made fit to be stored."""

import re
import unicodedata

# Controls (NUL among them, which PostgreSQL refuses) and the overrides that show text in another
# order than it is stored in; tab and newline stay, and so do the marks that Arabic and Hebrew need.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
LONE_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Without controls and direction overrides; lone surrogates, which no UTF-8 holds, are U+FFFD."""
    return UNSEEN.sub("", LONE_SURROGATES.sub("\ufffd", text))


def line(text: str, limit: int) -> str:
    """One clean line of at most ``limit`` characters."""
    return " ".join(clean(text).split())[:limit]


def folded(name: str) -> str:
    """A name without case, accents and outer blanks: what `claims_folded` computes in PostgreSQL."""
    spelt = unicodedata.normalize("NFD", " ".join(name.split()).lower())
    return "".join(char for char in spelt if not "\u0300" <= char <= "\u036f")
