"""A claim is looked up: passages with their stance, a suggestion rejected, the run found and replayed."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from claims.actions.library import shelve_later
from claims.jobs import runner
from claims.models import Claim, Evidence, Job, JobKind, Suggestion
from claims.states import Status
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "The council of Marlow spent 4.2 million crowns on bridges in 2019. Rain fell on Sunday."


def work(kind):
    for job in Job.objects.filter(kind=kind, state=Job.State.WAITING):
        runner.run(job.pk, worker="test")


@pytest.fixture
def claim(rita) -> Claim:
    made = factories.claim("The council of Marlow spent 4.2 million crowns on bridges.")
    factories.at(made, Status.RESEARCHING, holder=rita)
    other = factories.article(TEXT, title="Bridges", source=factories.source("The Lantern")).captures.get()
    factories.passage(other)
    page = factories.capture(None, f"{TEXT} The audit office says so.")
    Evidence.objects.create(
        claim=made,
        capture=page,
        title="The audit",
        publisher="Audit office",
        stance="supports",
        added_by=rita,
    )
    return made


def test_a_run_is_asked_for_read_and_its_suggestion_rejected(desk, rita, claim):
    page = desk(rita)
    page.goto(reverse("claim", args=[claim.pk]))
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Look for what is known").click()
    expect(page.locator("#known")).to_contain_text("Waiting")
    shelve_later()
    work(JobKind.SHELVE)
    work(JobKind.VERIFY)

    known = page.locator("#known")
    expect(known).to_contain_text("Speaks for it", timeout=10_000)
    expect(known).to_contain_text("Evidence of this claim")
    expect(known.locator("b.hit").first).to_contain_text("4.2 million crowns")
    suggested = page.locator("#suggested")
    expect(suggested).to_contain_text("The Lantern")
    suggested.get_by_role("button", name="Reject").first.click()

    expect(page.locator("#notices")).to_contain_text("It will not be suggested again.")
    assert Suggestion.objects.filter(state="rejected").count() == 1
    run = claim.runs.get()
    page.goto(reverse("run", args=[run.pk]))
    expect(page.locator("main")).to_contain_text("Method")
    expect(page.locator("main")).to_contain_text("claims.search.library")
    page.get_by_role("button", name="Replay").click()
    work(JobKind.REPLAY)
    page.reload()
    expect(page.locator("#replay")).to_contain_text("Every step gives the same outputs and digests.")
    assert page.said == []
