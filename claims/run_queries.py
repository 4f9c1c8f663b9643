"""Reads of verification runs: what a page shows, and what a desk asks of them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Job, JobKind, Policy, Rating, Run, Step, Suggestion
from claims.queries import current_ratings

SUGGEST_FROM = 0.8
"""Where no policy says otherwise."""
LABELS = {
    "matches": _("Has it been checked before?"),
    "quotation": _("Is the quotation true to its source?"),
    "evidence": _("What speaks of it?"),
    "figures": _("Do the numbers and dates agree?"),
    "stance": _("For or against?"),
    "summary": _("What is it all together?"),
    "passages": _("What speaks of it?"),
    "near_claims": _("Has it been checked before?"),
}


@dataclass(frozen=True, slots=True)
class MethodStep:
    """A step as the public page shows it: what was asked, what answered, when and how long it took.

    ``inputs`` and ``outputs`` are digests: what the machine suggested is not the newsroom's word.
    """

    name: str
    label: str
    model: str
    version: str
    inputs: str
    outputs: str
    at: datetime
    milliseconds: int
    failed: bool


@dataclass(frozen=True, slots=True)
class Method:
    """One finished run of a claim, with its steps in their order."""

    run: int
    at: datetime
    steps: list[MethodStep]


def run_shown(pk: int) -> QuerySet[Run]:
    """One run with its steps, claim, job and whoever asked for it."""
    return (
        Run.objects.filter(pk=pk)
        .select_related("claim", "job", "requested_by")
        .defer("claim__search")
        .prefetch_related(Prefetch("steps", Step.objects.order_by("position")))
    )


def run_before(run: Run) -> Run | None:
    """The claim's finished run before this one."""
    earlier = Run.objects.filter(claim=run.claim_id, pk__lt=run.pk, finished_at__isnull=False)
    return earlier.order_by("-pk").first()


def newest_replay(run: Run) -> Job | None:
    """The newest job that ran it again."""
    return Job.objects.filter(kind=JobKind.REPLAY, key=f"run:{run.pk}").order_by("-pk").first()


def method_of(claim: Claim) -> list[Method]:
    """The claim's finished runs in the order in which they were made; [] without.

    For the public page's section on method: it names no person and shows neither inputs nor findings.
    """
    steps = Step.objects.defer("inputs", "outputs").order_by("position")
    runs = Run.objects.filter(claim=claim, finished_at__isnull=False).order_by("pk")
    return [
        Method(run.pk, run.started_at, [_method_step(step) for step in run.steps.all()])
        for run in runs.prefetch_related(Prefetch("steps", steps))
    ]


def _method_step(step: Step) -> MethodStep:
    return MethodStep(
        name=step.name,
        label=str(LABELS.get(step.name, step.name)),
        model=step.model,
        version=step.model_version,
        inputs=step.inputs_digest,
        outputs=step.outputs_digest,
        at=step.started_at,
        milliseconds=step.duration_ms,
        failed=bool(step.error),
    )


def suggests_from(claim: Claim) -> float:
    """The confidence from which the claim's desk wants a rating suggested: the strictest that applies."""
    rows = Policy.objects.filter(topic=None) | Policy.objects.filter(topic__claims=claim)
    return max(rows.values_list("suggest_from", flat=True), default=SUGGEST_FROM)


def extremes() -> dict[str, Rating]:
    """The ratings of the newest scale that "supports" and "refutes" would mean: its best and its worst."""
    found = list(current_ratings().filter(value__isnull=False).order_by("value", "-position"))
    return {"supports": found[-1], "refutes": found[0]} if len(found) > 1 else {}


def suggestions_of(claim: Claim) -> QuerySet[Suggestion]:
    """What runs suggested for a claim: the rating first, then evidence by its confidence."""
    rows = Suggestion.objects.filter(claim=claim).select_related("run", "rating", "decided_by")
    return rows.order_by("-kind", "-confidence", "pk")
