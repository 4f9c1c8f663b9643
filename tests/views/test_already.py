"""What was checked before is shown before a claim is saved, and nothing that was typed is lost."""

from datetime import date

import pytest
from django.urls import reverse

from claims.models import Claim, Intake
from tests import checks, factories, matches
from tests.views.test_query_counts import SIGNED_IN

pytestmark = pytest.mark.django_db
TEXT = "Marlow has 7 bridges, the mayor said."
QUOTE = "Marlow has 7 bridges"


@pytest.fixture
def known(monkeypatch):
    """One known check that the search finds whatever it is asked, and what it was asked."""
    check = matches.known(
        "Marlow has seven bridges.",
        rating_words="Half true",
        reviewed_on=date(2024, 3, 5),
        address="https://f.example/7",
    )
    asked = []

    def find(text, *, k, among):
        asked.append(text)
        return [matches.found(check, 0.86)] if among == "checks" else []

    monkeypatch.setattr("claims.search.find", find)
    check.asked = asked
    return check


def test_first_post_warns_and_keeps_everything_and_second_adds(as_, rita, known):
    article = factories.article(TEXT)
    fields = {"quote": QUOTE, "text": "", "start": "0", "capture": article.captures.get().pk}
    address, client = reverse("add_claim", args=[article.pk]), as_("rita")

    warned = client.post(address, fields)

    html = warned.content.decode()
    assert warned.status_code == 409
    for words in (
        "Harbour Facts",
        "5 Mar 2024",
        "rated “Half true”",
        "Add it anyway",
        "Open that one",
        "0.86",
    ):
        assert words in html
    assert f">\n{QUOTE}</textarea>" in html
    assert not Claim.objects.exists()
    seen = warned.context["already"].seen
    assert client.post(address, fields | {"seen": seen}).status_code == 302
    assert Claim.objects.get().text == QUOTE


def test_a_warning_about_other_words_does_not_count(as_, rita, known):
    article = factories.article(TEXT)
    fields = {"quote": QUOTE, "capture": article.captures.get().pk, "seen": "0" * 16}

    assert as_("rita").post(reverse("add_claim", args=[article.pk]), fields).status_code == 409


def test_a_short_pasted_tip_is_warned_of_too(as_, rita, known):
    fields = {"way": "paste", "text": QUOTE, "title": "A tip", "outlet": "Readers", "token": "t1"}
    client = as_("rita")

    warned = client.post(reverse("add_article"), fields)

    assert warned.status_code == 409
    assert not Intake.objects.exists()
    for kept in (f">\n{QUOTE}</textarea>", 'value="A tip"', 'value="Readers"', 'value="t1"'):
        assert kept in warned.content.decode()
    assert (
        client.post(reverse("add_article"), fields | {"seen": warned.context["already"].seen}).status_code
        == 302
    )


def test_an_article_is_known_by_its_headline(as_, rita, known):
    fields = {"way": "paste", "text": TEXT * 100, "title": "Seven bridges", "token": "t2"}

    assert as_("rita").post(reverse("add_article"), fields).status_code == 409
    assert known.asked == ["Seven bridges", "Seven bridges"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Type the claim: what was checked before shows here."),
        ("   \n", "Type the claim: what was checked before shows here."),
        ("🎉🎉🎉", "There is no word in this to look for."),
        ("\x00\u202e", "Type the claim: what was checked before shows here."),
        ("a", "There is no word in this to look for."),
        (
            "x " * 10_000,
            "This is longer than a claim (19,999 of at most 2,000 characters): it was not looked up.",
        ),
    ],
    ids=["empty", "blank", "emoji", "controls", "letter", "20,000 characters"],
)
def test_any_text_gets_a_sentence(as_, rita, known, text, sentence):
    for headers in ({}, {"HX-Request": "true"}):
        answer = as_("rita").post(reverse("already"), {"text": text}, headers=headers)

        assert answer.status_code == 200
        assert sentence in answer.content.decode()
    assert known.asked == []


def test_what_is_unlikely_is_no_warning(as_, rita, monkeypatch):
    unlikely = matches.found(matches.known(), 0.4)
    monkeypatch.setattr("claims.search.find", lambda text, **_: [unlikely])

    html = as_("rita").post(reverse("already"), {"text": QUOTE}).content.decode()

    assert "Nothing like it was checked here before." in html


def test_our_own_draft_never_shows_and_our_publication_does(as_, rita, edda, paul, monkeypatch):
    """A claim of ours and its publication are one row."""
    drafted = checks.drafted(rita, "true", summary="A secret leaning.")
    published = checks.published(rita, edda, paul, "false")
    mirror = matches.known(own_claim=published.claim, publisher="Us", rating_words="False")
    found = {
        "checks": [matches.found(mirror)],
        "claims": [matches.found(published.claim), matches.found(drafted)],
    }
    monkeypatch.setattr("claims.search.find", lambda text, *, k, among: found[among])

    html = (
        as_("edda").post(reverse("already"), {"text": QUOTE}, headers={"HX-Request": "true"}).content.decode()
    )

    assert html.count('class="suggestion"') == 2
    assert html.count('class="verdict ') == 1
    assert "verdict-false" in html
    assert "Researching" in html
    assert "secret leaning" not in html


@pytest.mark.parametrize("count", [1, 3])
def test_box_asks_a_fixed_number_of_questions(as_, rita, monkeypatch, count, django_assert_num_queries):
    found = [matches.found(matches.known()) for _ in range(count)]
    ours = [matches.found(factories.claim()) for _ in range(count)]
    monkeypatch.setattr("claims.search.find", lambda text, *, k, among: found if among == "checks" else ours)
    client = as_("rita")

    with django_assert_num_queries(SIGNED_IN - 1 + 2):  # no news in a part; thresholds, verdicts
        client.post(reverse("already"), {"text": QUOTE}, headers={"HX-Request": "true"})
