"""The policy checklist: what a draft still lacks before it may go to review."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.models import AssessmentVersion, Claim, Evidence, Policy

Kind, Stance = Evidence.Kind, Evidence.Stance


@dataclass(frozen=True, slots=True)
class Item:
    """One demand: ``sentence`` says what is missing, "" when nothing is."""

    key: str
    label: str
    sentence: str = ""

    @property
    def done(self) -> bool:
        return not self.sentence


@dataclass(frozen=True, slots=True)
class Demands:
    """The strictest numbers of the policies that apply to a claim."""

    reviews: int = 1
    sources: int = 2
    primary: int = 1
    reply: bool = True
    captures: bool = True


def demands_on(claim: Claim) -> Demands:
    """The house's policy and that of each of the claim's topics, the strictest of each number."""
    rows = Policy.objects.filter(topic=None) | Policy.objects.filter(topic__claims=claim)
    rows = rows.distinct()
    found = list(rows)
    if not found:
        return Demands()
    return Demands(
        reviews=max(row.reviews_required for row in found),
        sources=max(row.sources_required for row in found),
        primary=max(row.primary_required for row in found),
        reply=any(row.reply_required for row in found),
        captures=any(row.captures_required for row in found),
    )


def checklist(
    draft: AssessmentVersion | None,
    evidence: Sequence[Evidence],
    demands: Demands,
    *,
    reply_sought: bool = False,
) -> list[Item]:
    """Every demand in order, done or with what is missing. Pure: it reads only what it is given."""
    sources = [item for item in evidence if item.kind != Kind.REPLY]
    said = draft.checklist if draft else {}
    return [
        Item("rating", "A rating", "" if draft and draft.rating_id else "Choose a rating."),
        Item("summary", "A summary", "" if draft and draft.summary.strip() else "Write the summary."),
        _sources(sources, demands.sources),
        _primary(sources, demands.primary),
        _opposing(draft, sources, said.get("opposing", "")),
        _captures(sources, demands.captures),
        _reply(demands.reply, reply_sought, said.get("reply_waived", "")),
    ]


def _sources(sources: Sequence[Evidence], needed: int) -> Item:
    publishers = {item.publisher.strip().lower() for item in sources}
    missing = needed - len(publishers)
    sentence = f"{missing} more independent source{'s' if missing > 1 else ''} needed." if missing > 0 else ""
    return Item("sources", f"At least {needed} independent sources", sentence)


def _primary(sources: Sequence[Evidence], needed: int) -> Item:
    missing = needed - sum(item.kind == Kind.PRIMARY for item in sources)
    sentence = f"{missing} more primary source{'s' if missing > 1 else ''} needed." if missing > 0 else ""
    return Item("primary", f"At least {needed} of them primary", sentence)


def _opposing(draft: AssessmentVersion | None, sources: Sequence[Evidence], words: str) -> Item:
    """Evidence on both sides says it by itself; otherwise a person says how they looked for it."""
    both = {Stance.SUPPORTS, Stance.REFUTES} <= {item.stance for item in sources}
    done = both or bool(words.strip())
    sentence = "" if done else "Add evidence of the other side, or say how you looked for it."
    return Item("opposing", "Opposing evidence considered", sentence)


def _captures(sources: Sequence[Evidence], needed: bool) -> Item:
    without = sum(item.capture_id is None for item in sources) if needed else 0
    sentence = f"{without} of {len(sources)} without a stored copy." if without else ""
    return Item("captures", "A stored copy of each source", sentence)


def _reply(needed: bool, sought: bool, waived: str) -> Item:
    done = not needed or sought or bool(waived.strip())
    sentence = "" if done else "Ask the person concerned, or say why not."
    return Item("reply", "Right of reply sought, or waived with a reason", sentence)
