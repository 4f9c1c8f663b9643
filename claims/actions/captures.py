"""Store what was read as an immutable capture, with its web archive where there is one."""

import hashlib
from datetime import datetime

from claims.actions.archives import Kept, keep_archive
from claims.integrations.records import Reading
from claims.models import ADDRESS_MAX, Article, Capture


def keep_capture(
    reading: Reading,
    *,
    raw: bytes,
    address: str,
    retrieved_at: datetime,
    article: Article | None = None,
    archive: Kept | None = None,
) -> tuple[Capture, bool]:
    """The capture, and whether it is new: an article has one for each text, evidence one of its own.

    Call it inside a transaction.
    """
    digest = hashlib.sha256(reading.text.encode()).hexdigest()
    fields = {
        "text": reading.text,
        "sha256": digest,
        "raw": raw,
        "raw_sha256": hashlib.sha256(raw).hexdigest(),
        "media_type": (reading.media_type or "")[:100],
        "address": address if len(address) <= ADDRESS_MAX else "",
        "notes": list(reading.notes),
        "retrieved_at": retrieved_at,
    }
    if article is None:
        capture, fresh = Capture.objects.create(**fields), True
    else:
        capture, fresh = Capture.objects.get_or_create(article=article, sha256=digest, defaults=fields)
    if fresh and archive:
        keep_archive(capture, archive)
    return capture, fresh
