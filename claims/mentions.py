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
    """Small letters, compatibility forms resolved, accents gone. Folding twice is folding once."""
    for _ in range(2):  # case folding brings new accents forth: İ
        plain = unicodedata.normalize("NFKD", text).casefold()
        text = "".join(c for c in unicodedata.normalize("NFKD", plain) if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", text)


def _words(name: str) -> list[str]:
    """The name's words: letters and digits of any script, with hyphens and apostrophes inside."""
    kept = "".join(c if c in "'’-" or unicodedata.category(c)[0] in "LMN" else " " for c in folded(name))
    return [word for part in kept.split() if (word := part.strip("'’-"))]


def handles(people: Iterable[Named]) -> dict[int, str]:
    """Everybody's handle by their number. Hand in all people, those who left too."""
    taken: set[str] = set()
    found: dict[int, str] = {}
    for person in sorted(people, key=lambda person: person.pk):
        handle = ".".join(_words(person.name)) or "person"
        while handle in taken:
            handle = f"{handle}.{person.pk}"
        taken.add(handle)
        found[person.pk] = handle
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
        name, pks = _meant(typed, by_handle, by_first)
        if len(pks) > 1:
            raise Ambiguous(name, [full[pk] for pk in pks])
        for pk in pks:
            found.setdefault(pk, name)
    return found


def _typed(body: str) -> Iterator[str]:
    """What stands after each @, without the dots and marks that end a sentence or an emphasis."""
    return (match[1].rstrip(".'’-_*") for match in TYPED.finditer(body))


def _meant(typed: str, by_handle: dict[str, int], by_first: dict[str, list[int]]) -> tuple[str, list[int]]:
    """The people whom the word fits, and the part of it that does: "rita's" is rita, "o'neill" is whole."""
    for name in (typed, re.sub(r"['’][^'’]*$", "", typed)):
        plain = folded(name)
        if plain in by_handle:
            return name, [by_handle[plain]]
        if plain in by_first:
            return name, by_first[plain]
    return typed, []
