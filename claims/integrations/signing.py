"""Signatures of webhooks, as https://www.standardwebhooks.com has them: v1, HMAC-SHA256."""

import base64
import hashlib
import hmac
from collections.abc import Iterable

PREFIX = "whsec_"


def headers_for(message_id: str, at: int, body: bytes, secrets: Iterable[str]) -> dict[str, str]:
    """The three headers; every secret signs, so that a receiver may know either."""
    signed = " ".join(f"v1,{signature(message_id, at, body, secret)}" for secret in secrets)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(at),
        "webhook-signature": signed,
        "Content-Type": "application/json",
    }


def signature(message_id: str, at: int, body: bytes, secret: str) -> str:
    """Base64 of HMAC-SHA256 over ``id.timestamp.body`` with the secret's bytes."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    content = f"{message_id}.{at}.".encode() + body
    return base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
