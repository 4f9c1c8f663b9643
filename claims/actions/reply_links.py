"""Links by which an addressee answers without an account.

A token is 192 random bits and their signature; the database keeps only the token's digest. A forged
one is turned away before the database is asked. It is a capability: it is shown once, mailed, and
written into no log (`factcheck/logging.py`).
"""

import hashlib
import secrets

from django.core.signing import BadSignature, Signer

from claims.models import ReplyLink, ReplyRequest


def mint(request: ReplyRequest, purpose: str) -> tuple[ReplyLink, str]:
    """A new link and its token. IntegrityError when this letter's link is there already."""
    token = _signer().sign(secrets.token_urlsafe(24))
    link = ReplyLink.objects.create(request=request, purpose=purpose, token_digest=_digest(token))
    return link, token


def request_of(token: str) -> ReplyRequest | None:
    """The request that the token opens, in whatever state it is; None for a token that is not ours."""
    try:
        _signer().unsign(token)
    except BadSignature:
        return None
    link = ReplyLink.objects.filter(token_digest=_digest(token)).select_related("request__claim").first()
    return link.request if link else None


def _signer() -> Signer:
    return Signer(salt="claims.reply")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
