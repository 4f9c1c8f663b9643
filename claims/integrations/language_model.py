"""A language model behind an OpenAI-compatible endpoint: one question, one answer, nothing remembered.

The request is ``POST {base}/chat/completions`` with ``model``, ``messages``, ``temperature``, ``max_tokens``
and ``response_format``; the answer is ``choices[0].message.content`` with ``usage`` (OpenAI's API reference,
chat completions). An endpoint that knows no JSON Schema (400 or 422) is asked once more for plain JSON.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from claims.integrations.errors import FetchFailed
from claims.integrations.http import Fetcher, FetchPolicy
from claims.said import said

ANSWER_TOKENS = 1_200
UNKNOWN_FORMAT = frozenset((400, 422))
NOT_AN_ANSWER = said("The language model's endpoint sent something that is not an answer.")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask. ``key`` travels in a header only, and is in no error and no repr."""

    base: str
    model: str
    policy: FetchPolicy
    key: str = ""

    def __repr__(self) -> str:
        return f"Endpoint({self.base!r}, {self.model!r})"


@dataclass(frozen=True, slots=True)
class Said:
    """An answer, and what it cost in tokens (None where the endpoint does not tell)."""

    text: str
    model: str
    tokens_in: int | None
    tokens_out: int | None


def ask(endpoint: Endpoint, messages: Sequence[dict[str, str]], shape: dict[str, Any]) -> Said:
    """The model's answer to the messages. Raises FetchRefused or FetchFailed with a sentence."""
    body: dict[str, Any] = {
        "model": endpoint.model,
        "messages": list(messages),
        "temperature": 0,
        "max_tokens": ANSWER_TOKENS,
        "response_format": shape,
    }
    try:
        return _post(endpoint, body)
    except FetchFailed as error:
        if error.status not in UNKNOWN_FORMAT:
            raise
    return _post(endpoint, body | {"response_format": {"type": "json_object"}})


def _post(endpoint: Endpoint, body: dict[str, Any]) -> Said:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    address = endpoint.base.rstrip("/") + "/chat/completions"
    answer = Fetcher(endpoint.policy).post(address, json.dumps(body).encode(), headers=headers)
    return _said(answer.body, endpoint.model)


def _said(body: bytes, asked: str) -> Said:
    try:
        answer = json.loads(body)
        text, usage = answer["choices"][0]["message"]["content"], answer.get("usage") or {}
        model = str(answer.get("model") or asked)[:200]
        tokens = [_count(usage.get(name)) for name in ("prompt_tokens", "completion_tokens")]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise FetchFailed("answer", NOT_AN_ANSWER, transient=False) from error
    if not isinstance(text, str):
        raise FetchFailed("answer", NOT_AN_ANSWER, transient=False)
    return Said(text.replace("\0", ""), model.replace("\0", ""), *tokens)


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and 0 <= value < 10**9 else None
