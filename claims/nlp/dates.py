"""Dates and periods in text, explicit ("12 August 2017") and relative ("last week"), against an anchor.

Reads English, Spanish, French, German and Portuguese. Deterministic, linear in the text's length,
raises nothing on any string. What is ambiguous stays so: see ``Period.readings``.
"""

from __future__ import annotations

import datetime
import functools
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from . import periods
from .periods import Form, Grain, Interval, Period, Tense
from .words.calendar import EN, Calendar, calendar_for

COUNTS = {
    word: number
    for number, forms in enumerate(
        "a/an/one/un/una/une/um/uma/einem/einer two/dos/deux/zwei/dois/duas three/tres/trois/drei/três "
        "four/cuatro/quatre/vier/quatro five/cinco/cinq/fünf six/seis/sechs seven/siete/sept/sieben/sete "
        "eight/ocho/huit/acht/oito nine/nueve/neuf/neun/nove ten/diez/dix/zehn/dez eleven/once/onze/elf "
        "twelve/doce/douze/zwölf/doze".split(),
        1,
    )
    for word in forms.split("/")
}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
YEARS, PLAIN_YEARS = range(1000, 2200), range(1800, 2100)
LOOK_BACK = 24
PART_OF = re.compile(r"\s{1,3}(?:of|de|du|des|von|do)\s", re.IGNORECASE)
"""Behind a unit: "the last week of March" counts from March and not from the anchor."""
PART = re.compile(r"[^\W\d_]+")
SENTENCE_END = re.compile(r"[.!?…。؟]+[\"'”’»)\]]*\s|\n")
# Words after which a four-digit number is an amount and not a year.
AMOUNT_AFTER = re.compile(
    r"\s?(?:%|°|percent|people|persons?|men|women|children|dollars?|euros?|pounds?|miles?|kilomet\w+|km|met\w+|"
    r"feet|tons?|tonnes?|jobs?|troops|soldiers|deaths?|cases|votes?|times|homes|houses|students|units|"
    r"million|billion|thousand|hours|days|weeks|months|years|personas|menschen|personnes|pessoas)\b",
    re.IGNORECASE,
)
AMOUNT_BEFORE = re.compile(
    r"(?:[$€£¥#+×]|\b(?:about|nearly|almost|roughly|over|than|least|most|only|some|another|these|those|"
    r"approximately|casi|unos|más de|près de|environ|rund|etwa|fast|quase|cerca de|usd|eur|no|nr|nº))[\s.]*$",
    re.IGNORECASE,
)

# Before 1800 these words are no sign of a year ("of 1250 scientists"), and a plural behind is none either.
LOOSE = re.compile(r"\b(?:of|to|and|for|from|between|de|y|et|und|e|a|à)\s*$", re.IGNORECASE)
COUNTED = re.compile(r" [a-z]{2,20}s\b")

Reading = Callable[["re.Match[str]", "Reader"], Period | None]


def read_dates(
    text: str, *, anchor: datetime.date | None = None, language: str = "en", tense: Tense | None = None
) -> list[Period]:
    """The periods named in ``text``, in order, none inside another.

    ``anchor`` is the day on which the words were written or said; without it relative periods and dates
    without a year have no reading. ``tense`` overrules the tense of each sentence.
    """
    reader = Reader(text, anchor, language, calendar_for(language), tense)
    return _longest(reader.all())


def _longest(found: Iterable[Period]) -> list[Period]:
    result: list[Period] = []
    for one in sorted(found, key=lambda period: (period.start, -period.end)):
        if not result or one.start >= result[-1].end:
            result.append(one)
    return result


