"""Who said it: speakers of hand-labelled attributions, given the source and through the whole engine."""

import gzip
import hashlib
import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from claims.evaluation.figure import Figure
from claims.nlp.boilerplate import kinds
from claims.nlp.drafts import Draft
from claims.nlp.engine import analyze
from claims.nlp.language import detect
from claims.nlp.paragraphs import paragraphs
from claims.nlp.people import build_cast
from claims.nlp.quotes import find_quotes, spoken
from claims.nlp.records import Analysis, Attribution, Span
from claims.nlp.resolution import resolve
from claims.nlp.sentences import split_sentences
from claims.nlp.tokens import tokenize
from claims.nlp.view import Line, build_lines
from claims.nlp.words import lexicon_for

SAMPLE = Path(__file__).with_name("speaker_sample.jsonl")
ASKED = "≥ .85"
FILES = {
    "polnear": "polnear/train.jsonl",
    "bbc": "news_load/bbc.jsonl.gz",
    "buzzfeed": "news_load/buzzfeed.jsonl.gz",
    "reuters": "news_load/reuters21578.jsonl.gz",
}
TITLES = re.compile(
    r"^(?:(?:the|mr|mrs|ms|miss|dr|sir|lord|lady|rabbi|president|senator|sen|rep|gov|gen|general)\s+)+"
)
ENDINGS = re.compile(r"\s(?:jr|sr|qc|ii|iii)$")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One attribution: where its source stands, and each speaker as a tuple of names that are right.

    ``sha256`` is that of the line of text in which the source stands; no speakers means unknown.
    """

    set: str
    doc: str
    source: Span
    sha256: str
    category: str
    speakers: tuple[tuple[str, ...], ...]
    half: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said of one labelled attribution; ``whole`` is None where the engine found no attribution."""

    labelled: Labelled
    given: tuple[str, ...]
    whole: tuple[str, ...] | None


def read_sample(path: Path = SAMPLE) -> list[Labelled]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        Labelled(
            row["set"],
            row["doc"],
            Span(*row["source"]),
            row["sha256"],
            row["category"],
            tuple(tuple(names) for names in row["speakers"]),
            row["half"],
        )
        for row in rows
    ]


def figures(data: Path) -> list[Figure]:
    """Accuracy on both halves, then by category on the half that nothing was developed on."""
    verdicts = judge(data, read_sample())
    found = []
    for half, note in (("measure", "articles not looked at while the rules were written"), ("develop", "")):
        found += _figures(f"speakers, {half}", [one for one in verdicts if one.labelled.half == half], note)
    measured = [one for one in verdicts if one.labelled.half == "measure"]
    for category in sorted({one.labelled.category for one in measured}):
        own = [one for one in measured if one.labelled.category == category]
        found += _figures(f"speakers, measure, {category}", own, "")
    return found


def _figures(part: str, verdicts: list[Verdict], note: str) -> list[Figure]:
    """The bound is on resolution, where an attribution has been found; a missed one is told beside it."""
    reached = [one for one in verdicts if one.whole is not None]
    rows = f"{len(verdicts)} attributions of {len({one.labelled.doc for one in verdicts})} articles"
    asked = "" if part.count(",") > 1 else ASKED
    return [
        Figure(part, "accuracy, source given", _share(is_right(v.given, v.labelled) for v in verdicts), asked,
               note="; ".join(filter(None, [rows, note]))),
        Figure(part, "accuracy, whole engine", _share(is_right(v.whole, v.labelled) for v in reached), "",
               note=f"{len(reached)} of {len(verdicts)} sources were found"),
    ]  # fmt: skip


def _share(right: Iterable[bool]) -> float:
    found = list(right)
    return sum(found) / len(found) if found else 0.0


# -- right or not


def is_right(names: tuple[str, ...] | None, labelled: Labelled) -> bool:
    """All of the speakers and nobody else, in any order; no name where the label is unknown."""
    if names is None or len(names) != len(labelled.speakers):
        return False
    said = {plain(name) for name in names}
    allowed = [{plain(name) for name in one} for one in labelled.speakers]
    return all(said & one for one in allowed) and len(said) == len(allowed)


