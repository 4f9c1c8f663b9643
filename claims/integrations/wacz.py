"""Web archive collections (WACZ 1.1.1): several captures in one file that public replay tools open.

A ZIP of datapackage.json, archive/data.warc.gz, indexes/index.cdx.gz and pages/pages.jsonl. Archive and
index are stored, not packed again, so that a player reads them piece by piece.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import IO, Any
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from claims.integrations.warc import SOFTWARE, stamp

VERSION = "1.1.1"
ARCHIVE, INDEX, PAGES = "archive/data.warc.gz", "indexes/index.cdx.gz", "pages/pages.jsonl"
MEDIA_TYPE = "application/wacz"
INDEXED = {"response", "resource"}
REDIRECTS = range(300, 400)


@dataclass(frozen=True, slots=True)
class Part:
    """One WARC file of the collection and the page that it holds; ``text`` is for a player's search."""

    warc: bytes
    title: str
    text: str


def write_wacz(out: IO[bytes], parts: Iterable[Part], *, title: str, description: str, at: datetime) -> int:
    """Write the collection; the number of its pages. A WARC file that is given twice is kept once."""
    archive = BytesIO()
    lines: list[str] = []
    pages: list[dict[str, Any]] = []
    seen: set[str] = set()
    for part in parts:
        digest = hashlib.sha256(part.warc).hexdigest()
        if digest in seen:
            continue
        seen.add(digest)
        entries = list(_entries(part.warc, archive.tell()))
        archive.write(part.warc)
        lines += [line for line, _ in entries]
        pages += [_page(entries[-1][1], part, digest)] if entries else []
    resources = [
        (ARCHIVE, archive.getvalue(), ZIP_STORED),
        (INDEX, gzip.compress("".join(sorted(lines)).encode(), mtime=0), ZIP_STORED),
        (PAGES, _jsonl(pages), ZIP_DEFLATED),
    ]
    package = _package(resources, pages, title=title, description=description, at=at)
    digest_of = {"path": "datapackage.json", "hash": _hash(package)}
    with ZipFile(out, "w") as file:
        for path, body, how in resources:
            _add(file, path, body, at, how)
        _add(file, "datapackage.json", package, at, ZIP_DEFLATED)
        _add(file, "datapackage-digest.json", json.dumps(digest_of).encode(), at, ZIP_DEFLATED)
    return len(pages)


def _entries(warc: bytes, offset: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Lines of the index, with the last one that a page is made of coming last."""
    reader = ArchiveIterator(BytesIO(warc))
    for record in reader:
        if record.rec_type not in INDEXED:
            continue
        url, when = record.rec_headers.get_header("WARC-Target-URI"), _timestamp(record)
        entry = {
            "url": url,
            "mime": _mime(record),
            "status": record.http_headers.get_statuscode() if record.http_headers else "200",
            "digest": record.rec_headers.get_header("WARC-Payload-Digest"),
            "filename": "data.warc.gz",
            "offset": str(offset + reader.get_record_offset()),
        }
        record.content_stream().read()
        entry["length"] = str(reader.get_record_length())
        yield f"{surt(url)} {when} {json.dumps(entry)}\n", {"url": url, "ts": when}


def _timestamp(record: ArcWarcRecord) -> str:
    date: str = record.rec_headers.get_header("WARC-Date")
    return "".join(filter(str.isdigit, date))[:14]


def _mime(record: ArcWarcRecord) -> str:
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "unk").partition(";")[0].strip()


def _page(entry: dict[str, str], part: Part, digest: str) -> dict[str, Any]:
    when = datetime.strptime(entry["ts"], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    title = part.title or entry["url"]
    return {"id": digest[:22], "url": entry["url"], "ts": stamp(when), "title": title, "text": part.text}


def _jsonl(pages: list[dict[str, Any]]) -> bytes:
    head = {"format": "json-pages-1.0", "id": "pages", "title": "Pages", "hasText": True}
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in (head, *pages)).encode()


def _package(
    resources: list[tuple[str, bytes, int]], pages: list[dict[str, Any]], *, title: str, description: str,
    at: datetime,
) -> bytes:  # fmt: skip
    package: dict[str, Any] = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "software": SOFTWARE,
        "created": stamp(at),
        "title": title,
        "description": description,
        "resources": [
            {"name": path.rpartition("/")[2], "path": path, "hash": _hash(body), "bytes": len(body)}
            for path, body, _ in resources
        ],
    }
    if pages:
        package |= {"mainPageUrl": pages[0]["url"], "mainPageDate": pages[0]["ts"]}
    return json.dumps(package, indent=2, ensure_ascii=False).encode()


def _hash(body: bytes) -> str:
    return "sha256:" + hashlib.sha256(body).hexdigest()


def _add(file: ZipFile, path: str, body: bytes, at: datetime, how: int) -> None:
    info = ZipInfo(path, at.astimezone(UTC).timetuple()[:6])
    info.compress_type = how
    file.writestr(info, body)


def surt(url: str) -> str:
    """The key that an index is sorted by: host turned round, then path and query, all in lower case.

    As players and the Wayback Machine make it for the addresses that our client lets through: no
    scheme, no "www.", no user, no fragment, no usual port, and the words of the query in order.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return url.lower()
    labels = parts.hostname.lower().rstrip(".").removeprefix("www.").split(".")
    usual = {"http": 80, "https": 443}[parts.scheme]
    port = f":{parts.port}" if parts.port and parts.port != usual else ""
    turned = ",".join(reversed(labels))
    query = "&".join(sorted(parts.query.lower().split("&"))) if parts.query else ""
    path = parts.path.lower() or "/"
    path = path.rstrip("/") if len(path) > 1 else path
    return f"{turned}{port}){path}" + (f"?{query}" if query else "")
