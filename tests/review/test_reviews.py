"""Blind reviews, disagreement, the panel."""

import pytest
from django.urls import reverse

from claims import queries
from claims.actions.assess import open_draft, save_draft, submit
from claims.actions.assign import release, take
from claims.actions.evidence import add_evidence, remove_evidence
from claims.actions.publish import publish, revisit
from claims.actions.review import give_review, give_vote, return_claim
from claims.errors import Denied, Refused, Stale
from claims.models import Approval, Policy, Review
from claims.review_rules import may_give_review
from claims.states import Status
from claims.views.sight import sight_of
from tests import checks
from tests.cast import CAST

pytestmark = pytest.mark.django_db


def test_one_review_that_agrees_approves(rita, edda):
    claim = checks.in_review(rita, "false")

    give_review(claim, by=edda, rating=checks.rating("false"))

    assert claim.status == Status.APPROVED
    approval = Approval.objects.get()
    assert (approval.rating.key, approval.how, approval.round) == ("false", "reviews", 1)


def test_one_review_that_disagrees_conflicts(rita, edda):
    claim = checks.in_review(rita, "false")

    give_review(claim, by=edda, rating=checks.rating("true"))

    assert claim.status == Status.CONFLICTED
    assert not Approval.objects.exists()


def test_two_reviews_wait_for_each_other(rita, edda, paul):
    Policy.objects.update(reviews_required=2)
    claim = checks.in_review(rita, "false")

    give_review(claim, by=edda, rating=checks.rating("true"))
    assert claim.status == Status.IN_REVIEW

    give_review(claim, by=paul, rating=checks.rating("false"))
    assert claim.status == Status.CONFLICTED


def test_nobody_reviews_their_own_work(rita, edda):
    claim = checks.drafted(rita)
    save_draft(claim, by=edda, version=1, rating=checks.rating("true"), summary="Hm.", reply_waived="No.")
    save_draft(claim, by=rita, version=2, rating=checks.rating("false"), summary="Ha.", reply_waived="No.")
    submit(claim, by=rita)

    for person in (rita, edda):
        with pytest.raises(Denied, match="Nobody approves their own work"):
            give_review(claim, by=person, rating=checks.rating("false"))


def test_a_review_sent_twice_is_one(rita, edda):
    Policy.objects.update(reviews_required=2)
    claim = checks.in_review(rita)

    first = give_review(claim, by=edda, rating=checks.rating("false"))
    again = give_review(claim, by=edda, rating=checks.rating("false"))

    assert again == first
    assert Review.objects.count() == 1
    with pytest.raises(Refused, match="Your review is in"):
        give_review(claim, by=edda, rating=checks.rating("true"))


@pytest.mark.parametrize("name", CAST)
def test_waiting_for_review_says_what_the_rule_says(rita, edda, who, name):
    claims = [checks.in_review(rita), checks.in_review(edda), checks.drafted(rita)]
    reviewed = checks.in_review(rita)
    Policy.objects.update(reviews_required=2)
    person = who(name)
    if name in {"edda", "paul"}:
        give_review(reviewed, by=person, rating=checks.rating("false"))

    expected = {claim.pk for claim in claims if may_give_review(person, claim)}
    found = set() if name == "nobody" else {claim.pk for claim in queries.waiting_for_review(person)}

    assert found == expected


def test_panel_approves_with_two_of_three(rita, edda, paul):
    claim = checks.conflicted(rita, edda)
    third = checks.reviewers(1)[0]

    give_vote(claim, by=edda, rating=checks.rating("true"))
    give_vote(claim, by=paul, rating=checks.rating("misleading"))
    assert claim.status == Status.CONFLICTED

    give_vote(claim, by=third, rating=checks.rating("misleading"))
    assert claim.status == Status.APPROVED
    assert Approval.objects.get().rating.key == "misleading"


def test_panel_has_three_votes_and_then_only_a_return(rita, edda, paul):
    claim = checks.conflicted(rita, edda)
    third, fourth = checks.reviewers(2)
    for person, key in ((edda, "true"), (paul, "false"), (third, "misleading")):
        give_vote(claim, by=person, rating=checks.rating(key))

    with pytest.raises(Refused, match="return the claim with a reason"):
        give_vote(claim, by=fourth, rating=checks.rating("true"))

    return_claim(claim, by=paul, reason="Look at the audit again.")
    assert claim.status == Status.RESEARCHING


def test_contributors_do_not_sit_on_the_panel(rita, edda):
    claim = checks.conflicted(rita, edda)

    with pytest.raises(Denied, match="Nobody approves their own work"):
        give_vote(claim, by=rita, rating=checks.rating("false"))


def test_return_needs_a_reason(rita, edda):
    claim = checks.in_review(rita)

    with pytest.raises(Refused, match="Say why"):
        return_claim(claim, by=edda, reason=" ")


def test_contributors_do_not_return_their_own_work_from_review(rita):
    claim = checks.in_review(rita)

    with pytest.raises(Denied):
        return_claim(claim, by=rita, reason="Changed my mind.")


def test_a_reviewer_who_becomes_a_contributor_is_barred_from_the_next_round(rita, edda):
    claim = checks.in_review(rita)
    return_claim(claim, by=edda, reason="The sum is wrong.")
    save_draft(claim, by=edda, version=1, rating=checks.rating("false"), summary="Sum.", reply_waived="No.")
    submit(claim, by=edda)

    with pytest.raises(Denied, match="Nobody approves their own work"):
        give_review(claim, by=edda, rating=checks.rating("false"))


