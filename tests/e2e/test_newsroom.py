"""The main job in a real browser: sign in, add an article, see it read, triage; and how every page is.

A browser that complains (an error in the console, a breach of the policy) fails the test.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from claims.jobs import runner
from claims.models import Article, Claim, Job
from claims.states import Status
from tests import factories
from tests.e2e.shots import SHOTS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a long walk by the harbour"
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
TEXT = """The new harbour bridge will cost 48 million euros, 12 million more than planned, the council said.

“We will not raise a single tax to pay for it,” said Mayor Ines Carvalho. She said the bridge would pay \
for itself within nine years.

Traffic through the old tunnel has fallen by 30 percent since 2019, according to the transport office. \
Carvalho said the tunnel was closed on 112 days last year, more often than in any year since 1974.

Opposition leader Tomas Brandt said that only 6,000 cars a day would use the bridge.
"""
AGAIN = """Unemployment in the valley fell to 4.1 percent, the lowest since 2008, the ministry said.

“We will not raise a single tax to pay for it,” Mayor Ines Carvalho said of the harbour bridge, which will \
cost 48 million euros. Wages rose by 2.2 percent while prices rose by 3.4 percent.
"""


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.actions.jobs.dispatch", lambda job: True)


@pytest.fixture
def screen(page: Page) -> Iterator[Page]:
    """A page whose browser has nothing to complain about."""
    complaints: list[str] = []
    page.on(
        "console",
        lambda said: complaints.append(f"{said.text} {said.location}") if said.type == "error" else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    yield page
    assert complaints == []


def person(name: str, role: Role) -> User:
    made = factories.person(name, role)
    made.set_password(PASSWORD)
    made.save()
    return made


def sign_in(screen: Page, live_server, who: User) -> None:
    screen.goto(f"{live_server.url}/")
    screen.get_by_label("Email").fill(who.email)
    screen.get_by_label("Password").fill(PASSWORD)
    screen.get_by_role("button", name="Sign in", exact=True).click()
    expect(screen.get_by_role("heading", level=1)).to_have_text("Queue")
    screen.wait_for_load_state()  # scripts are at work from then on, and hear the keys


def work() -> None:
    """Do every waiting job here, as a worker would."""
    while job := Job.objects.filter(state=Job.State.WAITING).order_by("pk").first():
        runner.run(job.pk, worker="test")


def add_by_pasting(screen: Page, live_server, text: str, title: str, outlet: str) -> None:
    screen.goto(f"{live_server.url}/articles/add/")
    screen.get_by_label("The article's text").fill(text)
    screen.get_by_label("Headline").fill(title)
    screen.get_by_label("Outlet").fill(outlet)
    screen.get_by_role("button", name="Add article").click()


def shoot(screen: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    screen.mouse.move(0, 0)
    screen.screenshot(path=SHOTS / f"{name}.png")


def test_an_article_goes_in_and_its_claims_are_triaged(screen, live_server):
    rita = person("Rita Okafor", Role.RESEARCHER)
    sign_in(screen, live_server, rita)

    add_by_pasting(screen, live_server, AGAIN, "Unemployment falls to 4.1 percent", "Valley Courier")
    work()
    screen.wait_for_url(re.compile(r"/articles/\d+/"))  # the page goes there by itself once it is read
    add_by_pasting(screen, live_server, TEXT, "Harbour bridge to cost 48 million", "The Harbour Post")
    expect(screen.locator("#intake")).to_contain_text("Waits for a worker")
    read = Job.objects.get(kind="read", state=Job.State.WAITING)
    runner.run(read.pk, worker="test")

    expect(screen.get_by_role("heading", level=1)).to_have_text("Harbour bridge to cost 48 million")
    expect(screen.locator("#progress")).to_contain_text("Find claims")
    expect(screen.locator("#claims-title .num")).to_have_text("0")
    work()
    expect(screen.locator(".claim-card").first).to_be_visible(timeout=10_000)
    expect(screen.locator("#article-text mark").first).to_be_visible()
    expect(screen.locator("#progress .job-line")).to_have_count(0)
    shoot(screen, "article")

    screen.get_by_role("link", name="Queue", exact=True).first.click()
    expect(screen.locator("#peek h2")).to_be_visible()
    shoot(screen, "queue")
    waiting = screen.locator("[data-row]").count()
    screen.keyboard.press("x")
    screen.keyboard.press("j")
    screen.keyboard.press("x")
    expect(screen.locator("[data-count]")).to_have_text("2 claims selected")
    screen.keyboard.press("a")
    expect(screen.locator("#notices")).to_contain_text("2 claims accepted.")
    assert Claim.objects.filter(status=Status.QUEUED).count() == 2
    work()

    last = screen.locator("[data-row]").nth(waiting - 1)
    last.locator("input").check()
    screen.get_by_label("Reason for declining").select_option("Not important")
    screen.get_by_role("button", name="Decline", exact=True).last.click()
    expect(screen.locator("#notices")).to_contain_text("1 claim declined.")

    screen.wait_for_load_state()
    screen.keyboard.press("t")
    expect(screen.locator("#notices")).to_contain_text("It is yours now.")
    expect(screen.locator("#decide")).to_contain_text("You hold it")
    expect(screen.locator("#known")).to_contain_text("Passages about it")


def test_selected_words_become_a_claim(screen, live_server):
    rita = person("Rita Okafor", Role.RESEARCHER)
    article = factories.article("It cost 9 million. 😀 It cost 9 million.\n\nNobody 😀 paid for it.")
    sign_in(screen, live_server, rita)
    screen.goto(f"{live_server.url}/articles/{article.pk}/")

    screen.evaluate(
        """() => {
          const [first, second] = document.querySelectorAll("#article-text p");
          const text = first.firstChild.data;
          const range = document.createRange();
          range.setStart(first.firstChild, text.lastIndexOf("It cost"));
          range.setEnd(second.firstChild, second.firstChild.data.indexOf(" for it"));
          getSelection().addRange(range);
        }"""
    )
    screen.get_by_text("Add a claim").click()
    expect(screen.get_by_label("Words of the text")).to_have_value("It cost 9 million.\n\nNobody 😀 paid")
    screen.get_by_role("button", name="Add the claim").click()
    expect(screen.locator("#notices")).to_contain_text("The claim is added")

    place = Claim.objects.get().appearances.get()
    assert (place.start, place.exact) == (21, "It cost 9 million.\n\nNobody 😀 paid")


def test_shortcuts_can_be_switched_off_and_never_fire_in_a_field(screen, live_server):
    rita = person("Rita Okafor", Role.RESEARCHER)
    factories.claim()
    sign_in(screen, live_server, rita)

    screen.keyboard.press("/")
    screen.keyboard.type("ax?")
    expect(screen.locator("#id_q")).to_have_value("ax?")
    expect(screen.locator("#keys")).to_be_hidden()
    screen.goto(f"{live_server.url}/")
    screen.keyboard.press("?")
    expect(screen.locator("#keys")).to_be_visible()
    screen.get_by_role("button", name="Turn all shortcuts off").click()
    expect(screen.locator("#notices")).to_contain_text("Shortcuts are off")
    for key in ("?", "Control+k", "x"):
        screen.keyboard.press(key)
    expect(screen.locator("dialog[open]")).to_have_count(0)
    assert not screen.locator(".pick input").is_checked()


def test_a_passkey_is_added_and_signs_in(screen, live_server):
    """allauth's own scripts work under the policy."""
    rita = person("Rita Okafor", Role.RESEARCHER)
    home = live_server.url.replace("127.0.0.1", "localhost")  # passkeys know no addresses, only names
    devtools = screen.context.new_cdp_session(screen)
    devtools.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options = {**device, "hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    screen.goto(f"{home}/accounts/login/")
    screen.get_by_label("Email").fill(rita.email)
    screen.get_by_label("Password").fill(PASSWORD)
    screen.get_by_role("button", name="Sign in", exact=True).click()
    expect(screen.get_by_role("heading", level=1)).to_have_text("Queue")
    screen.goto(f"{home}/accounts/2fa/webauthn/add/")
    screen.get_by_label("Password", exact=True).fill(PASSWORD)  # asked again before keys are changed
    screen.get_by_role("button", name="Confirm").click()
    screen.get_by_label(re.compile("passwordless|passkey", re.I)).check()
    screen.locator("#mfa_webauthn_add").click()
    expect(screen.get_by_role("heading", level=1)).to_have_text(re.compile("Recovery Codes|Security Keys"))
    screen.get_by_role("button", name="Sign out").click()
    screen.get_by_role("button", name="Sign in with a passkey").click()

    expect(screen.get_by_role("heading", level=1)).to_have_text("Queue")


def test_nothing_is_lost_without_scripts(browser, live_server):
    """Sign in, filter, accept and decline with JavaScript off."""
    rita = person("Rita Okafor", Role.RESEARCHER)
    claim, other = factories.claim("Marlow has nine bridges."), factories.claim()
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    sign_in(plain, live_server, rita)

    plain.goto(f"{live_server.url}/?q=nine+bridges")
    plain.locator(f"#row-{claim.pk} input").check()
    plain.get_by_role("button", name="Accept", exact=True).click()
    expect(plain.locator("#notices")).to_contain_text("1 claim accepted.")
    plain.goto(f"{live_server.url}/claims/{other.pk}/")
    plain.locator("#act-decline summary").click()
    plain.get_by_label("Why it is declined").select_option("Opinion")
    plain.locator("#act-decline").get_by_role("button", name="Decline").click()
    expect(plain.locator("#decide")).to_contain_text("Opinion")
    context.close()

    assert {c.pk: c.status for c in Claim.objects.all()} == {claim.pk: "queued", other.pk: "declined"}
    assert Article.objects.count() == 2
