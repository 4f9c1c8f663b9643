"""A request that changes something is done once, however often it is sent (``Idempotency-Key``)."""

import hashlib
import re
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from accounts.models import ApiToken
from claims.api.files import FORM
from claims.api.problems import Problem
from claims.models import KeptAnswer
from claims.sealing import Unreadable, seal_bytes, unseal_bytes

Answer = Callable[[], HttpResponse]
KEY = re.compile(r"[\x21-\x7e]{1,255}")
KEPT = ("Content-Type", "ETag", "Location")
LOST = "This request was done already. Its answer was sealed with a key that is not here any more."
MISSING = "Send an Idempotency-Key, so that a request that is sent twice is done once."


def once(request: HttpRequest, token: ApiToken, answer: Answer) -> HttpResponse:
    """The answer to this request, or the one that was given to it before.

    The act and its answer are one transaction: both stand or neither. The same key sent meanwhile
    waits at the unique index until the first is through, and is then given its answer. Only what
    succeeded is kept; a refused request may be sent again with its key when things have changed.
    """
    key, digest = _key(request), digest_of(request)
    try:
        with transaction.atomic():
            kept = KeptAnswer.objects.create(token=token, key=key, digest=digest)
            response = answer()
            if response.status_code < 400:
                _keep(kept, response)
            else:
                transaction.set_rollback(True)
            return response
    except IntegrityError:
        found = KeptAnswer.objects.filter(token=token, key=key).first()
        if found is None:
            raise
    return _again(found, digest)


def _key(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        raise Problem(400, MISSING)
    if not KEY.fullmatch(key):
        raise Problem(400, "An Idempotency-Key has from 1 to 255 visible letters, without blanks.")
    return key


def digest_of(request: HttpRequest) -> str:
    """SHA-256 over what is asked: method, address and body.

    Of a form its parts: what stands between them is drawn anew each time that a program sends it.
    """
    asked = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type != FORM:
        asked.update(request.body)
        return asked.hexdigest()
    asked.update(repr(sorted(request.POST.lists())).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            raw = file.read()
            file.seek(0)
            said = (name, file.name, file.content_type, hashlib.sha256(raw).hexdigest())
            asked.update(repr(said).encode())
    return asked.hexdigest()


def _keep(kept: KeptAnswer, response: HttpResponse) -> None:
    kept.status, kept.body = response.status_code, seal_bytes(response.content)
    kept.headers = {name: response[name] for name in KEPT if name in response}
    kept.save(update_fields=["status", "body", "headers"])


def _again(kept: KeptAnswer, digest: str) -> HttpResponse:
    if kept.digest != digest:
        raise Problem(409, "This Idempotency-Key was used for another request. Choose a new one.")
    headers = {**kept.headers, "Idempotency-Replayed": "true"}
    try:
        body = unseal_bytes(bytes(kept.body))
    except Unreadable as error:
        raise Problem(409, LOST) from error
    return HttpResponse(body, status=kept.status, headers=headers)
