"""Who is meant by "@rita" in a comment: pure functions over names.

A handle is the person's name in small letters without accents, its words joined by dots:
``rita.okafor``. When two people have one name, the later one's handle ends in their number. So a
newcomer changes nobody's handle. A first name alone is enough where only one person has it.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Not in an e-mail address, a web address or a path; up to what cannot be part of a name.
TYPED = re.compile(r"(?<![\w@./:+-])@([^\s@,;:!?()\[\]{}<>\"“”«»/\\]{1,150})")


class Ambiguous(Exception):
    """``typed`` fits several people; ``handles`` tell them apart."""

    def __init__(self, typed: str, handles: list[str]) -> None:
        super().__init__(typed)
        self.typed, self.handles = typed, handles


@dataclass(frozen=True, slots=True)
class Named:
    """A person who can be mentioned, unless they are not ``here`` any more."""

    pk: int
    name: str
    here: bool = True


def folded(text: str) -> str:
    """Small letters, compatibility forms resolved, accents and joining dots at the ends gone."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", plain.casefold())


def _words(name: str) -> list[str]:
    return [word for word in re.split(r"[\s.@,;:!?()\[\]{}<>\"“”«»/\\]+", folded(name)) if word]


def handles(people: Iterable[Named]) -> dict[int, str]:
    """Everybody's handle by their number. Hand in all people, those who left too."""
    taken: set[str] = set()
    found: dict[int, str] = {}
    for person in sorted(people, key=lambda person: person.pk):
        plain = ".".join(_words(person.name)) or "person"
        found[person.pk] = plain if plain not in taken else f"{plain}.{person.pk}"
        taken.add(found[person.pk])
    return found


def mentioned(body: str, people: Iterable[Named]) -> dict[int, str]:
    """Who is mentioned: number → what was typed after the first @ that means them.

    Names of nobody are plain words. Raises Ambiguous for a first name that several people have.
    """
    everybody = list(people)
    full = handles(everybody)
    here = {person.pk for person in everybody if person.here}
    by_handle = {handle: pk for pk, handle in full.items() if pk in here}
    by_first: dict[str, list[int]] = defaultdict(list)
    for person in everybody:
        if person.here and (words := _words(person.name)):
            by_first[words[0]].append(person.pk)
    found: dict[int, str] = {}
    for typed in _typed(body):
        name = folded(typed)
        meant = [by_handle[name]] if name in by_handle else by_first.get(name, [])
        if len(meant) > 1:
            raise Ambiguous(typed, [full[pk] for pk in meant])
        for pk in meant:
            found.setdefault(pk, typed)
    return found


def _typed(body: str) -> Iterator[str]:
    """What stands after each @, without the sentence's own dots and a genitive: "@rita's." is rita."""
    for match in TYPED.finditer(body):
        typed = match[1].rstrip(".'’-_*")
        yield typed
        if typed != (stem := re.split(r"['’]", typed)[0]):
            yield stem
