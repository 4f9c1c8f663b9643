"""Drafts: versions, contributors, and what the policy asks before review."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.actions.assess import DraftOvertaken, missing, open_draft, save_draft, submit
from claims.actions.assign import release, take
from claims.actions.evidence import add_evidence, remove_evidence
from claims.actions.reply_requests import ask
from claims.actions.triage import accept
from claims.errors import Denied, Refused, Stale
from claims.models import AssessmentVersion, Policy, Topic, contributors_to
from claims.states import Status
from tests import checks, factories

pytestmark = pytest.mark.django_db


def test_save_draft_makes_a_version_a_save(rita):
    claim = checks.held(rita)

    first = save_draft(claim, by=rita, version=0, rating=None, summary="One.")
    second = save_draft(claim, by=rita, version=1, rating=None, summary="Two.")

    assert (first.number, second.number) == (1, 2)
    assert claim.assessment.current == second
    assert first.summary == "One."


def test_save_draft_twice_with_the_same_words_is_one_version(rita):
    claim = checks.held(rita)

    first = save_draft(claim, by=rita, version=0, rating=None, summary="One.")
    again = save_draft(claim, by=rita, version=0, rating=None, summary="One.")

    assert again == first
    assert AssessmentVersion.objects.count() == 1


def test_save_draft_over_a_newer_version_shows_both(rita, edda):
    claim = checks.held(rita)
    theirs = save_draft(claim, by=edda, version=0, rating=None, summary="Edda's words.")

    with pytest.raises(DraftOvertaken) as error:
        save_draft(claim, by=rita, version=0, rating=None, summary="Rita's words.")

    assert error.value.theirs == theirs
    assert error.value.yours["summary"] == "Rita's words."
    assert claim.assessment.version == 1


def test_save_draft_needs_a_claim_in_research(rita):
    claim = accept(factories.claim(), by=rita)

    with pytest.raises(Refused, match="take it first"):
        save_draft(claim, by=rita, version=0, rating=None, summary="Early.")


@pytest.mark.parametrize(
    ("name", "allowed"), [("olaf", False), ("sam", False), ("edda", True), ("paul", True)]
)
def test_save_draft_is_for_researchers(rita, who, name, allowed):
    claim = checks.held(rita)

    if allowed:
        save_draft(claim, by=who(name), version=0, rating=None, summary="Mine.")
    else:
        with pytest.raises(Denied):
            save_draft(claim, by=who(name), version=0, rating=None, summary="Mine.")


def test_save_draft_names_its_limit(rita):
    claim = checks.held(rita)

    with pytest.raises(Refused, match="the limit is 2,000"):
        save_draft(claim, by=rita, version=0, rating=None, summary="x" * 2_001)


def test_contributors_are_writers_finders_and_whoever_took_evidence_out(rita, edda, paul):
    claim = checks.held(rita)
    save_draft(claim, by=edda, version=0, rating=None, summary="Words.")
    found = add_evidence(claim, by=paul, title="Book", publisher="Press", stance="context")
    remove_evidence(found, by=rita)

    assert contributors_to(claim) == {edda.pk, paul.pk, rita.pk}


def test_evidence_that_is_removed_twice_is_removed_once(rita):
    claim = checks.held(rita)
    found = add_evidence(claim, by=rita, title="Book", publisher="Press", stance="context")

    remove_evidence(found, by=rita)
    remove_evidence(found, by=rita)

    assert list(claim.activities.values_list("verb", flat=True)).count("evidence removed") == 1


def test_evidence_that_is_sent_twice_is_there_once(rita, edda):
    claim = checks.held(rita)
    words = {"title": "Book", "publisher": "Press", "stance": "context"}

    first = add_evidence(claim, by=rita, **words)
    again = add_evidence(claim, by=rita, **words)
    hers = add_evidence(claim, by=edda, **words)

    assert (again, hers == first) == (first, False)
    assert claim.activities.filter(verb="evidence added").count() == 2


def test_evidence_excerpt_is_anchored_or_refused(rita):
    claim = checks.held(rita)
    capture = claim.appearances.get().capture
    words = capture.text[3:20]

    found = add_evidence(
        claim, by=rita, title="T", publisher="P", stance="context", capture=capture, excerpt=words
    )

    assert capture.text[found.start : found.end] == words
    with pytest.raises(Refused, match="letter for letter"):
        add_evidence(
            claim, by=rita, title="T", publisher="P", stance="context", capture=capture, excerpt="not there!"
        )


def test_submit_names_everything_that_is_missing(rita):
    claim = checks.held(rita)
    save_draft(claim, by=rita, version=0, rating=None, summary="")

    with pytest.raises(Refused) as error:
        submit(claim, by=rita)

    assert str(error.value) == (
        "Choose a rating. Write the summary. 2 more independent sources needed. 1 more primary source "
        "needed. Add evidence of the other side, or say how you looked for it. Ask the person concerned, "
        "or say why not."
    )
    claim.refresh_from_db()
    assert claim.status == Status.RESEARCHING


def test_submit_counts_publishers_not_pieces(rita):
    claim = checks.held(rita)
    for title in ("One", "Two"):
        add_evidence(claim, by=rita, title=title, publisher="Same Press", stance="supports", kind="primary")

    lacks = {item.key: item.sentence for item in missing(claim)}

    assert lacks["sources"] == "1 more independent source needed."
    assert lacks["captures"] == "2 of 2 without a stored copy."


def test_the_checklist_reads_that_a_reply_was_asked_for(rita):
    claim = checks.sourced(checks.held(rita), rita)
    save_draft(claim, by=rita, version=0, rating=checks.rating("false"), summary="S.", opposing="Looked.")
    before = {item.key for item in missing(claim) if not item.done}

    soon = timezone.now() + timedelta(days=2)
    ask(claim, by=rita, addressee="Ada Quist", email="ada@example.org", question="So?", deadline=soon)

    assert before == {"reply"}
    assert {item.key for item in missing(claim) if not item.done} == set()


def test_a_save_over_a_newer_version_shows_both(rita, edda, client):
    claim = checks.held(rita)
    save_draft(claim, by=rita, version=0, rating=None, summary="Rita's first.")
    save_draft(claim, by=edda, version=1, rating=None, summary="Edda's words stand here.")
    client.force_login(rita)

    answer = client.post(reverse("draft", args=[claim.pk]), {"summary": "Rita wrote this.", "version": 1})

    text = html.unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Edda's words stand here." in text
    assert "Rita wrote this." in text
    assert claim.assessment.versions.count() == 2


def test_submit_is_for_contributors(rita, edda):
    claim = checks.drafted(rita)

    with pytest.raises(Denied, match="worked on the check"):
        submit(claim, by=edda)


def test_submit_freezes_the_strictest_number_of_reviews(rita):
    claim = checks.drafted(rita)
    topic = Topic.objects.create(name="Health")
    Policy.objects.create(topic=topic, reviews_required=2)
    claim.topics.add(topic)

    submit(claim, by=rita)
    Policy.objects.filter(topic=topic).update(reviews_required=1)

    claim.assessment.refresh_from_db()
    assert (claim.status, claim.assessment.reviews_required, claim.assessment.round) == ("in_review", 2, 1)


def test_submit_twice_is_one_round(rita):
    claim = checks.in_review(rita)

    submit(claim, by=rita)

    claim.assessment.refresh_from_db()
    assert claim.assessment.round == 1


def test_opening_a_draft_is_recorded_and_bars_from_its_review(rita, edda):
    claim = checks.drafted(rita)

    open_draft(claim, by=edda)
    open_draft(claim, by=edda)
    submit(claim, by=rita)

    assert list(claim.activities.values_list("verb", flat=True)).count("draft opened") == 1
    with pytest.raises(Denied, match="seen the verdict"):
        checks.give_review(claim, by=edda, rating=checks.rating("false"))


def test_a_draft_outlives_its_holder(rita, edda):
    claim = checks.drafted(rita)

    release(claim, by=rita)
    take(claim, by=edda)

    assert claim.assessment.current.contributor == rita


def test_what_is_submitted_rests_on_the_evidence_beside_it(rita, edda):
    """Evidence that came after the last save is in, what was taken out since is not."""
    claim = checks.drafted(rita)
    late = add_evidence(
        claim, by=edda, title="Late", publisher="Third", stance="context", capture=copy(claim)
    )
    gone = claim.evidence.get(title="Audit")
    add_evidence(claim, by=rita, title="Other", publisher="Fourth", stance="supports", capture=copy(claim))
    remove_evidence(gone, by=rita)

    submit(claim, by=rita)

    draft = claim.assessment.current
    assert (draft.number, draft.contributor, draft.rating) == (2, rita, checks.rating("false"))
    assert sorted(draft.evidence.values_list("title", flat=True)) == ["Budget", "Late", "Other"]
    assert late.added_by == edda


def test_evidence_that_a_version_left_out_stays_out(rita):
    claim = checks.sourced(checks.held(rita), rita)
    first = claim.evidence.first()
    words = {"summary": "S.", "opposing": "Looked.", "reply_waived": "No."}
    save_draft(claim, by=rita, version=0, rating=checks.rating("false"), evidence=[first], **words)

    submit(claim, by=rita)

    assert claim.assessment.version == 1
    assert list(claim.assessment.current.evidence.all()) == [first]


def test_submit_of_a_version_that_was_overtaken_is_stale(rita, edda):
    """Rita read version 1 and submits; Edda saved version 2 meanwhile, which Rita has not seen."""
    claim = checks.drafted(rita)
    save_draft(claim, by=edda, version=1, rating=checks.rating("true"), summary="Hm.", reply_waived="No.")

    with pytest.raises(Stale, match="newer version of the draft"):
        submit(claim, by=rita, version=1)
    claim.refresh_from_db()
    assert claim.status == Status.RESEARCHING
    submit(claim, by=rita, version=2)
    submit(claim, by=rita, version=2)  # a second click
    assert claim.status == Status.IN_REVIEW


def test_the_form_carries_the_version_that_it_was_drawn_from(rita, edda, client):
    claim = checks.drafted(rita)
    client.force_login(rita)
    page = client.get(reverse("claim", args=[claim.pk])).content.decode()
    save_draft(claim, by=edda, version=1, rating=checks.rating("true"), summary="Hm.", reply_waived="No.")

    client.post(reverse("claim_move", args=[claim.pk, "submit"]), {"submit-version": "1"})

    assert re.search(r'name="submit-version" value="1"', page)
    claim.refresh_from_db()
    assert claim.status == Status.RESEARCHING


def copy(claim):
    return claim.appearances.get().capture
