"""Web archive files of captures, files handed in as evidence, and what an approval rested on."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from claims.models.article import Capture
from claims.models.evidence import Evidence
from claims.models.review import Approval
from claims.models.triggers import kept, never_emptied

ARCHIVES = "A web archive is kept as it was written: it cannot be changed, deleted or emptied."
FILES = "A file that was handed in is kept: it cannot be changed, deleted or emptied."
SEALED = "What an approval rested on is sealed: it cannot be changed, deleted or emptied."


class Archive(models.Model):
    """The WARC file of one capture: request, answer with headers, and what we made of it.

    ``sha256`` is the digest of ``warc`` and held to it by PostgreSQL, ``payload_sha256`` that of the
    answer's body as it came over the wire. ``headers`` are the answer's, ``redirects`` the addresses
    on the way to it; ``status`` is None for a file that was handed in.
    """

    capture = models.OneToOneField(Capture, models.PROTECT, related_name="archive")
    warc = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    payload_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    charset = models.CharField(max_length=40, blank=True)
    headers = models.JSONField(default=list, blank=True)
    redirects = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        triggers = [
            kept("archive_is_kept", ARCHIVES, also_updates=True),
            never_emptied("archive_is_never_emptied", ARCHIVES),
            pgtrigger.Trigger(
                name="archive_has_its_digest",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NEW.sha256 <> encode(sha256(NEW.warc), 'hex') OR NEW.size <> length(NEW.warc) THEN
                        RAISE EXCEPTION 'The digest of a web archive is not that of its bytes.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return gettext("Archive of capture %(capture)s") % {"capture": self.capture_id}


class EvidenceFile(models.Model):
    """A file that was handed in as evidence, as it came; a job makes its capture."""

    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="file")
    name = models.CharField(max_length=255, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    raw = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = [
            kept("evidence_file_is_kept", FILES, also_updates=True),
            never_emptied("evidence_file_is_never_emptied", FILES),
        ]

    def __str__(self) -> str:
        return self.name or gettext("File of evidence %(evidence)s") % {"evidence": self.evidence_id}


class SealedEvidence(models.Model):
    """One piece that an approved verdict rested on, with the digests of its copy; "" where it had none."""

    approval = models.ForeignKey(Approval, models.PROTECT, related_name="sealed")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")
    capture = models.ForeignKey(Capture, models.PROTECT, null=True, related_name="+")
    text_sha256 = models.CharField(max_length=64, blank=True)
    raw_sha256 = models.CharField(max_length=64, blank=True)
    warc_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["approval", "evidence"]
        constraints = [
            models.UniqueConstraint(fields=["approval", "evidence"], name="one_seal_a_piece"),
            models.CheckConstraint(
                condition=Q(capture=None, text_sha256="", raw_sha256="", warc_sha256="")
                | Q(capture__isnull=False) & ~Q(text_sha256="") & ~Q(raw_sha256=""),
                name="sealed_copy_has_its_digests",
            ),
        ]
        triggers = [
            kept("sealed_evidence_is_kept", SEALED, also_updates=True),
            never_emptied("sealed_evidence_is_never_emptied", SEALED),
        ]

    def __str__(self) -> str:
        which = {"evidence": self.evidence_id, "approval": self.approval_id}
        return gettext("Evidence %(evidence)s of approval %(approval)s") % which
