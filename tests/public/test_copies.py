"""What the public can see of the copies that a check rests on, and of the machine's part in it."""

import hashlib
import json

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from claims.actions.assess import submit
from claims.actions.freeze import markup_of
from claims.actions.publish import publish, withdraw
from claims.actions.review import give_review
from claims.actions.runs import digest
from claims.models import Archive, Evidence, Snapshot
from tests import checks, factories, steps

pytestmark = pytest.mark.django_db
BOOKS = "https://city.example/books"
KEPT = "https://web.archive.org/web/2026/https://city.example/books"


@pytest.fixture
def claim(rita, edda):
    """An approved claim; its first piece of evidence has an address."""
    claim = checks.drafted(rita)
    piece = claim.evidence.get(title="Budget")
    Evidence.objects.filter(pk=piece.pk).update(address=BOOKS)
    submit(claim, by=rita)
    give_review(claim, by=edda, rating=checks.rating("false"))
    claim.refresh_from_db()
    return claim


def snapshot(claim, state=Snapshot.State.VERIFIED):
    piece = claim.evidence.get(title="Budget")
    return Snapshot.objects.create(
        evidence=piece, state=state, address=KEPT, kept=0.98, ended_at=timezone.now()
    )


def page(client, publication):
    return client.get(reverse("check", args=[publication.public_id])).content.decode()


def archived(rows):
    return [row["archived_at"] for row in rows]


def test_a_verified_snapshot_is_linked_and_nothing_else(claim, paul, client):
    snapshot(claim)
    publication = publish(claim, by=paul)

    shown = page(client, publication)

    assert archived(publication.content["evidence"]) == [KEPT, ""]
    assert shown.count(f'href="{KEPT}"') == 1
    assert "Archived copy" in shown


@pytest.mark.parametrize("state", [Snapshot.State.DIFFERS, Snapshot.State.FAILED])
def test_what_was_not_verified_is_not_linked(claim, paul, client, state):
    snapshot(claim, state)

    publication = publish(claim, by=paul)

    assert archived(publication.content["evidence"]) == ["", ""]
    assert KEPT not in page(client, publication)


def test_a_place_is_linked_where_the_archive_has_its_very_text(claim, paul, client):
    """The capture of the place is that of the evidence, under the article's own address."""
    capture = claim.appearances.get().capture
    type(capture.article).objects.filter(pk=capture.article_id).update(address=BOOKS)
    snapshot(claim)

    publication = publish(claim, by=paul)

    assert archived(publication.content["claim"]["appearances"]) == [KEPT]
    places = markup_of(publication)["itemReviewed"]["appearance"]
    assert [place["archivedAt"] for place in places] == [KEPT]
    assert page(client, publication).count(f'href="{KEPT}"') == 2


def test_another_address_of_the_same_text_is_not_linked(claim, paul):
    snapshot(claim)

    publication = publish(claim, by=paul)

    assert archived(publication.content["claim"]["appearances"]) == [""]


def test_our_own_copy_is_told_with_its_date_and_digests(claim, paul, client):
    capture = claim.appearances.get().capture
    warc = b"WARC/1.1"
    digest = hashlib.sha256(warc).hexdigest()
    Archive.objects.create(
        capture=capture, warc=warc, sha256=digest, size=len(warc), payload_sha256=capture.raw_sha256
    )

    shown = page(client, publish(claim, by=paul))

    assert shown.count("We keep a copy of our own") == 3
    assert (shown.count(f"<code>{capture.sha256}</code>"), shown.count(f"<code>{digest}</code>")) == (3, 2)
    assert "Pages belong to their publishers" in shown
    assert "copies/" not in shown


def copy_of(publication, capture):
    return reverse("check_copy", args=[publication.public_id, capture.sha256])


def test_the_text_of_a_copy_is_closed_unless_the_newsroom_may_show_it(claim, paul, client, settings):
    publication = publish(claim, by=paul)
    address = copy_of(publication, claim.appearances.get().capture)

    assert client.get(address).status_code == 404
    settings.PUBLIC_COPIES = True
    assert f'href="{address}"' in page(client, publication)
    assert "Pages belong to their publishers" not in page(client, publication)


def test_the_text_of_a_copy_is_what_its_digest_says_and_can_do_nothing(claim, paul, client, settings):
    settings.PUBLIC_COPIES = True
    publication = publish(claim, by=paul)
    capture = claim.appearances.get().capture

    answer = client.get(copy_of(publication, capture))

    assert hashlib.sha256(answer.content).hexdigest() == capture.sha256
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    policy = answer.headers["Content-Security-Policy"]
    assert ("sandbox" in policy, "default-src 'none'" in policy) == (True, True)
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.cookies == {}


def test_only_copies_of_this_check_are_shown_and_none_once_it_is_withdrawn(claim, paul, client, settings):
    settings.PUBLIC_COPIES = True
    publication = publish(claim, by=paul)
    other = factories.article("Somebody else's words.").captures.get()
    mine = claim.appearances.get().capture

    assert client.get(copy_of(publication, other)).status_code == 404
    assert client.get(f"/checks/{publication.public_id}/copies/../x.txt").status_code == 404
    withdraw(publication.claim, by=paul, reason="Forged.", notice="Forged.")
    gone = client.get(copy_of(publication, mine))
    assert (gone.status_code, mine.text in gone.content.decode()) == (410, False)


def test_the_method_is_frozen_and_stays_whatever_is_run_later(claim, paul, client):
    run = steps.run(claim)
    publication = publish(claim, by=paul)
    before = page(client, publication)

    steps.run(claim)
    steps.step(run, 2, "late")

    (told,) = publication.content["method"]
    step = told["steps"][1]
    assert {name: step[name] for name in ("name", "label", "model", "version", "milliseconds", "failed")} == {
        "name": "stance",
        "label": "For or against?",
        "model": "reader",
        "version": "3",
        "milliseconds": 340,
        "failed": False,
    }
    assert (step["inputs_sha256"], step["outputs_sha256"]) == (digest(steps.INPUTS), digest(steps.FOUND))
    assert page(client, publication) == before
    assert ("reader 3" in before, "For or against?" in before) == (True, True)


def test_what_the_machine_found_is_nowhere_in_the_publication(claim, paul, client):
    steps.run(claim)

    publication = publish(claim, by=paul)

    for told in (json.dumps(publication.content), page(client, publication)):
        assert [word for word in ("Planted", "0.93") if word in told] == []
    assert "nothing that it found is our word" in page(client, publication)


def test_labels_are_frozen_in_the_newsrooms_language_whoever_publishes(claim, paul):
    steps.run(claim)

    with translation.override("es"):
        publication = publish(claim, by=paul)

    assert publication.content["method"][0]["steps"][1]["label"] == "For or against?"
