"""Every rule of ClaimReview and MediaReview, with a good example and bad ones made by hand."""

import ast
import copy
import inspect
import re
import textwrap

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.integrations import validity
from claims.integrations.validity import (
    CLAIM_REVIEW_RULES,
    MEDIA_REVIEW_RULES,
    errors,
    findings,
    media_findings,
)

GONE = "<gone>"  # a word: an object's address in a test's name differs from worker to worker
RULE = ("path", "value", "field", "error", "sentence")
GOOD = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://checks.example.org/1/",
    "claimReviewed": "Marlow has nine bridges",
    "author": {"@type": "Organization", "name": "Marlow Checks", "url": "https://example.org/"},
    "datePublished": "2026-03-12T09:00:00+00:00",
    "dateModified": "2026-03-14",
    "inLanguage": "en",
    "reviewRating": {
        "@type": "Rating",
        "alternateName": "False",
        "ratingValue": 1,
        "bestRating": "5",
        "worstRating": 1,
        "ratingExplanation": "It has three.",
    },
    "itemReviewed": {
        "@type": "Claim",
        "@id": "https://checks.example.org/1/#claim",
        "author": {"@type": "Person", "name": "Ada Ruiz"},
        "datePublished": "2026-03-01",
        "firstAppearance": {
            "@type": "CreativeWork", "url": "https://daily.example/1", "archivedAt": "https://archive.example/1",
        },
        "appearance": [{"@type": "CreativeWork", "url": "https://daily.example/1"}],
    },
    "correction": [{"@type": "CorrectionComment", "text": "A year.", "datePublished": "2026-03-14"}],
    "citation": ["https://city.example/books"],
    "license": "https://creativecommons.org/licenses/by/4.0/",
}  # fmt: skip
MEDIA = {
    "@context": "https://schema.org",
    "@type": "MediaReview",
    "url": "https://checks.example.org/1/",
    "author": GOOD["author"],
    "datePublished": "2026-03-12",
    "mediaAuthenticityCategory": "DecontextualizedContent",
    "originalMediaContextDescription": "A bridge in Hull, 2012.",
    "originalMediaLink": "https://hull.example/bridge.jpg",
    "itemReviewed": {"@type": "MediaReviewItem"},
}
# path of the field, what is put there, the field that is named, whether it blocks, the sentence
BAD = [
    ("@context", "https://example.org", "@context", True, "The context must be"),
    ("@context", GONE, "@context", True, "The context must be"),
    ("@context", "http://schema.org/", "@context", False, "Write the context as"),
    ("@type", "Review", "@type", True, "must be ClaimReview"),
    ("claimReviewed", GONE, "claimReviewed", True, "no words"),
    ("claimReviewed", "  ", "claimReviewed", True, "no words"),
    ("claimReviewed", {"a": 1}, "claimReviewed", True, "no words"),
    ("claimReviewed", "x" * 76, "claimReviewed", False, "75 characters"),
    ("claimReviewed", "False: Marlow has nine bridges", "claimReviewed", False, "its own verdict"),
    ("claimReviewed", "Marlow has nine bridges (false)", "claimReviewed", False, "its own verdict"),
    ("reviewRating", GONE, "reviewRating.alternateName", True, "verdict has no words"),
    ("reviewRating.alternateName", "", "reviewRating.alternateName", True, "verdict has no words"),
    ("url", GONE, "url", True, "full address"),
    ("url", "/checks/1/", "url", True, "full address"),
    ("url", "https://[broken", "url", True, "full address"),
    ("url", "http://checks.example.org/1/", "url", False, "begin with https"),
    ("url", "https://elsewhere.example/1/", "url", True, "another site"),
    ("reviewRating.ratingValue", "one", "reviewRating.ratingValue", True, "must be a number"),
    ("reviewRating.ratingValue", 6, "reviewRating.ratingValue", True, "outside its own scale"),
    ("reviewRating.ratingValue", GONE, "reviewRating.ratingValue", False, "needs its scale"),
    ("reviewRating.bestRating", GONE, "reviewRating.bestRating", False, "needs its scale"),
    ("reviewRating.bestRating", 1, "reviewRating.bestRating", True, "above the worst"),
    ("reviewRating.worstRating", 0, "reviewRating.worstRating", True, "begin at 1"),
    ("reviewRating.ratingExplanation", GONE, "reviewRating.ratingExplanation", False, "not explained"),
    ("author", GONE, "author", False, "Nobody is named as the publisher"),
    ("author.name", GONE, "author.name", True, "publisher has no name"),
    ("author.url", GONE, "author.url", False, "own address is missing"),
    ("datePublished", GONE, "datePublished", False, "no date"),
    ("datePublished", "0000-00-00", "datePublished", True, "no date as ISO 8601"),
    ("datePublished", "12 March 2026", "datePublished", True, "no date as ISO 8601"),
    ("dateModified", "2026-01-01", "dateModified", True, "before it was published"),
    ("dateModified", "soon", "dateModified", True, "no date as ISO 8601"),
    ("dateModified", GONE, "dateModified", False, "no date of the change"),
    ("inLanguage", GONE, "inLanguage", False, "not given"),
    ("inLanguage", "English, please", "inLanguage", False, "no code"),
    ("itemReviewed", GONE, "itemReviewed", False, "Nothing is said of the claim"),
    ("itemReviewed.@type", "CreativeWork", "itemReviewed.@type", False, "should be a Claim"),
    ("itemReviewed.@id", GONE, "itemReviewed.@id", False, "no name of its own"),
    ("itemReviewed.author", GONE, "itemReviewed.author", False, "who made the claim"),
    ("itemReviewed.author", {"@type": "Person"}, "itemReviewed.author.name", True, "without a name"),
    ("itemReviewed.author", {"name": "marlow checks"}, "itemReviewed.author", False, "its own checker"),
    ("itemReviewed.datePublished", GONE, "itemReviewed.datePublished", False, "when the claim was made"),
    ("itemReviewed.datePublished", "2026-02-31", "itemReviewed.datePublished", True, "no date as ISO"),
    ("itemReviewed.datePublished", "2026-05-01", "itemReviewed.datePublished", False, "after its own check"),
    ("itemReviewed.firstAppearance", GONE, "itemReviewed.firstAppearance", False, "first met"),
    ("itemReviewed.appearance", GONE, "itemReviewed.appearance", False, "where the claim appeared"),
    ("itemReviewed.appearance", [{"url": "here"}], "itemReviewed.appearance.url", False, "no full address"),
    ("itemReviewed.appearance", [{"url": "https://a.example/", "archivedAt": "x"}],
     "itemReviewed.appearance.archivedAt", False, "archived copy"),
    ("correction", [{"datePublished": "2026-03-14"}], "correction.text", False, "what was corrected"),
    ("correction", [{"text": "A year."}], "correction.datePublished", False, "has no date"),
    ("citation", [{}], "citation", False, "says nothing"),
    ("license", "free", "license", False, "no full address"),
]  # fmt: skip
BAD_MEDIA = [
    ("@type", "ClaimReview", "@type", True, "must be MediaReview"),
    ("mediaAuthenticityCategory", "Fake", "mediaAuthenticityCategory", True, "must be one of"),
    ("originalMediaContextDescription", GONE, "originalMediaContextDescription", False, "what the original"),
    ("originalMediaLink", GONE, "originalMediaLink", False, "not linked"),
    ("originalMediaLink", "there", "originalMediaLink", True, "full address"),
    ("itemReviewed", {"@type": "Claim"}, "itemReviewed", True, "must be a MediaReviewItem"),
    ("url", GONE, "url", True, "full address"),
    ("@context", GONE, "@context", True, "The context must be"),
    ("author", GONE, "author", False, "Nobody is named as the publisher"),
    ("datePublished", "0000-00-00", "datePublished", True, "no date as ISO 8601"),
]


