"""Verdicts, reasonings, talk and time as the templates show them."""

import json
import re
from datetime import datetime
from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role, roles_of
from claims.integrations.markdown import to_html
from claims.models import Comment, Notification

register = template.Library()

# What could end a data block early, written so that JSON still reads it.
IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.simple_tag
def verdict(rating: Any) -> SafeString:
    """A rating, of the scale or frozen in a publication, as its mark and its word."""
    mark, label, colour = (_of(rating, name) for name in ("mark", "label", "colour"))
    html = (
        '<span class="verdict verdict-{}"><span class="verdict-mark" aria-hidden="true">{}</span>'
        " <span>{}</span></span>"
    )
    return format_html(html, slugify(colour), mark, label)


def _of(rating: Any, name: str) -> str:
    return str(rating.get(name, "") if isinstance(rating, dict) else getattr(rating, name))


@register.filter
def markdown(text: str) -> SafeString:
    return mark_safe(to_html(text))  # noqa: S308 - sanitised there


@register.filter
def frozen_html(html: str) -> SafeString:
    """HTML that was sanitised when its publication was frozen."""
    return mark_safe(html)  # noqa: S308


@register.filter
def json_ld(markup: dict[str, Any]) -> SafeString:
    """JSON that can stand in a script element: nothing in it ends the element."""
    return mark_safe(json.dumps(markup, ensure_ascii=False).translate(IN_SCRIPT))  # noqa: S308


@register.simple_tag
def listed(many: str, name: str, slugs: dict[str, str] | None) -> SafeString:
    """A name that leads to its list, where this page has lists: a preview in the newsroom has none."""
    slug = (slugs or {}).get(name)
    if not slug:
        return format_html('<b dir="auto">{}</b>', name)
    return format_html(
        '<a class="check-name" href="{}" dir="auto">{}</a>', reverse("checks_under", args=[many, slug]), name
    )


@register.filter
def in_words(name: str) -> str:
    """The name of a machine's step as a person reads it: "near_claims" is "Near claims"."""
    return name.replace("_", " ").replace("-", " ").strip().capitalize()


@register.filter
def day(iso: str | None) -> datetime | Any:
    """A frozen date or moment, to be shown by the date filter."""
    if not iso:
        return None
    return parse_datetime(iso) or parse_date(iso)


@register.filter
def said_words(comment: Comment) -> SafeString:
    """A comment's words with the people whom it mentions set off."""
    names = {f"@{mention.typed}" for mention in comment.mentioned.all()}
    if not names:
        return format_html("{}", comment.words)
    by_length = sorted(names, key=len, reverse=True)
    parts = re.split(f"({'|'.join(map(re.escape, by_length))})", comment.words)
    return format_html_join("", "{}", ((_named(part) if part in names else part,) for part in parts))


def _named(part: str) -> SafeString:
    return format_html('<b class="mention">{}</b>', part)


DUE = (
    (86_400, _("due in %(number)s d"), _("overdue by %(number)s d")),
    (3_600, _("due in %(number)s h"), _("overdue by %(number)s h")),
    (60, _("due in %(number)s min"), _("overdue by %(number)s min")),
)


@register.filter
def due_words(moment: datetime | None) -> str:
    """How far off a due date is, in one short phrase."""
    if moment is None:
        return ""
    seconds = (moment - timezone.now()).total_seconds()
    size, ahead, late = next((row for row in DUE if abs(seconds) >= row[0]), DUE[-1])
    return str(ahead if seconds > 0 else late) % {"number": int(abs(seconds) // size)}


@register.filter
def is_past(moment: datetime | None) -> bool:
    return moment is not None and moment <= timezone.now()


@register.simple_tag(takes_context=True)
def unread(context: RequestContext) -> int:
    """How many notifications the person has not read."""
    user = context.get("user")
    if not user or not roles_of(user):
        return 0
    return int(Notification.objects.filter(user=user).unread().count())


@register.simple_tag(takes_context=True)
def is_researcher(context: RequestContext) -> bool:
    user = context.get("user")
    return bool(user and Role.RESEARCHER in roles_of(user))
