"""Fact-checks of others come in once, whole, and whatever happens meanwhile."""

import json

import pytest
from django.db import connection

from claims.actions import known_checks
from claims.actions.known_checks import crosswalk_of_the_house, import_file
from claims.models import Import, ImportProblem, KnownCheck, KnownPassage, KnownTerm
from claims.nlp.terms import number
from tests.races import crowd

pytestmark = pytest.mark.django_db
ROWS = [
    {
        "id": "a",
        "claim": "Marlow has seven bridges.",
        "title": "Bridges",
        "rating": "Pants-Fire",
        "author": "X",
    },
    {"id": "b", "claim": "Sharks swim on highways.", "text": "It was a photograph. " * 40, "author": "X"},
]


@pytest.fixture
def file(tmp_path):
    def write(rows, name="checks.jsonl"):
        path = tmp_path / name
        path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows))
        return path

    return write


def counts(row):
    return row.added, row.changed, row.unchanged, row.bad


def terms_of_the_passages():
    """What the counts of terms must be."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT term, count(*) FILTER (WHERE kind <> 'body'), count(*) FILTER (WHERE kind = 'body') "
            "FROM claims_knownpassage, unnest(terms || 0) AS term GROUP BY 1"
        )
        return {row[0]: row[1:] for row in cursor.fetchall()}


def terms_counted():
    rows = KnownTerm.objects.exclude(heads=0, bodies=0).values_list("pk", "heads", "bodies")
    return {pk: (heads, bodies) for pk, heads, bodies in rows}


def test_import_writes_checks_and_their_passages(file):
    row = import_file(file(ROWS))

    assert counts(row) == (2, 0, 0, 0)
    assert row.finished_at is not None
    check = KnownCheck.objects.get(external_id="a")
    assert (check.claim, check.rating_words, check.rating_value, check.publisher) == (
        "Marlow has seven bridges.", "Pants-Fire", 1, "X",
    )  # fmt: skip
    assert [passage.kind for passage in check.passages.order_by("position")] == ["claim", "title"]
    assert KnownPassage.objects.filter(known__external_id="b", kind="body").count() == 3


def test_import_counts_in_how_many_passages_a_term_stands(file):
    import_file(file(ROWS))

    assert terms_counted() == terms_of_the_passages()
    assert KnownTerm.objects.get(pk=number("bridg")).heads == 2
    assert KnownTerm.objects.get(pk=0).heads == 3


def test_a_second_import_adds_nothing(file):
    import_file(file(ROWS))
    before = terms_counted()

    assert counts(import_file(file(ROWS))) == (0, 0, 2, 0)
    assert terms_counted() == before


def test_a_check_that_was_changed_is_changed(file):
    import_file(file(ROWS))
    row = import_file(file([{**ROWS[0], "claim": "Marlow has eight tunnels."}, ROWS[1]], "later.jsonl"))

    assert counts(row) == (0, 1, 1, 0)
    check = KnownCheck.objects.get(external_id="a")
    assert check.passages.get(kind="claim").text == check.claim == "Marlow has eight tunnels."
    assert terms_counted() == terms_of_the_passages()


def test_bad_rows_are_kept_aside_and_counted(file):
    row = import_file(file([ROWS[0], "{broken", {"id": "c"}, "[]", {"claim": "x\x00"}, ROWS[1]]))

    assert counts(row) == (2, 0, 0, 4)
    assert list(row.problems.values_list("row", "reason")) == [
        (2, "This line is not JSON."),
        (3, "There is neither a claim nor a title."),
        (4, "This line is not a JSON object."),
        (5, "There is no id, and no address to know it by."),
    ]


def test_nul_and_direction_overrides_do_not_come_in(file):
    import_file(file([{"id": "n", "claim": "safe\u202e\x00 words", "text": "a\x00b"}]))

    assert KnownCheck.objects.get().claim == "safe words"


def test_duplicates_by_address_are_both_kept_and_told_apart(file):
    address = "https://checks.example.org/1"
    rows = [{"id": "a", "claim": "One.", "url": address}, {"id": "b", "claim": "Another.", "url": address}]

    assert counts(import_file(file(rows))) == (2, 0, 0, 0)
    assert set(KnownCheck.objects.filter(address=address).values_list("external_id", "claim")) == {
        ("a", "One."), ("b", "Another."),
    }  # fmt: skip


def test_of_two_rows_with_one_id_the_later_counts(file):
    row = import_file(file([{"id": "a", "claim": "One."}, {"id": "a", "claim": "Two."}]))

    assert counts(row) == (1, 1, 0, 0)
    assert KnownCheck.objects.get().claim == "Two."


def test_ids_of_two_feeds_do_not_meet(file):
    import_file(file(ROWS), feed="one")
    import_file(file(ROWS), feed="two")

    assert KnownCheck.objects.filter(external_id="a").count() == 2


def test_a_withdrawn_check_is_not_found_again(file):
    review = {"@type": "ClaimReview", "url": "https://x.example.org/1", "claimReviewed": "Marlow has a port."}
    import_file(file([{"item": [review]}]))
    row = import_file(file([{"item": [review], "dateDeleted": "2024-01-01"}], "later"))

    assert counts(row) == (0, 1, 0, 0)
    assert KnownCheck.objects.get().withdrawn_at is not None
    assert not KnownPassage.objects.exists()
    assert terms_counted() == {}


def test_an_import_that_was_killed_goes_on_where_it_was(file, monkeypatch):
    monkeypatch.setattr(known_checks, "BATCH", 2)
    path = file([{"id": str(n), "claim": f"Claim number {n}."} for n in range(7)])

    def stop(row):
        if row.cursor == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(path, tell=stop)
    assert (KnownCheck.objects.count(), Import.objects.get().cursor) == (4, 4)

    row = import_file(path)

    assert Import.objects.count() == 1
    assert (row.cursor, counts(row)) == (7, (7, 0, 0, 0))
    assert terms_counted() == terms_of_the_passages()


def test_a_verdicts_number_is_the_houses_then_the_publishers(file):
    scale = {"ratingValue": 1, "bestRating": 5, "worstRating": 1}
    rows = [
        {
            "@type": "ClaimReview",
            "claimReviewed": f"Claim {words}",
            "reviewRating": {"alternateName": words, **scale},
        }
        for words in ("Mostly true", "Utter nonsense", "Satire")
    ]
    import_file(file(rows))

    assert dict(KnownCheck.objects.values_list("rating_words", "rating_value")) == {
        "Mostly true": 4, "Utter nonsense": 1, "Satire": None,
    }  # fmt: skip


def test_the_crosswalk_knows_labels_keys_and_others_words():
    found = crosswalk_of_the_house()

    assert (found["half true"], found["half-true"], found["mixture"], found["unproven"]) == (3, 3, 3, None)


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_take_each_check_once(file, monkeypatch):
    monkeypatch.setattr(known_checks, "BATCH", 3)
    path = file([{"id": str(n), "claim": f"Claim number {n} of Marlow."} for n in range(20)])
    other = file([{"id": str(n), "claim": f"Claim number {n} of Marlow."} for n in range(5, 25)], "other")

    results = crowd(4, lambda n: import_file(path if n % 2 else other))

    assert not [error for error in results if isinstance(error, Exception)]
    assert KnownCheck.objects.count() == 25
    assert KnownPassage.objects.count() == 25
    assert sum(Import.objects.values_list("added", flat=True)) == 25
    assert terms_counted() == terms_of_the_passages()
    assert not ImportProblem.objects.exists()
