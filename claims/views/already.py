"""Already checked? What a person reads while they type a claim, and before it is saved."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims import match_queries, rules, search
from claims.models import TEXT_MAX
from claims.views.access import Request, newsroom, wants_part
from claims.views.matches import Earlier, of_check, of_claim
from claims.wording import clean

SHOWN = 3
LEAST = 3  # letters from which there is something to look for
ASK = _("Type the claim: what was checked before shows here.")
NO_WORD = _("There is no word in this to look for.")
TOO_LONG = _("This is longer than a claim ({:,} of at most {:,} characters): it was not looked up.")
WORDS_ONLY = _("Compared by words alone: the sentence model is away.")


@dataclass(frozen=True, slots=True)
class Warned:
    """A found match as it is shown before saving."""

    earlier: Earlier
    probability: float
    same: bool
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Already:
    """``rows`` are worth a warning; ``sentence`` speaks where there is none. ``seen`` stands for the text."""

    rows: list[Warned]
    sentence: str
    note: str
    seen: str


def look(text: str) -> Already:
    """What was checked, or is being checked, that the text may repeat. Any text gets an answer."""
    words = " ".join(clean(text).split())
    if len(words) > TEXT_MAX:
        return _nothing(words, str(TOO_LONG).format(len(words), TEXT_MAX))
    if sum(letter.isalnum() for letter in words) < LEAST:
        return _nothing(words, str(NO_WORD if words else ASK))
    found = [*search.find(words, k=SHOWN, among="checks"), *search.find(words, k=SHOWN, among="claims")]
    least = match_queries.house_thresholds().suggest
    rows = _rows([one for one in found if one.probability >= least])
    note = str(WORDS_ONLY) if any(one.method == "words" for one in found) else ""
    return Already(
        rows, "" if rows else gettext("Nothing like it was checked here before."), note, digest(words)
    )


def _nothing(words: str, sentence: str) -> Already:
    return Already([], sentence, "", digest(words))


def digest(text: str) -> str:
    """So that a form can say which text its warning was about."""
    words = " ".join(clean(text).split())
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _rows(found: list[search.Found]) -> list[Warned]:
    """The likeliest first; a claim of ours and its publication are one."""
    ours = {pk for one in found if (pk := _own(one))}
    published = match_queries.verdicts_of(ours) if ours else {}
    rows: dict[object, Warned] = {}
    for one in sorted(found, key=lambda one: -one.probability):
        key = _own(one) or one
        if key not in rows:
            rows[key] = Warned(_earlier(one, published), one.probability, one.same_claim, one.why)
    return list(rows.values())[:SHOWN]


def _own(found: search.Found) -> int | None:
    return found.claim.pk if found.claim else found.check.own_claim_id if found.check else None


def _earlier(found: search.Found, published: dict[int, Any]) -> Earlier:
    claim = found.claim or (found.check.own_claim if found.check else None)
    if claim is not None:
        return of_claim(claim, published.get(claim.pk))
    assert found.check is not None  # one of the two is always there
    return of_check(found.check)


@newsroom
def already(request: Request) -> HttpResponse:
    """The box under a field, asked for as one types; and a page of its own, to look something up.

    The field may be called as the form calls it: the first that holds as few words as a claim has.
    """
    rules.may_add_claim(request.user).check()
    given = request.POST if request.method == "POST" else request.GET
    filled = [words for name in ("text", "quote", "title") if (words := given.get(name, "").strip())]
    text = next((words for words in filled if len(words) <= TEXT_MAX), "".join(filled[:1]))
    context = {"already": look(text), "text": text}
    page = "claims/_already.html" if wants_part(request) else "claims/already.html"
    return render(request, page, context)


def warning(text: str, *, seen: str) -> Already | None:
    """What to show before saving; None where there is nothing to warn of, or the person has read it."""
    found = look(text)
    return found if found.rows and found.seen != seen else None
