"""The nouns of the newsroom, one a file."""

from claims.models.activity import Activity, ChainHead, Note
from claims.models.answer import KeptAnswer
from claims.models.archive import Archive, EvidenceFile, SealedEvidence
from claims.models.article import ADDRESS_MAX, Article, Capture, Intake, Passage
from claims.models.assessment import Assessment, AssessmentVersion, DraftReader, contributors_to
from claims.models.claim import TEXT_MAX, TEXT_MIN, Appearance, Claim, SaidBy
from claims.models.comment import COMMENT_MAX, Comment, Mention
from claims.models.evidence import Evidence
from claims.models.figures import FigureCounts
from claims.models.history import HISTORIES, erase_words_of
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
from claims.models.library import PassageVector
from claims.models.look import Anchoring, Look
from claims.models.lookup import Lookup, LookupTurn
from claims.models.markup import MarkupClaim, MarkupPage
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
from claims.models.proposal import ModelCall, Proposal
from claims.models.public import STEMS, TIP_MAX, PublicCheck, PublicFacet, PublicPage, Subscription, Tip
from claims.models.publication import Correction, Embargo, Publication, PublishedName, Withdrawal
from claims.models.rating import Rating, Scale
from claims.models.reply import ANSWER_MAX, QUESTION_MAX, ReplyLink, ReplyRequest, reply_title
from claims.models.review import Approval, PanelVote, Review
from claims.models.run import Run, Step
from claims.models.saved import SavedView
from claims.models.seal import Proof, Seal
from claims.models.snapshot import Snapshot
from claims.models.source import Feed, Source, Speaker
from claims.models.suggestion import Suggestion
from claims.models.webhook import (
    EXCERPT,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
    WebhookFamily,
)
from claims.models.weights import Weights

__all__ = [
    "ADDRESS_MAX",
    "ANSWER_MAX",
    "COMMENT_MAX",
    "EXCERPT",
    "HISTORIES",
    "NOTICES",
    "QUESTION_MAX",
    "QUEUES",
    "STEMS",
    "TAKE_BACK",
    "TEXT_MAX",
    "TEXT_MIN",
    "TIP_MAX",
    "Activity",
    "Anchoring",
    "Appearance",
    "Approval",
    "Archive",
    "Article",
    "Assessment",
    "AssessmentVersion",
    "Capture",
    "ChainHead",
    "Claim",
    "Colleague",
    "Comment",
    "Correction",
    "DraftReader",
    "Embargo",
    "EmbeddingModel",
    "Evidence",
    "EvidenceFile",
    "Feed",
    "FigureCounts",
    "Import",
    "ImportProblem",
    "Intake",
    "Job",
    "JobKind",
    "KeptAnswer",
    "KnownCheck",
    "KnownPassage",
    "KnownTerm",
    "KnownVector",
    "Look",
    "Lookup",
    "LookupTurn",
    "MailMode",
    "MarkupClaim",
    "MarkupPage",
    "Match",
    "MatchThresholds",
    "Mention",
    "ModelCall",
    "Note",
    "Notification",
    "NotificationKind",
    "NotificationPreference",
    "NotificationQuerySet",
    "PanelVote",
    "Passage",
    "PassageVector",
    "Policy",
    "Presence",
    "Proof",
    "Proposal",
    "PublicCheck",
    "PublicFacet",
    "PublicPage",
    "Publication",
    "PublishedName",
    "Rating",
    "Reminder",
    "ReplyLink",
    "ReplyRequest",
    "Review",
    "Run",
    "SaidBy",
    "SavedView",
    "Scale",
    "Seal",
    "SealedEvidence",
    "Snapshot",
    "Source",
    "Speaker",
    "Step",
    "Subscription",
    "Suggestion",
    "Tip",
    "Topic",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookEvent",
    "WebhookFamily",
    "Weights",
    "Withdrawal",
    "WorkerSeen",
    "contributors_to",
    "erase_words_of",
    "reply_title",
]
