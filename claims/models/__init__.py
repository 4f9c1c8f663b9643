"""The nouns of the newsroom, one a file."""

from claims.models.activity import Activity
from claims.models.article import Article, Capture, Intake, Passage
from claims.models.claim import TEXT_MAX, TEXT_MIN, Appearance, Claim
from claims.models.comment import COMMENT_MAX, Comment, Mention
from claims.models.job import QUEUES, Job, JobKind, WorkerSeen
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
from claims.models.presence import Presence
from claims.models.reply import ANSWER_MAX, QUESTION_MAX, ReplyLink, ReplyRequest
from claims.models.run import Run, Step
from claims.models.source import Source, Speaker

__all__ = [
    "ANSWER_MAX",
    "COMMENT_MAX",
    "NOTICES",
    "QUESTION_MAX",
    "QUEUES",
    "TEXT_MAX",
    "TEXT_MIN",
    "Activity",
    "Appearance",
    "Article",
    "Capture",
    "Claim",
    "Colleague",
    "Comment",
    "Intake",
    "Job",
    "JobKind",
    "MailMode",
    "Mention",
    "Notification",
    "NotificationKind",
    "NotificationPreference",
    "NotificationQuerySet",
    "Passage",
    "Presence",
    "Reminder",
    "ReplyLink",
    "ReplyRequest",
    "Run",
    "Source",
    "Speaker",
    "Step",
    "WorkerSeen",
]
