"""The whole path of a check in a real browser: by the mouse, by the keys alone, its triage without scripts.

Intake, triage, research, blind review, conflict, panel, publication, correction, withdrawal. The browser
may complain of nothing on the way.
"""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.roles import Role
from claims.models import Claim, Publication
from claims.states import Status
from tests import factories
from tests.e2e.walk import TEXT, work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]
CLAIM = "12 million more than planned"
SUMMARY = "The accounts say otherwise."


@pytest.fixture
def people(rita, edda, paul, desk):
    """Pages of Rita, Edda, Paul and of two more who sit on the panel."""
    cast = {"rita": rita, "edda": edda, "paul": paul}
    cast |= {name: factories.person(f"{name.title()} Vega", Role.RESEARCHER) for name in ("vera", "ivo")}
    return {name: desk(person) for name, person in cast.items()}


def quiet(pages):
    assert {name: page.said for name, page in pages.items() if page.said} == {}


def the_claim() -> Claim:
    return Claim.objects.get(text__contains=CLAIM)


def rate(page: Page, word: str) -> None:
    page.get_by_role("radio", name=re.compile(rf"^\W*{word}\b")).check()


def cite(page: Page, title: str, publisher: str, stance: str, kind: str) -> None:
    page.get_by_text("Add evidence", exact=True).click()
    page.locator("#add-evidence").get_by_label("What it is").fill(title)
    page.get_by_label("Who published it").fill(publisher)
    page.get_by_label(stance, exact=True).check()
    page.get_by_label("Kind", exact=True).select_option(kind)
    page.get_by_label("Or a stored copy").select_option(index=1)
    page.get_by_role("button", name="Add the evidence").click()
    expect(page.locator("#notices")).to_contain_text("The evidence is added")


def test_with_the_mouse(people):
    rita, edda, paul = people["rita"], people["edda"], people["paul"]
    rita.goto(reverse("add_article"))
    rita.get_by_label("The article's text").fill(TEXT)
    rita.get_by_label("Headline").fill("Harbour bridge to cost 48 million")
    rita.get_by_role("button", name="Add article").click()
    work()
    claim = the_claim()

    rita.goto("/")
    row = rita.locator(f"#row-{claim.pk}")
    row.locator("input").check()
    rita.locator(".bulk").get_by_role("button", name="Accept").click()
    expect(rita.locator("#notices")).to_contain_text("1 claim accepted.")
    rita.locator(f"#row-{claim.pk} a").first.click()
    expect(rita.locator("#text mark.own").first).to_contain_text(CLAIM)
    rita.get_by_role("button", name="Take", exact=True).click()
    cite(rita, "Accounts 2024", "Town", "Refutes", "primary")
    cite(rita, "Audit", "Audit office", "Supports", "secondary")
    rate(rita, "False")
    rita.get_by_label("Summary").fill(SUMMARY)
    rita.get_by_label("Reasoning").fill("The **books** are clear.")
    expect(rita.locator("#preview strong")).to_have_text("books")
    rita.get_by_label("Why no reply was sought").fill("A public record.")
    rita.get_by_role("button", name="Save the draft").click()
    expect(rita.locator("#notices")).to_contain_text("Version 1 is saved.")
    rita.get_by_role("button", name="Submit for review").click()
    expect(rita.locator("#notices")).to_contain_text("it waits for its blind review")

    edda.goto(reverse("reviews"))
    edda.locator(".row-claim").first.click()
    assert SUMMARY not in edda.content()
    rate(edda, "True")
    edda.get_by_label("Notes").fill("The plan had the same sum.")
    edda.get_by_role("button", name="Give this review").click()
    expect(edda.locator(".agreement")).to_contain_text("steps of the scale apart")
    assert SUMMARY in edda.content()

    for name in ("vera", "ivo"):
        page = people[name]
        page.goto(reverse("panel", args=[claim.pk]))
        rate(page, "False")
        page.get_by_role("button", name="Vote").click()
    expect(people["ivo"].locator("#notices")).to_contain_text("Settled: the check is approved.")

    paul.goto(reverse("claim", args=[claim.pk]))
    paul.get_by_role("link", name="Publish", exact=True).click()
    paul.get_by_role("button", name="Publish now").click()
    expect(paul.locator("#notices")).to_contain_text("Published.")
    paul.get_by_role("link", name="Correct", exact=True).click()
    correct_and_withdraw(paul, claim)
    quiet(people)


