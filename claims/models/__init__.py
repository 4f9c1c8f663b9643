"""The nouns of the newsroom, one a file."""

from claims.models.activity import Activity, Note
from claims.models.article import ADDRESS_MAX, Article, Capture, Intake, Passage
from claims.models.assessment import Assessment, AssessmentVersion, DraftReader, contributors_to
from claims.models.claim import TEXT_MAX, TEXT_MIN, Appearance, Claim
from claims.models.comment import COMMENT_MAX, Comment, Mention
from claims.models.evidence import Evidence
from claims.models.job import QUEUES, Job, JobKind, WorkerSeen
from claims.models.known import (
    EmbeddingModel,
    Import,
    ImportProblem,
    KnownCheck,
    KnownPassage,
    KnownTerm,
    KnownVector,
)
from claims.models.match import TAKE_BACK, Match, MatchThresholds
from claims.models.notification import (
    NOTICES,
    MailMode,
    Notification,
    NotificationKind,
    NotificationPreference,
    NotificationQuerySet,
    Reminder,
)
from claims.models.person import Colleague
from claims.models.policy import Policy, Topic
from claims.models.presence import Presence
from claims.models.publication import Correction, Embargo, Publication, Withdrawal
from claims.models.rating import Rating, Scale
from claims.models.reply import ANSWER_MAX, QUESTION_MAX, ReplyLink, ReplyRequest
from claims.models.review import Approval, PanelVote, Review
from claims.models.run import Run, Step
from claims.models.seal import Seal
from claims.models.source import Source, Speaker

__all__ = [
    "ADDRESS_MAX",
    "ANSWER_MAX",
    "COMMENT_MAX",
    "NOTICES",
    "QUESTION_MAX",
    "QUEUES",
    "TAKE_BACK",
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
    "Colleague",
    "Comment",
    "Correction",
    "DraftReader",
    "Embargo",
    "EmbeddingModel",
    "Evidence",
    "Import",
    "ImportProblem",
    "Intake",
    "Job",
    "JobKind",
    "KnownCheck",
    "KnownPassage",
    "KnownTerm",
    "KnownVector",
    "MailMode",
    "Match",
    "MatchThresholds",
    "Mention",
    "Note",
    "Notification",
    "NotificationKind",
    "NotificationPreference",
    "NotificationQuerySet",
    "PanelVote",
    "Passage",
    "Policy",
    "Presence",
    "Publication",
    "Rating",
    "Reminder",
    "ReplyLink",
    "ReplyRequest",
    "Review",
    "Run",
    "Scale",
    "Seal",
    "Source",
    "Speaker",
    "Step",
    "Topic",
    "Withdrawal",
    "WorkerSeen",
    "contributors_to",
]
