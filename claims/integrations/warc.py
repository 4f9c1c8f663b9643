"""Web archive files (WARC 1.1, ISO 28500): what was asked, what came, and what we made of it.

Each file holds one capture: a warcinfo record, a response and a request for each exchange on the way
(redirects first), and a metadata record. A file that was handed in is a resource record instead.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from claims.integrations.exchange import Exchange

SOFTWARE = "factcheck-newsroom/0.1.0"
MEDIA_TYPE = "application/warc"
UNFRAMED = "X-Archive-Orig-Transfer-Encoding"
"""Bodies are kept without the framing of a chunked transfer, so its header must not promise one."""


@dataclass(frozen=True, slots=True)
class Warc:
    """A packed WARC file. Digests are SHA-256 in hex: of the file, and of the answer's body as it came."""

    body: bytes
    sha256: str
    payload_sha256: str
    status: int | None

    @property
    def size(self) -> int:
        return len(self.body)


def warc_of(exchanges: Iterable[Exchange], *, about: Mapping[str, str], contact: str) -> Warc:
    """The archive of a page that was fetched; ``about`` is what we say of it, name by name."""
    out = _Writer(contact)
    asked = list(exchanges)
    for exchange in asked:
        out.exchange(exchange)
    last = asked[-1]
    out.metadata(last.url, last.at, about)
    return out.done(payload=last.body, status=last.status)


def warc_of_file(
    body: bytes, *, address: str, media_type: str, at: datetime, about: Mapping[str, str], contact: str
) -> Warc:
    """The archive of a file that was handed in, under an ``address`` that stands for it."""
    out = _Writer(contact)
    out.resource(address, body, media_type or "application/octet-stream", at)
    out.metadata(address, at, about)
    return out.done(payload=body, status=None)


def records(body: bytes) -> Iterator[ArcWarcRecord]:
    """The records of a WARC file, each to be read before the next is asked for."""
    yield from ArchiveIterator(BytesIO(body))


class _Writer:
    def __init__(self, contact: str) -> None:
        self._file = BytesIO()
        self._warc = WARCWriter(self._file, gzip=True, warc_version="1.1")
        self._of = ""
        info = {
            "software": SOFTWARE,
            "format": "WARC File Format 1.1",
            "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "http-header-user-agent": f"{SOFTWARE} (+{contact})",
        }
        self._warc.write_record(self._warc.create_warcinfo_record(None, info))

    def exchange(self, exchange: Exchange) -> None:
        when = stamp(exchange.at)
        head = StatusAndHeaders(f"{exchange.status} {exchange.reason}".strip(), _kept(exchange), "HTTP/1.1")
        extra = {"WARC-Date": when, "WARC-Payload-Digest": labelled(exchange.body)}
        if exchange.peer:
            extra["WARC-IP-Address"] = exchange.peer
        if exchange.cut:
            extra["WARC-Truncated"] = "unspecified"
        answer = self._warc.create_warc_record(
            exchange.url,
            "response",
            payload=BytesIO(exchange.body),
            length=len(exchange.body),
            warc_headers_dict=extra,
            http_headers=head,
        )
        line = f"{exchange.method} {exchange.target} HTTP/1.1"
        request = self._warc.create_warc_record(
            exchange.url,
            "request",
            warc_headers_dict={"WARC-Date": when},
            http_headers=StatusAndHeaders(line, list(exchange.sent), is_http_request=True),
        )
        self._warc.write_request_response_pair(request, answer)
        self._of = answer.rec_headers.get_header("WARC-Record-ID")

    def resource(self, address: str, body: bytes, media_type: str, at: datetime) -> None:
        extra = {"WARC-Date": stamp(at), "WARC-Payload-Digest": labelled(body)}
        made = self._warc.create_warc_record(
            address,
            "resource",
            payload=BytesIO(body),
            length=len(body),
            warc_content_type=media_type,
            warc_headers_dict=extra,
        )
        self._warc.write_record(made)
        self._of = made.rec_headers.get_header("WARC-Record-ID")

    def metadata(self, address: str, at: datetime, about: Mapping[str, str]) -> None:
        lines = "".join(f"{name}: {_line(value)}\r\n" for name, value in about.items() if value).encode()
        extra = {"WARC-Date": stamp(at), "WARC-Concurrent-To": self._of}
        made = self._warc.create_warc_record(
            address, "metadata", payload=BytesIO(lines), length=len(lines), warc_headers_dict=extra
        )
        self._warc.write_record(made)

    def done(self, *, payload: bytes, status: int | None) -> Warc:
        body = self._file.getvalue()
        return Warc(body, hashlib.sha256(body).hexdigest(), hashlib.sha256(payload).hexdigest(), status)


def _kept(exchange: Exchange) -> list[tuple[str, str]]:
    """The answer's headers, true of the body as it is kept."""
    framed = any(name.lower() == "transfer-encoding" for name, _ in exchange.headers)
    headers = [
        (UNFRAMED if name.lower() == "transfer-encoding" else name, value)
        for name, value in exchange.headers
        if not (name.lower() == "content-length" and (framed or exchange.cut))
    ]
    return [*headers, ("Content-Length", str(len(exchange.body)))] if framed or exchange.cut else headers


def labelled(body: bytes) -> str:
    """A digest as WARC has it, the name of its algorithm before it."""
    return "sha256:" + hashlib.sha256(body).hexdigest()


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _line(value: str) -> str:
    return " ".join(value.split())
