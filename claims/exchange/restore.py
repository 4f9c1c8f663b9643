"""An export into an empty newsroom: what it knows, what it keeps, what it has published, what was said of it.

Public checks come back with their address, versions, corrections and withdrawals, along the table of
states and under every rule of PostgreSQL: each with its draft, its reviews by others, its approval.
Claims that were not public come back as far as the queue: declined ones with their reason, all that
were in work as queued. Their drafts and reviews stay in the file, and for a reason: people come back as
accounts that nobody can sign in to, so nobody could be barred any more from judging their own work.
"""

import base64
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_date

from accounts.models import User
from claims import rules
from claims.actions.jobs import enqueue
from claims.errors import Refused
from claims.exchange.beside import Files, held_to
from claims.exchange.checks import Restorer
from claims.exchange.kept import Copies, capture_of
from claims.exchange.people import People
from claims.exchange.rows import FORMAT
from claims.exchange.worked import Work
from claims.models import (
    Appearance,
    Article,
    Capture,
    Claim,
    Evidence,
    JobKind,
    PublicPage,
    Rating,
    SaidBy,
    Scale,
    Source,
    Speaker,
    Topic,
)

Row = dict[str, Any]
Way = Callable[[Row], bool]


@dataclass(slots=True)
class Restored:
    """How many records of each kind came back, and how many were left in the file."""

    counts: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)


@transaction.atomic
def restore(lines: Iterable[str], *, by: User, files: Files | None = None) -> Restored:
    """Bring an export back, all of it or nothing. Refused unless the newsroom is empty.

    ``by`` does it, and holds what is unfinished. Every file and text is held to its digest.
    """
    rules.may_restore(by).check()
    if Claim.objects.exists() or Article.objects.exists():
        raise Refused("An export goes into an empty newsroom: this one has articles or claims.")
    return _Reading(by, files).all(lines)


class _Reading:
    """What has been brought back so far, by the names that the export knows it by."""

    def __init__(self, by: User, files: Files | None) -> None:
        self.by = by
        self.done = Restored()
        self.articles: dict[str, Article] = {}
        self.captures: dict[int, int] = {}
        self.claims: dict[int, Claim] = {}
        self.evidence: dict[int, int] = {}
        self.people = People()
        self.checks = Restorer(by, self.people, self.claims, self.evidence)
        self.copies = Copies(files, self.captures, self.evidence)
        self.work = Work(by, self.people, self.claims)

    def all(self, lines: Iterable[str]) -> Restored:
        rows = (self._read(number, line) for number, line in enumerate(lines, start=1) if line.strip())
        first = next(rows, {})
        if first.get("format") != FORMAT:
            raise Refused("This is no export: its first line does not name the format.")
        if not first.get("files"):
            self.copies.files = None
        ways = self._ways()
        for row in rows:
            kind = str(row.pop("is", ""))
            counts = self.done.counts if kind in ways and ways[kind](row) else self.done.left
            counts[kind] = counts.get(kind, 0) + 1
        self.work.finish()
        self.checks.finish()
        enqueue(JobKind.EMBED, key="restored", by=self.by)
        return self.done

    def _ways(self) -> dict[str, Way]:
        """How a record of each kind comes back; each says whether it did."""
        return {
            "scale": self._scale,
            "topic": self._topic,
            "source": self._source,
            "speaker": self._speaker,
            "page": self._page,
            "article": self._article,
            "capture": self._capture,
            "archive": self.copies.archive,
            "claim": self._claim,
            "evidence": self._evidence,
            "file": self.copies.file,
            "snapshot": self.copies.snapshot,
            "comment": self.work.comment,
            "run": self.work.run,
            "publication": self.checks.add,
            "known_check": self.work.known_check,
            "tip": self.work.tip,
        }

    def _read(self, number: int, line: str) -> Row:
        try:
            row = json.loads(line)
        except ValueError as error:
            raise Refused(f"Line {number} is no JSON: nothing was brought back.") from error
        if not isinstance(row, dict):
            raise Refused(f"Line {number} is no record: nothing was brought back.")
        return row

    def _scale(self, row: Row) -> bool:
        """A scale that is there already has to be the same one."""
        here = Scale.objects.filter(version=row["version"]).first()
        if here is None:
            here = Scale.objects.create(version=row["version"], note=row["note"], made_by=self.by)
            Rating.objects.bulk_create(Rating(scale=here, **rating) for rating in row["ratings"])
        elif [one["key"] for one in row["ratings"]] != [
            rating.key for rating in here.ratings.order_by("position")
        ]:
            raise Refused(f"Scale {row['version']} of the export is another one than this newsroom's.")
        return True

    def _topic(self, row: Row) -> bool:
        Topic.objects.get_or_create(name=row["name"])
        return True

    def _source(self, row: Row) -> bool:
        Source.objects.get_or_create(name=row["name"], defaults=row)
        return True

    def _speaker(self, row: Row) -> bool:
        Speaker.objects.get_or_create(name=row["name"], defaults=row)
        return True

    def _page(self, row: Row) -> bool:
        changed = row.pop("updated_at")
        page, _ = PublicPage.objects.update_or_create(slug=row["slug"], defaults=row)
        PublicPage.objects.filter(pk=page.pk).update(updated_at=changed)
        return True

    def _article(self, row: Row) -> bool:
        source = Source.objects.filter(name=row.pop("source") or "").first()
        row["published_on"] = _date(row["published_on"])
        self.articles[row["digest"]] = Article.objects.create(source=source, added_by=self.by, **row)
        return True

    def _capture(self, row: Row) -> bool:
        number, of = row.pop("number"), row.pop("article")
        raw = base64.b64decode(row.pop("raw"))
        held_to(raw, row["raw_sha256"], f"Capture {number}")
        held_to(row["text"].encode(), row["sha256"], f"The text of capture {number}")
        kept = Capture.objects.create(article=self.articles[of] if of else None, raw=raw, **row)
        self.captures[number] = kept.pk
        return True

    def _claim(self, row: Row) -> bool:
        names = ("text", "language", "type", "score", "priority", "origin", "reasons", "due_at")
        claim = Claim.objects.create(
            made_on=_date(row["made_on"]),
            added_by=self.by if row["origin"] == Claim.Origin.PERSON else None,
            **{name: row[name] for name in names},
        )
        Claim.objects.filter(pk=claim.pk).update(created_at=row["created_at"])
        speakers = [Speaker.objects.get_or_create(name=name)[0] for name in row["speakers"]]
        SaidBy.objects.bulk_create(
            SaidBy(claim=claim, speaker=speaker, position=n) for n, speaker in enumerate(speakers)
        )
        claim.topics.set([Topic.objects.get_or_create(name=name)[0] for name in row["topics"]])
        for place in row["appearances"]:
            Appearance.objects.create(claim=claim, capture_id=self._kept(place.pop("capture")), **place)
        self.claims[row["id"]] = claim
        self.work.stood(row)
        return True

    def _evidence(self, row: Row) -> bool:
        """What was taken out of a draft stays out: no version that is public rests on it."""
        number, capture, who = row.pop("id"), row.pop("capture"), row.pop("added_by")
        claim = self.claims[row.pop("claim")]
        if row.pop("removed"):
            return False
        made = Evidence.objects.create(
            claim=claim,
            capture_id=self._kept(capture) if capture else None,
            added_by=self.people.of(who) if who else None,
            **row,
        )
        self.evidence[number] = made.pk
        return True

    def _kept(self, place: Row) -> int:
        return capture_of(self.captures, place)


def _date(words: str | None) -> Any:
    return parse_date(words) if words else None
