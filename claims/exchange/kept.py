"""Web archives, files that were handed in and what public archives keep, brought back with their captures."""

from typing import Any

from claims.errors import Refused
from claims.exchange.beside import Files, bytes_of
from claims.exchange.copies import archive_name, file_name
from claims.models import Archive, EvidenceFile, Snapshot

Row = dict[str, Any]


class Copies:
    """``captures`` and ``evidence`` lead from the export's numbers to what is here; ``files`` is None
    where an export came without its files: then they are left, and counted so.
    """

    def __init__(self, files: Files | None, captures: dict[int, int], evidence: dict[int, int]) -> None:
        self.files, self.captures, self.evidence = files, captures, evidence

    def archive(self, row: Row) -> bool:
        if self.files is None:
            return False
        row.pop("file")  # the name follows from the digest: a line leads to no other file
        name = archive_name(row["sha256"])
        warc = bytes_of(self.files, name, sha256=row["sha256"], size=row["size"])
        Archive.objects.create(capture_id=capture_of(self.captures, row.pop("capture")), warc=warc, **row)
        return True

    def file(self, row: Row) -> bool:
        """What was handed in for evidence that is here; what was taken out of a draft stays out."""
        evidence = self.evidence.get(row["evidence"])
        if self.files is None or evidence is None:
            return False
        name = file_name(row["sha256"])
        raw = bytes_of(self.files, name, sha256=row["sha256"], size=row["size"])
        EvidenceFile.objects.create(
            evidence_id=evidence, name=row["name"], media_type=row["media_type"], raw=raw
        )
        return True

    def snapshot(self, row: Row) -> bool:
        evidence, asked_at = self.evidence.get(row.pop("evidence")), row.pop("asked_at")
        if evidence is None:
            return False
        made = Snapshot.objects.create(evidence_id=evidence, **row)
        Snapshot.objects.filter(pk=made.pk).update(asked_at=asked_at)
        return True


def capture_of(captures: dict[int, int], place: Row) -> int:
    """The capture that a line names."""
    try:
        return captures[place["number"]]
    except KeyError as error:
        raise Refused(
            "The export names a capture that it does not hold: nothing was brought back."
        ) from error
