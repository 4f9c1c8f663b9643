"""Published is never deleted: versions, corrections, embargo, revisit, withdrawal, undo."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from claims import queries
from claims.actions.assess import save_draft, submit
from claims.actions.assign import take
from claims.actions.claims import edit_claim
from claims.actions.freeze import content_of, digest, markup_of
from claims.actions.names import shown
from claims.actions.publish import call_off, correct, hold_until, publish, publish_due, revisit, withdraw
from claims.actions.review import give_review, return_claim
from claims.actions.triage import accept, decline
from claims.actions.undo import undo
from claims.errors import Denied, Refused, Stale
from claims.models import Approval, Embargo, Notification, Publication
from claims.states import Status
from tests import checks, factories
from tests.ledger.acts import triggers_asleep

pytestmark = pytest.mark.django_db
NOTES = {"severity": "verdict", "what": "The rating.", "why": "New books.", "notice": "We now rate it true."}


def test_publish_freezes_what_the_page_shows(rita, edda, paul):
    publication = checks.published(rita, edda, paul)
    claim = publication.claim

    revisit(claim, by=edda, reason="It says something else.")
    edit_claim(claim, by=rita, text="Something else entirely.", version=claim.version)
    rita.name = "Renamed"
    rita.save()
    publication.refresh_from_db()

    assert publication.content["claim"]["text"] != "Something else entirely."
    assert shown(publication)["people"] == {
        "written_by": ["Rita Okafor"],
        "reviewed_by": ["Edda Lindqvist"],
    }
    assert publication.content["rating"]["scale"] == 1
    assert [row["publisher"] for row in publication.content["evidence"]] == ["City", "Audit office"]
    assert all(row["capture_sha256"] for row in publication.content["evidence"])
    assert publication.sha256 == digest(publication.content)


def test_publish_twice_is_one_publication(rita, edda, paul):
    first = checks.published(rita, edda, paul)

    assert publish(first.claim, by=paul) == first
    assert Publication.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "allowed"), [("rita", False), ("edda", False), ("olaf", False), ("paul", True)]
)
def test_publish_is_for_publishers(rita, edda, who, name, allowed):
    claim = checks.approved(rita, edda)

    if allowed:
        publish(claim, by=who(name))
    else:
        with pytest.raises(Denied):
            publish(claim, by=who(name))
    claim.refresh_from_db()
    assert (claim.status == Status.PUBLISHED) == allowed


def test_publish_needs_an_approval(rita, paul):
    claim = checks.in_review(rita)

    with pytest.raises(Refused, match="cannot be published now"):
        publish(claim, by=paul)


def test_byline_is_the_name_that_a_person_chose(rita, edda, paul):
    rita.byline = "R. O."
    rita.save()

    assert shown(checks.published(rita, edda, paul))["people"]["written_by"] == ["R. O."]


def test_markup_has_what_consumers_read(rita, edda, paul):
    publication = checks.published(rita, edda, paul)

    markup = markup_of(publication)

    assert markup["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "False",
        "ratingExplanation": "The books say otherwise.",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
    }
    assert markup["claimReviewed"] == publication.claim.text
    assert markup["url"].endswith(f"/checks/{publication.public_id}/")


def test_reasoning_is_sanitised(rita, edda, paul):
    claim = checks.in_review(rita, reasoning="**Bold** <script>alert(1)</script> [x](javascript:alert(1))")
    give_review(claim, by=edda, rating=checks.rating("false"))

    html = publish(claim, by=paul).content["reasoning_html"]

    assert "<strong>Bold</strong>" in html
    assert "<script" not in html
    assert 'href="javascript' not in html


def test_correct_makes_a_version_with_its_notice(rita, edda, paul):
    first = checks.published(rita, edda, paul)

    second = correct(
        first.claim,
        by=paul,
        version=1,
        what="A word.",
        why="Typo.",
        notice="We mended a word.",
        summary="New.",
    )

    assert (second.version, second.public_id) == (2, first.public_id)
    assert second.content["summary"] == "New."
    assert [row["notice"] for row in second.content["corrections"]] == ["We mended a word."]
    assert markup_of(second)["correction"][0]["text"] == "We mended a word."
    first.refresh_from_db()
    assert first.content["corrections"] == []


def test_correct_over_a_newer_version_is_refused(rita, edda, paul):
    first = checks.published(rita, edda, paul)
    words = {"what": "A.", "why": "B.", "notice": "C."}
    correct(first.claim, by=paul, version=1, summary="New.", **words)

    with pytest.raises(Refused, match="newest version"):
        correct(first.claim, by=paul, version=1, summary="Other.", **words)


def test_correct_needs_words_and_a_change(rita, edda, paul):
    first = checks.published(rita, edda, paul)

    with pytest.raises(Refused, match="what the public is told"):
        correct(first.claim, by=paul, version=1, what="A.", why="B.", notice=" ", summary="New.")
    with pytest.raises(Refused, match="Nothing is changed"):
        correct(first.claim, by=paul, version=1, what="A.", why="B.", notice="C.")


def test_revisit_leads_to_a_new_version_that_says_so(rita, edda, paul):
    first = checks.published(rita, edda, paul)
    claim = revisit(first.claim, by=edda, reason="New books.")
    assert queries.newest_publications().get() == first

    save_draft(claim, by=rita, version=1, rating=checks.rating("true"), summary="True.", reply_waived="No.")
    submit(claim, by=rita)
    give_review(claim, by=edda, rating=checks.rating("true"))
    with pytest.raises(Refused, match="say what changes"):
        publish(claim, by=paul)
    second = publish(claim, by=paul, correction=NOTES)

    assert (second.version, second.rating.key) == (2, "true")
    assert second.content["first_published"] == first.content["first_published"]
    assert queries.newest_publications().get() == second


def test_withdraw_keeps_everything_and_says_why(rita, edda, paul):
    publication = checks.published(rita, edda, paul)

    first = withdraw(publication.claim, by=paul, reason="Forged source.", notice="A source was forged.")
    again = withdraw(publication.claim, by=paul, reason="Again.", notice="Again.")

    assert again == first
    publication.claim.refresh_from_db()
    assert publication.claim.status == Status.WITHDRAWN
    assert Publication.objects.count() == 1
    assert not queries.newest_publications().exists()


def test_withdraw_under_embargo_is_refused_and_calling_off_is_the_way(rita, edda, paul):
    claim = checks.approved(rita, edda)
    embargo = hold_until(claim, by=paul, publish_at=timezone.now() + timedelta(hours=1))

    with pytest.raises(Refused, match="Only a published check"):
        withdraw(claim, by=paul, reason="No.", notice="No.")
    call_off(embargo, by=paul)

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert publish_due() == 0
    claim.refresh_from_db()
    assert claim.status == Status.APPROVED


def test_embargo_publishes_at_its_time_and_once(rita, edda, paul):
    claim = checks.approved(rita, edda)
    hold_until(claim, by=paul, publish_at=timezone.now() + timedelta(hours=1))

    assert publish_due() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        assert publish_due() == 1
        assert publish_due() == 0
    claim.refresh_from_db()
    assert claim.status == Status.PUBLISHED
    assert Publication.objects.get().published_by == paul


def test_embargo_in_the_past_is_refused(rita, edda, paul):
    claim = checks.approved(rita, edda)

    with pytest.raises(Refused, match="in the past"):
        hold_until(claim, by=paul, publish_at=timezone.now() - timedelta(minutes=1))


def test_embargo_of_a_returned_claim_ends_with_a_sentence(rita, edda, paul):
    claim = checks.approved(rita, edda)
    hold_until(claim, by=paul, publish_at=timezone.now() + timedelta(hours=1))
    other = factories.person("Pia", Role.PUBLISHER)
    return_claim(claim, by=other, reason="A late doubt.")

    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert publish_due() == 0
    assert Embargo.objects.get().outcome == "The check was returned."
    assert Notification.objects.get(kind="embargo_ended").user == paul


def test_embargo_of_a_publisher_who_left_ends_with_a_sentence(rita, edda, paul):
    claim = checks.approved(rita, edda)
    hold_until(claim, by=paul, publish_at=timezone.now() + timedelta(hours=1))
    paul.is_active = False
    paul.save()

    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert publish_due() == 0
    claim.refresh_from_db()
    assert claim.status == Status.APPROVED
    assert Embargo.objects.get().outcome == "Only a publisher can publish."


UNDO = [
    ("accept", Status.CANDIDATE),
    ("decline", Status.CANDIDATE),
    ("take", Status.QUEUED),
    ("submit", Status.RESEARCHING),
]


@pytest.mark.parametrize(("verb", "before"), UNDO)
def test_undo_takes_back_ones_own_last_move(rita, verb, before):
    claim = {
        "accept": lambda: accept(factories.claim(), by=rita),
        "decline": lambda: decline(factories.claim(), by=rita, reason="opinion"),
        "take": lambda: take(accept(factories.claim(), by=rita), by=rita),
        "submit": lambda: checks.in_review(rita),
    }[verb]()

    undo(claim, by=rita)

    assert claim.status == before
    assert claim.activities.first().verb == "undo"


def test_undo_of_a_return_gives_the_claim_back_to_its_reviewers(rita, edda):
    claim = checks.in_review(rita)
    return_claim(claim, by=edda, reason="Oops.")

    undo(claim, by=edda)

    assert claim.status == Status.IN_REVIEW


def test_undo_is_refused_when_late_or_anothers_or_overtaken(rita, edda, paul):
    claim = accept(factories.claim(), by=rita)

    with pytest.raises(Denied, match="took the last step"):
        undo(claim, by=edda)
    take(claim, by=edda)
    with pytest.raises(Denied):
        undo(claim, by=rita)


def test_undo_is_refused_after_five_minutes(rita):
    claim = accept(factories.claim(), by=rita)

    late = timezone.now() + timedelta(minutes=5, seconds=2)
    with time_machine.travel(late, tick=False), pytest.raises(Refused, match="within five minutes"):
        undo(claim, by=rita)
    with time_machine.travel(timezone.now() + timedelta(minutes=4, seconds=50), tick=False):
        assert undo(claim, by=rita).status == Status.CANDIDATE


def test_undo_never_takes_back_what_the_public_saw(rita, edda, paul):
    publication = checks.published(rita, edda, paul)

    with pytest.raises(Refused, match="could be undone"):
        undo(publication.claim, by=paul)


def test_publish_of_what_was_approved_anew_is_stale(rita, edda, paul):
    """The publisher's page shows round 1; it was returned, drafted and approved anew meanwhile."""
    claim = checks.approved(rita, edda)
    seen = Approval.objects.get().pk
    approved_anew(claim, rita, edda, paul)

    with pytest.raises(Stale, match="approved has changed"):
        publish(claim, by=paul, approval=seen)
    with pytest.raises(Stale, match="approved has changed"):
        hold_until(claim, by=paul, publish_at=timezone.now() + timedelta(hours=1), approval=seen)
    assert publish(claim, by=paul, approval=Approval.objects.latest("pk").pk).rating.key == "true"