def test_a_contributor_of_an_earlier_round_is_barred_for_good(rita, edda, paul):
    """Edda wrote in the first round alone; the check went out, and comes back with Rita's words only."""
    claim = checks.drafted(rita)
    save_draft(claim, by=edda, version=1, rating=checks.rating("false"), summary="Sum.", reply_waived="No.")
    submit(claim, by=rita)
    give_review(claim, by=paul, rating=checks.rating("false"))
    publish(claim, by=paul)
    revisit(claim, by=paul, reason="New books.")
    save_draft(claim, by=rita, version=2, rating=checks.rating("true"), summary="New.", reply_waived="No.")
    submit(claim, by=rita)

    claim.assessment.refresh_from_db()
    assert claim.assessment.round == 2
    with pytest.raises(Denied, match="Nobody approves their own work"):
        give_review(claim, by=edda, rating=checks.rating("true"))


def test_a_finder_of_evidence_that_was_removed_is_barred_from_every_later_round(rita, edda):
    claim = checks.drafted(rita)
    found = add_evidence(claim, by=edda, title="Book", publisher="Press", stance="context", capture=None)
    remove_evidence(found, by=edda)
    return_claim(submit(claim, by=rita), by=checks.reviewers(1)[0], reason="Once more.")
    submit(claim, by=rita)

    with pytest.raises(Denied, match="Nobody approves their own work"):
        give_review(claim, by=edda, rating=checks.rating("false"))


def test_holding_a_claim_shows_no_draft_until_it_is_opened(rita, edda):
    """Else Edda could take it, read the verdict, put it back and review it blind."""
    claim = checks.drafted(rita)
    release(claim, by=rita)
    take(claim, by=edda)

    held = sight_of(edda, claim).draft
    open_draft(claim, by=edda)
    opened = sight_of(edda, claim).draft
    release(claim, by=edda)
    take(claim, by=rita)
    submit(claim, by=rita)

    assert (held, opened) == (False, True)
    with pytest.raises(Denied, match="seen the verdict"):
        give_review(claim, by=edda, rating=checks.rating("false"))


def test_reviews_of_an_earlier_round_do_not_count(rita, edda, paul):
    Policy.objects.update(reviews_required=2)
    claim = checks.in_review(rita)
    give_review(claim, by=edda, rating=checks.rating("false"))
    return_claim(claim, by=paul, reason="A source is missing.")
    submit(claim, by=rita)

    give_review(claim, by=paul, rating=checks.rating("false"))

    assert claim.status == Status.IN_REVIEW
    give_review(claim, by=edda, rating=checks.rating("false"))
    assert claim.status == Status.APPROVED


def test_the_record_of_a_review_does_not_tell_its_rating(rita, edda):
    Policy.objects.update(reviews_required=2)
    claim = checks.in_review(rita, "misleading")
    give_review(claim, by=edda, rating=checks.rating("misleading"), notes="Misleading indeed.")

    told = " ".join(f"{row.verb} {row.reason} {row.detail}" for row in claim.activities.all())

    assert "isleading" not in told


def test_a_claim_without_a_draft_is_not_judged(rita, edda):
    claim = checks.held(rita)

    with pytest.raises(Refused, match="no draft"):
        give_review(claim, by=edda, rating=checks.rating("false"))
    with pytest.raises(Refused, match="no draft"):
        give_vote(claim, by=edda, rating=checks.rating("false"))


def test_a_review_of_a_draft_that_was_submitted_anew_is_stale(rita, edda, paul):
    """The page was opened in round 1; what is in review now is another draft."""
    claim = checks.in_review(rita)
    return_claim(claim, by=paul, reason="The sum is wrong.")
    submit(claim, by=rita)

    with pytest.raises(Stale, match="submitted anew"):
        give_review(claim, by=edda, rating=checks.rating("false"), round=1)
    assert give_review(claim, by=edda, rating=checks.rating("false"), round=2).round == 2


def test_a_vote_of_an_earlier_panel_is_stale(rita, edda, paul):
    claim = checks.conflicted(rita, edda)
    return_claim(claim, by=paul, reason="Look again.")
    submit(claim, by=rita)
    give_review(claim, by=edda, rating=checks.rating("true"))

    with pytest.raises(Stale, match="submitted anew"):
        give_vote(claim, by=paul, rating=checks.rating("true"), round=1)


def test_the_forms_carry_the_round_that_they_were_drawn_in(rita, edda, paul, client):
    claim = checks.in_review(rita)
    client.force_login(edda)
    page = client.get(reverse("review", args=[claim.pk])).content.decode()
    return_claim(claim, by=paul, reason="The sum is wrong.")
    submit(claim, by=rita)

    answer = client.post(
        reverse("review", args=[claim.pk]), {"rating": checks.rating("false").pk, "round": 1}, follow=True
    )

    assert 'name="round" value="1"' in page
    assert "submitted anew" in answer.content.decode()
    assert not Review.objects.exists()


def test_opening_a_draft_bars_for_good_and_reading_an_open_one_does_not(rita, edda, paul):
    """Round 1 was open to everybody once it was approved; Edda had opened it while it was closed."""
    claim = checks.drafted(rita)
    open_draft(claim, by=edda)
    submit(claim, by=rita)
    give_review(claim, by=paul, rating=checks.rating("false"))
    publish(claim, by=paul)
    revisit(claim, by=paul, reason="New books.")
    submit(claim, by=rita)

    with pytest.raises(Denied, match="seen the verdict"):
        give_review(claim, by=edda, rating=checks.rating("false"))
    assert sight_of(edda, claim).draft is False
    assert give_review(claim, by=paul, rating=checks.rating("false")).round == 2
