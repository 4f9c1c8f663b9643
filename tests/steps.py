"""A verification run as a worker leaves it, made straight in the database; its findings are planted words."""

from django.utils import timezone

from claims.actions.runs import digest
from claims.models import Claim, Run, Step
from tests import factories

INPUTS, FOUND = {"claim": "Planted input"}, {"rating": "Planted finding", "confidence": 0.93}
NAMES = ("near_claims", "stance")


def run(of: Claim, names: tuple[str, ...] = NAMES) -> Run:
    made = factories.run(of, finished_at=timezone.now())
    for position, name in enumerate(names):
        step(made, position, name)
    return made


def step(of: Run, position: int, name: str) -> Step:
    return Step.objects.create(
        run=of,
        position=position,
        name=name,
        inputs=INPUTS,
        inputs_digest=digest(INPUTS),
        outputs=FOUND,
        outputs_digest=digest(FOUND),
        model="reader",
        model_version="3",
        started_at=timezone.now(),
        duration_ms=340,
    )
