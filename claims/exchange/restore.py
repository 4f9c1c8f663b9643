"""An export into an empty newsroom: sources, articles, claims and evidence, and every public check.

Public checks come back with their address, versions, corrections and withdrawals, along the table of
states and under every rule of PostgreSQL: each with its draft, its reviews by others, its approval.
People come back as accounts that nobody can sign in to, by the name that the public reads. Drafts,
reviews and comments on what is not public are in an export to be read; they are not brought back.
"""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_date

from accounts.models import User
from claims import rules
from claims.actions.jobs import enqueue
from claims.errors import Refused
from claims.exchange.checks import Restorer
from claims.exchange.people import People
from claims.exchange.rows import FORMAT
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


@dataclass(slots=True)
class Restored:
    """How many records of each kind came back, and how many were left in the file."""

    counts: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)


@transaction.atomic
def restore(lines: Iterable[str], *, by: User) -> Restored:
    """Bring an export back, all of it or nothing. Refused unless the newsroom is empty.

    ``by`` does it, and holds what is unfinished.
    """
    rules.may_restore(by).check()
    if Claim.objects.exists() or Article.objects.exists():
        raise Refused("An export goes into an empty newsroom: this one has articles or claims.")
    return _Reading(by).all(lines)


class _Reading:
    """What has been brought back so far, by the names that the export knows it by."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.done = Restored()
        self.articles: dict[str, Article] = {}
        self.captures: dict[tuple[str | None, str], int] = {}
        self.claims: dict[int, Claim] = {}
        self.evidence: dict[int, int] = {}
        self.people = People()
        self.checks = Restorer(by, self.people, self.claims, self.evidence)

    def all(self, lines: Iterable[str]) -> Restored:
        rows = (self._read(number, line) for number, line in enumerate(lines, start=1) if line.strip())
        first = next(rows, {})
        if first.get("format") != FORMAT:
            raise Refused("This is no export: its first line does not name the format.")
        for row in rows:
            kind = str(row.pop("is", ""))
            one = getattr(self, f"_{kind}", None) if kind in BROUGHT_BACK else None
            counts = self.done.counts if one else self.done.left
            counts[kind] = counts.get(kind, 0) + 1
            if one:
                one(row)
        self.checks.finish()
        enqueue(JobKind.EMBED, key="restored", by=self.by)
        return self.done

    def _read(self, number: int, line: str) -> Row:
        try:
            row = json.loads(line)
        except ValueError as error:
            raise Refused(f"Line {number} is no JSON: nothing was brought back.") from error
        if not isinstance(row, dict):
            raise Refused(f"Line {number} is no record: nothing was brought back.")
        return row

    def _scale(self, row: Row) -> None:
        """A scale that is there already has to be the same one."""
        here = Scale.objects.filter(version=row["version"]).first()
        if here is None:
            here = Scale.objects.create(version=row["version"], note=row["note"], made_by=self.by)
            Rating.objects.bulk_create(Rating(scale=here, **rating) for rating in row["ratings"])
        elif [one["key"] for one in row["ratings"]] != [
            rating.key for rating in here.ratings.order_by("position")
        ]:
            raise Refused(f"Scale {row['version']} of the export is another one than this newsroom's.")

    def _topic(self, row: Row) -> None:
        Topic.objects.get_or_create(name=row["name"])

    def _source(self, row: Row) -> None:
        Source.objects.get_or_create(name=row["name"], defaults=row)

    def _speaker(self, row: Row) -> None:
        Speaker.objects.get_or_create(name=row["name"], defaults=row)

    def _page(self, row: Row) -> None:
        changed = row.pop("updated_at")
        page, _ = PublicPage.objects.update_or_create(slug=row["slug"], defaults=row)
        PublicPage.objects.filter(pk=page.pk).update(updated_at=changed)

    def _article(self, row: Row) -> None:
        source = Source.objects.filter(name=row.pop("source") or "").first()
        row["published_on"] = _date(row["published_on"])
        self.articles[row["digest"]] = Article.objects.create(source=source, added_by=self.by, **row)

    def _capture(self, row: Row) -> None:
        digest = row.pop("article")
        raw = base64.b64decode(row.pop("raw"))
        kept = Capture.objects.create(article=self.articles.get(digest), raw=raw, **row)
        self.captures[digest, row["sha256"]] = kept.pk

    def _claim(self, row: Row) -> None:
        names = ("text", "language", "type", "score", "priority")
        claim = Claim.objects.create(
            made_on=_date(row["made_on"]),
            origin=Claim.Origin.PERSON,
            added_by=self.by,
            **{name: row[name] for name in names},
        )
        speakers = [Speaker.objects.get_or_create(name=name)[0] for name in row["speakers"]]
        SaidBy.objects.bulk_create(
            SaidBy(claim=claim, speaker=speaker, position=n) for n, speaker in enumerate(speakers)
        )
        claim.topics.set([Topic.objects.get_or_create(name=name)[0] for name in row["topics"]])
        for place in row["appearances"]:
            Appearance.objects.create(claim=claim, capture_id=self._kept(place.pop("capture")), **place)
        self.claims[row["id"]] = claim

    def _evidence(self, row: Row) -> None:
        """What was taken out of a draft stays out: no version that is public rests on it."""
        number, capture, who = row.pop("id"), row.pop("capture"), row.pop("added_by")
        claim = self.claims[row.pop("claim")]
        if row.pop("removed"):
            return
        made = Evidence.objects.create(
            claim=claim,
            capture_id=self._kept(capture) if capture else None,
            added_by=self.people.of(who) if who else None,
            **row,
        )
        self.evidence[number] = made.pk

    def _kept(self, place: Row) -> int:
        try:
            return self.captures[place["article"], place["sha256"]]
        except KeyError as error:
            raise Refused(
                "The export names a capture that it does not hold: nothing was brought back."
            ) from error

    def _publication(self, row: Row) -> None:
        self.checks.add(row)


BROUGHT_BACK = frozenset(
    ("scale", "topic", "source", "speaker", "page", "article", "capture", "claim", "evidence", "publication")
)


def _date(words: str | None) -> Any:
    return parse_date(words) if words else None
