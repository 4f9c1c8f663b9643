"""The nouns of the newsroom, one a file."""

from claims.models.activity import Activity, Note
from claims.models.article import Article, Capture, Intake, Passage
from claims.models.claim import TEXT_MAX, TEXT_MIN, Appearance, Claim
from claims.models.job import QUEUES, Job, JobKind, WorkerSeen
from claims.models.run import Run, Step
from claims.models.seal import Seal
from claims.models.source import Source, Speaker

__all__ = [
    "QUEUES",
    "TEXT_MAX",
    "TEXT_MIN",
    "Activity",
    "Appearance",
    "Article",
    "Capture",
    "Claim",
    "Intake",
    "Job",
    "JobKind",
    "Note",
    "Passage",
    "Run",
    "Seal",
    "Source",
    "Speaker",
    "Step",
    "WorkerSeen",
]
