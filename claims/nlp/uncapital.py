"""Names in a script without capitals, as Arabic is: what is left of a source without its titles."""

from __future__ import annotations

from .words import Lexicon

ARTICLE = "ال"
FOR_THE = "لل"
"""The article with "for": "للبنك" is "البنك" that something is said by."""
IN_THE_NAME_OF = "باسم"
NAMES = range(2, 5)
"""Words of a full name."""
BODIES = frozenset("وزارة هيئة شرطة حكومة رئاسة مجلس حزب حركة شركة منظمة جيش بلدية".split())


def uncapital_name(parts: list[list[str]], lexicon: Lexicon) -> tuple[tuple[str, ...], str]:
    """The titles, each without its article, and the name; "" where there are titles alone.

    ``parts`` are the source's words between its commas: the name of "رئيس النقابة، كمال رشيد" is the second.
    """
    words = _without_for(parts[0], lexicon)
    if len(parts) > 1 and words[:1] and words[0] in lexicon.titles:
        behind = parts[1]
        if behind[:1] and behind[0] not in lexicon.titles and len(behind) in NAMES:
            return (words[0].removeprefix(ARTICLE),), " ".join(behind)
    titles = []
    while words and words[0] in lexicon.titles:
        titles.append(words.pop(0).removeprefix(ARTICLE))
        words = _past_office(words)
    return tuple(titles), " ".join(words)


def _without_for(words: list[str], lexicon: Lexicon) -> list[str]:
    """ "للبنك" and "لتقرير البنك": the one that something is said by, not "for" it."""
    if words and words[0].startswith(FOR_THE):
        return [ARTICLE + words[0].removeprefix(FOR_THE), *words[1:]]
    if len(words) > 1 and words[0][1:] in lexicon.documents:
        return words[1:]
    return list(words)


def _past_office(words: list[str]) -> list[str]:
    """ "باسم الشرطة", "المالية": what somebody speaks for, or is minister of."""
    if words and words[0] == IN_THE_NAME_OF:
        return _past_body(words[1:])
    if words and (words[0].startswith(ARTICLE) or words[0] in BODIES):
        return _past_body(words)
    return words


def _past_body(words: list[str]) -> list[str]:
    rest = words[1:]
    while rest and rest[0].startswith(ARTICLE) and len(rest) != 2:
        rest = rest[1:]
    return rest