@dataclass
class Reader:
    """One reading of one text."""

    text: str
    anchor: datetime.date | None
    language: str
    words: Calendar
    tense: Tense | None

    def all(self) -> Iterator[Period]:
        said = frozenset(PART.findall(self.text.lower()))
        figures = any(char.isdecimal() for char in self.text)
        for needs, pattern, read in _patterns(self.language):
            if said.isdisjoint(needs) if needs else not (figures or "quarter" in said):
                continue
            for match in pattern.finditer(self.text):
                try:
                    found = read(match, self)
                except (ValueError, OverflowError):
                    continue  # 31 February, or a year before the first
                if found:
                    yield found

    def make(
        self, match: re.Match[str], grain: Grain, readings: Iterable[Interval], form: Form = Form.EXPLICIT,
        *, year: int | None = None, month: int | None = None, day: int | None = None,
    ) -> Period:  # fmt: skip
        return Period(
            match.start(), match.end(), form, grain, tuple(readings), year, month, day, self.language
        )

    def relative(self, match: re.Match[str], unit: str, shift: int) -> Period:
        readings = [periods.around(self.anchor, unit, shift)] if self.anchor else []
        return self.make(match, Grain(unit), readings, Form.RELATIVE)

    def tense_at(self, place: int) -> Tense | None:
        """The tense of the verb nearest to a place in its sentence."""
        if self.tense:
            return self.tense
        places, tenses = self._verbs
        index = bisect_left(places, place)
        start, end = self._sentence(place)
        near = [number for number in (index - 1, index) if 0 <= number < len(places)]
        inside = [number for number in near if start <= places[number] < end]
        best = min(inside, key=lambda number: abs(places[number] - place), default=None)
        return None if best is None else tenses[best]

    @functools.cached_property
    def _verbs(self) -> tuple[list[int], list[Tense]]:
        found = [
            (match.start(), Tense.FUTURE if match.lastgroup == "future" else Tense.PAST)
            for match in _tense_pattern(self.language).finditer(self.text)
        ]
        return [place for place, _ in found], [tense for _, tense in found]

    @functools.cached_property
    def _ends(self) -> list[int]:
        return [match.end() for match in SENTENCE_END.finditer(self.text)]

    def _sentence(self, place: int) -> tuple[int, int]:
        index = bisect_left(self._ends, place + 1)
        start = self._ends[index - 1] if index else 0
        return start, self._ends[index] if index < len(self._ends) else len(self.text)

    def before(self, place: int) -> str:
        return self.text[max(0, place - LOOK_BACK) : place]


# -- what each pattern means


def _full(match: re.Match[str], reader: Reader) -> Period | None:
    """A day, or days, of a month, with or without the year."""
    parts = match.groupdict()
    month = _month(parts["m"], reader.words)
    first = int(re.sub(r"\D+$", "", parts["d"]))
    last = int(re.sub(r"\D+$", "", parts["d2"])) if parts["d2"] else first
    grain = Grain.DAY if first == last else Grain.SPAN
    if not parts["y"]:
        readings = _yearless(reader, match, month, (first, last), "")
        return reader.make(match, grain, readings, month=month, day=first) if 1 <= first <= 31 else None
    year = int(parts["y"])
    interval = periods.day(year, month, first)[0], periods.day(year, month, last)[0]
    return reader.make(match, grain, [interval], year=year, month=month, day=first)


def _month(word: str, words: Calendar) -> int:
    low = word.lower()
    return words.months.get(low) or EN.months[low]


def _yearless(
    reader: Reader, match: re.Match[str], month: int, days: tuple[int, int] | None, word: str
) -> tuple[Interval, ...]:
    if not reader.anchor:
        return ()
    return periods.yearless(reader.anchor, month, days, word, reader.tense_at(match.start()))


def _iso(match: re.Match[str], reader: Reader) -> Period:
    year, month, day = (int(part) for part in match.groups())
    return reader.make(match, Grain.DAY, [periods.day(year, month, day)], year=year, month=month, day=day)


