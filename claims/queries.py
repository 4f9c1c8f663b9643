"""Reads shared by screens, API, commands and jobs."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from accounts.models import User
from accounts.roles import INCLUDES, Role, roles_of
from claims.models import (
    Appearance,
    Article,
    AssessmentVersion,
    Capture,
    Claim,
    DraftReader,
    Evidence,
    Job,
    Publication,
    Rating,
    Review,
    Run,
    SaidBy,
    Scale,
    Source,
    Speaker,
    Step,
)
from claims.states import Status

QUEUE_ORDER = ("-priority", "-score", "-pk")
"""Breaking, high, normal; in each lane what is most worth checking first: the list, and Take next."""
FEW = 200  # speakers that a name may mean
OPEN_MARK, CLOSE_MARK = "\ue000", "\ue001"  # private use: no normalised text has them


def speakers_in_order(path: str = "") -> "Prefetch[str, QuerySet[Speaker], str]":
    """The speakers of claims in the article's order, to be fetched beforehand."""
    return Prefetch(f"{path}speakers", Speaker.objects.order_by("said__position", "said__pk"))


def claims_listed() -> QuerySet[Claim]:
    """Claims with everything that a row of a list shows, in three queries."""
    first = Appearance.objects.select_related("capture__article__source").defer(
        "capture__text", "capture__raw"
    )
    return (
        Claim.objects.select_related("assignee")
        .defer("search")
        .prefetch_related(speakers_in_order(), Prefetch("appearances", first))
    )


def held_by(user: User) -> QuerySet[Claim]:
    return claims_listed().filter(assignee=user, status=Status.RESEARCHING)


def claims_in(article: Article) -> QuerySet[Appearance]:
    """Appearances in any capture of the article, in the order of the text."""
    return (
        Appearance.objects.filter(capture__article=article)
        .select_related("claim__assignee", "capture")
        .prefetch_related(speakers_in_order("claim__"))
        .defer("capture__raw", "capture__text", "claim__search")
        .order_by("start", "pk")
    )


def claims_in_capture(pk: int) -> QuerySet[Appearance]:
    """Appearances in one stored text, in its order, each with its claim."""
    return (
        Appearance.objects.filter(capture=pk)
        .select_related("claim")
        .defer("claim__search", "claim__reasons")
        .order_by("start", "pk")
    )


def claims_of_source(source: Source) -> QuerySet[Appearance, int]:
    """Ids of the claims that appear in the outlet's articles."""
    return Appearance.objects.filter(capture__article__source=source).values_list("claim_id", flat=True)


def claims_by_speaker(name: str) -> QuerySet[SaidBy, int]:
    """Ids of the claims whose speaker's name has these letters, or is known by this alias.

    A few speakers are named to PostgreSQL one by one: then it knows how many claims are theirs, and
    whether to begin with them or with the queue's order.
    """
    named = Speaker.objects.order_by().filter(Q(name__icontains=name) | Q(aliases__contains=[name]))
    few = list(named.values_list("pk", flat=True)[: FEW + 1])
    said = SaidBy.objects.order_by().values_list("claim_id", flat=True)
    return said.filter(speaker__in=few) if len(few) <= FEW else said.filter(speaker__in=named)


def claim_shown(pk: int) -> QuerySet[Claim]:
    """One claim with everything that its page shows but its runs and the record."""
    return (
        claims_listed()
        .select_related("assignee", "merged_into", "added_by", "weights__made_by")
        .defer("merged_into__search")
        .filter(pk=pk)
    )


def runs_of(claim: Claim) -> QuerySet[Run]:
    """The claim's runs, newest first, with steps and job."""
    return (
        Run.objects.filter(claim=claim)
        .select_related("job", "requested_by")
        .prefetch_related(Prefetch("steps", Step.objects.order_by("position")))
    )


def articles_listed() -> QuerySet[Article]:
    """Articles with their outlet and how many claims appear in them (``claim_count``)."""
    return Article.objects.select_related("source", "added_by").annotate(
        claim_count=Count("captures__appearances__claim", distinct=True)
    )


def latest_capture(article: Article) -> Capture | None:
    """The newest stored text, without its bytes."""
    return article.captures.defer("raw").order_by("-pk").first()


def jobs_of(article: Article) -> QuerySet[Job]:
    """What works, or failed to work, on the article; newest first."""
    return jobs_listed().filter(article=article, claim=None).order_by("-pk")


def job_counts() -> dict[str, int]:
    found = dict(Job.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state.value: found.get(state.value, 0) for state in Job.State}


def researchers() -> QuerySet[User]:
    """Active people who may hold claims."""
    groups = [role.value for role, included in INCLUDES.items() if Role.RESEARCHER in included]
    return User.objects.filter(is_active=True, groups__name__in=groups).distinct()


def jobs_listed() -> QuerySet[Job]:
    return Job.objects.select_related("article", "claim", "intake", "created_by").defer(
        "intake__raw", "claim__search"
    )


