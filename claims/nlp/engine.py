"""The text engine: one pure function from an article's text to its sentences, attributions and claims."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from .attribution import draft_lines
from .boilerplate import kinds
from .claims import extract
from .floating import join_floating, read_marks, read_turns
from .language import UNDETERMINED, detect
from .paragraphs import paragraphs
from .people import build_cast
from .quotes import Quoted, find_quotes, spoken
from .records import Analysis, Attribution, Sentence, SentenceKind, Span, Worth
from .resolution import resolve
from .sentences import split_sentences
from .tokens import Token, tokenize
from .view import Line, build_lines
from .words import Lexicon, lexicon_for
from .words.english import EN
from .worth import DEFAULT_WEIGHTS, assess

ENGINE = "rules/1"


def analyze(
    text: str,
    *,
    date: datetime.date | None = None,
    language: str | None = None,
    weights: Mapping[str, float] | None = None,
) -> Analysis:
    """Sentences, attributions and claims of an article, all anchored in ``text`` as handed in.

    Deterministic, linear in the text's length, raises nothing on any string. ``language`` is a BCP 47
    tag where it is known; ``weights`` overrides single ``DEFAULT_WEIGHTS`` (unknown keys are ignored);
    ``date`` is the article's: with it relative dates ("last week") are named in the statements.
    """
    code = detect(text, language) if text.strip() else (language or UNDETERMINED)
    lexicon = lexicon_for(code)
    merged = merged_weights(weights)
    blocks = paragraphs(text)
    sentences = split_sentences(text, blocks, lexicon if lexicon.say else EN)
    quotes = spoken(text, find_quotes(text, blocks))
    lines = build_lines(text, sentences, kinds(text, blocks, sentences, lexicon), quotes)
    tokens = [tokenize(text, line.span.start, line.span.end) for line in lines]
    worths = [_worth(line, own, lexicon, merged) for line, own in zip(lines, tokens, strict=True)]
    attributions = attribute(text, blocks, lines, tokens, quotes, lexicon)
    claims, refused = extract(text, lines, worths, attributions, quotes, lexicon, merged, date)
    found = tuple(
        Sentence(line.span.start, line.span.end, line.kind, worth)
        for line, worth in zip(lines, worths, strict=True)
    )
    return Analysis(code, found, tuple(attributions), tuple(claims), refused, ENGINE)


def merged_weights(weights: Mapping[str, float] | None) -> dict[str, float]:
    """The default weights with a desk's own in place of some."""
    own = {key: float(value) for key, value in (weights or {}).items() if key in DEFAULT_WEIGHTS}
    return DEFAULT_WEIGHTS | own


def attribute(
    text: str,
    blocks: list[Span],
    lines: list[Line],
    tokens: list[list[Token]],
    quotes: list[Quoted],
    lexicon: Lexicon,
) -> list[Attribution]:
    """Who said what. The one door through which a trained tagger can come in later."""
    turns = read_turns(text, blocks, lines)
    if turns or lexicon.say:
        drafts = turns or join_floating(lines, quotes, draft_lines(lines, quotes, lexicon))
    else:
        drafts = read_marks(lines, quotes)
    cast = build_cast(tokens, lexicon)
    return resolve(lines, drafts, cast, quotes, lexicon, transcript=bool(turns))


def _worth(line: Line, tokens: list[Token], lexicon: Lexicon, weights: Mapping[str, float]) -> Worth | None:
    return None if line.kind == SentenceKind.BOILERPLATE else assess(tokens, lexicon, weights)