def plain(name: str) -> str:
    """A name without case, accents, titles, possessive, middle initials, endings and punctuation."""
    found = unicodedata.normalize("NFKD", name.casefold())
    found = "".join(char for char in found if not unicodedata.combining(char))
    found = " ".join(re.sub(r"[’']s\b|[’']", "", found).replace("-", " ").split())
    found = re.sub(r"(?<=\s)\w\.\s", "", re.sub(r"(?<=\w)\.(?=\w)", "", found))
    found = " ".join(re.sub(r"[^\w\s]", " ", found).split())
    return ENDINGS.sub("", TITLES.sub("", found))


# -- reading


def judge(data: Path, sample: list[Labelled]) -> list[Verdict]:
    """Both answers for every labelled attribution, article by article."""
    verdicts = []
    for (name, doc), rows in _by_article(sample).items():
        text = _articles(data / FILES[name])[doc]
        if any(digest(text, row.source) != row.sha256 for row in rows):
            raise ValueError(f"{doc} is not the text that was labelled.")
        analysis = analyze(text, language="en")
        given = resolve_sources(text, analysis, [row.source for row in rows])
        verdicts += [Verdict(row, given[row.source], _said(analysis, row.source)) for row in rows]
    return verdicts


def _by_article(sample: list[Labelled]) -> dict[tuple[str, str], list[Labelled]]:
    found: dict[tuple[str, str], list[Labelled]] = {}
    for row in sample:
        found.setdefault((row.set, row.doc), []).append(row)
    return found


@cache
def _articles(path: Path) -> dict[str, str]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = (json.loads(line) for line in data.decode().split("\n") if line)
    return {row.get("doc_id") or row["id"]: row["text"] for row in rows}


def digest(text: str, source: Span) -> str:
    """SHA-256 of the line of text in which a source begins, up to the line in which it ends."""
    start = text.rfind("\n", 0, source.start) + 1
    end = text.find("\n", source.end)
    return hashlib.sha256(text[start : end if end >= 0 else len(text)].encode()).hexdigest()


def _said(analysis: Analysis, source: Span) -> tuple[str, ...] | None:
    """The speakers of the attribution whose source overlaps, None where there is none."""
    near = (
        one for one in analysis.attributions for span in one.source
        if span.start < source.end and source.start < span.end
    )  # fmt: skip
    return next((one.speakers for one in near), None)


# -- given the source


def resolve_sources(text: str, analysis: Analysis, sources: list[Span]) -> dict[Span, tuple[str, ...]]:
    """The speakers of sources marked by hand, among the attributions that the engine finds besides."""
    lines = _lines(text)
    lexicon = lexicon_for("en")
    others = [one for one in analysis.attributions if one.source and not _touches(one, sources)]
    drafts = [_draft(text, lines, span, span) for span in sources]
    drafts += [_draft(text, lines, one.source[0], one.content[0]) for one in others]
    drafts.sort(key=lambda draft: (draft.line, draft.source[0].start))
    tokens = [tokenize(text, line.span.start, line.span.end) for line in lines]
    found = resolve(lines, drafts, build_cast(tokens, lexicon), [], lexicon, transcript=False)
    places = {one.source[0].start: one.speakers for one in found}
    return {span: places[tokenize(text, span.start, span.end)[0].start] for span in sources}


def _lines(text: str) -> list[Line]:
    blocks = paragraphs(text)
    sentences = split_sentences(text, blocks, lexicon_for(detect(text, "en")))
    quotes = spoken(text, find_quotes(text, blocks))
    return build_lines(text, sentences, kinds(text, blocks, sentences, lexicon_for("en")), quotes)


def _touches(one: Attribution, sources: list[Span]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.source for b in sources)


def _draft(text: str, lines: list[Line], source: Span, place: Span) -> Draft:
    starts = [line.span.start for line in lines]
    number = max(0, bisect_right(starts, place.start) - 1)
    before = [item for item in lines[number].items if item.end <= source.start]
    return Draft(number, tokenize(text, source.start, source.end), [], [place], before)


def mistakes(data: Path, half: str = "develop") -> Iterator[str]:
    """Lines for a person who works on the rules; asks for a half, so that nobody looks at the other."""
    for one in judge(data, [row for row in read_sample() if row.half == half]):
        wanted = [names[0] for names in one.labelled.speakers]
        for way, names in (("given", one.given), ("whole", one.whole)):
            if not is_right(names, one.labelled) and names is not None:
                place = f"{one.labelled.doc}:{one.labelled.source.start}"
                yield f"{way} {one.labelled.category} {place} wanted {wanted} got {list(names)}"