def correct_and_withdraw(page: Page, claim: Claim) -> None:
    page.get_by_label("Summary").fill("The accounts of 2024 say otherwise.")
    page.get_by_label("What changes").fill("The year")
    page.get_by_label("Why (for the record)").fill("It was missing")
    page.get_by_label("What the public is told").fill("The year was missing at first.")
    page.get_by_role("button", name="Publish the correction").click()
    page.get_by_text("Withdraw …").click()
    for field in page.locator("#act-withdraw textarea, #act-withdraw input[type=text]").all():
        field.fill("The source was forged.")
    page.locator("#act-withdraw").get_by_role("button", name="Withdraw").click()
    expect(page.locator("#notices")).to_contain_text("Withdrawn.")
    claim.refresh_from_db()
    assert claim.status == Status.WITHDRAWN
    assert Publication.objects.filter(claim=claim).count() == 2


class Keys:
    """A person without a mouse: moves the focus by Tab, types, and presses keys. Nothing is clicked."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.press = page.keyboard.press
        self.type = page.keyboard.insert_text

    def to(self, words: str, most: int = 140) -> None:
        """Tab on until what has the focus is called so, from its label or its words."""
        for _ in range(most):
            self.press("Tab")
            if words in self.focused():
                return
        raise AssertionError(f"Tab does not lead to {words!r}; the last was {self.focused()!r}")

    def focused(self) -> str:
        return str(
            self.page.evaluate(
                """() => { const at = document.activeElement;
                if (!at.matches("a, button, input, select, textarea, summary")) return "";
                const named = [...(at.labels ?? [])].map((one) => one.textContent).join(" ");
                const own = at.matches("input, select, textarea") ? "" : at.textContent;
                return [named, at.getAttribute("aria-label") ?? "", own].join(" ").trim(); }"""
            )
        )

    def fill(self, label: str, words: str) -> None:
        self.to(label)
        self.type(words)

    def rate(self, word: str) -> None:
        """Into the group of radio buttons, then down to the word."""
        self.to("accurate")
        self.press("Space")
        seen = []
        for _ in range(10):
            seen.append(self.focused())
            if re.match(rf"\W*{word}\b", seen[-1]):
                return
            self.press("ArrowDown")
        raise AssertionError(f"No rating {word!r} among {seen}")

    def go(self, words: str) -> None:
        """By the palette."""
        self.press("Control+k")
        expect(self.page.locator("#palette")).to_be_visible()
        self.type(words)
        expect(self.page.locator("#palette .palette-entry").first).to_contain_text(re.compile(words, re.I))
        with self.page.expect_navigation():
            self.press("Enter")


def test_with_the_keys_alone(people):
    factories.claim(f"The bridge will cost {CLAIM}.")
    claim = the_claim()
    rita = Keys(people["rita"])
    rita.page.goto("/")
    rita.press("j")
    rita.press("x")
    with rita.page.expect_navigation():
        rita.press("a")
    expect(rita.page.locator("#notices")).to_contain_text("1 claim accepted.")
    with rita.page.expect_navigation():
        rita.press("t")
    expect(rita.page.locator("#decide")).to_contain_text("You hold it")
    for title, publisher, kind in (("Accounts", "Town", "primary"), ("Audit", "Office", "secondary")):
        add_by_keys(rita, title, publisher, kind)
    write_by_keys(rita)
    with rita.page.expect_navigation():
        rita.to("Submit for review")
        rita.press("Enter")
    expect(rita.page.locator("#notices")).to_contain_text("it waits for its blind review")

    edda = Keys(people["edda"])
    edda.page.goto("/")
    with edda.page.expect_navigation():
        edda.press("r")
    with edda.page.expect_navigation():
        edda.press("j")
        edda.press("o")
    edda.rate("True")
    with edda.page.expect_navigation():
        edda.to("Give this review")
        edda.press("Enter")
    expect(edda.page.locator(".agreement")).to_contain_text("apart")

    for name in ("vera", "ivo"):
        voter = Keys(people[name])
        voter.page.goto("/")
        voter.go(CLAIM)
        with voter.page.expect_navigation():
            voter.press("r")
        voter.rate("False")
        with voter.page.expect_navigation():
            voter.to("Vote")
            voter.press("Enter")

    paul = Keys(people["paul"])
    paul.page.goto("/")
    paul.go(CLAIM)
    publish_by_keys(paul)
    claim.refresh_from_db()
    assert claim.status == Status.WITHDRAWN
    assert Publication.objects.filter(claim=claim).count() == 2
    quiet(people)


def add_by_keys(rita: Keys, title: str, publisher: str, kind: str) -> None:
    rita.to("Add evidence")
    rita.press("Enter")
    rita.fill("What it is", title)
    rita.fill("Who published it", publisher)
    rita.press("Tab")
    rita.press("Space")
    rita.to("Kind")
    rita.press("p" if kind == "primary" else "s")
    rita.to("Or a stored copy")
    rita.press("ArrowDown")
    rita.to("Add the evidence")
    with rita.page.expect_navigation():
        rita.press("Enter")
    expect(rita.page.locator("#notices")).to_contain_text("The evidence is added")


def write_by_keys(rita: Keys) -> None:
    """The form is open below the checklist: it is reached by Tab."""
    rita.rate("False")
    rita.fill("Summary", SUMMARY)
    rita.fill("Reasoning", "The **books** are clear.")
    rita.fill("Opposing evidence", "The audit was read.")
    rita.fill("Why no reply was sought", "A public record.")
    with rita.page.expect_navigation():
        rita.to("Save the draft")
        rita.press("Enter")
    expect(rita.page.locator("#notices")).to_contain_text("Version 1 is saved.")


def publish_by_keys(paul: Keys) -> None:
    for words in ("Publish", "Publish now"):
        with paul.page.expect_navigation():
            paul.to(words)
            paul.press("Enter")
    expect(paul.page.locator("#notices")).to_contain_text("Published.")
    with paul.page.expect_navigation():
        paul.to("Correct")
        paul.press("Enter")
    for label in ("Summary", "What changes", "Why (for the record)", "What the public is told"):
        paul.to(label)
        paul.press("Control+a")
        paul.type(f"{label}: the year was missing.")
    with paul.page.expect_navigation():
        paul.to("Publish the correction")
        paul.press("Enter")
    paul.to("Withdraw …")
    paul.press("Enter")
    for _ in range(6):
        paul.press("Tab")
        if paul.focused().startswith("Withdraw"):
            break
        paul.type("The source was forged.")
    with paul.page.expect_navigation():
        paul.press("Enter")
    expect(paul.page.locator("#notices")).to_contain_text("Withdrawn.")


def test_triage_without_scripts(rita, desk, browser):
    page = desk(rita, java_script_enabled=False)
    page.goto(reverse("add_article"))
    page.get_by_label("The article's text").fill(TEXT)
    page.get_by_role("button", name="Add article").click()
    work()
    claim = the_claim()
    other = Claim.objects.exclude(pk=claim.pk).first()
    article = claim.appearances.get().capture.article

    page.goto(f"/?q={CLAIM.replace(' ', '+')}&sort=age")
    page.locator(f"#row-{claim.pk} input").check()
    page.locator(".bulk").get_by_role("button", name="Accept").click()
    expect(page.locator("#notices")).to_contain_text("1 claim accepted.")
    page.goto(reverse("claim", args=[other.pk]))
    page.get_by_text("Decline …").click()
    page.get_by_label("Why it is declined").select_option("not_important")
    page.get_by_role("button", name="Decline", exact=True).click()
    expect(page.locator("#decide")).to_contain_text("Declined")
    page.goto(reverse("article", args=[article.pk]))
    page.get_by_text("Add a claim", exact=True).click()
    page.get_by_label("Words of the text").fill("according to the transport office")
    page.get_by_role("button", name=re.compile("^Add")).last.click()
    expect(page.locator("#notices")).to_contain_text("The claim is added")
    page.goto("/")
    page.get_by_text("Save this view").click()
    page.get_by_label("Name of the view").fill("Mine")
    page.get_by_role("button", name="Save the view").click()
    expect(page.locator(".views")).to_contain_text("Mine")
    page.get_by_role("button", name="Take next").click()

    expect(page.locator("#notices")).to_contain_text("It is yours now.")
    assert Claim.objects.get(pk=claim.pk).assignee == rita
    assert Claim.objects.filter(origin="person", text="according to the transport office").exists()
