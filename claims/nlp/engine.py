"""The text engine: one pure function from an article's text to its sentences, attributions and claims.

English is read by the trained reader, with the rules behind it; every other language by the rules.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from .attribution import draft_lines
from .boilerplate import kinds
from .claims import extract
from .drafts import Draft
from .floating import join_floating, read_marks, read_turns
from .language import UNDETERMINED, detect
from .learned import Learned, learn, unread
from .paragraphs import paragraphs
from .people import build_cast
from .quotes import Quoted, find_quotes, spoken
from .reader.model import load
from .reader.weights import version
from .records import Analysis, Attribution, Sentence, SentenceKind, Span, Worth
from .reported import draft_spans
from .resolution import resolve
from .sentences import split_sentences
from .view import Line, build_lines
from .words import Lexicon, lexicon_for
from .words.english import EN
from .worth import DEFAULT_WEIGHTS, assess

RULES = "rules/2"
READ = "en"
"""The language that the trained reader knows."""

WARM = "A sentence long enough for a guess."


def engine_of(language: str) -> str:
    """Name and version of what reads a language: "reader/1 93a9e402" names the weights, too."""
    return f"reader/1 {version()}" if language == READ else RULES


def analyze(
    text: str,
    *,
    date: datetime.date | None = None,
    language: str | None = None,
    weights: Mapping[str, float] | None = None,
    single_sentence: bool = False,
) -> Analysis:
    """Sentences, attributions and claims of an article, all anchored in ``text`` as handed in.

    Deterministic, linear in the text's length, raises nothing on any string (WeightsBroken where the
    reader's files are not the measured ones). ``language`` is a BCP 47 tag where it is known;
    ``weights`` overrides single ``DEFAULT_WEIGHTS`` (unknown keys are ignored); ``single_sentence``
    says that the text is one sentence without its article, as of a speech; ``date`` is the article's:
    with it relative dates ("last week") are named in the statements.
    """
    code = detect(text, language) if text.strip() else (language or UNDETERMINED)
    lexicon = lexicon_for(code)
    merged = merged_weights(weights)
    blocks = paragraphs(text)
    sentences = (
        [blocks]
        if single_sentence and len(blocks) == 1
        else split_sentences(text, blocks, lexicon if lexicon.say else EN)
    )
    quotes = spoken(text, find_quotes(text, blocks))
    lines = build_lines(text, sentences, kinds(text, blocks, sentences, lexicon), quotes)
    learned = learn(text, lines, load()) if lexicon.code == READ else unread(lines)
    worths = _worths(lines, learned, lexicon, merged, alone=single_sentence)
    attributions = attribute(text, blocks, lines, quotes, learned, lexicon)
    claims, refused = extract(text, lines, worths, attributions, quotes, learned, lexicon, merged, date)
    found = tuple(
        Sentence(line.span.start, line.span.end, line.kind, worth)
        for line, worth in zip(lines, worths, strict=True)
    )
    return Analysis(code, found, tuple(attributions), tuple(claims), refused, engine_of(lexicon.code))


def warm_up() -> None:
    """Loads what the first article would wait for, once a process and best before it forks.

    Raises WeightsBroken where the reader's files are not the measured ones.
    """
    load()
    detect(WARM)


def merged_weights(weights: Mapping[str, float] | None) -> dict[str, float]:
    """The default weights with a desk's own in place of some."""
    own = {key: float(value) for key, value in (weights or {}).items() if key in DEFAULT_WEIGHTS}
    return DEFAULT_WEIGHTS | own


def attribute(
    text: str,
    blocks: list[Span],
    lines: list[Line],
    quotes: list[Quoted],
    learned: Learned,
    lexicon: Lexicon,
) -> list[Attribution]:
    """Who said what: the turns of a transcript, or what the reader or else the rules find."""
    turns = read_turns(text, blocks, lines)
    drafts = turns or _drafts(text, lines, quotes, learned, lexicon)
    cast = build_cast((line.tokens for line in lines), lexicon)
    return resolve(lines, drafts, cast, quotes, lexicon, transcript=bool(turns))


def _drafts(
    text: str, lines: list[Line], quotes: list[Quoted], learned: Learned, lexicon: Lexicon
) -> list[Draft]:
    if learned.read:
        return draft_spans(text, lines, quotes, learned.tagged, lexicon)
    if lexicon.say:
        return join_floating(lines, quotes, draft_lines(lines, quotes, lexicon), lexicon)
    return read_marks(lines, quotes)


def _worths(
    lines: list[Line], learned: Learned, lexicon: Lexicon, weights: Mapping[str, float], *, alone: bool
) -> list[Worth | None]:
    return [
        None
        if line.kind == SentenceKind.BOILERPLATE
        else assess(line.tokens, lexicon, weights, learned=judged, alone=alone)
        for line, judged in zip(lines, learned.lines, strict=True)
    ]
