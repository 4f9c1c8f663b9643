"""The public site in a real browser: without JavaScript, wide and narrow, light and dark, on paper."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from claims.actions.publish import correct, publish, withdraw
from claims.models import PublicPage, Tip, Topic
from tests import checks, steps
from tests.e2e.shots import SHOTS
from tests.fakes.feeds import feeds
from tests.public import telling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]
SHOWN = [("check", "light", 1440), ("check", "dark", 390), ("checks", "light", 1440)]
SIZES = ((1440, 900), (1024, 768), (390, 844))


@pytest.fixture
def made(rita, edda, paul, live_server, settings):
    """A corrected check, a withdrawn one, and a page of the house."""
    settings.PUBLIC_URL = live_server.url
    PublicPage.objects.create(slug="ours", title="How we check", text="We **look**.\n\n## Twice\n\n1. First")
    found = checks.published(rita, edda, paul)
    found.claim.topics.add(Topic.objects.create(name="Bridges"))
    words = {"what": "A year.", "why": "Typo.", "notice": "A year was wrong."}
    correct(found.claim, by=paul, version=1, summary="Three bridges.", **words)
    gone = checks.published(rita, edda, paul, "true")
    withdraw(gone.claim, by=paul, reason="Forged.", notice="A source was forged.")
    return found, gone


def addresses(found, gone):
    own = [reverse(name, args=[found.public_id]) for name in ("check", "check_report", "check_card")]
    lists = [f"/checks/{part}" for part in ("", "topics/", "ratings/", "corrections/", "search/?q=bridges")]
    return [*own, *lists, "/about/ours/", reverse("check", args=[gone.public_id]), "/checks/topics/none/"]


def test_every_page_fits_every_screen_and_axe_finds_nothing(made, browser, live_server):
    for scheme in ("light", "dark"):
        context = browser.new_context(base_url=live_server.url, color_scheme=scheme)
        page = context.new_page()
        for address in addresses(*made):
            page.goto(address)
            for width, height in SIZES:
                page.set_viewport_size({"width": width, "height": height})
                root = "document.documentElement"
                assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), (address, width)
            found = [rule["id"] for rule in Axe().run(page).response["violations"]]
            assert (address, scheme, found) == (address, scheme, [])
        assert context.cookies() == []
        context.close()


def test_a_reader_finds_a_check_and_reports_an_error_without_javascript(made, browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/checks/")
    page.get_by_label("Search the checks").fill("bridges")
    page.get_by_role("button", name="Search").click()
    page.locator(".card-claim a").first.click()
    page.get_by_role("heading", name="How we know this page has not been altered").wait_for()
    page.get_by_role("link", name="Report an error").click()
    page.get_by_label("What is wrong?").fill("The Old Bridge is older.")
    page.get_by_role("button", name="Send to the editors").click()
    page.get_by_role("heading", name="Thank you").wait_for()

    assert Tip.objects.get().text == "The Old Bridge is older."
    assert context.cookies() == []
    context.close()


def test_a_reader_finds_the_machines_run_under_method(rita, edda, paul, browser, live_server):
    claim = checks.approved(rita, edda)
    steps.run(claim)
    made = publish(claim, by=paul)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(reverse("check", args=[made.public_id]))

    method = page.get_by_role("region", name="Method")
    method.get_by_text("What the machine looked at: 2 steps").click()

    assert (
        method.get_by_role("listitem").filter(has_text="For or against?").get_by_text("reader 3").is_visible()
    )
    assert method.get_by_text("The machine suggests and never decides").is_visible()
    assert page.get_by_text("Planted").count() == 0
    context.close()


def test_an_arabic_newsroom_reads_from_right_to_left(made, browser, live_server, settings):
    settings.LANGUAGE_CODE = "ar"
    context = browser.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844})
    page = context.new_page()
    for address in addresses(*made):
        page.goto(address)
        root = page.locator("html")
        assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("ar", "rtl")
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert [rule["id"] for rule in Axe().run(page).response["violations"]] == [], address
    page.goto(reverse("check", args=[made[0].public_id]))

    start = page.get_by_role("region", name="المنهج").bounding_box()
    assert page.get_by_role("heading", name="الأدلة").is_visible()
    assert start is not None
    assert page.locator(".check-verdict").evaluate("e => getComputedStyle(e).borderRightWidth") == "4px"
    context.close()


def test_pictures_of_the_public_site_for_the_manual(rita, edda, paul, browser, live_server, settings):
    settings.PUBLIC_URL = live_server.url
    settings.NEWSROOM_NAME = "Marlow Checks"
    shown = telling.site(rita, edda, paul)
    places = {"check": reverse("check", args=[shown.public_id]), "checks": "/checks/"}
    SHOTS.mkdir(parents=True, exist_ok=True)
    for name, scheme, width in SHOWN:
        viewport = {"width": width, "height": 900}
        context = browser.new_context(base_url=live_server.url, color_scheme=scheme, viewport=viewport)
        page = context.new_page()
        page.goto(places[name])
        assert page.get_by_text(telling.BRIDGE).first.is_visible()
        if name == "check":
            page.get_by_text("What the machine looked at").click()
        page.screenshot(path=SHOTS / f"public-{name}-{scheme}-{width}.png", full_page=True)
        context.close()


def test_on_paper_there_is_the_check_and_where_it_stands(made, browser, live_server):
    page = browser.new_page(base_url=live_server.url)
    page.goto(reverse("check", args=[made[0].public_id]))
    page.emulate_media(media="print")

    assert page.get_by_text(f"{live_server.url}/checks/{made[0].public_id}/", exact=True).is_visible()
    assert not page.get_by_role("link", name="Report an error").is_visible()
    page.close()


def test_the_card_shows_inside_a_frame_of_another_site(made, browser, live_server):
    page = browser.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    address = f"{live_server.url}{reverse('check_card', args=[made[0].public_id])}"
    frame = f'<!doctype html><iframe src="{address}" width="600" height="260" title="Fact check"></iframe>'
    with feeds({"/story": (frame, {"Content-Type": "text/html"})}) as elsewhere:
        page.goto(f"{elsewhere}/story")
        page.frame_locator("iframe").get_by_text("Read the whole check").wait_for()
    assert [line for line in said if "favicon" not in line and "404" not in line] == []
    page.close()
