"""Reads of the dashboard: counted by PostgreSQL, a few rows each, whatever the newsroom holds.

Nothing here tells of a review in progress: agreement counts the rounds of drafts that are open to the
whole newsroom (`visibility.SETTLED`), workload counts what is researched.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import connection
from django.db.models import Case, Count, F, FilteredRelation, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Now, TruncMonth, TruncWeek
from django.utils import timezone
from pydantic import TypeAdapter, ValidationError

from accounts.models import User
from claims.agreement import Agreement, agreement
from claims.models import Appearance, Claim, FigureCounts, Match, Proposal, SaidBy
from claims.people_queries import SOON
from claims.people_rules import ENDED
from claims.queries import researchers
from claims.states import Status
from claims.visibility import SETTLED

DAY = timedelta(days=1)
AGES = (DAY, 3 * DAY, 7 * DAY, 28 * DAY)
"""Upper ends of the ages that are told apart; what is older is the last."""
LATE = (DAY, 3 * DAY, 7 * DAY)
IN_WORK = tuple(status for status in Status if status not in ENDED)
UNCHOSEN = (Status.CANDIDATE, Status.DECLINED)
"""Everything else was chosen to be checked, at least once."""
SHOWN = 10
WEEKS_UP_TO = 100  # days: longer periods are told by the month
PERIODS = (30, 90, 365, None)
"""How many days one may look back; None for ever."""


def _bucket(moment: str, ends: tuple[timedelta, ...]) -> Case:
    """The number of the first end that the time since ``moment`` has not reached; else their count."""
    steps = [When(**{f"{moment}__gt": Now() - end}, then=Value(n)) for n, end in enumerate(ends)]
    return Case(*steps, default=Value(len(ends)), output_field=IntegerField())


def _table(rows: QuerySet[Any], moment: str, ends: tuple[timedelta, ...]) -> dict[str, list[int]]:
    found = rows.order_by().annotate(bucket=_bucket(moment, ends)).values_list("status", "bucket")
    table = {status.value: [0] * (len(ends) + 1) for status in IN_WORK}
    for status, bucket, count in found.annotate(n=Count("pk")):
        table[status][bucket] = count
    return table


def waiting_by_age() -> dict[str, list[int]]:
    """For each state of unfinished work, how many claims stand in it since how long (`AGES`)."""
    return _table(Claim.objects.filter(status__in=IN_WORK), "status_since", AGES)


def late_by_state() -> dict[str, list[int]]:
    """For each state, how many unfinished claims are how far beyond their date (`LATE`)."""
    return _table(Claim.objects.filter(status__in=IN_WORK, due_at__lte=Now()), "due_at", LATE)


def workload() -> list[User]:
    """Everybody who may hold claims: what they hold (``held``), and of it what is late or due soon."""
    work = FilteredRelation("held_claims", condition=Q(held_claims__status=Status.RESEARCHING))
    late, soon = Q(work__due_at__lte=Now()), Q(work__due_at__lte=Now() + SOON)
    people = User.objects.filter(pk__in=researchers().values("pk")).annotate(
        work=work,
        held=Count("work"),
        late=Count("work", filter=late),
        soon=Count("work", filter=soon & ~late),
    )
    return list(people.order_by("-held", "name", "pk"))


@dataclass(frozen=True, slots=True)
class Pace:
    """How long checks took that came out in a week or month; ``day`` None for all of the period."""

    day: date | None
    checks: int
    median: timedelta
    most: timedelta
    """Nine of ten took no longer."""


# The way in is that of the first article in which the claim was met, or the claim's own where somebody
# typed it; the way out the first version that the public saw.
PACE = """
WITH took AS (
    SELECT p.published_at, p.published_at - LEAST(c.created_at, (
        SELECT min(a.created_at) FROM claims_appearance e
        JOIN claims_capture k ON k.id = e.capture_id JOIN claims_article a ON a.id = k.article_id
        WHERE e.claim_id = c.id
    )) AS long
    FROM claims_publication p JOIN claims_claim c ON c.id = p.claim_id
    WHERE p.version = 1
      AND (%(days)s::int IS NULL OR p.published_at > now() - make_interval(days => %(days)s))
)
SELECT date_trunc(%(unit)s, published_at AT TIME ZONE %(zone)s)::date AS day, count(*),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY long), percentile_cont(0.9) WITHIN GROUP (ORDER BY long)
FROM took GROUP BY GROUPING SETS ((1), ()) ORDER BY day NULLS FIRST
"""


def pace(days: int | None) -> list[Pace]:
    """All of the period first, then its weeks or months that have a check; empty where none came out."""
    unit = "week" if days and days <= WEEKS_UP_TO else "month"
    with connection.cursor() as cursor:
        cursor.execute(PACE, {"days": days, "unit": unit, "zone": settings.TIME_ZONE})
        return [Pace(*row) for row in cursor.fetchall() if row[1]]


@dataclass(frozen=True, slots=True)
class Asked:
    claim: Claim
    articles: int


def most_demanded() -> list[Asked]:
    """Unfinished claims that were met in the most articles, those that say the same counted as one."""
    first = Q(cluster=F("pk")) | Q(cluster=None)
    best = Claim.objects.filter(first, status__in=IN_WORK, demand__gt=1).order_by("-demand", "-pk")
    return [Asked(claim, claim.demand) for claim in best.defer("search", "reasons")[:SHOWN]]


@dataclass(frozen=True, slots=True)
class Share:
    """Of ``found`` claims by, in or about ``name``, so many were chosen to be checked."""

    name: str
    found: int
    chosen: int


def balance(by: str, days: int | None) -> list[Share]:
    """Who and what is checked: by "speaker", "affiliation", "outlet" or "topic"; the most found first."""
    rows, name, claim = BALANCE[by]
    found = rows().filter(_since(days, claim)).exclude(**{f"{name}": ""}).exclude(**{f"{name}": None})
    chosen = Count(claim, filter=~Q(**{f"{claim}__status__in": UNCHOSEN}), distinct=True)
    counted = found.order_by().values(name).annotate(found=Count(claim, distinct=True), chosen=chosen)
    return [Share(row[name], row["found"], row["chosen"]) for row in counted.order_by("-found", name)[:SHOWN]]


def _about() -> QuerySet[Any]:
    return Claim.topics.through._default_manager.all()


BALANCE: dict[str, tuple[Any, str, str]] = {
    "speaker": (SaidBy.objects.all, "speaker__name", "claim"),
    "affiliation": (SaidBy.objects.all, "speaker__affiliation", "claim"),
    "outlet": (Appearance.objects.all, "capture__article__source__name", "claim"),
    "topic": (_about, "topic__name", "claim"),
}


def _since(days: int | None, claim: str = "") -> Q:
    at = f"{claim}__created_at__gt" if claim else "created_at__gt"
    return Q(**{at: Now() - timedelta(days=days)}) if days else Q()


@dataclass(frozen=True, slots=True)
class Chosen:
    """Claims found in the week or month that begins on ``day``, and how many of them were chosen."""

    day: date
    found: int
    chosen: int


def chosen_over_time(days: int | None) -> list[Chosen]:
    """Oldest first; without an end to the period the last year."""
    days = days or 365
    cut = TruncWeek if days <= WEEKS_UP_TO else TruncMonth
    rows = (
        Claim.objects.filter(_since(days))
        .order_by()
        .annotate(day=cut("created_at", tzinfo=timezone.get_default_timezone()))
        .values("day")
    )
    counted = rows.annotate(found=Count("pk"), chosen=Count("pk", filter=~Q(status__in=UNCHOSEN)))
    return [Chosen(row["day"].date(), row["found"], row["chosen"]) for row in counted.order_by("day")]


# A draft stands still while it is reviewed: the newest version before the review is the one submitted.
AGREED = """
WITH given AS (
    SELECT r.assessment_id, r.round, r.created_at, g.key,
           row_number() OVER (PARTITION BY r.assessment_id, r.round ORDER BY r.id) AS place
    FROM claims_review r
    JOIN claims_rating g ON g.id = r.rating_id
    JOIN claims_assessment a ON a.id = r.assessment_id
    JOIN claims_claim c ON c.id = a.claim_id
    WHERE c.status = ANY(%(settled)s)
      AND (%(days)s::int IS NULL OR r.created_at > now() - make_interval(days => %(days)s))
)
SELECT 'reviewers', one.key, two.key, count(*)
FROM given one JOIN given two USING (assessment_id, round)
WHERE one.place = 1 AND two.place = 2 GROUP BY 2, 3
UNION ALL
SELECT 'draft', written.key, given.key, count(*)
FROM given JOIN LATERAL (
    SELECT g.key FROM claims_assessmentversion v JOIN claims_rating g ON g.id = v.rating_id
    WHERE v.assessment_id = given.assessment_id AND v.created_at < given.created_at
    ORDER BY v.number DESC LIMIT 1
) written ON true
GROUP BY 2, 3
"""


def agreements(days: int | None) -> dict[str, Agreement]:
    """Between the "reviewers" of a round, in the order they came, and between "draft" and review.

    Only of drafts that nobody can be asked to review blind any more.
    """
    given: dict[str, dict[tuple[str, str], int]] = {"reviewers": {}, "draft": {}}
    with connection.cursor() as cursor:
        cursor.execute(AGREED, {"settled": [str(status) for status in SETTLED], "days": days})
        for of, first, second, count in cursor.fetchall():
            given[of][first, second] = count
    return {of: agreement(pairs) for of, pairs in given.items()}


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a machine suggested: what people used, what they overruled, what still waits."""

    kind: str
    used: int
    overruled: int
    waiting: int

    @property
    def decided(self) -> int:
        return self.used + self.overruled


