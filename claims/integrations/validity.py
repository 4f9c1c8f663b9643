"""What readers of ClaimReview and MediaReview would refuse (errors) or miss (warnings).

Rules: schema.org as its consumers read it; DOMAIN words "required" and "recommended". One function a
rule, each with the sentence that a person is told. Pure, and never raises: the markup is anybody's.
"""

import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from claims.integrations.jsonld import as_list, text_of, types
from claims.said import said

CLAIM_AIM = 75  # characters of claimReviewed that consumers show
CATEGORIES = (
    "DecontextualizedContent",
    "EditedOrCroppedContent",
    "OriginalMediaContent",
    "SatireOrParodyContent",
    "StagedContent",
    "TransformedContent",
)
CONTEXTS = re.compile(r"https?://schema\.org/?")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
LOCAL = {"localhost", "127.0.0.1", "::1"}
Thing = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: ``error`` blocks publication, otherwise it is a warning."""

    field: str
    sentence: str
    error: bool = True


Findings = Iterator[Finding]


def warning(field: str, sentence: str) -> Finding:
    return Finding(field, sentence, error=False)


def findings(markup: Thing) -> list[Finding]:
    """Everything that is wrong with a ClaimReview, errors first."""
    return _ordered(markup, CLAIM_REVIEW_RULES)


def media_findings(markup: Thing) -> list[Finding]:
    """Everything that is wrong with a MediaReview, errors first."""
    return _ordered(markup, MEDIA_REVIEW_RULES)


def errors(markup: Thing) -> list[Finding]:
    return [finding for finding in findings(markup) if finding.error]


def _ordered(markup: Thing, rules: tuple[Callable[[Thing], Findings], ...]) -> list[Finding]:
    found = [finding for rule in rules for finding in rule(markup)]
    return sorted(found, key=lambda finding: not finding.error)


# --- what a ClaimReview must have ----------------------------------------------------------------


def context(markup: Thing) -> Findings:
    named = [word for word in as_list(markup.get("@context")) if isinstance(word, str)]
    if not any(CONTEXTS.fullmatch(word) for word in named):
        yield Finding("@context", said("The context must be https://schema.org."))
    elif not any(word.startswith("https:") for word in named):
        yield warning("@context", said("Write the context as https://schema.org."))


def kind(markup: Thing) -> Findings:
    if "ClaimReview" not in types(markup):
        yield Finding("@type", said("The type must be ClaimReview."))


def claim_reviewed(markup: Thing) -> Findings:
    words = _words(markup, "claimReviewed")
    if not words:
        yield Finding("claimReviewed", said("The claim has no words."))
        return
    if len(words) > CLAIM_AIM:
        yield warning(
            "claimReviewed",
            said("Search engines show %(limit)s characters of a claim.", limit=CLAIM_AIM),
        )
    verdict = _words(_rating(markup), "alternateName")
    if verdict and re.search(rf"(?i)^\W*{re.escape(verdict)}\s*[:–—-]|\({re.escape(verdict)}\)\W*$", words):
        yield warning("claimReviewed", said("The claim carries its own verdict: leave that to the rating."))


def verdict_words(markup: Thing) -> Findings:
    if not _words(_rating(markup), "alternateName"):
        yield Finding("reviewRating.alternateName", said("The verdict has no words."))


def page_address(markup: Thing) -> Findings:
    url = markup.get("url")
    if not _is_address(url):
        yield Finding("url", said("The page that holds the check needs its full address."))
        return
    parts = urlsplit(str(url))
    if parts.scheme == "http" and parts.hostname not in LOCAL:
        yield warning("url", said("The page's address should begin with https."))
    publisher = _first_object(markup.get("author")).get("url")
    if _is_address(publisher) and not _one_site(str(url), str(publisher)):
        yield Finding("url", said("The page lies on another site than its publisher's."))


# --- the rating's numbers ------------------------------------------------------------------------


def rating_numbers(markup: Thing) -> Findings:
    rating = _rating(markup)
    given = {name: rating.get(name) for name in ("ratingValue", "bestRating", "worstRating")}
    if all(value is None for value in given.values()):
        yield warning(
            "reviewRating.ratingValue",
            said("There is no number: readers that draw a scale show only the words."),
        )
        return
    numbers = {name: _number(value) for name, value in given.items() if value is not None}
    for name, value in numbers.items():
        if value is None:
            yield Finding(f"reviewRating.{name}", said("This must be a number."))
    for name in given:
        if name not in numbers:
            yield warning(
                f"reviewRating.{name}", said("A number needs its scale: value, best and worst together.")
            )
    if len(numbers) == 3 and None not in numbers.values():
        yield from _scale(*(float(numbers[name] or 0) for name in given))


def _scale(value: float, best: float, worst: float) -> Findings:
    if worst < 1:
        yield Finding("reviewRating.worstRating", said("The scale must begin at 1 or above."))
    if best <= worst:
        yield Finding("reviewRating.bestRating", said("The best rating must be above the worst."))
    elif not worst <= value <= best:
        yield Finding("reviewRating.ratingValue", said("The number lies outside its own scale."))


def explanation(markup: Thing) -> Findings:
    if not _words(_rating(markup), "ratingExplanation"):
        yield warning("reviewRating.ratingExplanation", said("The verdict is not explained."))


# --- who checked, when ---------------------------------------------------------------------------


def publisher(markup: Thing) -> Findings:
    if not markup.get("author"):
        yield warning("author", said("Nobody is named as the publisher."))
        return
    for author in as_list(markup["author"]):
        if not text_of(author.get("name") if isinstance(author, dict) else author):
            yield Finding("author.name", said("The publisher has no name."))
        if not isinstance(author, dict) or not _is_address(author.get("url")):
            yield warning("author.url", said("The publisher's own address is missing."))


def dates(markup: Thing) -> Findings:
    published = yield from _date(markup, "datePublished", missing=said("The check has no date."))
    modified = yield from _date(markup, "dateModified")
    if published and modified and modified < published:
        yield Finding("dateModified", said("The check was changed before it was published."))
    made = _day(_first_object(markup.get("itemReviewed")).get("datePublished"))
    if published and made and made > published:
        yield warning("itemReviewed.datePublished", said("The claim is dated after its own check."))


def language(markup: Thing) -> Findings:
    words = _words(markup, "inLanguage")
    if not words:
        yield warning("inLanguage", said("The language is not given."))
    elif not LANGUAGE.fullmatch(words):
        yield warning("inLanguage", said("The language is no code such as en or pt-BR."))


# --- the claim -----------------------------------------------------------------------------------


def item(markup: Thing) -> Findings:
    claim = _first_object(markup.get("itemReviewed"))
    if not claim:
        yield warning(
            "itemReviewed", said("Nothing is said of the claim itself: who made it, when and where.")
        )
        return
    if "Claim" not in types(claim):
        yield warning("itemReviewed.@type", said("What is reviewed should be a Claim."))
    if not _words(claim, "@id"):
        yield warning("itemReviewed.@id", said("The claim has no name of its own (@id)."))
    yield from _claim_date(claim)
    yield from _speakers(markup, claim)
    yield from _appearances(claim)


def _claim_date(claim: Thing) -> Findings:
    yield from _date(
        claim,
        "datePublished",
        within="itemReviewed.",
        missing=said("It is not said when the claim was made."),
    )


def _speakers(markup: Thing, claim: Thing) -> Findings:
    if not claim.get("author"):
        yield warning("itemReviewed.author", said("Nobody is named as who made the claim."))
        return
    checker = text_of(markup.get("author"))
    for speaker in as_list(claim["author"]):
        name = text_of(speaker.get("name")) if isinstance(speaker, dict) else ""
        if not name:
            yield Finding(
                "itemReviewed.author.name", said("Who made the claim is given without a name: leave it out.")
            )
        elif checker and name.casefold() == checker.casefold():
            yield warning(
                "itemReviewed.author", said("The claim is laid to its own checker: name who made it.")
            )


def _appearances(claim: Thing) -> Findings:
    if not claim.get("firstAppearance"):
        yield warning("itemReviewed.firstAppearance", said("It is not said where the claim was first met."))
    if not claim.get("appearance"):
        yield warning("itemReviewed.appearance", said("It is not said where the claim appeared."))
    for name in ("firstAppearance", "appearance"):
        for place in as_list(claim.get(name)):
            address = place.get("url") if isinstance(place, dict) else place
            if not _is_address(address):
                yield warning(f"itemReviewed.{name}.url", said("A place of the claim has no full address."))
            if isinstance(place, dict) and place.get("archivedAt") and not _is_address(place["archivedAt"]):
                yield warning(
                    f"itemReviewed.{name}.archivedAt", said("The archived copy has no full address.")
                )


# --- what else may stand there -------------------------------------------------------------------


def corrections(markup: Thing) -> Findings:
    for row in as_list(markup.get("correction")):
        if not (row if isinstance(row, str) else _words(row, "text") if isinstance(row, dict) else ""):
            yield warning("correction.text", said("A correction does not say what was corrected."))
        if isinstance(row, dict) and not _day(row.get("datePublished")):
            yield warning("correction.datePublished", said("A correction has no date."))
    if markup.get("correction") and not markup.get("dateModified"):
        yield warning("dateModified", said("There is a correction, but no date of the change."))


def addresses(markup: Thing) -> Findings:
    licence = [one.get("url") if isinstance(one, dict) else one for one in as_list(markup.get("license"))]
    if licence and not all(map(_is_address, licence)):
        yield warning("license", said("The licence is no full address."))
    for source in as_list(markup.get("citation")):
        if not (text_of(source) or isinstance(source, dict) and _is_address(source.get("url"))):
            yield warning("citation", said("A citation says nothing."))


CLAIM_REVIEW_RULES: tuple[Callable[[Thing], Findings], ...] = (
    context,
    kind,
    claim_reviewed,
    verdict_words,
    page_address,
    rating_numbers,
    explanation,
    publisher,
    dates,
    language,
    item,
    corrections,
    addresses,
)


# --- MediaReview ---------------------------------------------------------------------------------


def media_kind(markup: Thing) -> Findings:
    if "MediaReview" not in types(markup):
        yield Finding("@type", said("The type must be MediaReview."))


def category(markup: Thing) -> Findings:
    words = text_of(markup.get("mediaAuthenticityCategory")).rpartition("/")[2]
    if words not in CATEGORIES:
        yield Finding(
            "mediaAuthenticityCategory",
            said("The category must be one of %(categories)s.", categories=", ".join(CATEGORIES)),
        )


def original(markup: Thing) -> Findings:
    if not _words(markup, "originalMediaContextDescription"):
        yield warning("originalMediaContextDescription", said("It is not said what the original shows."))
    if not markup.get("originalMediaLink"):
        yield warning("originalMediaLink", said("The original is not linked."))
    elif not _is_address(markup["originalMediaLink"]):
        yield Finding("originalMediaLink", said("The original needs its full address."))


def media_item(markup: Thing) -> Findings:
    if "MediaReviewItem" not in types(_first_object(markup.get("itemReviewed"))):
        yield Finding("itemReviewed", said("What is reviewed must be a MediaReviewItem."))


MEDIA_REVIEW_RULES: tuple[Callable[[Thing], Findings], ...] = (
    context,
    media_kind,
    page_address,
    category,
    original,
    media_item,
    publisher,
    dates,
)


# --- reading ---------------------------------------------------------------------------------------


def _rating(markup: Thing) -> Thing:
    return _first_object(markup.get("reviewRating"))


def _first_object(value: Any) -> Thing:
    return next((one for one in as_list(value) if isinstance(one, dict)), {})


def _words(thing: Thing, name: str) -> str:
    return text_of(thing.get(name))


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _is_address(value: Any) -> bool:
    try:
        parts = urlsplit(value) if isinstance(value, str) else None
        return bool(parts and parts.scheme in {"http", "https"} and parts.hostname)
    except ValueError:
        return False


def _one_site(first: str, second: str) -> bool:
    """One host, or one inside the other: www.example.org and example.org."""
    one, other = (str(urlsplit(address).hostname).removeprefix("www.") for address in (first, second))
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _date(
    thing: Thing, name: str, *, within: str = "", missing: str = ""
) -> Generator[Finding, None, date | None]:
    """The day, once what is wrong with it is told; None where there is none to be read."""
    if not thing.get(name):
        if missing:
            yield warning(within + name, missing)
        return None
    found = _day(thing[name])
    if found is None:
        yield Finding(within + name, said("This is no date as ISO 8601 writes it, such as 2026-03-12."))
    return found


def _day(value: Any) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        return None
