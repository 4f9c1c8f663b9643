"""Evidence in a real browser: a file handed in, its stored page without its scripts, what changed since."""

from typing import Any

import pytest
from playwright.sync_api import expect

from claims.jobs import runner
from claims.models import Evidence, Job, JobKind
from tests import checks
from tests.archives import changed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = f"""<html><head><title>Books</title><script>parent.document.title = 'taken'</script></head><body>
<h1>The books of the town</h1><p>The town has six bridges, its books say. <img src=/x.png alt='A bridge'>
{"They were counted by two clerks in the spring. " * 6}</p>
<script>document.body.textContent = 'gone'</script></body></html>"""


def test_a_file_becomes_evidence_whose_stored_page_runs_nothing(desk: Any, rita: Any) -> None:
    claim = checks.held(rita)
    page = desk(rita)
    page.goto(f"/claims/{claim.pk}/")
    form = page.locator("#add-evidence")
    form.locator("summary").first.click()
    form.get_by_label("What it is").fill("Books of the town")
    form.get_by_label("Who published it").fill("Town")
    form.get_by_label("Refutes").check()
    form.get_by_label("Or a file").set_input_files(
        {"name": "books.html", "mimeType": "text/html", "buffer": PAGE.encode()}
    )
    form.get_by_role("button", name="Add the evidence").click()
    expect(page.get_by_text("The evidence is added.")).to_be_visible()
    assert runner.run(Job.objects.get(kind=JobKind.CAPTURE).pk, worker="w1")

    page.goto(f"/evidence/{Evidence.objects.get().pk}/")

    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="The books of the town")).to_be_visible()
    expect(frame.get_by_text("[Picture: A bridge]")).to_be_visible()
    assert "Books of the town" in page.title()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the web archive").click()
    assert download.value.suggested_filename.endswith(".warc.gz")
    assert page.said == []


def test_words_that_were_altered_are_anchored_anew_and_settled(desk: Any, rita: Any) -> None:
    look = changed(rita)
    page = desk(rita)
    page.goto("/looks/")
    page.get_by_role("link", name="Bridges 0").click()

    expect(page.locator("del").first).to_contain_text("nine")
    page.get_by_text("Anchor it anew").click()
    page.get_by_role("button", name="Anchor it at these words").click()
    page.get_by_role("button", name="Settle it").click()

    expect(page.get_by_text("Nothing has changed")).to_be_visible()
    look.refresh_from_db()
    assert look.settled_by == rita
    assert look.anchorings.get().placed.exact == "The town has six bridges."
    assert page.said == []