@dataclass(frozen=True, slots=True)
class Found:
    """A passage about a claim; ``parts`` are (words, found?) in the order of the text."""

    capture_id: int
    article_id: int
    title: str
    start: int
    end: int
    rank: float
    parts: tuple[tuple[str, bool], ...]


# Any of the claim's words may match; the rank (cover density, normalised by length) sorts out how
# many do. Words of one appearance's own capture are left out: a source is no evidence for itself.
PASSAGES = """
WITH asked AS (
    SELECT to_tsquery('simple', string_agg(quote_literal(word), ' | ')) AS query
    FROM unnest(tsvector_to_array(to_tsvector('english', %(text)s))) AS word
),
found AS (
    SELECT p.id, p.capture_id, p.start, p."end", p.text, c.article_id, asked.query,
           ts_rank_cd(p.search, asked.query, 1) AS rank
    FROM claims_passage p JOIN claims_capture c ON c.id = p.capture_id, asked
    WHERE p.search @@ asked.query AND NOT c.article_id = ANY(%(without)s)
    ORDER BY rank DESC, p.id LIMIT %(limit)s
)
SELECT found.capture_id, found.article_id, a.title, found.start, found."end", found.rank,
       ts_headline('english', found.text, found.query, %(marks)s)
FROM found JOIN claims_article a ON a.id = found.article_id ORDER BY found.rank DESC, found.id
"""


def passages_about(claim: Claim, limit: int = 8) -> list[Found]:
    """Passages of other articles that share words with the claim, best first."""
    own = list(Article.objects.filter(captures__appearances__claim=claim).values_list("pk", flat=True))
    marks = f'StartSel="{OPEN_MARK}", StopSel="{CLOSE_MARK}", HighlightAll=true'
    with connection.cursor() as cursor:
        cursor.execute(PASSAGES, {"text": claim.text, "without": own, "limit": limit, "marks": marks})
        return [
            Found(capture, article, title, start, end, float(rank), _parts(marked))
            for capture, article, title, start, end, rank, marked in cursor.fetchall()
        ]


def _parts(marked: str) -> tuple[tuple[str, bool], ...]:
    """Split a headline at its marks: ("the ", False), ("tariff", True), …"""
    parts: list[tuple[str, bool]] = []
    for chunk in marked.split(OPEN_MARK):
        hit, closed, rest = chunk.partition(CLOSE_MARK)
        parts += [(hit, True), (rest, False)] if closed else [(chunk, False)]
    return tuple((words, found) for words, found in parts if words)


def current_ratings() -> QuerySet[Rating]:
    """The newest scale's verdicts, best first."""
    return Rating.objects.filter(scale=Scale.objects.order_by("-version")[:1]).select_related("scale")


def rating_for(words: str) -> Rating | None:
    """The house's rating for another publisher's words ("Pants on Fire"), by the crosswalk."""
    plain = " ".join(words.lower().split()).strip(".!")
    return current_ratings().filter(Q(label__iexact=plain) | Q(equivalents__contains=[plain])).first()


def newest_publications() -> QuerySet[Publication]:
    """The version that each public check shows now, newest first; withdrawn checks are left out."""
    later = Publication.objects.filter(public_id=OuterRef("public_id"), version__gt=OuterRef("version"))
    return (
        Publication.objects.filter(~Exists(later), claim__withdrawal=None)
        .select_related("rating", "claim")
        .defer("claim__search")
        .order_by("-published_at", "-pk")
    )


def waiting_for_review(user: User) -> QuerySet[Claim]:
    """Claims in review that this person may still review: not theirs, not seen, not reviewed yet.

    Says the same as `review_rules.may_give_review`; a test proves it for the whole cast.
    """
    wrote = AssessmentVersion.objects.filter(assessment__claim=OuterRef("pk"), contributor=user)
    handled = Evidence.objects.filter(Q(added_by=user) | Q(removed_by=user), claim=OuterRef("pk"))
    opened = DraftReader.objects.filter(claim=OuterRef("pk"), user=user)
    given = Review.objects.filter(
        assessment__claim=OuterRef("pk"), round=F("assessment__round"), reviewer=user
    )
    if Role.RESEARCHER not in roles_of(user):
        return claims_listed().none()
    return (
        claims_listed()
        .filter(~Exists(wrote), ~Exists(handled), ~Exists(opened), ~Exists(given), status=Status.IN_REVIEW)
        .order_by("-priority", "status_since", "pk")
    )


def newest_places(article: Article) -> QuerySet[Appearance]:
    """Appearances in the newest capture of the article that has been searched, in its order."""
    newest = article.captures.exclude(extracted_at=None).order_by("-pk").values("pk")[:1]
    return (
        Appearance.objects.filter(capture__in=newest)
        .select_related("claim", "capture")
        .prefetch_related(speakers_in_order("claim__"))
        .defer("capture__raw", "capture__text", "claim__search")
        .order_by("start", "pk")
    )
