"""Somebody types a claim that was checked before: they see by whom, when and how, before it is saved.

With the real search and the real sentence vectors.
"""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from claims.actions.searchable import pieces_of, write_passages
from claims.jobs.embed import fill
from claims.models import Claim, KnownCheck
from claims.search.encoders import newest
from tests import factories, matches

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = "Crime in Marlow has doubled since the new mayor took office, a councillor claimed on Tuesday."
TYPED = "Crime in Marlow has doubled since the new mayor took office"


@pytest.fixture
def checked_before() -> KnownCheck:
    check = matches.known(
        "Says crime in Marlow has doubled under its new mayor.",
        title="No, crime in Marlow has not doubled",
        publisher="The Lantern",
        rating_words="Mostly false",
        reviewed_on="2024-03-05",
        address="https://lantern.example/crime",
    )
    write_passages(pieces_of(check, ""))
    fill(newest())
    return check


def test_what_was_checked_before_shows_while_typing(desk, rita, checked_before):
    page = desk(rita)
    article = marlow()
    page.goto(reverse("article", args=[article.pk]))
    page.wait_for_load_state("networkidle")
    page.get_by_text("Add a claim", exact=True).click()

    page.get_by_label("Words of the text").press_sequentially(TYPED, delay=2)

    box = page.locator("#already")
    for words in ("Already checked?", "The Lantern", "5 Mar 2024", "rated “Mostly false”"):
        expect(box).to_contain_text(words)
    assert not Claim.objects.exists()
    page.get_by_role("button", name="Add the claim").click()  # the warning was read: no second one
    expect(page.locator("#notices")).to_contain_text("The claim is added to the candidates.")
    assert Claim.objects.get().text == TYPED
    assert page.said == []


def test_a_text_without_words_is_told_so_and_a_long_one_too(desk, rita):
    page = desk(rita)
    page.goto(reverse("already"))
    page.wait_for_load_state("networkidle")
    field, box = page.get_by_label("A claim"), page.locator("#already")

    expect(box).to_contain_text("Type the claim")
    field.fill("🎉🎉🎉")
    expect(box).to_contain_text("There is no word in this to look for.")
    field.fill("x " * 10_000)
    expect(box).to_contain_text("it was not looked up")
    assert page.said == []


def test_without_scripts_the_first_answer_warns(browser, live_server, desk, rita, checked_before):
    cookies = desk(rita).context.cookies()
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(reverse("article", args=[marlow().pk]))
    page.get_by_text("Add a claim", exact=True).click()
    page.get_by_label("Words of the text").fill(TYPED)
    page.get_by_label("Statement (optional)").fill("Crime in Marlow doubled under the new mayor.")

    page.get_by_role("button", name="Add the claim").click()

    for words in ("The Lantern", "5 Mar 2024", "rated “Mostly false”"):
        expect(page.locator("#already")).to_contain_text(words)
    expect(page.get_by_label("Words of the text")).to_have_value(TYPED)
    expect(page.get_by_label("Statement (optional)")).to_have_value(
        "Crime in Marlow doubled under the new mayor."
    )
    assert not Claim.objects.exists()
    page.get_by_role("button", name="Add it anyway").click()
    expect(page.locator("#notices")).to_contain_text("The claim is added to the candidates.")
    context.close()


def marlow():
    return factories.article(SAID)
