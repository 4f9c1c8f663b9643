"""Words, marks and questions that the templates share."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.roles import NAMES, Role, roles_of
from claims import rules
from claims.models import Claim, Job
from claims.queue_queries import AtLeast
from claims.retold import retold
from claims.states import Status

register = template.Library()
register.filter(retold)

# Each state's mark differs in shape, so that nobody needs its colour: paths in a box of 12 by 12.
RING = '<circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" stroke-width="1.5"/>'
SHAPES: dict[str, str] = {
    Status.CANDIDATE: RING.replace("/>", ' stroke-dasharray="2.2 1.6"/>'),
    Status.QUEUED: RING,
    Status.RESEARCHING: RING + '<path fill="currentColor" d="M6 1.75a4.25 4.25 0 0 0 0 8.5z"/>',
    Status.IN_REVIEW: '<rect x="2" y="2" width="8" height="8" rx="1" fill="none" stroke="currentColor"'
    ' stroke-width="1.5"/>',
    Status.CONFLICTED: '<path fill="currentColor" d="M6 1.2 11 10.4H1z"/>',
    Status.APPROVED: '<path fill="currentColor" d="M6 .8 11.2 6 6 11.2.8 6z"/>',
    Status.PUBLISHED: '<circle cx="6" cy="6" r="5" fill="currentColor"/>',
    Status.DECLINED: '<path stroke="currentColor" stroke-width="1.75" d="M2.5 6h7"/>',
    Status.WITHDRAWN: '<path stroke="currentColor" stroke-width="1.75" d="m2.5 2.5 7 7m0-7-7 7"/>',
    Job.State.WAITING: RING,
    Job.State.RUNNING: RING + '<path fill="currentColor" d="M6 1.75a4.25 4.25 0 0 1 0 8.5z"/>',
    Job.State.DONE: '<path fill="none" stroke="currentColor" stroke-width="1.75" d="m2 6.5 2.8 2.8L10 3"/>',
    Job.State.DEAD: '<path stroke="currentColor" stroke-width="1.75" d="m2.5 2.5 7 7m0-7-7 7"/>',
    Job.State.CANCELLED: '<path stroke="currentColor" stroke-width="1.75" d="M2.5 6h7"/>',
}


# What became of pages, quoted words and snapshots, in the shapes that mean as much elsewhere.
for shape, names in {
    Job.State.DONE: ("same", "exact", "verified"),
    Job.State.RUNNING: ("fuzzy",),
    Status.CONFLICTED: ("changed", "altered", "differs"),
    Status.APPROVED: ("moved",),
    Job.State.DEAD: ("gone", "lost"),
    Status.CANDIDATE: ("away",),
}.items():
    SHAPES |= dict.fromkeys(names, SHAPES[shape])


@register.filter
def role_name(role: str) -> str:
    """What a role is called in the language in force; a group that is no role keeps its name."""
    return str(NAMES[Role(role)]) if role in set(Role) else role


@register.simple_tag
def mark(value: str, label: str) -> SafeString:
    """A state as its shape and its word."""
    return format_html(
        '<span class="state state-{}"><svg class="dot" viewBox="0 0 12 12" width="12" height="12"'
        ' aria-hidden="true" focusable="false">{}</svg><span>{}</span></span>',
        value,
        mark_safe(SHAPES.get(value, RING)),  # noqa: S308 - our own paths
        label,
    )


@register.simple_tag(takes_context=True)
def may(context: RequestContext, doing: str) -> bool:
    """Whether the person who looks may do what asks for their role alone: "add_article", "accept"."""
    user = context.get("user")
    if not user:
        return False
    rule = rules.MOVES.get(doing)
    return bool(rule(user, Claim()) if rule else getattr(rules, f"may_{doing}")(user))


@register.simple_tag(takes_context=True)
def is_operator(context: RequestContext) -> bool:
    user = context.get("user")
    return bool(user and Role.OPERATOR in roles_of(user))


@register.filter
def likeness_words(likeness: float) -> str:
    if likeness >= 0.8:
        return gettext("Nearly the same")
    return gettext("Much alike") if likeness >= 0.55 else gettext("Somewhat alike")


@register.filter
def share(value: Any) -> str:
    """0.8234 as 0.82."""
    return f"{float(value):.2f}" if isinstance(value, int | float) else ""


@register.filter
def sureness(probability: float) -> str:
    """A calibrated probability in words."""
    words = ((0.9, gettext("very likely")), (0.7, gettext("likely")), (0.5, gettext("perhaps")))
    return next((word for least, word in words if probability >= least), gettext("unsure"))


@register.filter
def lead(prefix: str) -> str:
    """The words before a quote, from its own paragraph and beginning with a whole word."""
    words = prefix.rpartition("\n")[2]
    if words == prefix and len(prefix) >= 32:
        words = "… " + words.partition(" ")[2]
    return words


@register.filter
def tail(suffix: str) -> str:
    """The words after a quote, from its own paragraph and ending in a whole word."""
    words = suffix.partition("\n")[0]
    if words == suffix and len(suffix) >= 32:
        words = words.rpartition(" ")[0] + " …"
    return words


@register.filter
def rank_words(rank: float) -> str:
    if rank >= 0.3:
        return gettext("Strong match")
    return gettext("Some match") if rank >= 0.1 else gettext("Weak match")


@register.filter
def age(moment: datetime | None) -> str:
    """How long ago, in one short word."""
    if moment is None:
        return ""
    seconds = max(0, int((timezone.now() - moment).total_seconds()))
    for size, words in ((86_400, _("%(number)s d")), (3_600, _("%(number)s h")), (60, _("%(number)s min"))):
        if seconds >= size:
            return str(words) % {"number": seconds // size}
    return gettext("now")


@register.filter
def ago(moment: datetime | None) -> str:
    """As `age`, within a sentence: "5 d ago"."""
    if moment is None or timezone.now() - moment < timedelta(minutes=1):
        return gettext("just now")
    return gettext("%(time)s ago") % {"time": age(moment)}


@register.filter
def took(job: Job) -> str:
    """How long a job has run, or ran."""
    if job.started_at is None:
        return ""
    return span((job.finished_at or timezone.now()) - job.started_at)


@register.filter
def milliseconds(count: int) -> str:
    return span(timedelta(milliseconds=count))


def span(length: timedelta) -> str:
    seconds = length.total_seconds()
    if seconds < 1:
        return gettext("%(number)s ms") % {"number": max(0, round(seconds * 1000))}
    if seconds < 90:
        return gettext("%(number)s s") % {"number": f"{seconds:.1f}".removesuffix(".0")}
    return gettext("%(number)s min") % {"number": round(seconds / 60)}


@register.filter
def initials(person: Any) -> str:
    return "".join(word[0] for word in str(person).split()[:2]).upper()


VERBS = {
    "added": _("added it"),
    "captured": _("stored a new version"),
    "extracted": _("found it in the text"),
    "merged_speakers": _("merged two speakers"),
    "edited": _("worded it anew"),
    "described": _("changed who said it, when or its topics"),
    "accept": _("accepted it"),
    "decline": _("declined it"),
    "reopen": _("reopened it"),
    "take": _("took it"),
    "assign": _("assigned it"),
    "release": _("released it"),
    "submit": _("submitted it for review"),
    "return": _("returned it"),
    "approve": _("reviewed it"),
    "conflict": _("reviewed it"),
    "resolve": _("settled it"),
    "publish": _("published it"),
    "revisit": _("opened it anew"),
    "withdraw": _("withdrew it"),
    "undo": _("undid their last step"),
    "draft saved": _("wrote a version of the draft"),
    "draft opened": _("opened the draft"),
    "evidence added": _("added evidence"),
    "evidence removed": _("took evidence out"),
    "evidence captured": _("kept a copy of evidence"),
    "reviewed": _("gave their review"),
    "voted": _("voted on the panel"),
    "embargo set": _("set an embargo"),
    "embargo called off": _("called the embargo off"),
    "corrected": _("corrected the publication"),
    "commented": _("commented"),
    "comment withdrawn": _("withdrew a comment"),
    "due set": _("set when it is due"),
    "priority set": _("set its priority"),
    "reply asked": _("asked for a reply"),
    "reply sent again": _("sent the question again"),
    "reply revoked": _("took the question back"),
    "reply passed on": _("passed a question on"),
    "reply answered": _("has the reply"),
    "reply closed": _("closed a request for a reply"),
    "match confirmed": _("found that it says the same as another"),
    "match rejected": _("found that it differs from another"),
    "match undone": _("took back what was decided on a match"),
    "suggestion used": _("used what a run suggested"),
    "suggestion rejected": _("rejected what a run suggested"),
    "frozen": _("froze what the public reads"),
    "tip came": _("took in a reader's report"),
    "tip handled": _("saw to a reader's report"),
    "page changed": _("saw that the page changed"),
    "page edited silently": _("saw that the page was changed without a word about it"),
    "page gone": _("saw that the page is gone"),
    "page moved": _("saw that the page moved"),
    "page settled": _("settled what changed on the page"),
    "words anchored anew": _("anchored quoted words anew"),
    "words taken as gone": _("took quoted words as gone from the page"),
    "snapshot asked": _("asked the Internet Archive to keep the page"),
    "snapshot verified": _("verified the Internet Archive's copy"),
    "snapshot differs": _("found the Internet Archive's copy to be another page"),
    "evidence sealed": _("sealed the evidence that the verdict rests on"),
}


@register.filter
def verb(name: str) -> str:
    return str(VERBS.get(name, name))


# A number for each form that CLDR names, of which a script chooses by its own number.
FORMS = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
COUNTED: dict[str, Callable[[int], str]] = {
    "new": lambda number: ngettext("%(n)s claim is new here.", "%(n)s claims are new here.", number),
    "selected": lambda number: ngettext("%(n)s claim selected", "%(n)s claims selected", number),
}


@register.simple_tag
def counted(name: str) -> SafeString:
    """A sentence with a number in all forms of the language, for `words.js`: data-new-one="{n} claim …"."""
    rows = [(name, form, COUNTED[name](number) % {"n": "{n}"}) for form, number in FORMS.items()]
    return format_html_join(" ", 'data-{}-{}="{}"', rows)


@register.filter
def status_label(value: str) -> str:
    return str(Status(value).label) if value in Status.values else value


@register.filter
def get(mapping: dict[str, Any], key: str) -> Any:
    return mapping.get(key, "")


@register.filter
def at_most(count: int) -> str:
    """A count as the queue shows it: "1,000+" where nobody counted on."""
    return f"{count:,}+" if isinstance(count, AtLeast) else f"{count:,}"


@register.filter
def meets(keys: list[int], those: set[int]) -> bool:
    """Whether any of the keys is one of those."""
    return not those.isdisjoint(keys)


@register.filter
def size_words(count: int) -> str:
    if count >= 100_000:
        return gettext("%(number)s MB") % {"number": f"{count / 1e6:.1f}"}
    return ngettext("%(number)s byte", "%(number)s bytes", count) % {"number": f"{count:,}"}
