"""The Internet Archive's Save Page Now 2: ask for a snapshot, and how far it is.

Its answers are reports, not proof: whoever asks looks at the snapshot itself (`address_of`, ``raw``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from claims.integrations.errors import FetchFailed
from claims.integrations.http import Fetcher
from claims.said import said

TICKET = re.compile(r"[\w.-]{1,100}", re.ASCII)
TIMESTAMP = re.compile(r"\d{14}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Progress:
    """``timestamp`` (YYYYMMDDHHMMSS) and ``original`` once it is done; ``failed`` is why it is not."""

    timestamp: str = ""
    original: str = ""
    failed: str = ""

    @property
    def pending(self) -> bool:
        return not self.timestamp and not self.failed


class SavePageNow:
    """``key`` is "access:secret" of an account."""

    def __init__(self, fetcher: Fetcher, base: str, key: str) -> None:
        self._fetcher, self._base, self._key = fetcher, base, key

    def ask(self, address: str) -> str:
        """Ask for a snapshot: its ticket. FetchFailed with the archive's own words where it declines."""
        body = urlencode({"url": address, "skip_first_archive": 1}).encode()
        headers = {**self._headers(), "Content-Type": "application/x-www-form-urlencoded"}
        answer = self._object(self._fetcher.post(f"{self._base}/save", body, headers=headers).body)
        ticket = str(answer.get("job_id") or "")
        if not TICKET.fullmatch(ticket):
            raise FetchFailed(
                "declined",
                said("The Internet Archive declined: %(reason)s", reason=_why(answer)),
                transient=False,
            )
        return ticket

    def progress(self, ticket: str) -> Progress:
        page = self._fetcher.get(f"{self._base}/save/status/{quote(ticket)}", headers=self._headers())
        answer = self._object(page.body)
        status = answer.get("status")
        if status == "pending":
            return Progress()
        timestamp, original = str(answer.get("timestamp") or ""), str(answer.get("original_url") or "")
        if status == "success" and TIMESTAMP.fullmatch(timestamp) and original:
            return Progress(timestamp, original)
        return Progress(
            failed=said("The Internet Archive could not keep the page: %(reason)s", reason=_why(answer))
        )

    def address_of(self, done: Progress, *, raw: bool = False) -> str:
        """Where the snapshot is; ``raw`` as it was received, without the archive's own frame."""
        return f"{self._base}/web/{done.timestamp}{'id_' if raw else ''}/{done.original}"

    def _headers(self) -> Mapping[str, str]:
        return {"Accept": "application/json", "Authorization": f"LOW {self._key}"}

    def _object(self, body: bytes) -> dict[str, Any]:
        try:
            answer = json.loads(body)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise FetchFailed(
                "shape", said("The Internet Archive answered in an unknown shape."), transient=True
            )
        return answer


def _why(answer: Mapping[str, Any]) -> str:
    """Its message as one sentence."""
    told = " ".join(str(answer.get("message") or answer.get("status_ext") or "no reason given").split())[:300]
    return told if told.endswith(".") else f"{told}."
