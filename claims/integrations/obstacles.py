"""Why a page has no article in it: the sentence that saves a person from looking."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from claims.integrations.errors import Unreadable
from claims.integrations.pruning import words
from claims.said import said

LITTLE = 80
"""Characters; less than this is a caption or a notice, not an article."""
TEASER = 200
"""Characters; less than this before a barrier is its own wording, more is the opening of the article."""

CHALLENGE = re.compile(
    r"checking your browser|just a moment\W|verify (that )?you are (a )?human|are you a robot|not a robot"
    r"|captcha|unusual traffic|access denied|attention required|ddos protection|bot detection",
    re.IGNORECASE,
)
MISSING = re.compile(
    r"\b(404|page (was |is |could )?not (be )?found|seite (wurde )?nicht gefunden|page introuvable"
    r"|página no encontrada|página não encontrada|pagina non trovata|no longer available)\b",
    re.IGNORECASE,
)
MISSING_TITLE = re.compile(
    r"\W*((http|error|fehler|erreur)\W*)?404\W*($|[-–|:]|not found|error|page|seite)"
    r"|\W*(oops|sorry)?\W*((this |the )?page (was |is |could |can )?not (be )?found|seite nicht gefunden"
    r"|page introuvable|página no encontrada|página não encontrada|pagina non trovata"
    r"|not found\W*($|[-–|:]))",
    re.IGNORECASE,
)
NOTICE = 3_000
"""Characters; a page of more, whatever its title says, has something to read on it."""
SIGN_IN = re.compile(
    r"(sign|log) ?in (to|or)\b|please (sign|log) ?in|subscribers? only|subscribe to (read|continue)"
    r"|already a subscriber|create (a free |an )?account|nur für abonnenten|jetzt registrieren|einloggen"
    r"|réservé aux abonnés|connectez-vous|inicia(r)? sesión|faça login|accedi per",
    re.IGNORECASE,
)
SCRIPT = re.compile(
    r"(enable|turn on|activate|requires?|needs?|without|aktivieren|activer|activar|habilite)\W+(\w+\W+){0,4}"
    r"java ?script|java ?script\W+(\w+\W+){0,4}(enabled?|disabled|required|aktivier|activ|deaktiviert)",
    re.IGNORECASE,
)


def is_missing(title: str, text: str) -> bool:
    """Whether a page that answers is the site's own "not found", however much else stands on it.

    By its title, at the beginning of which it says so; "404 people left the town" does not.
    """
    return len(text) < NOTICE and bool(MISSING_TITLE.match(title.strip()))


def says_missing(title: str, text: str) -> bool:
    """Whether a page says in its title or at its beginning that what was there is not there any more."""
    return bool(MISSING.search(title) or MISSING.search(text[:400]))


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What a reader sees of a page at first: its title, the beginning of its words, a password field."""

    title: str
    shown: str
    asks_for_password: bool

    @classmethod
    def of(cls, page: HtmlElement) -> Glimpse:
        """``page`` as it came, before anything is pruned from it."""
        title, body = page.find(".//head/title"), page.find("body")
        asks = any((field.get("type") or "").lower() == "password" for field in page.iter("input"))
        shown = "" if body is None else words(body, 6_000)
        return cls("" if title is None else words(title, 300), shown, asks)

    def explain(self, length: int) -> None:
        """Raise Unreadable if ``length`` characters of text are too few to be an article; else nothing."""
        start = f"{self.title} {self.shown}"
        if length < TEASER and CHALLENGE.search(start[:1_500]):
            raise Unreadable("challenge", said("The site asks for a check that the visitor is human."))
        if length < TEASER and MISSING.search(start[:600]):
            raise Unreadable("missing", said("The page says that what it held is not there."))
        if length < TEASER and (self.asks_for_password or SIGN_IN.search(start)):
            raise Unreadable("sign-in", said("The page asks for a sign-in before it shows its text."))
        if length < TEASER and SCRIPT.search(start):
            raise Unreadable(
                "script", said("The page shows its text only to browsers that run its JavaScript.")
            )
        if length < LITTLE:
            raise Unreadable("no-text", said("The page has hardly any text."))
