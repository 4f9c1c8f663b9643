"""What the walks of the browser tests share: what nobody may find, and a scene to begin with."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from claims.jobs import runner
from claims.models import Job

AXE = Axe().axe_script
WIDTHS, SCHEMES = (1440, 1024, 390), ("light", "dark")
TEXT = """The new harbour bridge will cost 48 million euros, 12 million more than planned, the council said.

“We will not raise a single tax to pay for it,” said Mayor Ines Carvalho. She said the bridge would pay \
for itself within nine years.

Traffic through the old tunnel has fallen by 30 percent since 2019, according to the transport office.
"""


def work() -> None:
    """Do every waiting job here, as a worker would."""
    while job := Job.objects.filter(state=Job.State.WAITING).order_by("pk").first():
        runner.run(job.pk, worker="test")


def violations(page: Page, *rules: str) -> list[Any]:
    """What axe finds on the page as it is, by all rules or by some.

    It is brought along where the page does not have it yet.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")  # half a colour is none
    found = page.evaluate("wanted => axe.run(document, wanted).then(found => found.violations)", options)
    return [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found]


def too_wide(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
