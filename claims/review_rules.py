"""Who may draft, review, vote, publish: nobody approves their own work."""

from django.db.models import F
from django.utils.translation import gettext, gettext_noop

from accounts.roles import Role
from claims.answers import YES, Answer, Person, denied, refused, role_needed
from claims.models import Assessment, Claim, DraftReader, Embargo, PanelVote, Review, contributors_to
from claims.states import Status

OWN_WORK = gettext_noop(
    "You worked on this check. Nobody approves their own work: somebody else has to review it."
)
SEEN = gettext_noop(
    "You have opened this draft. A review is blind: it needs somebody who has not seen the verdict."
)
DRAFTING = {Status.CANDIDATE, Status.QUEUED, Status.RESEARCHING}


def may_assess(user: Person, claim: Claim) -> Answer:
    """Write a version of the draft. Doing so makes its writer a contributor."""
    answer = role_needed(user, Role.RESEARCHER, gettext("work on a verdict"))
    if answer and claim.status != Status.RESEARCHING:
        return refused(gettext("A verdict is drafted while the claim is being researched: take it first."))
    return answer


def may_add_evidence(user: Person, claim: Claim) -> Answer:
    answer = role_needed(user, Role.RESEARCHER, gettext("add evidence"))
    if answer and claim.status not in DRAFTING:
        return refused(gettext("Evidence stands still once a draft is submitted. Have it returned first."))
    return answer


def may_submit(user: Person, claim: Claim) -> Answer:
    answer = role_needed(user, Role.RESEARCHER, gettext("submit a check"))
    if answer and claim.status == Status.RESEARCHING and user.pk not in contributors_to(claim):
        return denied(gettext("Only somebody who worked on the check can submit it."))
    return answer


def impartial(user: Person, claim: Claim) -> Answer:
    """Neither a contributor nor somebody who has looked into the draft."""
    answer = role_needed(user, Role.RESEARCHER, gettext("review"))
    if not answer:
        return answer
    if user.pk in contributors_to(claim):
        return denied(gettext(OWN_WORK))
    if DraftReader.objects.filter(claim=claim, user_id=user.pk or 0).exists():
        return denied(gettext(SEEN))
    return YES


def may_review(user: Person, claim: Claim) -> Answer:
    """Give one's own blind rating of the submitted draft; the last one in decides the round."""
    return impartial(user, claim)


def may_give_review(user: Person, claim: Claim) -> Answer:
    """As `may_review`, and the claim waits for it, and theirs is not in yet."""
    answer = impartial(user, claim)
    if not answer:
        return answer
    if claim.status != Status.IN_REVIEW:
        return refused(
            gettext("The claim is %(status)s: it waits for no review.")
            % {"status": claim.get_status_display().lower()}
        )
    if has_reviewed(user, claim):
        return refused(gettext("Your review is in."))
    return YES


def has_reviewed(user: Person, claim: Claim) -> bool:
    """Whether the person's own review of the current round is in."""
    assessment = Assessment.objects.filter(claim=claim).first()
    return (
        assessment is not None
        and Review.objects.filter(assessment=assessment, round=assessment.round, reviewer_id=user.pk).exists()
    )


def may_write_down_reply(user: Person, claim: Claim) -> Answer:
    """A reply that came by telephone is evidence, and its writer a contributor: not who judges the round."""
    if claim.status not in {Status.IN_REVIEW, Status.CONFLICTED, Status.APPROVED}:
        return YES
    voted = PanelVote.objects.filter(
        assessment__claim=claim, round=F("assessment__round"), voter_id=user.pk or 0
    )
    if has_reviewed(user, claim) or voted.exists():
        return denied(gettext("You judge this check: somebody else has to write the answer down."))
    return YES


def may_vote(user: Person, claim: Claim) -> Answer:
    """Sit on the panel of a conflicted claim. Those who reviewed it may; contributors never."""
    if user.pk in contributors_to(claim):
        return denied(gettext(OWN_WORK))
    return role_needed(user, Role.RESEARCHER, gettext("vote on a panel"))


def may_give_vote(user: Person, claim: Claim) -> Answer:
    answer = may_vote(user, claim)
    if not answer:
        return answer
    if claim.status != Status.CONFLICTED:
        return refused(gettext("The reviews of this claim do not disagree: there is nothing to vote on."))
    given = PanelVote.objects.filter(assessment__claim=claim, round=claim.assessment.round)
    if given.filter(voter_id=user.pk).exists():
        return refused(gettext("Your vote is in."))
    if given.count() >= 3:
        return refused(
            gettext("The panel's three votes are in, and no two agree: return the claim with a reason.")
        )
    return YES


def may_return(user: Person, claim: Claim) -> Answer:
    """In review: a reviewer. Conflicted: the panel. Approved: a publisher."""
    if claim.status == Status.APPROVED:
        return role_needed(user, Role.PUBLISHER, gettext("return an approved check"))
    if claim.status == Status.CONFLICTED:
        return may_vote(user, claim)
    return impartial(user, claim)


def may_publish(user: Person, claim: Claim) -> Answer:
    return role_needed(user, Role.PUBLISHER, gettext("publish"))


def may_correct(user: Person, claim: Claim) -> Answer:
    answer = role_needed(user, Role.PUBLISHER, gettext("correct a published check"))
    if answer and claim.status != Status.PUBLISHED:
        return refused(gettext("Only a published check can be corrected."))
    return answer


def may_revisit(user: Person, claim: Claim) -> Answer:
    return role_needed(user, Role.EDITOR, gettext("revisit a published check"))


def may_withdraw(user: Person, claim: Claim) -> Answer:
    return role_needed(user, Role.PUBLISHER, gettext("withdraw a published check"))


def may_call_off(user: Person, embargo: Embargo) -> Answer:
    answer = role_needed(user, Role.PUBLISHER, gettext("call off an embargo"))
    if answer and embargo.ended_at is not None:
        return refused(gettext("The embargo is over."))
    return answer