def approved_anew(claim, rita, edda, paul):
    return_claim(claim, by=paul, reason="A late doubt.")
    save_draft(claim, by=rita, version=1, rating=checks.rating("true"), summary="True.", reply_waived="No.")
    submit(claim, by=rita)
    give_review(claim, by=edda, rating=checks.rating("true"))


def test_an_embargo_does_not_publish_what_was_approved_after_it(rita, edda, paul):
    """Nobody has looked at that as the public would read it."""
    claim = checks.approved(rita, edda)
    hold_until(claim, by=paul, publish_at=timezone.now() + timedelta(hours=1))
    approved_anew(claim, rita, edda, paul)

    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert publish_due() == 0
    claim.refresh_from_db()
    assert (claim.status, Publication.objects.count()) == (Status.APPROVED, 0)


def test_an_embargo_that_was_kept_through_a_return_is_of_its_approval(rita, edda, paul):
    """Even where its end was missed: the embargo names what it holds."""
    claim = checks.approved(rita, edda)
    embargo = hold_until(claim, by=paul, publish_at=timezone.now() + timedelta(hours=1))
    approved_anew(claim, rita, edda, paul)
    connection.check_constraints()
    with triggers_asleep():
        Embargo.objects.filter(pk=embargo.pk).update(ended_at=None, outcome="")

    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert publish_due() == 0
    assert "approved has changed" in Embargo.objects.get().outcome
    assert Notification.objects.filter(kind="embargo_ended", user=paul).exists()


