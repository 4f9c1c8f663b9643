"""The policy checklist: what a draft still lacks before it may go to review."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

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
        Item("rating", gettext("A rating"), "" if draft and draft.rating_id else gettext("Choose a rating.")),
        _summary(draft),
        _sources(sources, demands.sources),
        _primary(sources, demands.primary),
        _opposing(draft, sources, said.get("opposing", "")),
        _captures(sources, demands.captures),
        _reply(demands.reply, reply_sought, said.get("reply_waived", "")),
    ]


def _summary(draft: AssessmentVersion | None) -> Item:
    done = draft is not None and bool(draft.summary.strip())
    return Item("summary", gettext("A summary"), "" if done else gettext("Write the summary."))


def _sources(sources: Sequence[Evidence], needed: int) -> Item:
    publishers = {item.publisher.strip().lower() for item in sources}
    missing = needed - len(publishers)
    more = ngettext(
        "%(missing)s more independent source needed.", "%(missing)s more independent sources needed.", missing
    ) % {"missing": missing}
    label = gettext("At least %(needed)s independent sources") % {"needed": needed}
    return Item("sources", label, more if missing > 0 else "")


def _primary(sources: Sequence[Evidence], needed: int) -> Item:
    missing = needed - sum(item.kind == Kind.PRIMARY for item in sources)
    more = ngettext(
        "%(missing)s more primary source needed.", "%(missing)s more primary sources needed.", missing
    ) % {"missing": missing}
    label = gettext("At least %(needed)s of them primary") % {"needed": needed}
    return Item("primary", label, more if missing > 0 else "")


def _opposing(draft: AssessmentVersion | None, sources: Sequence[Evidence], words: str) -> Item:
    """Evidence on both sides says it by itself; otherwise a person says how they looked for it."""
    both = {Stance.SUPPORTS, Stance.REFUTES} <= {item.stance for item in sources}
    done = both or bool(words.strip())
    sentence = "" if done else gettext("Add evidence of the other side, or say how you looked for it.")
    return Item("opposing", gettext("Opposing evidence considered"), sentence)


def _captures(sources: Sequence[Evidence], needed: bool) -> Item:
    without = sum(item.capture_id is None for item in sources) if needed else 0
    told = gettext("%(without)s of %(all)s without a stored copy.") % {
        "without": without,
        "all": len(sources),
    }
    return Item("captures", gettext("A stored copy of each source"), told if without else "")


def _reply(needed: bool, sought: bool, waived: str) -> Item:
    done = not needed or sought or bool(waived.strip())
    sentence = "" if done else gettext("Ask the person concerned, or say why not.")
    return Item("reply", gettext("Right of reply sought, or waived with a reason"), sentence)
