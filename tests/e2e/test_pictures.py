"""Pictures of the screens that the walks do not take: ``FACTCHECK_SHOTS=docs/screenshots make test``."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.actions.assess import save_draft, submit
from claims.actions.assign import take
from claims.actions.comments import comment
from claims.actions.evidence import add_evidence
from claims.actions.publish import publish
from claims.actions.review import give_review
from claims.actions.triage import accept
from claims.models import Claim, Topic
from tests import checks, factories
from tests.e2e.test_newsroom import AGAIN, PHONE, TEXT, WIDE, shoot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
STATEMENTS = {
    "The new harbour bridge will cost 48 million euros, 12 million more than planned": 0.91,
    "Traffic through the old tunnel has fallen by 30 percent since 2019": 0.84,
    "the tunnel was closed on 112 days last year, more often than in any year since 1974": 0.82,
    "only 6,000 cars a day would use the bridge": 0.77,
}
OTHERS = {
    "Unemployment in the valley fell to 4.1 percent, the lowest since 2008": 0.88,
    "Wages rose by 2.2 percent while prices rose by 3.4 percent": 0.72,
}


def read(text, title, outlet, days):
    day = date.today() - timedelta(days=days)
    source = factories.source(outlet, language="en")
    return factories.article(text, title=title, source=source, published_on=day, byline="Ann Fell")


@pytest.fixture
def town(rita, edda, paul):
    """Two articles, and a claim at each stage of its way."""
    bridge = read(TEXT, "Harbour bridge to cost 48 million", "The Harbour Post", 2).captures.get()
    work = read(AGAIN, "Unemployment falls to 4.1 percent", "Valley Courier", 1).captures.get()
    found = [
        factories.claim(
            words[0].upper() + words[1:],
            quote=words,
            within=capture,
            score=score,
            type="quantity",
            language="en",
        )
        for capture, said in ((bridge, STATEMENTS), (work, OTHERS))
        for words, score in said.items()
    ]
    for claim in found:
        claim.topics.add(Topic.objects.get_or_create(name="Transport")[0])
    cost, traffic, closed, cars, jobless, _ = found
    out = written(
        cost, rita, "false", "The contract says 41 million euros; nothing of it is new since March."
    )
    give_review(out, by=edda, rating=checks.rating("false"))
    publish(out, by=paul)
    sent = written(traffic, rita, "mostly-true", "The office counts 28 percent, on weekdays alone.")
    disputed = written(closed, rita, "false", "The log shows 97 days.")
    give_review(disputed, by=edda, rating=checks.rating("true"))
    cited(take(accept(cars, by=rita), by=rita), rita)
    comment(cars, by=edda, body="The traffic forecast of 2024 may say more, @Rita.")
    Claim.objects.filter(pk=cars.pk).update(priority=1, due_at=timezone.now() + timedelta(hours=20))
    accept(jobless, by=rita)
    return {"sent": sent, "disputed": disputed, "cars": cars, "article": bridge.article}


def cited(claim, by):
    capture = claim.appearances.get().capture
    said = {"capture": capture, "note": ""}
    add_evidence(
        claim, by=by, title="Annual report 2025", publisher="Transport office", stance="refutes",
        kind="primary", **said,
    )  # fmt: skip
    add_evidence(
        claim, by=by, title="Audit of the harbour works", publisher="Court of auditors", stance="supports",
        **said,
    )  # fmt: skip
    return claim


def written(claim, by, rating, summary):
    held = cited(take(accept(claim, by=by), by=by), by)
    words = {
        "summary": summary,
        "reasoning": "The **report** counts every day of the year.",
        "reply_waived": "Public.",
    }
    save_draft(held, by=by, version=0, rating=checks.rating(rating), **words)
    return submit(held, by=by)


def test_pictures_of_the_main_screens(desk, town, rita, paul):
    mine, judge = desk(rita), desk(paul)
    seen = [
        (mine, "board", "/?view=board"),
        (mine, "workspace", reverse("claim", args=[town["cars"].pk])),
        (judge, "review", reverse("review", args=[town["sent"].pk])),
        (judge, "panel", reverse("panel", args=[town["disputed"].pk])),
        (mine, "dashboard", reverse("board")),
        (mine, "articles", reverse("articles")),
    ]
    for page, name, address in seen:
        page.set_viewport_size(WIDE)
        page.goto(address, wait_until="networkidle")
        shoot(page, name)
    for name, address in (("workspace", seen[1][2]), ("queue", "/")):
        mine.set_viewport_size(PHONE)
        mine.goto(address, wait_until="networkidle")
        shoot(mine, f"{name}-phone")
    mine.set_viewport_size(WIDE)
    mine.emulate_media(color_scheme="dark")
    mine.goto(seen[1][2], wait_until="networkidle")
    shoot(mine, "workspace-dark")
    assert (mine.said, judge.said) == ([], [])


def test_a_picture_of_the_queue_in_arabic(desk, town, rita):
    page = desk(rita, locale="ar")
    page.goto("/", wait_until="networkidle")
    shoot(page, "queue-arabic")

    assert page.locator("html").get_attribute("dir") == "rtl"