def suggestions(days: int | None) -> list[Suggested]:
    """Claims found, matches, and each purpose of a language model's proposals. Three questions."""
    return [_claims_found(days), _matches(days), *_proposals(days)]


def _claims_found(days: int | None) -> Suggested:
    """A duplicate is neither used nor overruled: the same claim was found before."""
    found = Claim.objects.filter(_since(days), origin=Claim.Origin.MACHINE)
    return Suggested(
        "claim",
        *found.aggregate(
            used=Count("pk", filter=~Q(status__in=UNCHOSEN)),
            overruled=Count("pk", filter=Q(status=Status.DECLINED) & ~Q(decline_reason="duplicate")),
            waiting=Count("pk", filter=Q(status=Status.CANDIDATE)),
        ).values(),
    )


def _matches(days: int | None) -> Suggested:
    state, suggested = Match.State, Match.objects.filter(_since(days))
    shown = Q(state=state.SUGGESTED) & ~Q(strength=Match.Strength.WEAK)
    return Suggested(
        "match",
        *suggested.aggregate(
            used=Count("pk", filter=Q(state=state.CONFIRMED)),
            overruled=Count("pk", filter=Q(state=state.REJECTED)),
            waiting=Count("pk", filter=shown),
        ).values(),
    )


def _proposals(days: int | None) -> list[Suggested]:
    state = Proposal.State
    counted = (
        Proposal.objects.filter(_since(days))
        .order_by()
        .values("purpose")
        .annotate(
            used=Count("pk", filter=Q(state=state.USED)),
            overruled=Count("pk", filter=Q(state=state.REJECTED)),
            waiting=Count("pk", filter=Q(state=state.SUGGESTED)),
        )
    )
    found = {
        row[0]: Suggested(*row) for row in counted.values_list("purpose", "used", "overruled", "waiting")
    }
    return [found[purpose] for purpose in Proposal.Purpose.values if purpose in found]


