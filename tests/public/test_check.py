"""The public page of a check."""

import hashlib
import json
import re

import pytest
from django.urls import reverse

from claims.actions.assess import save_draft
from claims.actions.erase import erase_person
from claims.actions.freeze import markup_of
from claims.actions.publish import correct, publish, withdraw
from claims.actions.review import give_review
from claims.receipts import receipt, told
from tests import checks

pytestmark = pytest.mark.django_db
LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def address(publication):
    return reverse("check", args=[publication.public_id])


def test_page_is_cacheable_and_sets_no_cookie(rita, edda, paul, client):
    answer = client.get(address(checks.published(rita, edda, paul)))

    assert set(answer.headers["Cache-Control"].split(", ")) == {"public", "max-age=60"}
    assert answer.cookies == {}


def test_markup_is_what_was_frozen_and_cannot_end_its_element(rita, edda, paul, client):
    hostile = "</script><script>alert(1)</script> & <!-- said"
    claim = checks.in_review(rita, summary=hostile)
    give_review(claim, by=edda, rating=checks.rating("false"))
    publication = publish(claim, by=paul)

    text = client.get(address(publication)).content.decode()

    assert json.loads(LD.findall(text)[0]) == json.loads(json.dumps(markup_of(publication)))
    assert text.count("<script") == 1


def test_withdrawn_check_is_gone_and_says_why(rita, edda, paul, client):
    publication = checks.published(rita, edda, paul)
    withdraw(publication.claim, by=paul, reason="Secret reason", notice="We mixed up two years.")

    answer = client.get(address(publication))

    assert answer.status_code == 410
    text = answer.content.decode()
    assert ("We mixed up two years." in text, "Secret reason" in text, LD.findall(text)) == (True, False, [])


def test_receipt_is_that_of_the_act_which_froze_the_content(rita, edda, paul, client):
    publication = checks.published(rita, edda, paul)
    address_ = reverse("receipt", args=[publication.public_id])
    act = publication.claim.activities.get(verb="frozen")

    shown = client.get(address_).json()

    content = client.get(reverse("frozen", args=[publication.public_id])).content
    assert told(shown) == {"version": 1, "sha256": publication.sha256}
    assert hashlib.sha256(content).hexdigest() == publication.sha256 == shown["publication"]["sha256"]
    assert {name: shown[name] for name in receipt(act)} == json.loads(json.dumps(receipt(act)))
    shown["opened"]["note"]["detail"] = shown["opened"]["note"]["detail"].replace(
        publication.sha256, "0" * 64
    )
    assert told(shown) is None


def test_receipt_is_that_of_the_newest_version_and_outlives_an_erasure(rita, edda, paul, olaf, client):
    publication = checks.published(rita, edda, paul)
    words = {"what": "A.", "why": "B.", "notice": "C.", "summary": "New."}
    second = correct(publication.claim, by=paul, version=1, **words)
    erase_person(paul, by=olaf)

    shown = client.get(reverse("receipt", args=[publication.public_id])).json()

    assert told(shown) == {"version": 2, "sha256": second.sha256}


def test_both_versions_are_shown_when_somebody_was_faster(as_, rita, edda):
    claim = checks.drafted(rita, summary="Theirs, of Rita.")
    save_draft(claim, by=edda, version=1, rating=checks.rating("true"), summary="Newer, of Edda.")
    fields = {"rating": checks.rating("false").pk, "summary": "Mine, typed.", "version": 1}

    answer = as_("rita").post(reverse("draft", args=[claim.pk]), fields)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert ("Newer, of Edda." in text, text.count("Mine, typed.")) == (True, 2)
    assert answer.context["form"]["version"].value() == 2
    assert claim.assessment.version == 2
