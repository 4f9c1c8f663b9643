"""Look at a page again: is it there, where it was, saying what it said?"""

import re
from typing import Any
from urllib.parse import urlsplit

from claims.actions.looks import Subject, compared_with
from claims.actions.seen import Seen, note_look
from claims.integrations.errors import FetchFailed, FetchRefused, Unreadable
from claims.integrations.http import Fetcher
from claims.integrations.obstacles import says_missing
from claims.integrations.urls import canonicalise, same_site
from claims.jobs.progress import Progress
from claims.jobs.taking import Taken, policy, taken
from claims.models import Article, Capture, Evidence, Job, Look
from claims.nlp.anchoring import share_kept
from claims.nlp.changes import changes
from claims.said import said

GONE_CODES = {"status-404", "status-410", "status-451", "dns"}
ANOTHER = 0.1  # share of the old text below which the page that answers is another one
EXPLAINS = re.compile(
    r"\b(corrections?|corrected|clarifications?|clarified|editor['’]?s['’]? note|an earlier version"
    r"|updated?|amended|korrektur|korrigiert|berichtig\w+|anmerkung der redaktion|correction|corrigé"
    r"|mise à jour|corrección|corregid[oa]|actualizad[oa]|corrigid[oa]|atualizad[oa]|correção)\b",
    re.IGNORECASE,
)
HIDDEN = {
    "challenge": said("It answers, but the site asks whether the visitor is human."),
    "sign-in": said("It answers, but the page asks for a sign-in now."),
    "script": said("It answers, but the page shows its text only with JavaScript now."),
}


def look_again(job: Job, progress: Progress) -> dict[str, Any]:
    """One look. A site that is away is no failure of the job: the look says so, and the next comes later."""
    subject = _subject(str(job.payload.get("look", "")))
    before = compared_with(subject) if subject is not None else None
    if subject is None or before is None:
        return {}
    progress(0, 1, said("Looking at the page"))
    seen = see(subject.address or "", before)
    noted = note_look(subject, before=before, seen=seen)
    progress(1, 1)
    return {"look": noted.pk, "outcome": noted.outcome}


def _subject(key: str) -> Subject | None:
    kind, _, pk = key.partition(":")
    if kind == "article":
        return Article.objects.filter(pk=pk).first()
    return Evidence.objects.select_related("claim", "capture").filter(pk=pk, removed_at=None).first()


def see(address: str, before: Capture) -> Seen:
    """Fetch the page and say what became of it."""
    try:
        page = Fetcher(policy()).get(address)
    except FetchRefused as error:
        return Seen(Look.Outcome.AWAY, str(error))
    except FetchFailed as error:
        gone = error.code in GONE_CODES
        return Seen(Look.Outcome.GONE if gone else Look.Outcome.AWAY, str(error), status=error.status)
    try:
        return _compared(taken(page), address, before)
    except Unreadable as error:
        return _unreadable(error, page.url_final, page.status)


def _unreadable(error: Unreadable, address: str, status: int) -> Seen:
    """A page of 200 that says "not found" is gone; one that hides its text is merely not seen."""
    if error.code == "missing":
        told = said("The page answers %(status)s, but says that what it held is not there.", status=status)
        return Seen(Look.Outcome.GONE, told, address=address, status=status)
    told = HIDDEN.get(error.code) or str(error)
    return Seen(Look.Outcome.AWAY, told, address=address, status=status)


def _compared(now: Taken, address: str, before: Capture) -> Seen:
    text = now.reading.text
    kept = share_kept(before.text, text)
    common: dict[str, Any] = {"address": now.address, "status": 200, "at": now.retrieved_at, "kept": kept}
    missing = _missing(now, address, kept)
    if missing:
        return Seen(Look.Outcome.GONE, missing, **common)
    moved = _moved(address, now.address)
    if text == before.text:
        return Seen(Look.Outcome.MOVED, moved, **common) if moved else Seen(Look.Outcome.SAME, **common)
    silent = not _explained(before.text, text)
    told = (
        said("Its text changed without a word about it.")
        if silent
        else said("Its text changed, and it says so.")
    )
    return Seen(
        Look.Outcome.CHANGED,
        said("%(said)s It is at %(address)s now.", said=told, address=now.address) if moved else told,
        silent=silent,
        reading=now.reading,
        raw=now.raw,
        archive=now.archive,
        **common,
    )


def _missing(now: Taken, address: str, kept: float) -> str:
    """Why a page that answers is not the page any more; "" where it may still be."""
    if kept >= ANOTHER:
        return ""
    if says_missing(now.reading.title, now.reading.text):
        return said("The page answers, but says that what it held is not there.")
    if _is_front(now.address) and not _is_front(address):
        return said("The address leads to the site's front page now.")
    if not same_site(address, now.address):
        return said("The address leads to another site now: %(host)s.", host=urlsplit(now.address).hostname)
    return ""


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query


def _moved(asked: str, final: str) -> str:
    """A sentence where the page is at another address; http and https, and a slash, are one."""
    if _bare(asked) == _bare(final):
        return ""
    return said("It is at %(address)s now.", address=final)


def _bare(address: str) -> str:
    parts = urlsplit(canonicalise(address))
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}:{parts.port or ''}{parts.path.rstrip('/')}?{parts.query}"


def _explained(before: str, after: str) -> bool:
    """Whether the new words speak of a correction or an update that the old ones did not."""
    new = " ".join(
        words for one in changes(before, after, around=0) if one for how, words in one.parts if how == "come"
    )
    return bool(EXPLAINS.search(new))
