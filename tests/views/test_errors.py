"""Error pages: each a sentence and a next step; those of a broken server need nothing that may be broken."""

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse


@pytest.mark.parametrize("template", ["400.html", "403_csrf.html", "413.html", "500.html"])
def test_page_needs_no_database_and_no_request(template):
    html = render_to_string(template)

    assert "<h1>" in html
    assert "href=" in html


def test_nothing_there_is_a_page(as_):
    answer = as_("rita").get("/nowhere/")

    assert answer.status_code == 404
    assert "There is nothing at this address." in answer.content.decode()


def test_a_form_from_elsewhere_is_a_page(rita):
    client = Client(enforce_csrf_checks=True)
    client.force_login(rita)

    answer = client.post(reverse("take_next"))

    assert answer.status_code == 403
    assert "This form was not sent from here" in answer.content.decode()


def test_a_crash_is_a_page(as_, monkeypatch):
    monkeypatch.setattr("claims.queue_queries.counts", lambda rows, **how: 1 / 0)
    client = as_("rita")
    client.raise_request_exception = False

    answer = client.get("/")

    assert answer.status_code == 500
    assert "Something went wrong in the program." in answer.content.decode()


def test_an_ended_session_leads_htmx_to_the_sign_in_page(client, db):
    answer = client.get("/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/?q=a"})

    assert answer["HX-Redirect"] == "/accounts/login/?next=/?q=a"


def test_nothing_inline_is_allowed_and_nothing_inline_is_sent(as_, rita):
    html = as_("rita").get("/").content.decode()
    policy = as_("rita").get("/")["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert [mark in html for mark in ("<style", " style=", " onclick=", "<script>", "javascript:")] == [
        False
    ] * 5


def test_the_policy_is_strict():
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["script-src"] == ["'self'"]