def _numeric(match: re.Match[str], reader: Reader) -> Period | None:
    """Day and month by figures: "03/04/2019" is both 3 April and 4 March in English, 3 April elsewhere."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    year += (2000 if year < 69 else 1900) if len(match["y"]) == 2 else 0
    orders = [(b, a)] if reader.words is not EN or match["sep"] == "." else [(a, b), (b, a)]
    fitting = [(m, d) for m, d in dict.fromkeys(orders) if 1 <= m <= 12 and 1 <= d <= 31]
    readings = [periods.day(year, month, day) for month, day in fitting]
    return reader.make(match, Grain.DAY, readings, year=year) if readings else None


def _month_year(match: re.Match[str], reader: Reader) -> Period:
    year, month = int(match["y"]), _month(match["m"], reader.words)
    return reader.make(match, Grain.MONTH, [periods.month(year, month)], year=year, month=month)


def _bare_month(match: re.Match[str], reader: Reader) -> Period | None:
    """A month's name alone; one that is also an everyday word needs a capital and a word before it."""
    name, word = match["m"], _which(match["mod"], reader)
    upper = name[0].isupper() or reader.words is not EN
    led = bool(word) or bool(_before_pattern(reader.language).search(reader.before(match.start())))
    if not upper or (name.lower() in reader.words.doubtful and not led):
        return None
    month = _month(name, reader.words)
    return reader.make(
        match, Grain.MONTH, _yearless(reader, match, month, None, word), month=month,
        form=Form.RELATIVE if word else Form.EXPLICIT,
    )  # fmt: skip


def _which(word: str | None, reader: Reader) -> str:
    """ "last", "this", "next" or "" for a word that stands beside a unit in either language."""
    low = " ".join((word or "").lower().split())
    for name in ("last", "this", "next"):
        if low and any(re.fullmatch(getattr(one, name), low) for one in (reader.words, EN)):
            return name
    return ""


def _quarter(match: re.Match[str], reader: Reader) -> Period | None:
    number = ORDINALS.get((match["w"] or "").lower()) or int(match["q"] or 0)
    if not match["y"]:
        return reader.make(match, Grain.QUARTER, [])
    year = int(match["y"])
    return reader.make(match, Grain.QUARTER, [periods.quarter(year, number)], year=year)


def _decade(match: re.Match[str], reader: Reader) -> Period:
    year = int(next(part for part in match.groups() if part))
    return reader.make(match, Grain.DECADE, [periods.years(year, year + 9)], year=year)


def _century(match: re.Match[str], reader: Reader) -> Period:
    return reader.make(match, Grain.CENTURY, [periods.century(int(match[1]))])


def _year_range(match: re.Match[str], reader: Reader) -> Period | None:
    first, last = int(match[1]), int(match[2])
    last += first // 100 * 100 if len(match[2]) == 2 else 0
    if first not in YEARS or last not in YEARS or last <= first:
        return None
    return reader.make(match, Grain.SPAN, [periods.years(first, last)], year=first)


def _year(match: re.Match[str], reader: Reader) -> Period | None:
    """Four figures that are a year and no amount; before 1800 only after a word such as "in"."""
    year = int(match[1])
    before = reader.before(match.start())
    led = bool(_before_pattern(reader.language).search(before))
    if year not in YEARS or AMOUNT_BEFORE.search(before):
        return None
    if year not in PLAIN_YEARS and (
        not led or LOOSE.search(before) or COUNTED.match(reader.text, match.end())
    ):
        return None
    if AMOUNT_AFTER.match(reader.text, match.end(), match.end() + 30):
        return None
    return reader.make(match, Grain.YEAR, [periods.years(year, year)], year=year)


def _relative_day(match: re.Match[str], reader: Reader) -> Period:
    low = " ".join(match.group().lower().split())
    shift = reader.words.relative_days.get(low, EN.relative_days.get(low, 0))
    return reader.relative(match, "day", shift)


