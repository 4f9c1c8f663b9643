"""The addressee's page, as a stranger's browser sees it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from claims.actions.reply import answer, decline_to_answer
from claims.actions.reply_requests import ask, revoke
from claims.models import Evidence, ReplyRequest
from claims.states import Status
from tests import factories
from tests.actions.test_reply import late

QUESTION = "How many bridges <b>are</b> there?"


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def asked(rita) -> tuple[ReplyRequest, str]:
    claim = factories.at(factories.claim("Marlow has 12 bridges."), Status.RESEARCHING, holder=rita)
    request, token = ask(
        claim,
        by=rita,
        addressee="Mayor Lee",
        email="lee@example.org",
        question=QUESTION,
        deadline=timezone.now() + timedelta(days=3),
    )
    return request, f"/reply/{token}/"


def test_page_asks_the_question_and_nothing_of_the_newsroom(asked, browser) -> None:
    request, page = asked

    response = browser.get(page)

    html = response.content.decode()
    assert response.status_code == 200
    for words in ("Mayor Lee", "Marlow has 12 bridges.", "How many bridges &lt;b&gt;are&lt;/b&gt; there?"):
        assert words in html
    assert f'datetime="{request.deadline.isoformat()}"'[:27] in html
    for words in ("Rita", "rita", "lee@example.org", "/queue", "<script"):
        assert words not in html


def test_page_sets_no_cookie_and_is_kept_by_nobody(asked, browser) -> None:
    response = browser.get(asked[1])

    assert response.cookies == {}
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert "no-store" in response["Cache-Control"]
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_answer_is_stored_and_shown_back(asked, browser) -> None:
    request, page = asked

    sent = browser.post(page, {"text": "Twelve.\r\n\r\nI <i>counted</i>."})
    again = browser.post(page, {"text": "Twelve.\r\n\r\nI <i>counted</i>."})

    assert [(response.status_code, response["Location"]) for response in (sent, again)] == [(302, page)] * 2
    shown = browser.get(page)
    assert shown.status_code == 200
    assert "Thank you" in shown.content.decode()
    assert "I &lt;i&gt;counted&lt;/i&gt;." in shown.content.decode()
    request.refresh_from_db()
    assert request.answer == "Twelve.\n\nI <i>counted</i>."
    assert Evidence.objects.count() == 1


def test_other_answer_afterwards_is_refused_and_given_back(asked, browser) -> None:
    _, page = asked
    browser.post(page, {"text": "Twelve."})

    response = browser.post(page, {"text": "Thirteen."})

    html = response.content.decode()
    assert response.status_code == 409
    assert "We have your answer. Thank you." in html
    assert "What you wrote just now was not stored" in html
    assert "Thirteen." in html


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is nothing in your answer. Write it, or decline to answer."),
        ("x" * 10_001, "An answer has at most 10,000 characters; this has 10,001."),
    ],
)
def test_refused_answer_stays_in_its_field(asked, browser, text, sentence) -> None:
    request, page = asked

    response = browser.post(page, {"text": text})

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert f">{text}</textarea>" in response.content.decode()
    request.refresh_from_db()
    assert request.is_open


def test_decline_closes_the_question(asked, browser) -> None:
    request, page = asked

    assert browser.post(page, {"text": "", "decline": "1"}).status_code == 302
    assert "You declined to answer." in browser.get(page).content.decode()
    request.refresh_from_db()
    assert request.outcome == "declined"


def test_decline_throws_no_written_answer_away(asked, browser) -> None:
    request, page = asked

    response = browser.post(page, {"text": "Twelve.", "decline": "1"})

    assert response.status_code == 422
    assert "You have written an answer." in response.content.decode()
    assert ">Twelve.</textarea>" in response.content.decode()
    request.refresh_from_db()
    assert request.is_open


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("end", "status", "sentence"),
    [
        (late, {"get": 410, "post": 409}, "The time to answer has passed."),
        (
            lambda request: revoke(request, by=request.made_by),
            {"get": 410, "post": 409},
            "We have withdrawn this question.",
        ),
    ],
)
def test_closed_question_says_why(asked, browser, method, end, status, sentence) -> None:
    request, page = asked
    end(request)

    response = getattr(browser, method)(page, {"text": "Twelve."})

    assert response.status_code == status[method]
    assert sentence in response.content.decode()
    request.refresh_from_db()
    assert request.answer == ""


def test_withdrawn_question_is_not_shown_any_more(asked, browser) -> None:
    request, page = asked
    revoke(request, by=request.made_by)

    assert "How many bridges" not in browser.get(page).content.decode()


@pytest.mark.parametrize("forge", [lambda page: page[:-2] + "/", lambda page: "/reply/x/", str.upper])
@pytest.mark.parametrize("method", ["get", "post"])
def test_forged_link_finds_nothing(asked, browser, forge, method) -> None:
    response = getattr(browser, method)(forge(asked[1]).replace("/REPLY/", "/reply/"), {"text": "Twelve."})

    assert response.status_code == 404
    assert "This link is not one of ours" in response.content.decode()
    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_page_knows_no_other_verbs(asked, browser, method) -> None:
    assert getattr(browser, method)(asked[1]).status_code == 405


def test_looking_changes_nothing(asked, browser) -> None:
    _, page = asked
    before = ReplyRequest.objects.values().get()

    browser.get(page)
    browser.head(page)

    assert ReplyRequest.objects.values().get() == before


@pytest.mark.parametrize("state", ["open", "answered", "declined"])
def test_page_is_read_in_one_query(asked, browser, state, django_assert_num_queries) -> None:
    token = asked[1].split("/")[2]
    if state == "answered":
        answer(token, text="Twelve.")
    if state == "declined":
        decline_to_answer(token)

    with django_assert_num_queries(1):
        browser.get(asked[1])
