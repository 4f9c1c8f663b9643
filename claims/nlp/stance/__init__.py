"""Does a passage speak for a claim or against it? A small trained reader, and guards that overrule it."""

from .files import FOLDER, check_digests, version
from .reading import LABELS, Scores, Stance, engine, stances, warm_up

__all__ = [
    "FOLDER",
    "LABELS",
    "Scores",
    "Stance",
    "check_digests",
    "engine",
    "stances",
    "version",
    "warm_up",
]
