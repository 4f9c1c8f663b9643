"""Read another publisher's feed of fact-checks, whole or as far as it is new."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from claims.actions.known_checks import embed_later, import_file
from claims.actions.subscriptions import read_whole, went_wrong
from claims.errors import Permanent, Transient
from claims.integrations.downloads import feed_pages
from claims.integrations.errors import FetchFailed, FetchRefused
from claims.integrations.http import Fetcher, FetchPolicy
from claims.integrations.streams import Unreadable
from claims.jobs.progress import Progress
from claims.models import Import, Job, Subscription
from claims.said import said

LARGEST, PATIENCE = 2_000_000_000, 3600.0  # bytes of one page of a feed, seconds for it


@dataclass(slots=True)
class FeedRead:
    """What came of a feed: an import for each of its pages, none where nothing is new."""

    imports: list[Import] = field(default_factory=list)
    etag: str = ""
    last_modified: str = ""
    unchanged: bool = False

    def count(self, name: str) -> int:
        return sum(getattr(row, name) for row in self.imports)


def policy_for_feeds() -> FetchPolicy:
    """How feeds are fetched: guarded like every fetch, but patient, and of any size that a disk holds."""
    return FetchPolicy(
        allowed_hosts=frozenset(settings.FETCH_ALLOWED_HOSTS),
        contact=settings.FETCH_CONTACT,
        max_bytes=LARGEST,
        total_seconds=PATIENCE,
    )


def read_feed(
    address: str,
    *,
    feed: str = "",
    known: dict[str, str] | None = None,
    tell: Callable[[Import], None] = lambda of: None,
) -> FeedRead:
    """Take in every page. ``known`` are If-None-Match and If-Modified-Since of the last whole reading.

    Raises FetchFailed, FetchRefused or Unreadable; what is in by then stays in, and a second reading
    goes on from there: what it meets again is counted as unchanged.
    """
    done = FeedRead()
    for path, answer in feed_pages(Fetcher(policy_for_feeds()), address, headers=known or {}):
        if answer.status == 304:
            done.unchanged = True
            break
        if not done.imports:
            done.etag, done.last_modified = answer.header("ETag") or "", answer.header("Last-Modified") or ""
        done.imports.append(import_file(path, feed=feed, tell=tell))
    return done


def subscribe(job: Job, progress: Progress) -> dict[str, Any]:
    """The job of one subscription: an unchanged feed costs one question."""
    subscription = Subscription.objects.filter(pk=job.payload.get("subscription"), active=True).first()
    if subscription is None:
        return {}
    progress(0, 0, said("Reading %(name)s", name=subscription.name))
    known = {"If-None-Match": subscription.etag, "If-Modified-Since": subscription.last_modified}
    try:
        done = read_feed(
            subscription.address,
            feed=subscription.name,
            known={name: value for name, value in known.items() if value},
            tell=lambda row: progress(row.cursor, 0, said("%(many)s entries read", many=f"{row.cursor:,}")),
        )
    except FetchFailed as error:
        went_wrong(subscription, str(error))
        if error.transient:
            raise Transient(str(error), after=error.retry_after) from error
        raise Permanent(str(error)) from error
    except (FetchRefused, Unreadable) as error:
        went_wrong(subscription, str(error))
        raise Permanent(str(error)) from error
    read_whole(subscription, done.imports, etag=done.etag, last_modified=done.last_modified)
    for row in done.imports[-1:]:
        embed_later(row)
    return {"unchanged": done.unchanged, **{name: done.count(name) for name in ("added", "changed", "bad")}}