def overdue_longest() -> list[Claim]:
    """The unfinished claims that are furthest beyond their date, with who holds them."""
    late = Claim.objects.filter(status__in=IN_WORK, due_at__lte=Now()).select_related("assignee")
    return list(late.defer("search", "reasons").order_by("due_at", "pk")[:SHOWN])


@dataclass(frozen=True, slots=True)
class Counts:
    """All that is counted over the whole newsroom: as it stands, and for one period looking back."""

    waiting: dict[str, list[int]]
    late: dict[str, list[int]]
    pace: list[Pace]
    chosen: list[Chosen]
    balance: dict[str, list[Share]]
    agreements: dict[str, Agreement]
    suggestions: list[Suggested]

    @classmethod
    def of(cls, days: int | None) -> Self:
        """Counted now: what it costs grows with the newsroom."""
        return cls(
            waiting_by_age(),
            late_by_state(),
            pace(days),
            chosen_over_time(days),
            {by: balance(by, days) for by in BALANCE},
            agreements(days),
            suggestions(days),
        )


COUNTS = TypeAdapter(Counts)


@dataclass(frozen=True, slots=True)
class Counted:
    counts: Counts
    at: datetime


def counted(days: int | None) -> Counted:
    """As `actions.figures` counted last; counted now where it has not, or not what is asked for today."""
    kept = FigureCounts.objects.filter(days=days or 0).first()
    if kept:
        try:
            return Counted(COUNTS.validate_json(kept.counts), kept.counted_at)
        except ValidationError:
            pass
    return Counted(Counts.of(days), timezone.now())
