"""The two editors of the admin panel and the page of a score, in a browser that may complain of nothing."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from claims.models import Scale, Weights
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NUMBER = {"criterion": "number", "value": 1.0, "weight": 1.6, "words": "nine"}
VERB = {"criterion": "verifiable_verb", "value": 1.0, "weight": 0.9, "words": "built"}


def violations(page: Page, within: str) -> list[str]:
    return [found["id"] for found in Axe().run(page, context=within).response["violations"]]


def test_weights_are_previewed_and_saved(desk, edda):
    first = factories.claim("Nine bridges stand in Marlow.", reasons=[NUMBER], score=0.3543)
    factories.claim("They built it in Marlow.", reasons=[VERB], score=0.2142)
    page = desk(edda)
    page.goto(f"/claims/{first.pk}/score/")
    expect(page.get_by_text("Mostly because of: numbers.")).to_be_visible()

    page.get_by_role("link", name="Change the weights").click()
    page.get_by_label("Numbers", exact=True).fill("0.1")
    page.get_by_role("button", name="Preview the queue").click()
    row = page.locator(".order tbody tr").first
    expect(row.locator("td").nth(0)).to_contain_text("Nine bridges")
    expect(row.locator("td").nth(1)).to_contain_text("They built it")
    expect(row.locator("td").nth(1)).to_contain_text("1 up, from 2")
    assert not Weights.objects.exists()
    page.get_by_label("Why you change them").fill("Words first.")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Version 1 is in force")).to_be_visible()
    assert Weights.objects.get().values["number"] == 0.1
    assert page.said == []


def test_scale_gets_a_rating_more(desk, paul):
    page = desk(paul)
    page.goto("/admin/claims/scale/add/")
    line = page.get_by_role("group", name="A new rating").first
    line.get_by_label("Order").fill("15")
    line.get_by_label("Mark").select_option("★")
    line.get_by_label("Words of the verdict").fill("Nearly true")
    line.get_by_label("Colour").select_option("mostly-true")
    page.get_by_label("Why the scale changes").fill("A finer step.")
    page.get_by_role("button", name="Save").click()
    again = page.get_by_role("group", name=re.compile("Nearly true"))
    expect(again.get_by_text("Say what the rating means")).to_be_visible()
    again.get_by_label("What it means").fill("Right but for a detail.")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Version 2 is in force for every new draft.")).to_be_visible()
    assert Scale.objects.get(version=2).ratings.get(position=1).label == "Nearly true"
    assert [line for line in page.said if "422" not in line] == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_open_to_everybody(desk, paul, width, scheme):
    claim = factories.claim("Nine bridges stand in Marlow.", reasons=[NUMBER, VERB], score=0.574)
    page = desk(paul)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    pages = {
        f"/claims/{claim.pk}/score/": "body",
        "/admin/claims/weights/add/": "#content",
        "/admin/claims/scale/add/": "#content",
    }

    found = {}
    for address, within in pages.items():
        page.goto(address)
        found[address] = violations(page, within)
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    assert found == {address: [] for address in pages}
