"""Gives each attribution its speakers, reading the article from top to bottom."""

from __future__ import annotations

import itertools

from .attribution import Draft
from .people import Cast, Mention
from .quotes import Quoted
from .records import Attribution, Quotation, Span
from .speakers import Scene, literal_group
from .tokens import MARK, QUOTE, Token
from .view import Line
from .words import Lexicon

MODERATORS = frozenset(
    [
        "q",
        "a",
        "moderator",
        "reporter",
        "question",
        "host",
        "interviewer",
        "operator",
        "speaker",
        "unidentified",
        "audience",
        "man",
        "woman",
    ]
)
SUBJECT_REACH = 14
"""Items of a sentence looked at for its subject."""


def resolve(
    lines: list[Line],
    drafts: list[Draft],
    cast: Cast,
    quotes: list[Quoted],
    lexicon: Lexicon,
    *,
    transcript: bool,
) -> list[Attribution]:
    """The attributions in reading order, with their speakers and types."""
    scene = Scene(cast, lexicon)
    waiting: dict[int, list[Draft]] = {}
    for draft in drafts:
        waiting.setdefault(draft.line, []).append(draft)
    known: dict[int, tuple[str, ...]] = {}
    result = []
    for number, line in enumerate(lines):
        for draft in waiting.get(number, []):
            names = _speakers(scene, draft, known, transcript=transcript)
            known[number] = names
            _remember(scene, draft, names, line)
            result.append(_attribution(draft, names, quotes, transcript=transcript))
        _watch(scene, line, bool(waiting.get(number)))
    return result


def _speakers(
    scene: Scene, draft: Draft, known: dict[int, tuple[str, ...]], *, transcript: bool
) -> tuple[str, ...]:
    if draft.follows >= 0:
        return known.get(draft.follows, ())
    if transcript and [token.text for token in draft.cue] == [":"]:
        return _turn_speaker(scene, draft.source)
    literal = literal_group(draft.source)
    return scene.resolve(draft.source, draft.before) or ((literal,) if literal else ())


def _turn_speaker(scene: Scene, source: list[Token]) -> tuple[str, ...]:
    if not source or any(token.low in MODERATORS for token in source):
        return ()
    words = " ".join(token.text for token in source if token.kind != MARK)
    name = words.title() if words.isupper() and len(words) > 3 else words
    here = source[0].start
    return (scene.cast.full_name(Mention(here, source[-1].end, name)),)


def _remember(scene: Scene, draft: Draft, names: tuple[str, ...], line: Line) -> None:
    persons = tuple(name for name in names if name)
    scene.see(persons)
    scene.wrote([item for item in line.items if item not in draft.source], names)
    if (
        not persons
        and draft.source
        and draft.source[-1].low.endswith("s")
        and draft.source[0].low not in scene.lexicon.they
    ):
        # "Researchers said … They added …": "they" is now nobody we can name.
        scene.plural = None


def _watch(scene: Scene, line: Line, spoken: bool) -> None:
    """Notes who stands in subject position, and which persons are named together."""
    items = line.items
    mentions = [one for one in scene.cast.between(line.span.start, line.span.end) if _outside(one, items)]
    for left, right in itertools.pairwise(mentions):
        if left.person and right.person and _joined(items, left, right):
            scene.groups.append((scene.cast.full_name(left), scene.cast.full_name(right)))
    if spoken or not items:
        return
    reach = items[min(len(items), SUBJECT_REACH) - 1].end
    for one in mentions:
        known = one.person or bool(scene.cast.full.get(one.surname))
        if one.end <= reach and known and _is_subject(items, one, scene.lexicon):
            scene.see((scene.cast.full_name(one),))
            return


def _outside(mention: Mention, items: list[Token]) -> bool:
    return not any(item.kind == QUOTE and item.start <= mention.start < item.end for item in items)


def _joined(items: list[Token], left: Mention, right: Mention) -> bool:
    between = [item.low for item in items if left.end <= item.start < right.start]
    return bool(between) and between[0] in {"and", "y", "et", "und", "e", "&"} and len(between) <= 4


def _is_subject(items: list[Token], mention: Mention, lexicon: Lexicon) -> bool:
    before = [item for item in items if item.end <= mention.start]
    after = next((item for item in items if item.start >= mention.end), None)
    governed = bool(before) and before[-1].low in lexicon.prepositions
    return not governed and not (after is not None and after.text in {"’s", "'s"})


def _attribution(
    draft: Draft, names: tuple[str, ...], quotes: list[Quoted], *, transcript: bool
) -> Attribution:
    kind = Quotation.DIRECT if transcript and not draft.quotes else _type(draft, quotes)
    source = (Span(draft.source[0].start, draft.source[-1].end),) if draft.source else ()
    cue = (Span(draft.cue[0].start, draft.cue[-1].end),) if draft.cue else ()
    return Attribution(source, cue, tuple(draft.content), kind, names)


def _type(draft: Draft, quotes: list[Quoted]) -> Quotation:
    """Direct if all the content is quoted, mixed if some of it is."""
    if not draft.quotes:
        return Quotation.INDIRECT
    spans = {(quotes[index].start, quotes[index].end) for index in draft.quotes}
    whole = all((span.start, span.end) in spans for span in draft.content)
    return Quotation.DIRECT if whole else Quotation.MIXED
