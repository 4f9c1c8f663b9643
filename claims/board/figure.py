"""One figure: a sentence that says what it shows, the picture, and the table that it was drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from claims.charts import Frame, Svg


class Cell(NamedTuple):
    """``raw`` is for a file: a plain number or word. ``shown`` is for a reader, in their language."""

    raw: str | float | None
    shown: str

    @property
    def is_number(self) -> bool:
        return not isinstance(self.raw, str)


@dataclass(frozen=True, slots=True)
class Figure:
    """``picture`` is None while there is nothing to draw: ``sentence`` then says what will show here.

    ``claims`` are the ids of the claims that the rows are about, where they are about claims.
    ``counted_at`` is when it was counted, None where that is now.
    """

    key: str
    title: str
    sentence: str
    picture: Svg | None
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    claims: Sequence[int] = ()
    note: str = ""
    counted_at: datetime | None = None

    @property
    def lines(self) -> list[tuple[int | None, Sequence[Cell]]]:
        """Each row with the claim that it is about, if any."""
        ids: list[int | None] = list(self.claims) or [None] * len(self.rows)
        return list(zip(ids, self.rows, strict=True))


class Period(NamedTuple):
    """How far to look back; ``days`` None for ever."""

    name: str
    label: str | Promise
    days: int | None


PERIODS = (
    Period("30", _("30 days"), 30),
    Period("90", _("90 days"), 90),
    Period("365", _("A year"), 365),
    Period("all", _("All"), None),
)
USUAL = PERIODS[1]


def period_named(name: str) -> Period:
    """The period of this name; 90 days for any other."""
    return next((period for period in PERIODS if period.name == name), USUAL)


def frame(key: str, title: str, sentence: str) -> Frame:
    return Frame(f"figure-{key}", title, sentence, rtl=get_language_bidi())


def word(text: object) -> Cell:
    return Cell(str(text), str(text))


def count(number: int) -> Cell:
    return Cell(number, whole(number))


def whole(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)


def digits(number: float | None, places: int = 2) -> Cell:
    """ "–" where it is not defined."""
    if number is None:
        return Cell(None, "–")
    return Cell(round(number, places), number_format(round(number, places), places, use_l10n=True))


def percent(part: int, of: int) -> str:
    return gettext("%(number)s %%") % {"number": whole(round(100 * part / of))} if of else "–"


def length(time: timedelta) -> Cell:
    """In hours for a file; for a reader in the unit that suits it."""
    hours = time / timedelta(hours=1)
    return Cell(round(hours, 2), long(hours))


def long(hours: float) -> str:
    if hours < 48:
        number = max(0, round(hours))
        return ngettext("%(number)s hour", "%(number)s hours", number) % {"number": whole(number)}
    number = round(hours / 24)
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": whole(number)}
