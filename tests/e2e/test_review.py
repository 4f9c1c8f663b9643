"""From taking a claim to correcting its publication, in a real browser, by three people."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from claims.actions.triage import accept
from claims.models import Claim, Publication
from claims.states import Status
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]
SUMMARY = "The accounts say otherwise."


@pytest.fixture
def axe():
    return Axe()


def fine(page, axe):
    """Nothing that axe finds, nothing in the console."""
    found = [(rule["id"], rule["nodes"][0]["html"]) for rule in axe.run(page).response["violations"]]
    assert (found, page.said) == ([], [])


def cite(page, title, publisher, stance, kind):
    page.get_by_text("Add evidence", exact=True).click()
    page.locator("#add-evidence").get_by_label("What it is").fill(title)
    page.get_by_label("Who published it").fill(publisher)
    page.get_by_label(stance, exact=True).check()
    page.get_by_label("Kind", exact=True).select_option(kind)
    page.get_by_label("Or a stored copy").select_option(index=1)
    page.get_by_role("button", name="Add the evidence").click()
    page.get_by_text("The evidence is added").wait_for()


def write(page, axe):
    """Rita takes the claim, finds two sources, writes the draft and hands it in."""
    page.get_by_role("button", name="Take", exact=True).click()
    cite(page, "Accounts 2024", "Town", "Refutes", "primary")
    cite(page, "Audit", "Audit office", "Supports", "secondary")
    fine(page, axe)
    page.get_by_role("link", name="Write the draft").first.click()
    page.get_by_role("radio", name="False The claim is not accurate.").check()
    page.get_by_label("Summary").fill(SUMMARY)
    page.get_by_label("Reasoning").fill("The **books** are clear.")
    page.locator("#preview strong").get_by_text("books").wait_for()
    page.get_by_label("Why no reply was sought").fill("A public record.")
    fine(page, axe)
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_role("button", name="Submit for review").click()
    page.get_by_text("it waits for its blind review").wait_for()
    fine(page, axe)


def judge(page, axe):
    """Edda reviews without seeing the draft, then sees it."""
    page.goto(reverse("reviews"))
    fine(page, axe)
    page.locator(".row-claim").first.click()
    assert SUMMARY not in page.content()
    fine(page, axe)
    page.get_by_role("radio", name="False The claim is not accurate.").check()
    page.get_by_label("Notes").fill("I agree with the books.")
    page.get_by_role("button", name="Give this review").click()
    page.get_by_text("Your review is in").wait_for()
    assert SUMMARY in page.content()
    fine(page, axe)


def publish(page, axe, claim):
    page.goto(reverse("claim", args=[claim.pk]))
    page.get_by_role("link", name="Publish", exact=True).click()
    fine(page, axe)
    page.get_by_role("button", name="Publish now").click()
    page.get_by_text("Published.", exact=True).wait_for()
    page.get_by_role("link", name="Correct", exact=True).click()
    fine(page, axe)
    page.get_by_label("Summary").fill("The accounts of 2024 say otherwise.")
    page.get_by_label("What changes").fill("The year")
    page.get_by_label("Why (for the record)").fill("It was missing")
    page.get_by_label("What the public is told").fill("The year was missing at first.")
    page.get_by_role("button", name="Publish the correction").click()
    page.get_by_role("link", name="The public page").click()
    page.get_by_text("The year was missing at first.").wait_for()
    fine(page, axe)


def test_claim_is_taken_drafted_reviewed_published_and_corrected(rita, edda, paul, desk, axe):
    claim = accept(factories.claim("Marlow has nine bridges, more than ever before."), by=rita)
    page = desk(rita)
    page.goto(reverse("claim", args=[claim.pk]))

    write(page, axe)
    judge(desk(edda), axe)
    publish(desk(paul), axe, claim)

    assert Claim.objects.get(pk=claim.pk).status == Status.PUBLISHED
    assert Publication.objects.filter(claim=claim).count() == 2
