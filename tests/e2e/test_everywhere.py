"""All pages, in two languages, two themes and at three widths: open to everybody, and light.

One walk for each language: a page is loaded once, then shown in every way.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, Response

from claims.actions.evidence import add_evidence
from tests import checks, matches
from tests.e2e.everywhere import doors, newsroom
from tests.e2e.walk import SCHEMES, WIDTHS, too_wide, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(1200)]
HEAVIEST = 150_000  # bytes of a page with all that it loads at first, uncompressed
HEAVIEST_FORM = 230_000  # Django's own forms of the admin panel need its jQuery
TWICE = (720, 640)  # what windows of 1440 and 1280 pixels have at 200 %
BY_COLOUR = ("color-contrast", "link-in-text-block")
ANSWERED = ("status of 403", "status of 404", "status of 410")  # pages that say so on purpose


@pytest.fixture
def pages(rita, edda, paul, olaf):
    return newsroom(rita, edda, paul, olaf)


@pytest.fixture
def seats(desk, rita, paul, olaf, browser: Browser, live_server):
    """Browsers by who sits there; each page comes from the server, none from what was kept."""

    def take(language: str) -> dict[str, Page]:
        options: dict[str, Any] = {"locale": language, "service_workers": "block"}
        seated = {
            name: desk(person, **options)
            for name, person in {"rita": rita, "paul": paul, "olaf": olaf, "nobody": None}.items()
        }
        for page in seated.values():
            page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
            page.set_default_navigation_timeout(120_000)  # ms: each page is loaded once, and cold
        return seated

    return take


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_is_light_and_open_to_everybody(seats, pages, language):
    found: dict[str, Any] = {}
    seated = seats(language)
    for who, name, address in doors(pages):
        page = seated[who]
        with weighed(page) as asked:
            page.goto(address, wait_until="networkidle")
        lines = [line for line in page.said if not any(answered in line for answered in ANSWERED)]
        told = shown_in_every_way(page)
        page.said.clear()  # axe tries styles of its own on some pages, which our policy refuses it
        if lines:
            told["says"] = lines
        form = name in {"admin speaker", "admin feed"}
        if sum(asked.values()) > (HEAVIEST_FORM if form else HEAVIEST):
            told["weighs"] = asked
        if hosts := {url.split("/")[2] for url in asked} - {page.url.split("/")[2]}:
            told["asks"] = hosts
        if told:
            found[f"{name} ({address})"] = told

    assert found == {}


def test_a_claim_with_much_on_it_is_light_in_the_longest_letters(seats, desk, rita):
    claim = checks.drafted(rita)
    said = {"publisher": "Transport office", "stance": "refutes", "note": "What it says.", "capture": None}
    for n in range(13):  # beside the two that a draft rests on
        add_evidence(claim, by=rita, title=f"Report {n}", address=f"https://b.example/{n}", **said)
    for n in range(10):
        matches.match(claim, matches.known(rating_words="False", address=f"https://facts.example/{n}"))
    page = seats("ar")["rita"]

    with weighed(page) as asked:
        page.goto(reverse("claim", args=[claim.pk]), wait_until="networkidle")

    assert sum(asked.values()) <= HEAVIEST, asked
    for part, item, number in (("#evidence", ".piece", 15), ("#matches", ".match", 10)):
        assert page.locator(f"{part} {item}").count() < number
        page.locator(f"{part} .show-all a").click()
        page.locator(f"{part} {item}").nth(number - 1).wait_for()
    assert page.said == []


def shown_in_every_way(page: Page) -> dict[str, Any]:
    """What is wrong with the page, by width and theme; the dark one differs by its colours alone."""
    told: dict[str, Any] = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            if broken := violations(page, *(BY_COLOUR if scheme == "dark" else ())):
                told[f"{width} {scheme}"] = broken
        if wide := too_wide(page):
            told[f"{width} is too narrow by"] = wide
    return told | enlarged(page)


def enlarged(page: Page) -> dict[str, Any]:
    """At 200 % nothing scrolls sideways."""
    told = {}
    session = page.context.new_cdp_session(page)
    for width in TWICE:
        size = {"width": width, "height": 450, "deviceScaleFactor": 2, "mobile": False}
        session.send("Emulation.setDeviceMetricsOverride", size)
        if wide := too_wide(page):
            told[f"twice as large, {width} is too narrow by"] = wide
    session.send("Emulation.clearDeviceMetricsOverride")
    session.detach()
    return told


@contextmanager
def weighed(page: Page) -> Iterator[dict[str, int]]:
    """Bytes of the page and of all that it asks for meanwhile, once each, as they are without compression."""
    asked: dict[str, int] = {}

    def hear(answer: Response) -> None:
        # What asks again every two seconds is not the first load; what says no length has no body.
        asked.setdefault(answer.url, int(answer.headers.get("content-length", 0)))

    page.on("response", hear)
    yield asked
    page.remove_listener("response", hear)
