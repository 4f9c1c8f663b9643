"""Everybody's own language and time: chosen, else what the browser asks for, else the house's."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim
from claims.views.access import Request
from tests import factories
from tests.views.test_queue import said

PAGE = reverse("language")


def opened(client, address="/", **headers):
    answer = client.get(address, headers=headers)
    return answer, re.search(r'<html lang="(\w+)" dir="(\w+)"', answer.content.decode()).groups()


@pytest.mark.parametrize(
    ("asked", "chosen", "shown"),
    [
        ("", "", ("en", "ltr")),
        ("es-MX,es;q=0.9", "", ("es", "ltr")),
        ("de,fr;q=0.5", "", ("fr", "ltr")),
        ("de", "", ("en", "ltr")),
        ("es", "ar", ("ar", "rtl")),
        ("ar", "en", ("en", "ltr")),
        ("es", "xx", ("es", "ltr")),
    ],
)
def test_page_is_in_the_chosen_language_else_in_the_browsers(as_, rita, asked, chosen, shown):
    type(rita).objects.filter(pk=rita.pk).update(language=chosen)

    answer, found = opened(as_("rita"), **({"Accept-Language": asked} if asked else {}))

    assert found == shown
    assert answer["Content-Language"] == shown[0]
    assert "Accept-Language" in answer["Vary"]


def test_sign_in_page_is_in_the_browsers_language(client):
    _, found = opened(client, reverse("account_login"), **{"Accept-Language": "ar"})

    assert found == ("ar", "rtl")


def test_language_and_time_zone_are_chosen_and_the_answer_speaks_it(as_, rita):
    client = as_("rita")

    answer = client.post(PAGE, {"language": "fr", "time_zone": "Asia/Tokyo"}, follow=True)

    rita.refresh_from_db()
    assert (rita.language, rita.time_zone) == ("fr", "Asia/Tokyo")
    assert said(answer) == ["Enregistré."]
    assert opened(client)[1] == ("fr", "ltr")
    assert client.get(PAGE).wsgi_request.user == rita


@pytest.mark.parametrize(
    "typed", [{"language": "xx"}, {"time_zone": "Nowhere/Land"}, {"language": "a" * 999}]
)
def test_what_is_not_offered_is_refused(as_, rita, typed):
    answer = as_("rita").post(PAGE, {"language": "", "time_zone": "", **typed})

    rita.refresh_from_db()
    assert answer.status_code == 422
    assert (rita.language, rita.time_zone) == ("", "")


def test_page_of_ones_language_is_for_everybody_who_is_signed_in(as_):
    assert [as_(name).get(PAGE).status_code for name in ("sam", "olaf", "nobody")] == [200, 200, 302]


@pytest.mark.parametrize(("zone", "shown"), [("", "UTC"), ("Asia/Tokyo", "Asia/Tokyo"), ("Gone/City", "UTC")])
def test_times_are_told_in_the_persons_zone_and_in_no_other_request(as_, rita, zone, shown, monkeypatch):
    type(rita).objects.filter(pk=rita.pk).update(time_zone=zone)
    told: list[str] = []

    def seen(request: Request) -> bool:
        told.append(timezone.get_current_timezone_name())
        return False

    monkeypatch.setattr("claims.views.queue.wants_part", seen)
    as_("rita").get("/")

    assert set(told) == {shown}
    assert timezone.get_current_timezone_name() == "UTC"


def test_the_record_reads_the_same_whoever_acts(as_, rita):
    """Why a claim was declined is written down for everybody, in the newsroom's own language."""
    type(rita).objects.filter(pk=rita.pk).update(language="ar")
    claim = factories.claim()

    as_("rita").post(reverse("claim_move", args=[claim.pk, "decline"]), {"decline-reason": "opinion"})

    assert Claim.objects.get(pk=claim.pk).status == "declined"
    assert claim.activities.get(verb="decline").reason == "Opinion"


def test_article_text_keeps_its_own_language_and_direction(as_, rita):
    type(rita).objects.filter(pk=rita.pk).update(language="ar")
    article = factories.article("La ciudad tiene nueve puentes.", language="es")

    html = as_("rita").get(reverse("article", args=[article.pk])).content.decode()

    assert re.search(r'lang="es"', html)
    assert re.search(r'<html lang="ar" dir="rtl"', html)
