"""Check-worthiness: visible criteria, a weighted sum, a logistic.

``score = 1 / (1 + exp(-(bias + sum of value * weight)))``. One criterion, "model", is the trained reader's
log-odds; in a language that it does not know "unread" stands in its place, which moves the bias. The
rules' weights were fitted as a logistic regression on ClaimBuster's crowd-sourced debate sentences and
moved by hand towards news, where nobody says "I" and most sentences state something; then all of them
by one share, with the bias, beside the reader on the calibration half of the news sample
(``training/fit_weights.py``). A desk may pass its own.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from .reader.heads import Judgement
from .records import ClaimType, Reason, Worth
from .tokens import NUMBER, WORD, Token, size
from .words import Lexicon, lexicon_for
from .words.lexicon import words

DEFAULT_WEIGHTS: dict[str, float] = {
    "bias": -1.06,
    "model": 1.0,
    "unread": 0.26,
    "number": 0.58,
    "quantity": 0.18,
    "named_entity": 0.22,
    "verifiable_verb": 0.33,
    "comparison": 0.22,
    "causal": 0.13,
    "law": 0.33,
    "harm": 0.33,
    "topic": 0.44,
    "record": 0.37,
    "third_person": 0.15,
    "time": 0.07,
    "length": 0.18,
    "attribution": 0.22,
    "opinion": -0.33,
    "future": -0.18,
    "duty": -0.26,
    "first_person": -0.29,
    "second_person": -0.11,
    "together": -0.04,
    "intent": -0.26,
    "vague": -0.29,
    "hedges": -0.22,
    "question": -0.91,
    "greeting": -0.37,
    "fragment": -0.44,
}
"""Weight of each criterion; "bias" is the score of a sentence that has none of them."""

THRESHOLD = 0.5
"""Even odds of being worth a check."""
OFFERED = 0.2
"""A sentence in the outlet's own voice is proposed from here on: what is never shown is never checked, so
the bound is where F2, which counts recall twice, is highest on the calibration half of the news sample
(precision .52, recall .88; at even odds .72 and .68). A desk that wants more or less moves "bias"."""
OPINION_FROM = 0.8
"""Subjectivity from which a claim's type is opinion where no word of opinion stands in it. The score gives
both classes even odds; in news one sentence in four is subjective, and a factual claim that is put away
as opinion is lost."""
FRAGMENT = 5
LONG = 20
SHOWN = 5
MOST = 12.0
"""Log-odds beyond which the reader is not believed."""
PAST_IRREGULAR = words(
    "was were had did went came got made took gave became said told met left put let set ran won",
    "lost held led began sent built bought brought thought knew saw fell rose grew wrote spoke",
    "broke chose drove spent stood struck swore threw paid found kept meant felt heard hit cut shot",
    "fought taught caught sold signed sank shrank drew been done gone taken given known seen",
    "written spoken broken chosen driven shown stolen beaten",
)
PRESENT = words(
    "is are has have do does owns own includes include contains costs cost makes make gets get pays",
    "pay",
)
PAST = re.compile(r"[a-z]{2,}(?<!e)ed$")
UNITS = words(
    "percent percentage points million billion trillion thousand hundred dollars euros pounds",
    "rupees yen miles kilometers kilometres meters metres feet tons tonnes barrels degrees people",
    "jobs troops years months weeks days hours votes millones millions milliards milliers millionen",
    "milliarden prozent milhões bilhões mil cent",
)
# On a debate stage "America" is rhetoric; in news it is rarely what makes a sentence checkable.
HOMELAND = words("america american americans united states god")
AGO = words(
    "ago last yesterday today since year years month months week weeks decade decades century",
    "annual annually",
)
YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")

Finding = tuple[float, list[Token]]


def _figures(tokens: list[Token], lexicon: Lexicon) -> list[int]:
    """Places of the numbers, in digits and in words."""
    spelt = lexicon.number_words
    return [n for n, token in enumerate(tokens) if token.kind == NUMBER or token.low in spelt]


def _numbers(tokens: list[Token], lexicon: Lexicon, figures: list[int]) -> Finding:
    found = [
        tokens[n] for n in figures if tokens[n].low in lexicon.number_words or not YEAR.match(tokens[n].text)
    ]
    return (0.0, []) if not found else (1.0 if len(found) > 1 else 0.75, found)


def _quantities(tokens: list[Token], figures: list[int]) -> Finding:
    """A number with its unit: money, a share, a count of something."""
    found = []
    for place in figures:
        token, after = tokens[place], tokens[min(place + 1, len(tokens) - 1)]
        if token.text[0] in "$€£¥" or token.text[-1] == "%" or after.text in "%€£" or after.low in UNITS:
            found.append(token)
    return float(bool(found)), found


def _entities(tokens: list[Token], lexicon: Lexicon) -> Finding:
    """Capitals within the sentence; none to be had where all is in capitals, and German writes nouns so."""
    capitals = [token for token in tokens[1:] if token.capital]
    if not capitals:
        return 0.0, []
    small = sum(token.kind == WORD and token.text.islower() for token in tokens)
    if small * 3 < len(tokens) * (1 if len(tokens) < 12 else 0.9):
        return 0.0, []
    share = 0.25 if lexicon.code == "de" else 0.5
    found = [t for t in capitals if t.low not in HOMELAND and t.low not in lexicon.first_person]
    return min(1.0, len(found) * share), found


def _verbs(tokens: list[Token], lexicon: Lexicon) -> Finding:
    if lexicon.code != "en":
        found = [token for token in tokens if token.low in lexicon.finite or token.low in lexicon.say]
        return (0.8 if found else 0.0), found
    past = [
        token
        for token in tokens
        if token.low in PAST_IRREGULAR or (token.text.endswith("ed") and PAST.match(token.text))
    ]
    if past:
        return 1.0, past
    present = [token for token in tokens if token.low in PRESENT]
    return (0.5 if present else 0.0), present


def _times(tokens: list[Token], lexicon: Lexicon) -> Finding:
    found = [
        t
        for t in tokens
        if t.low in AGO or t.low in lexicon.dates or (t.kind == NUMBER and YEAR.match(t.text))
    ]
    return float(bool(found)), found


def _question(tokens: list[Token]) -> Finding:
    ends = [token for token in tokens[-3:] if token.text in {"?", "؟", "？"}]
    return float(bool(ends)), ends


def findings(tokens: list[Token], lexicon: Lexicon) -> dict[str, Finding]:
    """The criteria that are more than a list of words."""
    figures, long = _figures(tokens, lexicon), size(tokens)
    return {
        "number": _numbers(tokens, lexicon, figures),
        "quantity": _quantities(tokens, figures),
        "named_entity": _entities(tokens, lexicon),
        "verifiable_verb": _verbs(tokens, lexicon),
        "time": _times(tokens, lexicon),
        "length": (min(1.0, long / LONG), []),
        "question": _question(tokens),
        "fragment": (float(long < FRAGMENT), []),
    }


LISTED: dict[str, int] = {
    "comparison": 2,
    "causal": 1,
    "law": 2,
    "harm": 2,
    "topic": 3,
    "record": 2,
    "third_person": 2,
    "opinion": 2,
    "future": 1,
    "duty": 1,
    "first_person": 1,
    "second_person": 1,
    "together": 2,
    "intent": 2,
    "vague": 3,
    "hedges": 2,
    "greeting": 1,
}
"""Criteria that are a word list of the same name in the lexicon, and how many words make a value of 1."""


@functools.cache
def _lists_of(code: str) -> dict[str, tuple[str, ...]]:
    """For each listed word of a language the criteria it speaks to: one look-up a word, not one a list."""
    lexicon = lexicon_for(code)
    lists: dict[str, tuple[str, ...]] = {}
    for name in LISTED:
        for word in getattr(lexicon, name):
            lists[word] = (*lists.get(word, ()), name)
    return lists


def _listed(tokens: list[Token], lexicon: Lexicon) -> dict[str, Finding]:
    lists = _lists_of(lexicon.code)
    hits: dict[str, list[Token]] = {}
    for token in tokens:
        if token.low not in lists:
            continue
        for name in lists[token.low]:
            hits.setdefault(name, []).append(token)
    return {name: (min(1.0, len(found) / LISTED[name]), found) for name, found in hits.items()}


def assess(
    tokens: list[Token],
    lexicon: Lexicon,
    weights: Mapping[str, float],
    *,
    attributed: bool = False,
    learned: Judgement | None = None,
    alone: bool = False,
) -> Worth:
    """The worth of a sentence. ``weights`` holds every key of ``DEFAULT_WEIGHTS``.

    ``learned`` is what the trained reader says of it, None in a language that it does not read;
    ``alone``: the sentence was given without an article, so it is judged as one of a speech.
    """
    found = _listed(tokens, lexicon) | findings(tokens, lexicon)
    found["attribution"] = (float(attributed), [])
    found["model"] = (_log_odds(learned, alone) if learned else 0.0, [])
    found["unread"] = (float(learned is None), [])
    reasons = [
        Reason(name, round(value, 3), weights[name], _shown(hits))
        for name, (value, hits) in found.items()
        if value
    ]
    total = weights["bias"] + sum(reason.value * reason.weight for reason in reasons)
    values = dict.fromkeys(LISTED, 0.0) | {name: value for name, (value, _) in found.items()}
    subjective = _subjective(values)
    if learned:
        # The head learned from news in which reported opinions count as facts about who holds them.
        subjective = round(max(learned.subjective, subjective if attributed else 0.0), 4)
    reasons.sort(key=_force, reverse=True)
    return Worth(_logistic(total), claim_type(values, subjective), subjective, tuple(reasons))


def _force(reason: Reason) -> float:
    return abs(reason.value * reason.weight)


def visible_score(worth: Worth, weights: Mapping[str, float]) -> float:
    """The score that the criteria other than the reader's give, as in a language that it does not read."""
    own = (one.value * one.weight for one in worth.reasons if one.criterion not in {"model", "unread"})
    return _logistic(weights["bias"] + weights["unread"] + sum(own))


