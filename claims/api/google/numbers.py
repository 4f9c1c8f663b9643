"""Parameters that are numbers and dates."""

import re
from datetime import date, datetime

from django.http import QueryDict

from claims.api.google.door import Invalid

PAGE_SIZE, PAGE_MAX = 10, 100
INT32 = 2**31 - 1


def number(given: QueryDict, name: str, default: int, *, least: int = 0, most: int = INT32) -> int:
    """An int32 between ``least`` and ``most``; 0 and nothing are the default."""
    text = given.get(name, "")
    if not text:
        return default
    if not re.fullmatch(r"-?[0-9]{1,10}", text):
        raise Invalid(f"Invalid value at '{name}': {text[:40]!r} is no int32.")
    value = int(text)
    if not least <= value <= most:
        raise Invalid(f"Invalid value at '{name}': it must be from {least} to {most}.")
    return value or default


def page_size(given: QueryDict) -> int:
    return number(given, "pageSize", PAGE_SIZE, most=PAGE_MAX)


def day(text: str, name: str) -> date | None:
    """A date or a date with a time, as ISO 8601 has them; None for no text."""
    if not text.strip():
        return None
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError as error:
        raise Invalid(f"Invalid value at '{name}': {text[:40]!r} is no date.") from error
