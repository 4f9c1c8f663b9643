"""What the engine knows of each language; a language without rules gets an empty lexicon."""

from __future__ import annotations

from .arabic import AR
from .english import EN
from .french import FR
from .german import DE
from .lexicon import Lexicon
from .portuguese import PT
from .spanish import ES

LEXICONS: dict[str, Lexicon] = {lexicon.code: lexicon for lexicon in (EN, ES, FR, DE, PT, AR)}
UNKNOWN = Lexicon()


def lexicon_for(language: str) -> Lexicon:
    """The lexicon of a BCP 47 tag's primary language ("pt-BR" is Portuguese)."""
    return LEXICONS.get(language.lower().replace("_", "-").split("-")[0], UNKNOWN)


__all__ = ["LEXICONS", "UNKNOWN", "Lexicon", "lexicon_for"]