def _beside_unit(match: re.Match[str], reader: Reader) -> Period | None:
    parts = match.groupdict()
    shift = {"last": -1, "this": 0, "next": 1}[_which(parts["mod"] or parts.get("mod2"), reader)]
    unit = _unit(parts["u"], reader)
    if PART_OF.match(reader.text, match.end()):
        return None
    return None if unit == "day" else reader.relative(match, unit, shift)


def _unit(word: str, reader: Reader) -> str:
    low = word.lower()
    return reader.words.units.get(low) or EN.units[low]


def _count(word: str) -> int:
    return COUNTS.get(word.lower()) or int(word)


def _ago(match: re.Match[str], reader: Reader) -> Period:
    parts = match.groupdict()
    return reader.relative(match, _unit(parts["u"], reader), -_count(parts["n"]))


def _past_span(match: re.Match[str], reader: Reader) -> Period:
    unit, count = _unit(match["u"], reader), _count(match["n"])
    readings = [periods.back(reader.anchor, unit, count)] if reader.anchor else []
    return reader.make(match, Grain.SPAN, readings, Form.RELATIVE)


def _weekday(match: re.Match[str], reader: Reader) -> Period | None:
    name = match["w"]
    number = reader.words.weekdays.get(name.lower()) or EN.weekdays[name.lower()]
    if reader.words is EN and not name[0].isupper():
        return None
    word = _which(match["mod"] or match["mod2"], reader)
    tense = reader.tense_at(match.start())
    readings = periods.weekdays(reader.anchor, number, word, tense) if reader.anchor else ()
    return reader.make(match, Grain.DAY, readings, Form.RELATIVE)


# -- the patterns of a language; every repetition is bounded, so a scan is linear


@functools.cache
def _patterns(language: str) -> tuple[tuple[frozenset[str], re.Pattern[str], Reading], ...]:
    """Words of which a text must have one (figures, where there are none), a pattern, and what it means."""
    words = calendar_for(language)
    m = _either(words.months | EN.months if words is not EN else EN.months)
    w = _either(words.weekdays | EN.weekdays if words is not EN else EN.weekdays)
    u = _either(words.units | EN.units if words is not EN else EN.units)
    mod = _modifiers(words)
    n = rf"(?P<n>\d{{1,3}}|{_either(COUNTS)})"
    d, gap = r"\d{1,2}(?:st|nd|rd|th|er|[º°.])?", r"[ \t\u00a0\u202f]{1,3}"
    joiner = rf"(?:(?:{'|'.join(filter(None, ('of', words.joiner)))}){gap})?"
    day = rf"(?:(?:{w})\.?,?{gap}(?:the{gap})?)?"
    rules: list[tuple[str, Reading]] = [
        (r"(?<![\w-])(\d{4})-(\d{2})-(\d{2})(?!\d|-)", _iso),
        (rf"(?<![\w.,/-]){day}(?P<d>{d})(?:[ ]?[-–][ ]?(?P<d2>{d}))?{gap}{joiner}(?P<m>{m})\b\.?"
         rf"(?:,?{gap}{joiner}(?P<y>\d{{4}})\b)?", _full),
        (rf"\b{day}(?P<m>{m})\b\.?{gap}(?P<d>\d{{1,2}}(?:st|nd|rd|th)?)\b(?![.,/:]?\d|%)"
         rf"(?:[ ]?[-–][ ]?(?P<d2>\d{{1,2}})\b)?(?:,?{gap}(?P<y>\d{{4}})\b)?", _full),
        (r"(?<![\w/.-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})(?![\w/-]|\.\d)",
         _numeric),
        (rf"\b(?P<m>{m})\b\.?,?{gap}{joiner}(?P<y>\d{{4}})\b(?!,\d)", _month_year),
        (rf"(?:\b(?P<mod>{mod}){gap})?(?<![\w-])(?P<m>{m})\b(?![\w-])", _bare_month),
        (rf"\b(?:Q(?P<q>[1-4])|(?P<w>first|second|third|fourth){gap}quarter)\b"
         rf"(?:[ /]{{0,2}}(?:of{gap})?(?P<y>\d{{4}})\b)?", _quarter),
        (r"(?<![\w$€£])(?:the )?(\d{3}0)['’]?s\b|\b(?:années|años|anos|década de) (\d{3}0)\b"
         r"|\b(\d{3}0)er[ -]Jahren?\b",
         _decade),
        (r"\b(\d{1,2})(?:st|nd|rd|th)[ -]century\b", _century),
        (r"(?<![\w$€£.,/-])(\d{4})[ ]?[-–/][ ]?(\d{4}|\d{2})(?![\w%/-]|[.,]\d)", _year_range),
        (r"(?<![\w$€£.,/:+-])(\d{4})(?![\w%/:]|[.,]\d|-\d)", _year),
        (rf"\b(?:{_either(words.relative_days | EN.relative_days)})\b", _relative_day),
        (rf"\b(?:(?:{words.article or 'the'}){gap})?(?P<mod>{mod}){gap}(?P<u>{u})\b", _beside_unit),
        (rf"\b{n}{gap}(?P<u>{u}){gap}ago\b", _ago),
        (rf"\b(?:last|past|previous){gap}{n}{gap}(?P<u>{u})\b", _past_span),
        (rf"\b(?:(?P<mod>{mod}){gap})?(?P<w>{w})\b(?:{gap}(?P<mod2>{mod})\b)?", _weekday),
    ]  # fmt: skip
    rules += _own_rules(words, u, n, gap)
    return tuple((_needs(read, words), re.compile(rule, re.IGNORECASE), read) for rule, read in rules)


