"""Copies that leave with an export: web archives and files that were handed in, and where archives keep them.

Their bytes stand in files of their own beside the lines, each named by its SHA-256.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Length

from accounts.models import User
from claims.exchange.rows import Row, iso, place_of
from claims.models import Archive, EvidenceFile, Snapshot

CHUNK = 200


def archives(by: User | None) -> Iterator[Row]:
    rows = Archive.objects.select_related("capture__article").order_by("pk")
    for row in rows.defer("warc", "capture__raw", "capture__text").iterator(CHUNK):
        names = ("sha256", "size", "payload_sha256", "status", "charset", "headers", "redirects")
        yield {"capture": place_of(row.capture), "file": archive_name(row.sha256)} | {
            name: getattr(row, name) for name in names
        }


def files(by: User | None) -> Iterator[Row]:
    for row in _files().iterator(CHUNK):
        yield {
            "evidence": row.evidence_id,
            "name": row.name,
            "media_type": row.media_type,
            "file": file_name(row.sha256),
            "sha256": row.sha256,
            "size": row.size,
        }


def snapshots(by: User | None) -> Iterator[Row]:
    """What was asked of the Internet Archive and has ended: whether it keeps the page, and where."""
    for row in Snapshot.objects.exclude(state=Snapshot.State.ASKED).order_by("pk").iterator(CHUNK):
        yield {
            "evidence": row.evidence_id,
            "state": row.state,
            "ticket": row.ticket,
            "address": row.address,
            "kept": row.kept,
            "told": row.told,
            "asked_at": iso(row.asked_at),
            "ended_at": iso(row.ended_at),
        }


def blobs() -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of every file that the lines name, one in memory at a time, each once."""
    written: set[str] = set()
    for pk, sha256 in Archive.objects.order_by("pk").values_list("pk", "sha256"):
        name = archive_name(sha256)
        if name not in written:
            yield name, bytes(Archive.objects.values_list("warc", flat=True).get(pk=pk))
        written.add(name)
    for pk, sha256 in _files().values_list("pk", "sha256"):
        name = file_name(sha256)
        if name not in written:
            yield name, bytes(EvidenceFile.objects.values_list("raw", flat=True).get(pk=pk))
        written.add(name)


def archive_name(sha256: str) -> str:
    return f"archives/{sha256}.warc.gz"


def file_name(sha256: str) -> str:
    return f"files/{sha256}"


def _files() -> QuerySet[Any]:
    """Without their bytes, with what these come to."""
    digest = Func(
        Func(F("raw"), function="sha256"), Value("hex"), function="encode", output_field=TextField()
    )
    return EvidenceFile.objects.defer("raw").annotate(sha256=digest, size=Length("raw")).order_by("pk")
