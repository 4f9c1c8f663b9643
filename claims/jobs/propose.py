"""Ask the language model about a claim: what it may see, whom to ask, what of the answer is kept."""

from typing import Any

from django.conf import settings

from claims.actions.proposals import begin_call, end_call, keep_proposal
from claims.errors import Permanent, Transient
from claims.integrations import language_model
from claims.integrations.errors import FetchFailed, FetchRefused
from claims.integrations.http import FetchPolicy
from claims.jobs.progress import Progress
from claims.models import Appearance, Claim, Evidence, Job
from claims.nlp import proposals
from claims.nlp.proposals.asking import schema
from claims.said import said

PIECES = 6  # the claim's own article first, then evidence
ANSWER_BYTES = 1_000_000


def propose(job: Job, progress: Progress) -> dict[str, Any]:
    """Ask each model in turn until one gives something that can be shown.

    Transient when the last failure may pass; Permanent when no model gave anything of use.
    """
    claim, purpose = job.claim, job.payload.get("purpose", "")
    if claim is None or purpose not in proposals.PURPOSES or not settings.LLM_BASE_URL:
        return {}
    material = material_of(claim)
    failed: Permanent | Transient | None = None
    for number, model in enumerate(models()):
        progress(number, len(models()), said("Asking %(model)s", model=model))
        try:
            return {"proposal": _ask(job, claim, proposals.Purpose(purpose), model, material)}
        except (Permanent, Transient) as error:
            failed = error
    raise failed or Permanent(said("No language model is set up here."))


def models() -> list[str]:
    return [name for name in (settings.LLM_MODEL, settings.LLM_FALLBACK_MODEL) if name]


def material_of(claim: Claim) -> proposals.Material:
    """The claim, the text around where it was said, and its evidence's stored text."""
    places = Appearance.objects.filter(claim=claim).select_related("capture__article").order_by("pk")[:1]
    pieces = [(str(place.capture.article or ""), place.capture.text) for place in places]
    rows = Evidence.objects.filter(claim=claim, removed_at=None).select_related("capture").order_by("pk")
    for item in rows.defer("capture__raw")[: PIECES - len(pieces)]:
        text = item.capture.text if item.capture else item.excerpt
        if text:
            pieces.append((f"{item.title}, {item.publisher}", text))
    return proposals.Material(claim.text, tuple(pieces), claim.language).clipped()


def endpoint(model: str) -> language_model.Endpoint:
    """A policy of its own: one long wait for one answer, and no port forbidden to a named host."""
    policy = FetchPolicy(
        allowed_hosts=frozenset(settings.FETCH_ALLOWED_HOSTS),
        contact=settings.FETCH_CONTACT,
        max_bytes=ANSWER_BYTES,
        read_seconds=settings.LLM_TIMEOUT_SECONDS,
        total_seconds=settings.LLM_TIMEOUT_SECONDS,
    )
    return language_model.Endpoint(settings.LLM_BASE_URL, model, policy, settings.LLM_API_KEY)


def _ask(
    job: Job, claim: Claim, purpose: proposals.Purpose, model: str, material: proposals.Material
) -> int | None:
    messages = proposals.ask(purpose, material)
    call = begin_call(claim, job=job, purpose=purpose, model=model, messages=messages)
    try:
        said = language_model.ask(endpoint(model), messages, schema(purpose))
    except FetchRefused as error:
        end_call(call, error=str(error))
        raise Permanent(str(error)) from error
    except FetchFailed as error:
        end_call(call, error=_told(error))
        raise (
            Transient(_told(error), after=error.retry_after) if error.transient else Permanent(_told(error))
        ) from error
    return _keep(call, said, purpose, material)


def _keep(
    call: Any, said: language_model.Said, purpose: proposals.Purpose, material: proposals.Material
) -> int | None:
    try:
        proposed = proposals.read(purpose, said.text, material)
    except proposals.BadAnswer as error:
        end_call(call, said=said, error=str(error))
        raise Permanent(str(error)) from error
    end_call(call, said=said)
    return keep_proposal(call, proposed).pk


def _told(error: FetchFailed) -> str:
    return said("The language model could not be asked. %(said)s", said=error)
