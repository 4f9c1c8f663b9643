"""Every kind of record that leaves, in the order in which it can be brought back."""

from collections.abc import Callable, Iterator

from accounts.models import User
from claims.exchange import copies, rows, work
from claims.exchange.rows import Row

Rows = Callable[[User | None], Iterator[Row]]
KINDS: dict[str, Rows] = {
    "scale": rows.scales,
    "topic": rows.topics,
    "source": rows.sources,
    "speaker": rows.speakers,
    "page": rows.pages,
    "article": rows.articles,
    "capture": rows.captures,
    "archive": copies.archives,
    "claim": rows.claims,
    "evidence": rows.evidence,
    "file": copies.files,
    "snapshot": copies.snapshots,
    "draft": work.drafts,
    "review": work.reviews,
    "comment": work.comments,
    "run": work.runs,
    "publication": rows.publications,
    "known_check": work.known_checks,
    "tip": work.tips,
}
