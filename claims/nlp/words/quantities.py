"""The words of numbers and units, all in lower case: English first, then Spanish, French, German, Portuguese."""

from __future__ import annotations

from .lexicon import words


def _values(line: str, first: int = 0, step: int = 1) -> dict[str, int]:
    """Blank-separated words that count from ``first`` in steps; forms of one number divided by "/"."""
    items = enumerate(line.split())
    return {form: first + step * place for place, item in items for form in item.split("/")}


EN_UNITS = _values(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
EN_TENS = _values("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
ES_UNITS = _values(
    "cero uno/una/un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve veinte veintiuno/veintiún veintidós veintitrés veinticuatro "
    "veinticinco veintiséis veintisiete veintiocho veintinueve"
)
ES_TENS = _values("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10)
FR_UNITS = _values(
    "zéro un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf"
)
FR_TENS = _values("vingt trente quarante cinquante soixante soixante-dix quatre-vingts/quatre-vingt "
                  "quatre-vingt-dix", 20, 10)  # fmt: skip
DE_UNITS = _values(
    "null ein/eins/eine/einer/einem/einen zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn "
    "vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
)
DE_TENS = _values("zwanzig dreißig/dreissig vierzig fünfzig sechzig siebzig achtzig neunzig", 20, 10)
PT_UNITS = _values(
    "zero um/uma dois/duas três quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze quinze "
    "dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove"
)
PT_TENS = _values("vinte trinta quarenta cinquenta sessenta setenta oitenta noventa", 20, 10)


def _german() -> dict[str, int]:
    """Compounds written as one word: "dreiundzwanzig", "zweihundert", "fünftausend"."""
    ones = {word: value for word, value in DE_UNITS.items() if 1 <= value <= 9}
    tens = {f"{one}und{ten}": high + low for one, low in ones.items() for ten, high in DE_TENS.items()}
    hundreds = {f"{one}hundert": 100 * low for one, low in ones.items()}
    thousands = {f"{one}tausend": 1000 * low for one, low in ones.items()}
    return DE_UNITS | DE_TENS | tens | hundreds | thousands


SMALL: dict[str, dict[str, int]] = {
    "en": EN_UNITS | EN_TENS,
    "es": ES_UNITS | ES_TENS | _values("cien/ciento doscientos/doscientas trescientos/trescientas", 100, 100)
    | {"quinientos": 500, "quinientas": 500},
    "fr": FR_UNITS | FR_TENS,
    "de": _german(),
    "pt": PT_UNITS | PT_TENS | _values("cem/cento duzentos/duzentas trezentos/trezentas", 100, 100)
    | {"quinhentos": 500, "quinhentas": 500},
}  # fmt: skip
SCALES: dict[str, dict[str, float]] = {
    "en": {
        "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12,
        "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9, "trillions": 1e12, "mn": 1e6,
        "mln": 1e6, "bn": 1e9, "tn": 1e12, "mil": 1e6,
    },
    # A Spanish "billón", a French "billion" and a German "Billion" are a million millions.
    "es": {"mil": 1e3, "millón": 1e6, "millones": 1e6, "billón": 1e12, "billones": 1e12, "docena": 12, "mdd": 1e6},
    "fr": {
        "cent": 1e2, "cents": 1e2, "mille": 1e3, "millier": 1e3, "milliers": 1e3, "million": 1e6,
        "millions": 1e6, "milliard": 1e9, "milliards": 1e9, "billion": 1e12, "billions": 1e12, "douzaine": 12,
    },
    "de": {
        "hundert": 1e2, "tausend": 1e3, "million": 1e6, "millionen": 1e6, "mio": 1e6, "milliarde": 1e9,
        "milliarden": 1e9, "mrd": 1e9, "billion": 1e12, "billionen": 1e12, "dutzend": 12,
    },
    "pt": {
        "mil": 1e3, "milhão": 1e6, "milhões": 1e6, "bilhão": 1e9, "bilhões": 1e9, "mil milhões": 1e9,
        "trilhão": 1e12, "trilhões": 1e12, "dúzia": 12,
    },
}  # fmt: skip
ATTACHED = {"k": 1e3, "m": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12, "mn": 1e6, "t": 1e12}
"""Right behind the figures: "5k", "$3m"."""
JOINERS = words("and y e et und")
ARTICLES = words("a an un una une um uma ein eine einem einer the")
ONES = words("one un una uno une um uma ein eine eins einer einem einen")
"""A number only before a scale, a unit or "in": otherwise a pronoun or an article."""

FRACTIONS = {
    "half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4, "fifth": 1 / 5,
    "fifths": 1 / 5, "sixth": 1 / 6, "eighth": 1 / 8, "eighths": 1 / 8, "tenth": 1 / 10, "tenths": 1 / 10,
    "mitad": 1 / 2, "tercio": 1 / 3, "tercios": 1 / 3, "cuarto": 1 / 4, "cuartos": 1 / 4, "moitié": 1 / 2,
    "tiers": 1 / 3, "quarts": 1 / 4, "hälfte": 1 / 2, "drittel": 1 / 3, "viertel": 1 / 4, "fünftel": 1 / 5,
    "metade": 1 / 2, "terço": 1 / 3, "terços": 1 / 3,
}  # fmt: skip
ALONE = words("half mitad moitié hälfte metade")
"""Fractions that need no "a" or number before them."""
ORDINALS = _values(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth", 1
) | _values("thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth", 13)

UNITS: dict[str, tuple[str, str, float]] = {}
"""Word → kind, canonical unit, factor to it."""


def _unit(kind: str, unit: str, factor: float, line: str) -> None:
    for word in line.split():
        UNITS[word.replace("_", " ")] = (kind, unit, factor)


_unit("percent", "%", 1, "% percent per_cent pct por_ciento pour_cent prozent por_cento ٪")
_unit("points", "pp", 1, "percentage_points percentage_point pp puntos_porcentuales points_de_pourcentage "
      "prozentpunkte prozentpunkten pontos_percentuais")  # fmt: skip
_unit("money", "USD", 1, "$ us$ usd dollars dollar dólares dólar")
_unit("money", "USD", 0.01, "cents cent")
_unit("money", "EUR", 1, "€ eur euros euro")
_unit("money", "GBP", 1, "£ gbp pounds_sterling quid")
_unit("money", "JPY", 1, "¥ jpy yen")
_unit("money", "INR", 1, "₹ inr rupees rupee rs")
_unit("money", "RUB", 1, "₽ rub rubles roubles")
_unit("money", "CNY", 1, "cny rmb yuan")
_unit("money", "CHF", 1, "chf francs_suisses swiss_francs")
_unit("money", "CAD", 1, "c$ cad")
_unit("money", "AUD", 1, "a$ aud")
_unit("money", "MXN", 1, "mxn")
_unit("money", "BRL", 1, "r$ brl reais")
_unit("length", "m", 0.001, "mm millimeters millimetres millimeter")
_unit("length", "m", 0.01, "cm centimeters centimetres centimeter centímetros zentimeter centimètres")
_unit("length", "m", 1, "m meters metres meter metre metros metern mètres")
_unit(
    "length",
    "m",
    1000,
    "km kilometers kilometres kilometer kilometre kilómetros kilometern kilomètres quilômetros",
)
_unit("length", "m", 1609.344, "miles mile mi millas meilen milhas")
_unit("length", "m", 0.3048, "feet foot ft pies pieds")
_unit("length", "m", 0.9144, "yards yard")
_unit("length", "m", 0.0254, "inches inch pulgadas")
_unit("area", "m2", 4046.86, "acres acre")
_unit("area", "m2", 10000, "hectares hectare hectáreas hektar")
_unit("area", "m2", 1e6, "square_kilometers square_kilometres")
_unit("area", "m2", 2589988, "square_miles")
_unit("volume", "l", 1, "liters litres liter litre litros litern")
_unit("volume", "l", 3.785, "gallons gallon galones")
_unit("volume", "l", 158.99, "barrels barrel barriles barils")
_unit("mass", "kg", 0.001, "grams gram g gramos gramm grammes")
_unit("mass", "kg", 1e-6, "mg milligrams")
_unit("mass", "kg", 1, "kg kilograms kilogram kilos kilo kilogramos kilogramm kilogrammes")
_unit("mass", "kg", 0.4536, "lb lbs libras")
_unit("mass", "kg", 0.02835, "ounces ounce oz")
_unit("mass", "kg", 1000, "tonnes tonne toneladas tonnen metric_tons")
_unit("mass", "kg", 907.2, "tons ton")
_unit("time", "s", 1, "seconds segundos sekunden secondes")
_unit("time", "s", 60, "minutes minute minutos minuten min")
_unit("time", "s", 3600, "hours hour horas stunden heures hrs hr")
_unit("time", "s", 86400, "days day días tage tagen jours dias")
_unit("time", "s", 604800, "weeks week semanas wochen semaines")
_unit("time", "s", 2629800, "months month meses monate monaten mois")
_unit("time", "s", 31557600, "years year años jahre jahren ans années anos yrs year-old years-old")
_unit("time", "s", 315576000, "decades decade décadas jahrzehnte jahrzehnten décennies")
_unit("speed", "m/s", 0.44704, "mph miles_per_hour miles_an_hour")
_unit("speed", "m/s", 1 / 3.6, "km/h kph kmh kilometers_per_hour kilometres_per_hour")
_unit("temperature", "°C", 1, "°c degrees_celsius degrees_c celsius grados_celsius grad_celsius")
_unit("temperature", "°F", 1, "°f degrees_fahrenheit degrees_f fahrenheit")
_unit("degrees", "°", 1, "° degrees degree grados grad degrés graus")
_unit(
    "people",
    "people",
    1,
    "people persons person individuals personas gente personnes menschen personen pessoas",
)

HEDGES: dict[str, str] = {}
"""Phrase before a number → how it is meant."""


def _hedge(name: str, *phrases: str) -> None:
    HEDGES.update(dict.fromkeys(phrases, name))


_hedge("about", "about", "around", "roughly", "approximately", "approx", "some", "nearly", "almost", "close to",
       "an estimated", "estimated", "circa", "alrededor de", "unos", "unas", "casi", "cerca de", "aproximadamente",
       "environ", "près de", "presque", "rund", "etwa", "ungefähr", "fast", "knapp", "quase", "~", "≈")  # fmt: skip
_hedge("more", "more than", "over", "above", "greater than", "upwards of", "in excess of", "exceeding", "más de",
       "plus de", "mehr als", "über", "mais de", ">")  # fmt: skip
_hedge(
    "less", "less than", "fewer than", "under", "below", "menos de", "moins de", "weniger als", "unter", "<"
)
_hedge("at_least", "at least", "no less than", "no fewer than", "a minimum of", "al menos", "por lo menos",
       "au moins", "mindestens", "pelo menos", "≥")  # fmt: skip
_hedge("at_most", "at most", "up to", "as many as", "as much as", "no more than", "a maximum of", "hasta",
       "como máximo", "au plus", "jusqu'à", "höchstens", "bis zu", "no máximo", "até", "≤")  # fmt: skip
