"""Pages by keyset: "after the last row seen", never OFFSET, so the millionth page costs as the first."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import F, Model, Q, QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan
from django.db.models.lookups import Lookup

M = TypeVar("M", bound=Model)
SALT = "claims.paging"


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """``rows`` and the token of the page after them, "" at the end."""

    rows: list[M]
    after: str


def page(rows: QuerySet[M], *, order: tuple[str, ...], after: str = "", size: int = 50) -> Page[M]:
    """The ``size`` rows after the token. ``order`` names non-null columns and ends in a unique one.

    A token that is broken or made for another order starts from the beginning.
    """
    rows = rows.order_by(*order)
    last = _read(after, order)
    if last is not None:
        rows = rows.filter(_beyond(order, last))
    found = list(rows[: size + 1])
    more = len(found) > size
    found = found[:size]
    return Page(found, _token(found[-1], order) if more else "")


def _beyond(order: tuple[str, ...], last: list[Any]) -> "Q | Lookup[bool]":
    """(a, b) after (x, y): a beyond x, or a equal and b beyond y.

    Where all columns run one way it is a comparison of rows, for that alone PostgreSQL starts in the
    index at the place it names; of the longer form it reads and throws away all pages before.
    """
    falling = {name.startswith("-") for name in order}
    if len(falling) == 1 and len(order) > 1:
        columns = tuple(F(name.lstrip("-")) for name in order)
        return (TupleLessThan if falling == {True} else TupleGreaterThan)(columns, last)
    return _in_turn(order, last)


def _in_turn(order: tuple[str, ...], last: list[Any]) -> Q:
    condition, equal = Q(), Q()
    for name, value in zip(order, last, strict=True):
        column = name.lstrip("-")
        step = "lt" if name.startswith("-") else "gt"
        condition |= equal & Q(**{f"{column}__{step}": value})
        equal &= Q(**{column: value})
    return condition


def _token(row: Model, order: tuple[str, ...]) -> str:
    values = [_plain(getattr(row, name.lstrip("-"))) for name in order]
    return signing.dumps([",".join(order), *values], salt=SALT)


def _plain(value: Any) -> Any:
    """As JSON keeps it, to the last digit; Django reads a date back from its ISO form."""
    return value.isoformat() if isinstance(value, date) else value


def _read(token: str, order: tuple[str, ...]) -> list[Any] | None:
    try:
        made_for, *values = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return values if made_for == ",".join(order) and len(values) == len(order) else None