def has_verb(tokens: list[Token], lexicon: Lexicon) -> bool:
    """Whether a finite verb can be seen; "to do" is none."""
    forms = lexicon.finite | lexicon.future
    free = [token for before, token in zip([None, *tokens], tokens, strict=False) if _is_free(before)]
    return bool(_verbs(free, lexicon)[0]) or any(t.low in forms or t.low in lexicon.say for t in free)


def _is_free(before: Token | None) -> bool:
    return before is None or before.low != "to"


def _log_odds(learned: Judgement, alone: bool) -> float:
    return max(-MOST, min(MOST, learned.speech if alone else learned.odds))


def _shown(hits: list[Token]) -> str:
    if len(hits) < 2:
        return hits[0].text if hits else ""
    return ", ".join(dict.fromkeys([token.text for token in hits[:SHOWN]]))


def _logistic(total: float) -> float:
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)


def reweighed(
    reasons: Iterable[Mapping[str, Any]], weights: Mapping[str, float]
) -> tuple[float, list[dict[str, Any]]]:
    """The same findings under other weights: the score, and the reasons as they then stand.

    ``reasons`` are stored ones (``Reason._asdict()``). A criterion that ``weights`` does not know keeps
    the weight that it was scored with. Under the engine's own weights this is the engine's own score.
    """
    rows = [{**row, "weight": weights.get(row["criterion"], row["weight"])} for row in reasons]
    rows.sort(key=lambda row: -abs(row["value"] * row["weight"]))
    return _logistic(weights["bias"] + sum(row["value"] * row["weight"] for row in rows)), rows


