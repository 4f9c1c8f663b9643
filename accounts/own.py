"""A person's own language and time, for words that are written to them while nobody asks for a page."""

import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import timezone, translation

from accounts.models import User


def language_of(user: User) -> str:
    """The language they have chosen; the newsroom's own where they have not, or it is spoken no more."""
    return user.language if user.language in dict(settings.LANGUAGES) else str(settings.LANGUAGE_CODE)


def zone_called(name: str) -> zoneinfo.ZoneInfo | None:
    """None, the newsroom's own time, where this machine knows no zone of this name."""
    try:
        return zoneinfo.ZoneInfo(name) if name else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return None


@contextmanager
def in_own_words(user: User) -> Iterator[str]:
    """Within it, whatever is translated or told as a time is so for ``user``; gives the language's code."""
    language = language_of(user)
    with translation.override(language), timezone.override(zone_called(user.time_zone)):
        yield language
