"""Looking back over a period: how long it took, what was chosen, how far people and machine agree."""

from collections.abc import Callable
from functools import partial

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from claims.agreement import Agreement
from claims.board.figure import Figure, count, digits, frame, length, long, percent, whole, word
from claims.board_queries import BALANCE, Counted
from claims.charts import Bar, Column, Series, bars, columns, lines
from claims.models import Proposal


def pace(counted: Counted) -> Figure:
    """From an article's intake to the first publication: the middle one, and what nine of ten kept."""
    title = gettext("From intake to publication")
    found = counted.counts.pace
    heads = [gettext("From"), gettext("Checks"), gettext("Median (hours)"), gettext("90 % (hours)")]
    if not found:
        sentence = gettext("No check came out in this period. Its time shows here once one does.")
        return Figure("pace", title, sentence, None, heads, [])
    whole_period, *parts = found
    told = {
        "checks": whole(whole_period.checks),
        "median": length(whole_period.median).shown,
        "most": length(whole_period.most).shown,
    }
    sentence = (
        ngettext(
            "%(checks)s check: half within %(median)s, nine of ten within %(most)s.",
            "%(checks)s checks: half within %(median)s, nine of ten within %(most)s.",
            whole_period.checks,
        )
        % told
    )
    series = [
        Series(gettext("median"), [float(length(row.median).raw or 0) for row in parts]),
        Series(gettext("90 %"), [float(length(row.most).raw or 0) for row in parts]),
    ]
    rows = [
        [
            word(row.day or gettext("The whole period")),
            count(row.checks),
            length(row.median),
            length(row.most),
        ]
        for row in found
    ]
    picture = lines(frame("pace", title, sentence), [_day(row.day) for row in parts], series, long)
    return Figure("pace", title, sentence, picture, heads, rows)


def _day(day: object) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""  # type: ignore[arg-type]


def chosen(counted: Counted) -> Figure:
    """How many claims were found, and how many of them were chosen to be checked, over time."""
    title = gettext("Found and chosen")
    found = counted.counts.chosen
    total, taken = sum(row.found for row in found), sum(row.chosen for row in found)
    sentence = (
        gettext("%(chosen)s of %(found)s claims were chosen to be checked (%(share)s).")
        % {"chosen": whole(taken), "found": whole(total), "share": percent(taken, total)}
        if total
        else gettext("No claim was found in this period.")
    )
    drawn = [Column(_day(row.day), row.chosen, row.found) for row in found]
    words = pgettext("claims", "chosen"), pgettext("claims", "found")
    return Figure(
        "chosen",
        title,
        sentence,
        columns(frame("chosen", title, sentence), drawn, *words) if total else None,
        [gettext("From"), gettext("Found"), gettext("Chosen")],
        [[word(row.day), count(row.found), count(row.chosen)] for row in found],
    )


TITLES = {
    "speaker": _("Whose claims are chosen"),
    "affiliation": _("Which parties and organisations"),
    "outlet": _("From which outlets"),
    "topic": _("On which topics"),
}
HEADS = {
    "speaker": _("Speaker"),
    "affiliation": _("Party or organisation"),
    "outlet": _("Outlet"),
    "topic": _("Topic"),
}
EMPTY = {
    "speaker": _("No claim of a named speaker was found in this period."),
    "affiliation": _("No speaker has a party or organisation yet. Editors add it in the admin panel."),
    "outlet": _("No claim from a known outlet was found in this period."),
    "topic": _("No claim has a topic in this period. Editors give topics in the admin panel."),
}


def balance(by: str, counted: Counted) -> Figure:
    """Of the claims found by, in or about each, how many were chosen: the most found first."""
    title = str(TITLES[by])
    found = counted.counts.balance[by]
    if not found:
        return Figure(by, title, str(EMPTY[by]), None, [str(HEADS[by])], [])
    most = max(found, key=lambda row: (row.chosen, row.found))
    sentence = gettext("Most often chosen: %(name)s, %(chosen)s of %(found)s found.") % {
        "name": most.name,
        "chosen": whole(most.chosen),
        "found": whole(most.found),
    }
    drawn = [Bar(row.name, row.chosen, _of(row.chosen, row.found), row.found) for row in found]
    return Figure(
        by,
        title,
        sentence,
        bars(frame(by, title, sentence), drawn),
        [str(HEADS[by]), gettext("Found"), gettext("Chosen"), gettext("Share")],
        [
            [word(row.name), count(row.found), count(row.chosen), digits(row.chosen / row.found)]
            for row in found
        ],
        note=gettext("The accent is what was chosen, grey what was found."),
    )