def _needs(read: Reading, words: Calendar) -> frozenset[str]:
    """The words without which a rule cannot apply: they save most texts most of the scans."""
    tables: dict[Reading, Iterable[str]] = {
        _full: (*words.months, *EN.months),
        _month_year: (*words.months, *EN.months),
        _bare_month: (*words.months, *EN.months),
        _relative_day: (*words.relative_days, *EN.relative_days),
        _beside_unit: (*words.units, *EN.units),
        _ago: (*words.units, *EN.units),
        _past_span: (*words.units, *EN.units),
        _weekday: (*words.weekdays, *EN.weekdays),
    }
    return frozenset(part for phrase in tables.get(read, ()) for part in PART.findall(phrase))


def _own_rules(words: Calendar, u: str, n: str, gap: str) -> list[tuple[str, Reading]]:
    """Orders that English does not have: "semana pasada", "hace tres años", "en los últimos tres años"."""
    if words is EN:
        return []
    rules: list[tuple[str, Reading]] = [
        (
            rf"\b(?:(?:{words.article}){gap})?(?P<u>{u}){gap}(?P<mod>{words.last}|{words.next})\b",
            _beside_unit,
        ),
        (rf"\b{words.ago_before}{gap}{n}{gap}(?P<u>{u})\b", _ago),
        (rf"\b(?:{words.past_span}){gap}{n}{gap}(?P<u>{u})\b", _past_span),
    ]
    return rules


def _modifiers(words: Calendar) -> str:
    both = (words,) if words is EN else (words, EN)
    return "|".join(f"{one.last}|{one.this}|{one.next}" for one in both)


def _either(table: Iterable[str]) -> str:
    """An alternation, the longest first, blanks as blanks of the text."""
    return "|".join(re.escape(word) for word in sorted(table, key=lambda word: (-len(word), word)))


@functools.cache
def _tense_pattern(language: str) -> re.Pattern[str]:
    words = calendar_for(language)
    return re.compile(rf"\b(?:(?P<future>{words.future})|(?P<past>{words.past}))\b", re.IGNORECASE)


@functools.cache
def _before_pattern(language: str) -> re.Pattern[str]:
    words = calendar_for(language)
    return re.compile(rf"(?:\b(?:{words.before})[\s-]*|[(\[]|\bl['’]an )$", re.IGNORECASE)
