"""Ask a language model within a budget, keep what may be shown, and decide on it."""

import hashlib
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop

from accounts.models import User
from claims import proposal_rules
from claims.actions.claims import edit_claim
from claims.actions.comments import comment
from claims.actions.jobs import enqueue
from claims.actions.runs import digest
from claims.errors import Refused
from claims.integrations.language_model import ANSWER_TOKENS, Said
from claims.models import Claim, Job, JobKind, ModelCall, Proposal
from claims.nlp import proposals as words
from claims.workflow import record

BUDGET_LOCK = 1_607_201  # of no meaning; one number for this lock
SPENT = gettext_noop(
    "Today's budget for the language model is used up (%(spent)s of %(limit)s tokens). "
    "It starts anew at midnight."
)


@transaction.atomic
def request_proposal(claim: Claim, *, by: User, purpose: str) -> Job:
    """Have a worker ask the language model; asking while one asks is the same job."""
    proposal_rules.may_ask(by, claim).check()
    if not settings.LLM_BASE_URL:
        raise Refused(gettext("No language model is set up here."))
    if purpose not in Proposal.Purpose.values:
        raise Refused(gettext("Say what the language model should propose."))
    key = f"claim:{claim.pk}:{purpose}"
    return enqueue(JobKind.PROPOSE, key=key, by=by, claim=claim, payload={"purpose": purpose})


@transaction.atomic
def begin_call(
    claim: Claim, *, job: Job | None, purpose: str, model: str, messages: Sequence[dict[str, str]]
) -> ModelCall:
    """Write the question down and reserve its tokens. Refused when the day has too few left."""
    reserved = sum(len(message["content"]) for message in messages) // 2 + ANSWER_TOKENS
    with connection.cursor() as cursor:  # one at a time, or two would both fit into the last of the budget
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [BUDGET_LOCK])
    if spent() + reserved > settings.LLM_DAILY_TOKENS:
        raise Refused(gettext(SPENT) % {"spent": f"{spent():,}", "limit": f"{settings.LLM_DAILY_TOKENS:,}"})
    request = {"model": model, "messages": list(messages)}
    return ModelCall.objects.create(
        claim=claim, job=job, purpose=purpose, model=model, request=request, request_digest=digest(request),
        reserved=reserved,
    )  # fmt: skip


def spent() -> int:
    """Tokens of today (in TIME_ZONE): true ones where they are known, else what was reserved."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    used = Coalesce(F("tokens_in") + F("tokens_out"), F("reserved"))
    total: int | None = ModelCall.objects.filter(asked_at__gte=midnight).aggregate(all=Sum(used))["all"]
    return total or 0


@transaction.atomic
def end_call(call: ModelCall, *, said: Said | None = None, error: str = "") -> ModelCall:
    """Write the answer down, or why there is none; twice is once."""
    values: dict[str, Any] = {"ended_at": timezone.now(), "error": error}
    if said is not None:
        values |= {
            "answer": said.text, "model": said.model, "tokens_in": said.tokens_in,
            "tokens_out": said.tokens_out, "cost": _cost(said),
        }  # fmt: skip
    ModelCall.objects.filter(pk=call.pk, ended_at=None).update(**values)
    call.refresh_from_db()
    return call


def _cost(said: Said) -> Decimal | None:
    if said.tokens_in is None or said.tokens_out is None:
        return None
    price_in, price_out = (Decimal(str(p)) for p in (settings.LLM_PRICE_IN, settings.LLM_PRICE_OUT))
    return (said.tokens_in * price_in + said.tokens_out * price_out) / 1_000_000


@transaction.atomic
def keep_proposal(call: ModelCall, proposed: words.Proposal) -> Proposal:
    """Keep a suggestion. One that is there already stays as it is, a rejected one rejected."""
    text = json.dumps(proposed.content, sort_keys=True, ensure_ascii=False)
    made, _ = Proposal.objects.get_or_create(
        claim=call.claim,
        purpose=call.purpose,
        content_digest=hashlib.sha256(text.encode()).hexdigest(),
        defaults={"call": call, "content": proposed.content, "dropped": list(proposed.dropped)},
    )
    return made


@transaction.atomic
def use(proposal: Proposal, *, by: User) -> Proposal:
    """A person takes it over as their own act: a wording becomes the statement, the rest a comment."""
    locked = _locked(proposal)
    if (locked.state, locked.decided_by_id) == (Proposal.State.USED, by.pk):
        return locked
    proposal_rules.may_decide(by, locked).check()
    if locked.purpose == Proposal.Purpose.STATEMENT:
        edit_claim(locked.claim, by=by, text=locked.content["statement"], version=locked.claim.version)
    else:
        comment(locked.claim, by=by, body=as_text(locked), token=f"proposal-{locked.pk}")
    return _decide(locked, Proposal.State.USED, by)


@transaction.atomic
def reject(proposal: Proposal, *, by: User) -> Proposal:
    """Remembered: the same content is not proposed for this claim again."""
    locked = _locked(proposal)
    if (locked.state, locked.decided_by_id) == (Proposal.State.REJECTED, by.pk):
        return locked
    proposal_rules.may_decide(by, locked).check()
    return _decide(locked, Proposal.State.REJECTED, by)


def as_text(proposal: Proposal) -> str:
    """The questions or the summary, as a person would write them down."""
    if proposal.purpose == Proposal.Purpose.QUESTIONS:
        lines = [f"- {question}" for question in proposal.content["questions"]]
    else:
        lines = [f"- {point['text']} (“{point['quotation']}”)" for point in proposal.content["points"]]
    with translation.override(settings.LANGUAGE_CODE):  # it is written down for everybody
        head = f"{proposal.get_purpose_display()}, proposed by {proposal.call.model}:"
    return "\n".join([head, *lines])


def _locked(proposal: Proposal) -> Proposal:
    Claim.objects.select_for_update().get(pk=proposal.claim_id)
    return (
        Proposal.objects.select_for_update(of=("self",)).select_related("claim", "call").get(pk=proposal.pk)
    )


def _decide(proposal: Proposal, state: Proposal.State, by: User) -> Proposal:
    record(f"proposal {state}", by=by, claim=proposal.claim, proposal=proposal.pk, purpose=proposal.purpose)
    Proposal.objects.filter(pk=proposal.pk).update(state=state, decided_by=by, decided_at=timezone.now())
    proposal.refresh_from_db()
    return proposal