def _of(part: int, of: int) -> str:
    return gettext("%(part)s of %(of)s") % {"part": whole(part), "of": whole(of)}


STRENGTHS = (
    (0.8, _("almost complete")),
    (0.6, _("substantial")),
    (0.4, _("moderate")),
    (0.2, _("fair")),
    (-1.0, _("slight or none")),
)
"""Words for kappa, after Landis and Koch (1977)."""
PAIRS = {"reviewers": _("Two blind reviewers"), "draft": _("Draft and blind review")}


def agreement(counted: Counted) -> Figure:
    """How far blind ratings agree, beyond what chance would. Rounds that are still open do not count."""
    title = gettext("How far blind reviews agree")
    found = counted.counts.agreements
    rated = [(str(PAIRS[of]), row) for of, row in found.items() if row.pairs]
    sentence = _agreed(found)
    drawn = [Bar(name, row.agreed, _with_kappa(row), row.pairs) for name, row in rated]
    heads = [
        gettext("Between"),
        gettext("Rated by both"),
        gettext("Alike"),
        gettext("Share"),
        gettext("Cohen’s κ"),
    ]
    return Figure(
        "agreement",
        title,
        sentence,
        bars(frame("agreement", title, sentence), drawn) if drawn else None,
        heads,
        [[word(n), count(r.pairs), count(r.agreed), digits(r.share), digits(r.kappa)] for n, r in rated],
        note=gettext(
            "κ is 1 where all agree and 0 where chance would do as well; it is not defined where everybody"
            " gave one and the same rating. Reviews count once their outcome is settled."
        ),
    )


def _agreed(found: dict[str, Agreement]) -> str:
    of, rated = next(((of, row) for of, row in found.items() if row.pairs), ("", None))
    if rated is None:
        return gettext("No review of this period is settled yet.")
    told = {"who": PAIRS[of], "agreed": whole(rated.agreed), "pairs": whole(rated.pairs)}
    if rated.kappa is None:
        return gettext("%(who)s: alike in %(agreed)s of %(pairs)s. κ is not defined.") % told
    told |= {"kappa": digits(rated.kappa).shown, "strength": strength(rated.kappa)}
    return gettext("%(who)s: alike in %(agreed)s of %(pairs)s, κ %(kappa)s: %(strength)s.") % told


def strength(kappa: float) -> str:
    return next(str(words) for least, words in STRENGTHS if kappa > least or least == -1.0)


def _with_kappa(row: Agreement) -> str:
    return gettext("%(part)s of %(of)s, κ %(kappa)s") % {
        "part": whole(row.agreed),
        "of": whole(row.pairs),
        "kappa": digits(row.kappa).shown,
    }


KINDS = {"claim": _("Claims found in articles"), "match": _("Matches with earlier checks")}


def suggestions(counted: Counted) -> Figure:
    """How often people used what a machine suggested, and how often they overruled it."""
    title = gettext("What the machine suggested")
    found = [row for row in counted.counts.suggestions if row.decided or row.waiting]
    used, decided = sum(row.used for row in found), sum(row.decided for row in found)
    sentence = (
        gettext("%(used)s of %(decided)s decided suggestions were used, %(overruled)s overruled.")
        % {"used": whole(used), "decided": whole(decided), "overruled": whole(decided - used)}
        if decided
        else gettext("Nobody has decided on a suggestion of this period yet.")
    )
    drawn = [Bar(_kind(row.kind), row.used, _of(row.used, row.decided), row.decided) for row in found]
    return Figure(
        "suggestions",
        title,
        sentence,
        bars(frame("suggestions", title, sentence), drawn) if decided else None,
        [gettext("Suggestion"), gettext("Used"), gettext("Overruled"), gettext("Waiting")],
        [[word(_kind(r.kind)), count(r.used), count(r.overruled), count(r.waiting)] for r in found],
        note=gettext("The accent is what was used, of what was decided."),
    )


def _kind(kind: str) -> str:
    return str(KINDS.get(kind) or Proposal.Purpose(kind).label)


FIGURES: dict[str, Callable[[Counted], Figure]] = {
    "pace": pace,
    "chosen": chosen,
    **{by: partial(balance, by) for by in BALANCE},
    "agreement": agreement,
    "suggestions": suggestions,
}
