"""The words of the calendar in each language that the engine reads dates in, all in lower case."""

from __future__ import annotations

from dataclasses import dataclass


def _numbered(*lines: str) -> dict[str, int]:
    """Word → its number: a line a number from 1 on, forms of one number divided by "/"."""
    items = " ".join(lines).split()
    return {form: number for number, item in enumerate(items, 1) for form in item.split("/")}


@dataclass(frozen=True, slots=True)
class Calendar:
    """``relative_days`` are counted from the anchor; ``this``, ``last`` and ``next`` may stand before the
    unit ("last week") or after it ("semana pasada"); ``ago`` are phrases before or after a length of
    time; ``before`` are the words that make a bare month or year a date. A ``wording`` for a reader
    takes the named parts of one period.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    relative_days: dict[str, int]
    units: dict[str, str]
    this: str
    last: str
    next: str
    ago_before: str
    ago_after: str
    past_span: str
    before: str
    doubtful: frozenset[str]
    past: str
    future: str
    month_names: tuple[str, ...]
    day_names: tuple[str, ...]
    wording: dict[str, str]
    joiner: str = ""
    article: str = ""


EN = Calendar(
    months=_numbered(
        "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug",
        "september/sept/sep october/oct november/nov december/dec",
    ),
    weekdays=_numbered("monday tuesday wednesday thursday friday saturday sunday"),
    relative_days={
        "the day before yesterday": -2,
        "yesterday": -1,
        "last night": -1,
        "today": 0,
        "tonight": 0,
        "tomorrow": 1,
        "the day after tomorrow": 2,
    },
    units={
        "day": "day",
        "days": "day",
        "week": "week",
        "weeks": "week",
        "month": "month",
        "months": "month",
        "quarter": "quarter",
        "quarters": "quarter",
        "year": "year",
        "years": "year",
        "decade": "decade",
        "decades": "decade",
        "century": "century",
        "centuries": "century",
    },
    this="this|the current",
    last="last|the previous|the past",
    next="next|the coming|the following",
    ago_before="",
    ago_after="ago|earlier this",
    past_span="last|past|previous",
    before=(
        "in|since|until|till|by|of|from|to|through|during|before|after|early|mid|late|last|this|next|for|"
        "between|and|around|circa|year|back in|fiscal|every|on|each"
    ),
    doubtful=frozenset("may march mar sun sat jan jun".split()),
    past=(
        "was|were|had|did|didn['’]t|wasn['’]t|weren['’]t|hadn['’]t|said|told|went|came|got|made|took|gave|"
        "became|met|ran|won|lost|held|led|began|sent|built|bought|brought|thought|knew|saw|fell|rose|"
        "grew|wrote|spoke|broke|chose|drove|spent|stood|struck|swore|threw|paid|found|kept|meant|felt|"
        "heard|shot|fought|taught|caught|sold|left|put|cut|hit|let|"
        r"[a-z]{2,20}(?<!e)ed|has been|have been"
    ),
    future="will|won['’]t|shall|going to|plans? to|due to|set to|expects? to|expected to|is to|are to|"
    r"[a-z]{1,12}['’]ll",
    month_names=tuple(
        "January February March April May June July August September October November December".split()
    ),
    day_names=tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
    wording={
        "day": "on |{weekday}, {day} {month} {year}",
        "week": "in |the week of {day} {month} {year}",
        "month": "in |{month} {year}",
        "quarter": "in |the quarter from {month} to {last_month} {year}",
        "year": "in |{year}",
        "decade": "in |the {year}s",
        "span": "between |{from} and {to}",
        "plain": "{day} {month} {year}",
    },
)
ES = Calendar(
    months=_numbered(
        "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre"
    ),
    weekdays=_numbered("lunes martes miércoles/miercoles jueves viernes sábado/sabado domingo"),
    relative_days={"anteayer": -2, "antes de ayer": -2, "ayer": -1, "anoche": -1, "hoy": 0, "pasado mañana": 2},
    units={
        "día": "day", "días": "day", "semana": "week", "semanas": "week", "mes": "month", "meses": "month",
        "trimestre": "quarter", "año": "year", "años": "year", "década": "decade", "décadas": "decade",
        "siglo": "century", "siglos": "century",
    },
    this="este|esta", last="pasado|pasada|anterior", next="próximo|próxima|que viene",
    ago_before="hace", ago_after="atrás", past_span="últimos|últimas",
    before="en|desde|hasta|de|del|durante|antes de|después de|para|a|año|y|entre",
    doubtful=frozenset(),
    past="fue|fueron|era|eran|había|habían|dijo|hizo|tuvo|estuvo|ha|han|[a-záéíóúñ]{2,20}(?:ó|aron|ieron)",
    future="será|serán|va a|van a|habrá|[a-záéíóúñ]{2,20}(?:ará|erá|irá|arán|erán|irán)",
    month_names=tuple("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()),
    day_names=tuple("lunes martes miércoles jueves viernes sábado domingo".split()),
    wording={
        "day": "el |{weekday} {day} de {month} de {year}", "week": "en |la semana del {day} de {month} de {year}",
        "month": "en |{month} de {year}", "quarter": "en |el trimestre de {month} a {last_month} de {year}",
        "year": "en |{year}", "decade": "en |la década de {year}", "span": "entre |el {from} y el {to}",
        "plain": "{day} de {month} de {year}",
    },
    joiner="de|del", article="el|la|los|las",
)  # fmt: skip
FR = Calendar(
    months=_numbered(
        "janvier/janv février/fevrier/févr mars avril mai juin juillet août/aout septembre octobre novembre",
        "décembre/decembre",
    ),
    weekdays=_numbered("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    relative_days={
        "avant-hier": -2, "hier": -1, "aujourd'hui": 0, "aujourd’hui": 0, "demain": 1, "après-demain": 2,
    },
    units={
        "jour": "day", "jours": "day", "semaine": "week", "semaines": "week", "mois": "month",
        "trimestre": "quarter", "an": "year", "ans": "year", "année": "year", "années": "year",
        "décennie": "decade", "décennies": "decade", "siècle": "century", "siècles": "century",
    },
    this="ce|cet|cette", last="dernier|dernière|passé|passée", next="prochain|prochaine",
    ago_before="il y a", ago_after="plus tôt", past_span="derniers|dernières",
    before="en|depuis|de|d['’]|du|jusqu['’]en|avant|après|fin|début|mi|dès|année|l['’]an|et|entre|à",
    doubtful=frozenset(["mars", "mai", "avril"]),
    past="était|étaient|avait|avaient|fut|a|ont|est venu|sont venus|[a-zéèê]{2,20}(?:èrent|irent)",
    future="sera|seront|va|vont|aura|auront|[a-zéèê]{2,20}(?:era|eront|ira|iront)",
    month_names=tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()),
    day_names=tuple("lundi mardi mercredi jeudi vendredi samedi dimanche".split()),
    wording={
        "day": "le |{weekday} {day} {month} {year}", "week": "dans |la semaine du {day} {month} {year}",
        "month": "en |{month} {year}", "quarter": "dans |le trimestre de {month} à {last_month} {year}",
        "year": "en |{year}", "decade": "dans |les années {year}", "span": "entre |le {from} et le {to}",
        "plain": "{day} {month} {year}",
    },
    article="le|la|les|l['’]",
)  # fmt: skip
DE = Calendar(
    months=_numbered(
        "januar/jänner/jan februar/feb märz april/apr mai juni juli august/aug september/sept/sep oktober/okt",
        "november/nov dezember/dez",
    ),
    weekdays=_numbered("montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag"),
    relative_days={"vorgestern": -2, "gestern": -1, "heute": 0, "übermorgen": 2},
    units={
        "tag": "day", "tage": "day", "tagen": "day", "woche": "week", "wochen": "week", "monat": "month",
        "monate": "month", "monaten": "month", "quartal": "quarter", "quartalen": "quarter", "jahr": "year",
        "jahre": "year", "jahren": "year", "jahrzehnt": "decade", "jahrzehnten": "decade",
        "jahrhundert": "century", "jahrhunderten": "century",
    },
    this="diese|diesen|dieser|dieses|diesem", last="(?:letzte|vergangene|vorige)[nrsm]?",
    next="(?:nächste|kommende)[nrsm]?",
    ago_before="vor", ago_after="zuvor", past_span="(?:letzten|vergangenen)",
    before="im|in|seit|bis|von|vom|vor|nach|ab|ende|anfang|mitte|jahr|jahre|und|zwischen|am",
    doubtful=frozenset(["mai", "jan"]),
    past=(
        "war|waren|hatte|hatten|wurde|wurden|sagte|sagten|hat|haben|ist|sind|gewann|verlor|ging|kam|stieg|fiel|"
        "[a-zäöüß]{2,20}(?:te|ten)"
    ),
    future="wird|werden|will|wollen|soll|sollen",
    month_names=tuple("Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()),
    day_names=tuple("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()),
    wording={
        "day": "am |{weekday}, {day}. {month} {year}", "week": "in |der Woche vom {day}. {month} {year}",
        "month": "im |{month} {year}", "quarter": "im |Quartal von {month} bis {last_month} {year}",
        "year": "im |Jahr {year}", "decade": "in |den {year}er Jahren", "span": "zwischen |dem {from} und dem {to}",
        "plain": "{day}. {month} {year}",
    },
    article="die|der|das|den|dem",
)  # fmt: skip
PT = Calendar(
    months=_numbered(
        "janeiro fevereiro março/marco abril maio junho julho agosto setembro outubro novembro dezembro"
    ),
    weekdays=_numbered(
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo"
    ),
    relative_days={"anteontem": -2, "ontem": -1, "hoje": 0, "amanhã": 1},
    units={
        "dia": "day", "dias": "day", "semana": "week", "semanas": "week", "mês": "month", "meses": "month",
        "trimestre": "quarter", "ano": "year", "anos": "year", "década": "decade", "décadas": "decade",
        "século": "century", "séculos": "century",
    },
    this="este|esta|neste|nesta", last="passado|passada|anterior", next="próximo|próxima|que vem",
    ago_before="há", ago_after="atrás", past_span="últimos|últimas",
    before="em|desde|até|de|do|durante|antes de|depois de|a|ano|e|entre",
    doubtful=frozenset(["marco"]),
    past="foi|foram|era|eram|tinha|tinham|disse|fez|teve|esteve|[a-zãõáéíóúç]{2,20}(?:ou|aram|eram|iram)",
    future="será|serão|vai|vão|haverá|[a-zãõáéíóúç]{2,20}(?:ará|erá|irá|arão|erão|irão)",
    month_names=tuple("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split()),
    day_names=tuple(
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo".split()
    ),
    wording={
        "day": "em |{weekday}, {day} de {month} de {year}", "week": "na |semana de {day} de {month} de {year}",
        "month": "em |{month} de {year}", "quarter": "no |trimestre de {month} a {last_month} de {year}",
        "year": "em |{year}", "decade": "na |década de {year}", "span": "entre |{from} e {to}",
        "plain": "{day} de {month} de {year}",
    },
    joiner="de|do", article="o|a|os|as|na|no",
)  # fmt: skip

CALENDARS = {"en": EN, "es": ES, "fr": FR, "de": DE, "pt": PT}


def calendar_for(language: str) -> Calendar:
    """The calendar of a BCP 47 tag's primary language; English where the language has none."""
    return CALENDARS.get(language.lower().replace("_", "-").split("-")[0], EN)
