"""What a run works out: numbers and dates compared, queries, the order of passages, the summary, changes."""

import datetime

import pytest

from claims.nlp.fusing import Shelved, documents, fused
from claims.nlp.verification import verdict
from claims.nlp.verification.asking import queries
from claims.nlp.verification.changes import changes
from claims.nlp.verification.figures import compare, values
from claims.nlp.verification.summing import summarise
from claims.nlp.verification.verdict import FEATURES, features, weigh

MONDAY = datetime.date(2020, 3, 9)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It cost 4.2 million crowns.", "4,200,000"),
        ("It rose by five percent.", "5 %"),
        ("More than 3,000 people came.", "more than 3,000 people"),
        ("It cost $1.5 billion.", "1,500,000,000 USD"),
    ],
)
def test_numbers_come_to_plain_values(text, plain):
    assert [one.plain for _, one in values(text)] == [plain]


def test_relative_dates_count_from_the_articles_day():
    assert [one.plain for _, one in values("It rained on Sunday.", MONDAY)] == ["2020-03-08"]
    assert [one.plain for _, one in values("It rained last week.", MONDAY)] == ["2020-03-02 to 2020-03-08"]


@pytest.mark.parametrize(
    ("claim", "passage", "outcomes"),
    [
        ("Rents rose by 5 percent.", "Rents rose by five per cent in Berlin.", ["same"]),
        ("Rents rose by 5 percent.", "Rents rose by 12 percent.", ["other"]),
        ("Rents rose by 5 percent.", "Rents rose.", ["unknown"]),
        ("It cost 4.2 million dollars.", "The price was $4,200,000.", ["same"]),
        ("The bridge opened in 2019.", "The bridge opened in May 2019.", ["same"]),
        ("The bridge opened in 2019.", "The bridge opened in 2012.", ["other"]),
    ],
)
def test_compare_tells_the_same_from_another(claim, passage, outcomes):
    assert [str(one.outcome) for one in compare(claim, passage)] == outcomes


def test_queries_are_the_claim_and_its_telling_words():
    whole, short = queries("The council of Marlow spent 4.2 million crowns on its bridges.")

    assert whole.startswith("The council")
    assert short == "council Marlow spent 4.2 million crowns bridges"
    assert queries(" … ") == []


def test_fused_puts_words_and_meaning_together():
    rows = [Shelved("a", "d1", 2.0, 0.1), Shelved("b", "d1", 1.0, 0.9), Shelved("c", "d2", 0.0, None)]

    assert [one.key for _, one in fused(rows)] == ["b", "a", "c"]
    assert [document for _, document in documents(rows)] == ["d1", "d2"]
    assert (fused([]), documents([])) == ([], [])


def inputs(**fields):
    passages = [
        {"key": "a", "document": "d1", "publisher": "Post"},
        {"key": "b", "document": "d2", "publisher": "X"},
    ]
    scores = {"supports": 0.9, "refutes": 0.05, "not_enough": 0.05}
    stances = [{"key": "a", "label": "supports", "confidence": 0.9, "scores": scores}]
    base = {"threshold": 0.8, "passages": passages, "stances": stances, "counted": 0, "figures": [],
            "quotations": []}  # fmt: skip
    return base | fields


@pytest.fixture
def fitted(monkeypatch):
    rows = ((0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0), (1.0,) + (0.0,) * 6)
    monkeypatch.setattr(verdict, "weights", lambda: (rows, "verdict test"))


def test_summary_suggests_only_from_the_threshold(fitted):
    sure, unsure = summarise(inputs()), summarise(inputs(threshold=0.999))

    assert (sure["suggestion"]["label"], sure["suggestion"]["rests_on"]) == ("supports", ["a"])
    assert sure["sentence"] == "The passages found support the claim."
    assert (unsure["suggestion"], unsure["sentence"]) == (None, "Not enough evidence.")
    assert unsure["missing"] == ["All that speaks of it comes from one publisher."]


def test_summary_without_fitted_weights_is_not_enough(monkeypatch):
    monkeypatch.setattr(verdict, "weights", lambda: None)

    assert summarise(inputs())["verdict"]["method"] == "not calibrated"
    assert summarise(inputs())["sentence"] == "Not enough evidence."


def test_summary_says_what_is_missing(fitted):
    assert summarise(inputs(passages=[], stances=[]))["missing"] == ["The library has no passage about it."]
    told = summarise(inputs(counted=1, quotations=[{"verdict": "not_found"}], stances=[]))["missing"]
    assert told == [
        "No passage says plainly whether it holds.",
        "No passage gives a number or date to compare with.",
        "The quotation was not found in any stored source.",
    ]


def test_a_document_counts_once():
    one = features([("d", 0.9, 0.0, 0.1)])

    assert features([("d", 0.9, 0.0, 0.1), ("d", 0.8, 0.0, 0.2)]) == one
    assert len(one) == len(FEATURES)
    assert weigh([]).label == "not_enough"


def test_changes_tell_what_is_new_gone_and_other():
    then = {"stances": [{"key": "a", "label": "supports"}, {"key": "b", "label": "refutes"}]}
    now = {"stances": [{"key": "a", "label": "refutes"}, {"key": "c", "label": "refutes"}]}
    evidence = {"passages": [{"key": "a", "text": "A."}]}, {"passages": [{"key": "c", "text": "C."}]}

    assert [(one.sign, one.what, one.text) for one in changes("stance", then, now, {"a": "A."})] == [
        ("other", "Now: refutes. Before: supports.", "A.")
    ]
    assert [(one.sign, one.text) for one in changes("evidence", *evidence, {})] == [
        ("new", "C."),
        ("gone", "A."),
    ]
    assert changes("unheard of", {}, {}, {}) == []
    assert changes("summary", {"sentence": "x"}, {"sentence": "x"}, {}) == []
