"""What speaks against a confident reader: a "not", a number, a date, a name, an opposite that differs.

A small reader takes "the rate fell" for "the rate rose". Each guard names its reason in a sentence, and
says where the probability of "supports" goes: to "refutes" where the passage says otherwise of the same
thing, to "not enough" where it may speak of another thing.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.nlp.facets import Facets, facets, stem
from claims.nlp.guard import Kind, differences
from claims.said import said

REFUTES, NOT_ENOUGH = "refutes", "not_enough"
SHARED = 0.5
"""Share of the claim's content words from which a sentence speaks of the claim."""
CONTRAST = re.compile(
    r"(?:\bnot|\brather than|\binstead of)\s+(?:(?:in|on|at|from|of|by|for|the|a|an)\s+){0,2}"
    r"(?P<what>[^\W_][\w’'-]*)",
    re.IGNORECASE,
)
FALSE = re.compile(
    r"\b(?:(?:is|are|was|were|proved|as|claims?|rated|rating)\s+(?:\w+\s+)?(?:false|untrue|fake|a hoax|"
    r"a myth|fabricated|incorrect|baseless|unfounded|debunked)|falsely|"
    r"(?:false|baseless|debunked|fabricated)\s+(?:claims?|posts?|rumou?rs?|story|stories|reports?)|"
    r"not true|no evidence (?:that|of|for)|without (?:any )?evidence|pants on fire)\b",
    re.IGNORECASE,
)
REPORTED = re.compile(
    r"\b(?:(?:posts?|tweets?|videos?|memes?|users?|images?|messages?|rumou?rs?|articles?|headlines?|websites?)"
    r"\s+(?:\w+\s+){0,3}(?:claim(?:s|ed|ing)?|alleg(?:es|ed|ing)|purport(?:s|ed)?|suggest(?:s|ed|ing)?|say|says|"
    r"said)|claim(?:s|ed|ing)? that|alleg(?:es|ed|ing|edly)|purport(?:s|ed|edly)|rumou?red)\b",
    re.IGNORECASE,
)
DIFFERS = {
    Kind.NEGATION: said("The negation differs: %(said)s."),
    Kind.NUMBER: said("The number differs: %(said)s."),
    Kind.UNIT: said("The unit differs: %(said)s."),
    Kind.DATE: said("The date differs: %(said)s."),
    Kind.ENTITY: said("The entity differs: %(said)s."),
    Kind.DIRECTION: said("The direction differs: %(said)s."),
    Kind.QUANTIFIER: said("The quantifier differs: %(said)s."),
}
DOUBTED = re.compile(
    r"\b(?:false|fake|untrue|hoax|myth|fabricated|debunked|no evidence|never|not)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Guard:
    """``to`` is where the probability of "supports" goes, ``reason`` a sentence for a person."""

    to: str
    reason: str


def guards(claim: str, passage: str, *, claimed: datetime.date | None = None) -> list[Guard]:
    """Why the passage cannot support the claim; [] where nothing is known against it."""
    found = list(_different(claim, passage, claimed))
    mine = facets(claim, claimed)
    found += list(_contrasted(mine, passage))
    found += list(_called_false(mine, claim, passage))
    return list(dict.fromkeys(found))


def _different(claim: str, passage: str, claimed: datetime.date | None) -> Iterator[Guard]:
    for one in differences(claim, passage, a_date=claimed):
        to = NOT_ENOUGH if one.kind == Kind.ENTITY else REFUTES
        yield Guard(to, said(DIFFERS[one.kind], said=one.sentence))


def _contrasted(claim: Facets, passage: str) -> Iterator[Guard]:
    """ "In Syria, not Gaza": what the passage sets aside is what the claim says."""
    if claim.negations:
        return
    for match in CONTRAST.finditer(passage):
        what = match["what"]
        named = what[0].isupper() or what[0].isdigit()
        if named and _says(claim, what) and not _says_again(passage, match, what):
            yield Guard(REFUTES, said("It says “%(words)s”.", words=" ".join(match.group().split())))


def _says(claim: Facets, what: str) -> bool:
    return what.lower() in claim.lows or stem(what.lower()) in claim.stems


def _says_again(passage: str, match: re.Match[str], what: str) -> bool:
    """Whether the passage names it elsewhere, too, so that nothing is set aside for good."""
    rest = passage[: match.start()] + passage[match.end() :]
    return re.search(rf"\b{re.escape(what)}\b", rest) is not None


def _called_false(mine: Facets, claim: str, passage: str) -> Iterator[Guard]:
    """The passage tells of the claim, and calls it false or leaves it with whoever says so."""
    if not _shares(mine, passage) or DOUBTED.search(claim):
        return
    false, reported = FALSE.search(passage), REPORTED.search(passage)
    if false:
        yield Guard(REFUTES, said("It calls it false: “%(words)s”.", words=" ".join(false.group().split())))
    elif reported and not REPORTED.search(claim):
        yield Guard(
            NOT_ENOUGH,
            said("It only reports that it is said: “%(words)s”.", words=" ".join(reported.group().split())),
        )


def _shares(claim: Facets, passage: str) -> bool:
    theirs = facets(passage).stems
    return len(claim.stems & theirs) >= SHARED * max(1, len(claim.stems))
