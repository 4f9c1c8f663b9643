"""The dashboard with its tables, and the interface turned round for a language that is read leftwards."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import checks, factories
from tests.e2e.walk import WIDTHS, too_wide, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]


@pytest.fixture
def work(rita, edda, paul):
    """Something to draw: claims that wait, one that is held, one that came out."""
    for n in range(3):
        factories.claim(f"Marlow has {n + 10} bridges over the river.", speakers=("Ines Carvalho",))
    checks.published(rita, edda, paul)
    return checks.held(rita, "The harbour bridge will cost 48 million euros.")


def test_each_picture_of_the_dashboard_has_its_table_and_its_file(desk, rita, work):
    page = desk(rita)
    page.goto("/")
    page.get_by_role("link", name="Dashboard").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dashboard")
    drawn = page.locator(".figure:not(.figure-empty)")
    tables = drawn.locator("details table")

    assert drawn.count() == drawn.locator("svg").count() == tables.count() > 3
    first = drawn.first
    expect(first.locator("table")).to_be_hidden()
    first.get_by_text("Table", exact=True).click()
    expect(first.locator("table")).to_be_visible()
    with page.expect_download() as download:
        first.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename.endswith(".csv")
    page.locator(".chips a:not([aria-current])").first.click()
    expect(page).to_have_url(re.compile("since="))
    assert (violations(page), page.said) == ([], [])


def test_arabic_is_chosen_and_turns_every_screen_round(desk, rita, work):
    page = desk(rita)
    page.goto(reverse("language"))
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    page.get_by_label("Language").select_option("ar")
    page.get_by_role("button", name="Save").click()

    for address in (
        reverse("language"),
        "/",
        "/?view=board",
        reverse("claim", args=[work.pk]),
        reverse("board"),
    ):
        page.goto(address)
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.locator("html").get_attribute("lang") == "ar"
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert (address, width, too_wide(page)) == (address, width, 0)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/")
    brand, person = (page.locator(one).bounding_box() for one in (".brand", ".who"))
    assert brand["x"] > person["x"]  # the page begins at the right
    assert page.locator(".row.current").evaluate("row => getComputedStyle(row).boxShadow").count("-3px") == 1
    assert page.said == []
