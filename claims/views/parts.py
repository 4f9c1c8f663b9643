"""The parts of a claim's page that review brings: each with what it shows and what may be done."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_noop

from accounts.models import User
from claims import people_queries, people_rules, review_queries, review_rules, rules
from claims.actions.assess import missing
from claims.actions.undo import may_undo
from claims.answers import Answer
from claims.models import Assessment, Claim, Comment, Evidence, Job, ReplyRequest
from claims.people_forms import AskForm, CloseForm, CommentForm, ScheduleForm
from claims.review_forms import EvidenceForm, ReasonForm, SubmitForm, WithdrawForm
from claims.states import Status
from claims.views.sight import Sight
from claims.visibility import comments_visible_to

OPENING = {
    True: gettext_noop(
        "The draft is open to those who work on it. Looking at it bars you from reviewing it."
    ),
    False: gettext_noop(
        "The draft is hidden while its reviewers judge it: each of them rates the claim alone."
    ),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Evidence with the job that keeps its copy, and whether it may be taken out."""

    evidence: Evidence
    job: Job | None


@dataclass(frozen=True, slots=True)
class Said:
    comment: Comment
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """``close`` is None for those who do not look after the request, and when it is over."""

    request: ReplyRequest
    close: CloseForm | None


def verdict(user: User, claim: Claim, sight: Sight) -> dict[str, Any]:
    """The draft as far as the person may see it, what it lacks, and handing it in."""
    assessment = review_queries.assessment_of(claim)
    researched = claim.status == Status.RESEARCHING
    has_draft = bool(assessment and assessment.version)
    items = missing(claim) if researched and (sight.draft or not has_draft) else []
    may_submit = review_rules.may_submit(user, claim) if researched else None
    return {
        "assessment": assessment,
        "versions": list(review_queries.versions_of(assessment)[:1]) if sight.draft else [],
        "why_hidden": "" if sight.draft else gettext(OPENING[claim.status in review_rules.DRAFTING]),
        "has_draft": has_draft,
        "may_open": claim.status in review_rules.DRAFTING and bool(rules.may_take(user, claim)),
        "may_assess": review_rules.may_assess(user, claim),
        "items": items,
        "lacks": [item.sentence for item in items if not item.done],
        "may_submit": may_submit,
        "submit": _submit_form(claim, may_submit, assessment),
        **judged(assessment, sight),
    }


def _submit_form(claim: Claim, may_submit: Answer | None, assessment: Assessment | None) -> SubmitForm | None:
    if not may_submit:
        return None
    seen = {"version": assessment.version if assessment else 0}
    return SubmitForm(prefix="submit", people=review_queries.could_review(claim), initial=seen)


def judged(assessment: Assessment | None, sight: Sight) -> dict[str, Any]:
    """The round's reviews and votes side by side with the draft, for those who may see them."""
    given = review_queries.judgements_of(assessment if sight.reviews else None)
    return {"reviews": given.reviews, "votes": given.votes}


def evidence(user: User, claim: Claim) -> dict[str, Any]:
    jobs = review_queries.copy_jobs(claim)
    may_add = review_rules.may_add_evidence(user, claim)
    rows = review_queries.evidence_of(claim)
    pieces = [Piece(row, jobs.get(f"evidence:{row.pk}")) for row in rows]
    return {
        "pieces": pieces,
        "fold": ":",  # all of them
        "archived": any(piece.evidence.is_archived for piece in pieces),
        "may_add_evidence": may_add,
        "add_evidence": EvidenceForm() if may_add else None,
    }


def talk(user: User, claim: Claim, sight: Sight) -> dict[str, Any]:
    """Comments, one's own alone while one still has to judge."""
    said = comments_visible_to(user, claim, sight.standing)
    return {
        "said": [Said(row, bool(people_rules.may_withdraw_comment(user, row))) for row in said],
        "may_comment": people_rules.may_comment(user, claim),
        "comment": CommentForm(),
    }


def replies(user: User, claim: Claim) -> dict[str, Any]:
    requests = list(claim.reply_requests.select_related("kept_by"))
    may_ask = people_rules.may_ask_for_reply(user, claim)
    return {
        "requests": [_asked(user, row) for row in requests],
        "may_ask": may_ask,
        "ask": AskForm() if may_ask else None,
        "reply_link": "",
    }


def _asked(user: User, request: ReplyRequest) -> Asked:
    keeps = request.is_open and bool(people_rules.may_keep_reply(user, request))
    return Asked(request, CloseForm(auto_id=f"close{request.pk}_%s") if keeps else None)


def steps(user: User, claim: Claim) -> dict[str, Any]:
    """What can be done with the claim beyond triage, and its time."""
    return {
        "may_schedule": people_rules.may_schedule(user, claim),
        "schedule": ScheduleForm(initial={"due_at": claim.due_at, "priority": claim.priority}),
        "may_undo": may_undo(user, claim),
        "return_form": ReasonForm(prefix="return"),
        "revisit_form": ReasonForm(prefix="revisit"),
        "withdraw_form": WithdrawForm(prefix="withdraw"),
        "publication": review_queries.newest_publication(claim),
        "embargo": review_queries.open_embargo(claim) if claim.status == Status.APPROVED else None,
        "here": list(people_queries.others_here(claim, user)),
    }