def changed(good, path, value):
    markup = copy.deepcopy(good)
    *inside, last = path.split(".")
    thing = markup
    for name in inside:
        thing = thing[name]
    if value is GONE:
        del thing[last]
    else:
        thing[last] = value
    return markup


def test_what_is_whole_has_nothing_wrong():
    assert (findings(GOOD), media_findings(MEDIA)) == ([], [])


@pytest.mark.parametrize(
    ("path", "value", "field", "error", "sentence"), BAD, ids=lambda part: str(part)[:30]
)
def test_rule_of_claim_review(path, value, field, error, sentence):
    found = [one for one in findings(changed(GOOD, path, value)) if sentence in one.sentence]

    assert [(one.field, one.error) for one in found] == [(field, error)]


@pytest.mark.parametrize(
    ("path", "value", "field", "error", "sentence"), BAD_MEDIA, ids=lambda part: str(part)[:30]
)
def test_rule_of_media_review(path, value, field, error, sentence):
    found = [one for one in media_findings(changed(MEDIA, path, value)) if sentence in one.sentence]

    assert [(one.field, one.error) for one in found] == [(field, error)]


def told(function):
    """The sentences that a function of the validator can say, each as a pattern."""
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
        if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Finding", "warning"}):
            continue
        words = node.args[1]
        parts = words.values if isinstance(words, ast.JoinedStr) else [words]
        known = [part.value if isinstance(part, ast.Constant) else None for part in parts]
        if known != [None]:
            yield "".join(".+" if part is None else re.escape(str(part)) for part in known)


