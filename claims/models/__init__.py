"""The nouns of the newsroom, one a file."""

from claims.models.activity import Activity
from claims.models.article import ADDRESS_MAX, Article, Capture, Intake, Passage
from claims.models.assessment import Assessment, AssessmentVersion, DraftReader, contributors_to
from claims.models.claim import TEXT_MAX, TEXT_MIN, Appearance, Claim
from claims.models.evidence import Evidence
from claims.models.job import QUEUES, Job, JobKind, WorkerSeen
from claims.models.policy import Policy, Topic
from claims.models.publication import Correction, Embargo, Publication, Withdrawal
from claims.models.rating import Rating, Scale
from claims.models.review import Approval, PanelVote, Review
from claims.models.run import Run, Step
from claims.models.source import Source, Speaker

__all__ = [
    "ADDRESS_MAX",
    "QUEUES",
    "TEXT_MAX",
    "TEXT_MIN",
    "Activity",
    "Appearance",
    "Approval",
    "Article",
    "Assessment",
    "AssessmentVersion",
    "Capture",
    "Claim",
    "Correction",
    "DraftReader",
    "Embargo",
    "Evidence",
    "Intake",
    "Job",
    "JobKind",
    "PanelVote",
    "Passage",
    "Policy",
    "Publication",
    "Rating",
    "Review",
    "Run",
    "Scale",
    "Source",
    "Speaker",
    "Step",
    "Topic",
    "Withdrawal",
    "WorkerSeen",
    "contributors_to",
]
