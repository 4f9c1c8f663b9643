"""Look into a feed: ask the site for what is new, hand in each article that it points to."""

from typing import Any

from claims.actions.feeds import had_trouble, looked, take_items
from claims.errors import Permanent, Transient
from claims.integrations.errors import FetchFailed, FetchRefused, Unreadable
from claims.integrations.feeds import Item, items_of
from claims.integrations.http import Fetched, Fetcher
from claims.jobs.progress import Progress
from claims.jobs.taking import policy
from claims.models import Feed, Job
from claims.said import said

ACCEPT = "application/atom+xml,application/rss+xml,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5"
UNCHANGED = 304


def look_into(job: Job, progress: Progress) -> dict[str, Any]:
    """A feed that is gone or switched off ends quietly. What went wrong stays on the feed, too."""
    feed = Feed.objects.select_related("source").filter(pk=job.payload["feed"], active=True).first()
    if feed is None:
        return {}
    progress(0, 2, said("Asking the site"))
    try:
        page, items = _asked(feed)
    except (FetchRefused, FetchFailed, Unreadable) as error:
        had_trouble(feed, str(error))
        if isinstance(error, FetchFailed) and error.transient:
            raise Transient(str(error), after=error.retry_after) from error
        raise Permanent(str(error)) from error
    progress(1, 2, said("Handing in what is new"))
    new = take_items(feed, items)
    etag, modified = page.header("ETag") or feed.etag, page.header("Last-Modified") or feed.modified
    looked(feed, etag=etag, modified=modified)
    progress(2, 2)
    return {"items": len(items), "new": new}


def _asked(feed: Feed) -> tuple[Fetched, list[Item]]:
    headers = {"Accept": ACCEPT, "If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
    page = Fetcher(policy()).get(feed.address, headers={name: text for name, text in headers.items() if text})
    if page.status == UNCHANGED:
        return page, []
    return page, items_of(page.body, url=page.url_final, content_type=page.header("Content-Type") or "")