def _subjective(values: dict[str, float]) -> float:
    """How much of an opinion: value words, "should" and "I think" against figures and acts."""
    against = values["number"] + 0.5 * values["law"] + 0.7 * (values["verifiable_verb"] == 1.0)
    return _logistic(
        -1.4 + 2.6 * values["opinion"] + 1.6 * values["duty"] + 0.5 * values["first_person"] - 0.9 * against
    )


def claim_type(values: dict[str, float], subjective: float) -> ClaimType:
    """The first type that fits, the most telling first."""
    past = values["verifiable_verb"] == 1.0
    table = (
        (ClaimType.PREDICTION, values["future"] > 0 and not past),
        (ClaimType.OPINION, subjective >= (THRESHOLD if values["opinion"] else OPINION_FROM)),
        (ClaimType.QUANTITY, values["quantity"] > 0 or values["number"] >= 1),
        (ClaimType.COMPARISON, values["comparison"] >= 0.5 and values["law"] < 1),
        (ClaimType.LAW, values["law"] >= 0.5),
        (ClaimType.CAUSAL, values["causal"] > 0),
        (ClaimType.QUANTITY, values["number"] > 0),
        (ClaimType.EVENT, past),
    )
    return next((kind for kind, fits in table if fits), ClaimType.OTHER)
