"""Words that people hand in, made safe to store."""

from claims.errors import Refused
from claims.wording import clean


def checked_words(text: str, *, longest: int, empty: str, what: str) -> str:
    """The text, stripped and with plain line ends. Refused when it is empty or too long.

    ``empty`` is the sentence for nothing at all, ``what`` names the text: "A comment".
    """
    words = clean(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not words:
        raise Refused(empty)
    if len(words) > longest:
        raise Refused(f"{what} has at most {longest:,} characters; this has {len(words):,}.")
    return words
