"""Where the work stands now: what waits, what is late, who holds what, what is asked for."""

from collections.abc import Callable, Sequence

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from claims import board_queries
from claims.board.figure import Cell, Figure, count, frame, length, whole, word
from claims.board_queries import Counted
from claims.charts import Bar, Line, bars, grid
from claims.models import Claim
from claims.states import Status


def waiting(counted: Counted) -> Figure:
    """Unfinished claims by state, and since when they stand in it."""
    title = gettext("What waits, and since when")
    heads = [gettext("< 1 day"), gettext("1–3 d"), gettext("3–7 d"), gettext("1–4 wk"), gettext("> 4 wk")]
    table = counted.counts.waiting
    total, oldest = sum(map(sum, table.values())), sum(row[-1] for row in table.values())
    if total:
        sentence = ngettext(
            "%(total)s claim is unfinished; %(oldest)s stood still for more than four weeks.",
            "%(total)s claims are unfinished; %(oldest)s stood still for more than four weeks.",
            total,
        ) % {"total": whole(total), "oldest": whole(oldest)}
    else:
        sentence = gettext("Nothing waits. Claims show here once an article is added.")
    return _aged("waiting", title, sentence, heads, table, counted)


def late(counted: Counted) -> Figure:
    """Unfinished claims beyond their date, by state and by how much."""
    title = gettext("What is overdue")
    heads = [gettext("< 1 day"), gettext("1–3 d"), gettext("3–7 d"), gettext("> 1 wk")]
    table = {state: row for state, row in counted.counts.late.items() if sum(row)}
    total = sum(map(sum, table.values()))
    if total:
        sentence = ngettext(
            "%(total)s claim is beyond its date.", "%(total)s claims are beyond their date.", total
        ) % {"total": whole(total)}
    else:
        sentence = gettext("Nothing is late. Claims with a date show here once it has passed.")
    return _aged("late", title, sentence, heads, table, counted)


def _aged(
    key: str, title: str, sentence: str, heads: Sequence[str], table: dict[str, list[int]], counted: Counted
) -> Figure:
    rows = [Line(str(Status(state).label), row, [whole(n) for n in row]) for state, row in table.items()]
    some = any(sum(row) for row in table.values())
    return Figure(
        key,
        title,
        sentence,
        grid(frame(key, title, sentence), heads, rows) if some else None,
        [gettext("State"), *heads, gettext("All")],
        [[word(row.label), *map(count, row.values), count(sum(row.values))] for row in rows] if some else [],
        counted_at=counted.at,
    )


def latest(counted: Counted) -> Figure:
    """The claims that are furthest beyond their date."""
    title, now = gettext("Overdue the longest"), timezone.now()
    claims = board_queries.overdue_longest()
    beyond = [(claim, length(now - claim.due_at)) for claim in claims if claim.due_at]
    sentence = (
        gettext("The longest has been due for %(time)s.") % {"time": beyond[0][1].shown}
        if beyond
        else gettext("No claim is beyond its date.")
    )
    drawn = [Bar(claim.text, float(by.raw or 0), by.shown) for claim, by in beyond]
    return Figure(
        "latest",
        title,
        sentence,
        bars(frame("latest", title, sentence), drawn) if drawn else None,
        [gettext("Claim"), gettext("State"), gettext("Held by"), gettext("Late by (hours)")],
        [[word(claim.text), word(_state(claim)), word(claim.assignee or "–"), by] for claim, by in beyond],
        [claim.pk for claim, _ in beyond],
    )


def _state(claim: Claim) -> str:
    return str(claim.get_status_display())


def workload(counted: Counted) -> Figure:
    """What everybody holds, and how much of it is late or due within a day."""
    title = gettext("Who holds what")
    people = board_queries.workload()
    held = sum(person.held for person in people)  # type: ignore[attr-defined]
    sentence = (
        ngettext("%(held)s claim is being researched.", "%(held)s claims are being researched.", held)
        % {"held": whole(held)}
        if held
        else gettext("Nobody holds a claim. Whoever takes one shows here.")
    )
    drawn = [Bar(str(person), person.late, _load(person), person.held) for person in people]  # type: ignore[attr-defined]
    return Figure(
        "workload",
        title,
        sentence,
        bars(frame("workload", title, sentence), drawn) if held else None,
        [gettext("Person"), gettext("Holds"), gettext("Late"), gettext("Due within a day")],
        [[word(person), count(person.held), count(person.late), count(person.soon)] for person in people]  # type: ignore[attr-defined]
        if held
        else [],
        note=gettext("The accent is what is late."),
    )


def _load(person: object) -> str:
    held, late = person.held, person.late  # type: ignore[attr-defined]
    return (
        gettext("%(held)s, %(late)s late") % {"held": whole(held), "late": whole(late)}
        if late
        else whole(held)
    )


def demand(counted: Counted) -> Figure:
    """Unfinished claims that were met in several articles."""
    title = gettext("Most often met")
    asked = board_queries.most_demanded()
    sentence = (
        gettext("The first was met in %(number)s articles and is not finished.")
        % {"number": whole(asked[0].articles)}
        if asked
        else gettext("No unfinished claim was met in more than one article.")
    )
    drawn = [Bar(row.claim.text, row.articles, whole(row.articles)) for row in asked]
    rows: list[list[Cell]] = [
        [word(row.claim.text), word(_state(row.claim)), count(row.articles)] for row in asked
    ]
    return Figure(
        "demand",
        title,
        sentence,
        bars(frame("demand", title, sentence), drawn) if drawn else None,
        [gettext("Claim"), gettext("State"), gettext("Articles")],
        rows,
        [row.claim.pk for row in asked],
    )


FIGURES: dict[str, Callable[[Counted], Figure]] = {
    "waiting": waiting,
    "late": late,
    "workload": workload,
    "demand": demand,
    "latest": latest,
}
