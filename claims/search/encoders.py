"""Which sentence encoder answers: the one whose vectors are complete."""

from functools import lru_cache
from pathlib import Path

import structlog
from django.conf import settings

from claims.models import EmbeddingModel
from claims.nlp.vectors import WEIGHTS, Encoder, WeightsBroken, load

log = structlog.get_logger(__name__)


def folders() -> list[Path]:
    """Where encoders lie, the newest last: the one that comes with the product unless others are named."""
    return [Path(name) for name in settings.VECTORS_FOLDERS] or [WEIGHTS]


def encoders() -> list[Encoder]:
    """Those whose files are whole, the newest last. What is broken is logged, once a process."""
    return [found for found in map(_loaded, folders()) if found is not None]


def newest() -> Encoder:
    """The encoder to fill vectors for. Raises WeightsBroken."""
    return load(folders()[-1])


def answering() -> tuple[EmbeddingModel, Encoder] | None:
    """The active model and its encoder; None when either is away, so that words alone are searched."""
    active = EmbeddingModel.objects.filter(state=EmbeddingModel.State.ACTIVE).first()
    if active is None:
        return None
    ready = next((found for found in encoders() if found.version == active.digest), None)
    return (active, ready) if ready else None


@lru_cache(maxsize=8)
def _loaded(folder: Path) -> Encoder | None:
    try:
        return load(folder)
    except WeightsBroken as error:
        log.error("vectors.away", reason=str(error))
        return None
