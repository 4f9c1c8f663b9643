"""Feeds of fact-checks from the web, page by page into files: any size, never in memory at once."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urljoin, urlsplit

from claims.integrations.errors import FetchFailed
from claims.integrations.http import NOTHING, Fetched, Fetcher
from claims.said import said

PAGES = 20_000  # of one feed: more is a feed that never ends
NEXT = re.compile(r'<([^<>]{1,4000})>\s*;[^,]*\brel="?next"?', re.IGNORECASE)


def is_address(words: str) -> bool:
    return words.lower().startswith(("http://", "https://"))


@contextmanager
def downloaded(fetcher: Fetcher, address: str) -> Iterator[tuple[Path, Fetched]]:
    """One address in a file that is gone afterwards."""
    with TemporaryDirectory(prefix="factcheck-feed-") as folder:
        path = Path(folder) / name_of(address)
        with path.open("wb") as file:
            answer = fetcher.save(address, file)
        yield path, answer


def feed_pages(
    fetcher: Fetcher, address: str, *, headers: Mapping[str, str] = NOTHING
) -> Iterator[tuple[Path, Fetched]]:
    """Each page of a feed, by the Link header (RFC 8288) as far as it leads; the file is the last page's.

    ``headers`` go with the first page; where it is unchanged (304) that is all there is.
    """
    asked: set[str] = set()
    with TemporaryDirectory(prefix="factcheck-feed-") as folder:
        path = Path(folder) / name_of(address)
        while address and len(asked) < PAGES:
            asked.add(address)
            with path.open("wb") as file:
                answer = fetcher.save(address, file, headers=headers if len(asked) == 1 else NOTHING)
            yield path, answer
            onward = "" if answer.status == 304 else next_of(answer)
            if onward in asked:
                raise FetchFailed("loop", said("The feed's pages lead in a circle."), transient=False)
            address = onward


def next_of(answer: Fetched) -> str:
    """The address of the page after this one, on the same host; "" at the end."""
    for name, value in answer.headers:
        if name.lower() == "link" and (found := NEXT.search(value)):
            onward = urljoin(answer.url_final, found.group(1))
            same = urlsplit(onward).netloc == urlsplit(answer.url_final).netloc
            return onward if same else ""
    return ""


def name_of(address: str) -> str:
    """A name for the file, as an operator reads it in the list of imports."""
    parts = urlsplit(address)
    plain = re.sub(r"[^A-Za-z0-9.-]+", "-", f"{parts.hostname or 'feed'}{parts.path}").strip("-.")
    return plain[-120:] or "feed"
