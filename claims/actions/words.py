"""Words that people hand in, made safe to store."""

from django.utils.translation import gettext

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
        raise Refused(
            gettext("%(what)s has at most %(longest)s characters; this has %(number)s.")
            % {"what": what, "longest": f"{longest:,}", "number": f"{len(words):,}"}
        )
    return words
