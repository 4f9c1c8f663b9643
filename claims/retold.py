"""What a machine said, told to a person in the language in force."""

import re
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation.trans_real import translation

CONTEXT = "said"
MARK = f"{CONTEXT}\x04"  # as compiled catalogues write a context
PLACE = re.compile(r"%\((\w+)\)s|%%")
KNOWN = 4096  # sentences whose translation is remembered


def retold(sentence: str) -> str:
    """The sentence in the language in force; as it is where no catalogue has its template."""
    return _retold(sentence, get_language() or "") if sentence else sentence


@lru_cache(maxsize=KNOWN)
def _retold(sentence: str, language: str) -> str:
    for found in (pgettext(CONTEXT, sentence), gettext(sentence)):
        if found != sentence:
            return found
    for pattern, template in _templates(language):
        if match := pattern.fullmatch(sentence):
            places = match.groupdict()
            told = {name: retold(text) if name.startswith(CONTEXT) else text for name, text in places.items()}
            return pgettext(CONTEXT, template) % told
    return sentence


@lru_cache(maxsize=16)
def _templates(language: str) -> list[tuple[re.Pattern[str], str]]:
    """The templates that have places, the one first that says most by itself."""
    catalogue: Any = translation(language)  # Django lists its messages in the same way, for scripts
    keys = [str(key) for key, _ in catalogue._catalog.items() if str(key).startswith(MARK)]
    found = [key.removeprefix(MARK) for key in keys if PLACE.search(key)]
    return [(pattern_of(one), one) for one in sorted(found, key=lambda one: -len(PLACE.sub("", one)))]


def pattern_of(template: str) -> re.Pattern[str]:
    """What matches every sentence of a template; its groups are the places."""
    parts, at = [], 0
    for place in PLACE.finditer(template):
        parts.append(re.escape(template[at : place.start()]))
        parts.append(f"(?P<{place[1]}>.+?)" if place[1] else "%")
        at = place.end()
    return re.compile("".join([*parts, re.escape(template[at:])]), re.DOTALL)
