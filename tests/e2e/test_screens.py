"""How the screens of the desk are: up to date, and kind to what is typed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from claims.actions.comments import comment
from claims.actions.triage import accept
from claims.models import Claim
from tests import checks, factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]


@pytest.fixture
def newsroom(rita, edda):
    """Addresses of the screens, each with something on it."""
    for n in range(40):
        factories.claim(f"Marlow has {n + 10} bridges over the river and no ferry.", score=n / 50)
    held = checks.sourced(checks.held(rita, "The harbour bridge will cost 48 million euros."), rita)
    Claim.objects.filter(pk=held.pk).update(due_at=timezone.now() + timedelta(hours=5), priority=2)
    return {"held": f"/claims/{held.pk}/"}


def test_what_others_do_appears_and_what_is_typed_stays(desk, rita, edda, newsroom):
    claim = Claim.objects.get(text__startswith="The harbour bridge")
    page = desk(rita)
    page.goto(newsroom["held"])
    page.get_by_label("Comment", exact=True).fill("Half a thought")

    comment(claim, by=edda, body="The books are in.")

    expect(page.locator("#talk .stale-note")).to_be_visible(timeout=4_000)
    expect(page.locator("#record")).to_contain_text("commented", timeout=4_000)
    expect(page.get_by_label("Comment", exact=True)).to_have_value("Half a thought")
    page.get_by_role("button", name="Show the change").click()
    expect(page.locator(".newer")).to_contain_text("The books are in.")
    page.get_by_label("Comment", exact=True).fill("")
    page.locator("h1").click()
    comment(claim, by=edda, body="And the audit.")
    expect(page.locator("#talk .comments")).to_contain_text("And the audit.", timeout=4_000)
    assert page.said == []


def test_the_queue_keeps_its_place(desk, rita, edda, newsroom):
    page = desk(rita)
    page.goto("/")
    first = page.locator("[data-row]").first
    claim = Claim.objects.get(pk=int(first.get_attribute("id").removeprefix("row-")))

    accept(claim, by=edda)
    factories.claim("Nine ferries sank in Marlow last year.", score=0.99)

    expect(page.locator(f"#row-{claim.pk} .state")).to_have_text("Queued", timeout=4_000)
    page.locator("#live-news").get_by_role("button", name="Show them").wait_for(timeout=4_000)
    assert page.get_by_text("Nine ferries").count() == 0
    page.get_by_role("button", name="Show them").click()
    expect(page.get_by_text("Nine ferries").first).to_be_visible()
    assert page.said == []


def test_words_survive_a_crash_and_meet_a_newer_version(desk, rita, newsroom):
    page = desk(rita)
    page.goto(newsroom["held"])
    page.get_by_label("Summary").fill("Half a summary")
    page.wait_for_timeout(600)
    context = page.context
    page.close()

    again = context.new_page()
    again.goto(newsroom["held"])
    expect(again.get_by_label("Summary")).to_have_value("Half a summary")
    expect(again.locator(".restored")).to_contain_text("was not saved")
    again.get_by_role("button", name="Save the draft").click()
    expect(again.locator("#notices")).to_contain_text("Version 1 is saved.")
    again.goto(newsroom["held"])
    expect(again.locator(".restored")).to_have_count(0)


def test_a_lost_connection_is_told_and_comes_back(desk, rita, edda, newsroom):
    page = desk(rita, service_workers="block")
    page.goto(newsroom["held"])
    page.get_by_label("Summary").fill("Half a summary")

    def down(route: Route) -> None:
        route.abort("connectionrefused")

    page.route("**/live/**", down)
    expect(page.locator("#connection")).to_contain_text("No connection", timeout=10_000)
    expect(page.get_by_label("Summary")).to_have_value("Half a summary")
    claim = Claim.objects.get(text__startswith="The harbour bridge")
    comment(claim, by=edda, body="Meanwhile.")
    page.unroute("**/live/**", down)
    expect(page.locator("#connection")).to_contain_text("Connected again", timeout=20_000)
    expect(page.locator("#talk")).to_contain_text("Meanwhile.", timeout=4_000)


def test_tabs_show_one_part_at_a_time_on_a_phone(desk, rita, newsroom):
    page = desk(rita, viewport={"width": 390, "height": 844})
    page.goto(newsroom["held"])
    tabs = page.get_by_role("navigation", name="On this page")

    seen = {}
    for tab, part in (("Text", "#text"), ("Evidence", "#evidence"), ("Talk", "#talk"), ("Work", "#decide")):
        tabs.get_by_role("link", name=tab).click()
        seen[tab] = [one for one in ("#text", "#evidence", "#talk", "#decide") if shown(page, one)]
        assert seen[tab] == [part]


def shown(page: Page, part: str) -> bool:
    return page.locator(part).is_visible()
