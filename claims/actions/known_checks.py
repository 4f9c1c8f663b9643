"""Take in fact-checks of others, file by file: streaming, resumable, the same twice changes nothing."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from claims.actions.jobs import enqueue
from claims.actions.searchable import forget_passages, one_writer, pieces_of, write_passages
from claims.integrations.reviews import Flaw, Review, reviews
from claims.integrations.streams import Broken, elements
from claims.models import Import, ImportProblem, Job, JobKind, KnownCheck, Rating
from claims.wording import clean

BATCH = 500  # elements of the file that are one transaction
PROBLEMS_KEPT = 10_000  # rows of one import; the others are counted
FIELDS = (
    "publisher", "claim", "title", "subtitle", "speaker", "rating_words", "rating_value", "made_on",
    "reviewed_on", "address", "language", "digest", "withdrawn_at",
)  # fmt: skip
Element = dict[str, Any] | Broken
Crosswalk = dict[str, int | None]


def import_file(path: Path, *, feed: str = "", tell: Callable[[Import], None] = lambda of: None) -> Import:
    """Read the file on from where its last reading was left. Raises Unreadable, with what is in kept.

    Two processes with one file share the work: each batch locks the import's row and skips what the
    other one has done. ``feed`` sets these ids apart from others'; by default the publisher does.
    """
    row = _open(path, clean(feed)[:200])
    crosswalk = crosswalk_of_the_house()
    stream = elements(path)
    at = 0
    while batch := list(islice(stream, BATCH)):
        if at + len(batch) > row.cursor:
            row = _store(row.pk, at, batch, crosswalk)
            tell(row)
        at += len(batch)
    Import.objects.filter(pk=row.pk, finished_at=None).update(finished_at=Now())
    row.refresh_from_db()
    return row


def embed_later(row: Import) -> Job:
    """Ask for the sentence vectors of what came in. Asking twice is one job."""
    return enqueue(JobKind.EMBED, key=f"import:{row.pk}", by=None, payload={"claims": []})


def _open(path: Path, feed: str) -> Import:
    """The unfinished reading of this very file, or a new one."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with transaction.atomic():
        one_writer()
        row, _ = Import.objects.get_or_create(
            sha256=digest, feed=feed, finished_at=None, defaults={"filename": clean(path.name)[:255]}
        )
    return row


@transaction.atomic
def _store(of: int, start: int, batch: list[Element], crosswalk: Crosswalk) -> Import:
    """Elements ``start`` … of the file, with the cursor that says they are in."""
    one_writer()
    row = Import.objects.select_for_update().get(pk=of)
    fresh = batch[max(0, row.cursor - start) :]
    if not fresh:
        return row
    found, flaws = _sorted_out(fresh, start + len(batch) - len(fresh))
    counts = take_in(found, feed=row.feed, crosswalk=crosswalk)
    kept = max(0, PROBLEMS_KEPT - row.bad)
    problems = [ImportProblem(of=row, row=n, reason=reason, raw=raw) for n, reason, raw in flaws[:kept]]
    ImportProblem.objects.bulk_create(problems, ignore_conflicts=True)
    row.cursor = start + len(batch)
    row.bad += len(flaws)
    row.added, row.changed = row.added + counts["added"], row.changed + counts["changed"]
    row.unchanged += counts["unchanged"]
    row.save()
    return row


def _sorted_out(batch: list[Element], start: int) -> tuple[list[Review], list[tuple[int, str, str]]]:
    """The reviews, and what is wrong with the rest: (row from 1, reason, beginning of it)."""
    found: list[Review] = []
    flaws: list[tuple[int, str, str]] = []
    for n, element in enumerate(batch, start=start + 1):
        if isinstance(element, Broken):
            flaws.append((n, element.reason, clean(element.raw)))
            continue
        for review in reviews(element):
            if isinstance(review, Flaw):
                flaws.append((n, review.reason, clean(str(element))[:2000]))
            else:
                found.append(review)
    return found, flaws


def take_in(found: Iterable[Review], *, feed: str = "", crosswalk: Crosswalk) -> Counter[str]:
    """Write reviews and their passages in the caller's transaction, which holds `one_writer`.

    Of two with one id the later counts. A review that is there word for word is left alone.
    """
    counts: Counter[str] = Counter(added=0, changed=0, unchanged=0)
    keyed: dict[tuple[str, str], Review] = {}
    for review in found:
        key = (feed or review.publisher, review.external_id)
        earlier = keyed.get(key)
        counts["unchanged" if earlier == review else "changed"] += earlier is not None
        keyed[key] = review
    known = _known(keyed)
    fresh = [(check_of(review, feed, crosswalk), review) for key, review in keyed.items() if key not in known]
    changed = list(_changed(keyed, known, crosswalk))
    KnownCheck.objects.bulk_create([check for check, _ in fresh], batch_size=1000)
    KnownCheck.objects.bulk_update([check for check, _ in changed], FIELDS, batch_size=200)
    forget_passages(checks=[check.pk for check, _ in changed])
    standing = [pair for pair in fresh + changed if pair[0].withdrawn_at is None]
    write_passages(piece for check, review in standing for piece in pieces_of(check, review.body))
    counts["added"], counts["changed"] = len(fresh), counts["changed"] + len(changed)
    counts["unchanged"] += len(keyed) - len(fresh) - len(changed)
    return counts


def _known(keyed: dict[tuple[str, str], Review]) -> dict[tuple[str, str], KnownCheck]:
    ids = [external_id for _, external_id in keyed]
    rows = KnownCheck.objects.filter(external_id__in=ids, feed__in={feed for feed, _ in keyed})
    return {(row.feed, row.external_id): row for row in rows}


def _changed(
    keyed: dict[tuple[str, str], Review], known: dict[tuple[str, str], KnownCheck], crosswalk: Crosswalk
) -> Iterator[tuple[KnownCheck, Review]]:
    for key, row in known.items():
        if row.digest != keyed[key].digest:
            made = check_of(keyed[key], row.feed, crosswalk)
            made.pk, made.created_at = row.pk, row.created_at
            yield made, keyed[key]


def check_of(review: Review, feed: str, crosswalk: Crosswalk) -> KnownCheck:
    value = crosswalk.get(review.rating.casefold())
    if value is None and review.rating.casefold() not in crosswalk and review.number is not None:
        value = round(review.number)
    return KnownCheck(
        feed=feed or review.publisher,
        external_id=review.external_id,
        publisher=review.publisher,
        claim=review.claim,
        title=review.title,
        subtitle=review.subtitle,
        speaker=review.speaker,
        rating_words=review.rating,
        rating_value=value,
        made_on=review.made_on,
        reviewed_on=review.reviewed_on,
        address=review.address,
        language=review.language,
        digest=review.digest,
        withdrawn_at=timezone.now() if review.removed else None,
        updated_at=timezone.now(),
    )


def crosswalk_of_the_house() -> Crosswalk:
    """A verdict's words in lower case → its place from 1 to 5 on the newest scale, None beside it."""
    found: Crosswalk = {}
    newest = Rating.objects.order_by("-scale__version", "position")
    scale = newest.values_list("scale", flat=True).first()
    for rating in Rating.objects.filter(scale=scale).order_by("position"):
        for words in (rating.label, rating.key, *rating.equivalents):
            found.setdefault(words.casefold(), rating.value)
    return found