SAYING = [
    function
    for name, function in vars(validity).items()
    if inspect.isfunction(function) and function.__module__ == validity.__name__ and list(told(function))
]


@pytest.mark.parametrize("function", SAYING, ids=lambda function: function.__name__)
def test_every_sentence_has_an_example_by_hand(function):
    """A rule that is added without a bad example fails here; the good ones break none of them."""
    examples = [(GOOD, findings, row) for row in BAD] + [(MEDIA, media_findings, row) for row in BAD_MEDIA]
    said = [one.sentence for good, judge, row in examples for one in judge(changed(good, *row[:2]))]

    unheard = [words for words in told(function) if not any(re.fullmatch(words, one) for one in said)]

    assert unheard == []


@pytest.mark.parametrize(
    ("rule", "good", "bad", "judge"),
    [(rule, GOOD, BAD, findings) for rule in CLAIM_REVIEW_RULES]
    + [(rule, MEDIA, BAD_MEDIA, media_findings) for rule in MEDIA_REVIEW_RULES],
    ids=lambda part: getattr(part, "__name__", ""),
)
def test_every_rule_has_a_good_example_and_a_bad_one(rule, good, bad, judge):
    assert list(rule(good)) == []
    assert any(list(rule(changed(good, path, value))) for path, value, *_ in bad)


def test_a_verdict_beside_the_scale_is_no_error():
    rating = {"alternateName": "Satire", "ratingExplanation": "A joke."}

    found = findings(GOOD | {"reviewRating": rating})

    assert [(one.field, one.error) for one in found] == [("reviewRating.ratingValue", False)]


def test_errors_come_first():
    markup = changed(changed(GOOD, "inLanguage", GONE), "itemReviewed.author", {})

    assert [one.error for one in findings(changed(markup, "url", GONE))] == sorted(
        (one.error for one in findings(changed(markup, "url", GONE))), reverse=True
    )
    assert errors(GOOD) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries({}, optional=dict.fromkeys((*GOOD, *MEDIA), JSON)))
def test_nothing_that_is_json_breaks_a_rule(markup):
    for rule in (*CLAIM_REVIEW_RULES, *MEDIA_REVIEW_RULES):
        list(rule(markup))