def test_an_embargo_that_fails_holds_up_no_other(rita, edda, paul, monkeypatch):
    first, second = checks.approved(rita, edda), checks.approved(rita, edda)
    for minutes, claim in ((30, first), (40, second)):
        hold_until(claim, by=paul, publish_at=timezone.now() + timedelta(minutes=minutes))

    def breaks(claim, *args, **named):
        if claim.pk == first.pk:
            raise ZeroDivisionError
        return content_of(claim, *args, **named)

    monkeypatch.setattr("claims.actions.publish.content_of", breaks)
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        assert publish_due() == 1
    assert Embargo.objects.get(claim=first).ended_at is None


def test_what_is_frozen_is_on_the_record_by_its_digest(rita, edda, paul):
    first = checks.published(rita, edda, paul)
    words = {"what": "A.", "why": "B.", "notice": "C."}
    second = correct(first.claim, by=paul, version=1, summary="New.", **words)

    acts = first.claim.activities.filter(verb="frozen").order_by("pk")

    assert [(act.actor, act.detail) for act in acts] == [
        (None, {"version": row.version, "sha256": row.sha256}) for row in (first, second)
    ]


def test_the_publishers_page_carries_what_it_shows(rita, edda, paul, client):
    claim = checks.approved(rita, edda)
    client.force_login(paul)
    page = client.get(reverse("publish", args=[claim.pk])).content.decode()
    old = Approval.objects.get().pk
    approved_anew(claim, rita, edda, paul)

    answer = client.post(reverse("publish", args=[claim.pk]), {"do": "now", "approval": old})

    text = answer.content.decode()
    assert f'name="approval" value="{old}"' in page
    assert "approved has changed" in text
    assert f'name="approval" value="{Approval.objects.latest("pk").pk}"' in text
    assert not Publication.objects.exists()
