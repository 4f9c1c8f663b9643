"""Blind reviews are blind: planted words are nowhere within a blind reviewer's reach.

A word stands in everything that tells of a verdict: the draft's summary, reasoning and checklist,
notes of evidence, comments, the reason of a return, another reviewer's notes, the label of the
drafted rating. Somebody who may still review asks for every address of the newsroom.
"""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from accounts.roles import Role
from claims import queries
from claims.actions.assess import save_draft, submit
from claims.actions.comments import comment
from claims.actions.evidence import add_evidence
from claims.actions.publish import publish, revisit
from claims.actions.reply_requests import ask
from claims.actions.review import give_review, return_claim
from claims.actions.scale import FIELDS, new_scale
from claims.jobs.mail import send_mail as send
from claims.jobs.progress import Progress
from claims.models import Evidence, Job, Policy
from tests import checks, factories
from tests.tokens import everything

# Templates of allauth and of the admin name variables that are not always there.
pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]
WORD = "Quokkaberry"
# The cards that a reviewer chooses from show the whole scale, whatever was drafted.
CHOICES = re.compile(r'<fieldset class="field ratings.*?</fieldset>', re.S)
# The house's scale itself is no secret: it shows which verdicts there are, not which was drafted.
ABOUT_THE_SCALE = {"admin:claims_scale_changelist", "admin:claims_scale_change", "api:api:list_ratings"}
SENT_ONLY = {"account_logout"}


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr("claims.actions.jobs.dispatch", lambda job: True)


@pytest.fixture
def ruth(db):
    return factories.person("Ruth Abara", Role.EDITOR, is_staff=True)


def planted(rita, edda, paul, ruth):
    """A claim in its second round of two reviews, one of them in; every word about it is planted."""
    rows = [{name: getattr(row, name) for name in FIELDS} for row in queries.current_ratings()]
    rows[5]["label"] = rows[5]["explanation"] = f"{WORD} label"
    new_scale(rows, by=paul)
    Policy.objects.filter(topic=None).update(reviews_required=2)
    claim = checks.sourced(checks.held(rita), rita)
    capture = claim.appearances.get().capture
    add_evidence(
        claim,
        by=rita,
        title="More",
        publisher="Third",
        stance="context",
        capture=capture,
        note=f"{WORD} note",
    )
    draft(claim, rita, 0)
    comment(claim, by=rita, body=f"@Ruth {WORD} comment")
    return_claim(submit(claim, by=rita), by=edda, reason=f"{WORD} reason")
    ask(
        claim,
        by=rita,
        addressee="Ada Quist",
        email="ada@example.org",
        question=f"{WORD} question",
        deadline=timezone.now() + timedelta(days=2),
    )
    draft(claim, rita, 1)
    submit(claim, by=rita, ask=[ruth])
    give_review(claim, by=paul, rating=checks.rating("false"), notes=f"{WORD} notes")
    return claim


def draft(claim, by, version):
    save_draft(
        claim,
        by=by,
        version=version,
        rating=checks.rating("false"),
        summary=f"{WORD} summary {version}",
        reasoning=f"{WORD} reasoning",
        opposing=f"{WORD} opposing",
        reply_waived=f"{WORD} waived",
    )


def addresses(claim, person):
    """Every named page of the newsroom and the admin, with the ids of what belongs to the claim."""
    ids = {
        "claim": claim.pk,
        "article": claim.appearances.get().capture.article_id,
        "capture": claim.appearances.get().capture_id,
        "evidence": Evidence.objects.filter(claim=claim)[2].pk,
        "job": Job.objects.filter(claim=claim)[0].pk,
        "activity": claim.activities.filter(verb="return").get().pk,
        "assessmentversion": claim.assessment.current.pk,
        "review": claim.assessment.reviews.order_by("pk")[0].pk,
        "scale": claim.assessment.current.rating.scale_id,
        "person": person.pk,
    }
    for name in sorted(names()):
        for key in ids:
            if key in name or ("admin:" not in name and key == "claim"):
                for args in ([ids[key]], [ids[key], "return"]):
                    yield from located(name, args)
        yield from located(name, [])


def names(resolver=None, prefix=""):
    """Every name that an address has, in whatever namespace: a new screen or API is in by itself."""
    resolver = resolver or get_resolver()
    found = {prefix + name for name in resolver.reverse_dict if isinstance(name, str)}
    for space, (_, inner) in resolver.namespace_dict.items():
        found |= names(inner, f"{prefix}{space}:")
    return found


def located(name, args):
    if name in ABOUT_THE_SCALE | SENT_ONLY:
        return
    try:
        yield name, reverse(name, args=args)
    except NoReverseMatch:
        return


def seen(client, claim, person):
    """Names of the pages that show the planted word, and how many addresses answered with a page."""
    leaks, answered = set(), 0
    key = {"Authorization": f"Bearer {everything(person)}"}
    for name, address in addresses(claim, person):
        for headers in (key, {"HX-Request": "true"}):
            answer = client.get(address, follow=True, headers=headers)
            answered += answer.status_code == 200
            text = CHOICES.sub("", answer.content.decode(errors="replace"))
            if WORD in text or WORD in str(answer.headers):
                leaks.add(name)
    return leaks, answered


def mails():
    """Everything that would be mailed, sent."""
    for job in Job.objects.filter(kind="mail"):
        if "notification" in job.payload:
            send(job, Progress(job))
    return " ".join(str(message.message()) for message in mail.outbox)


def signed_in(person):
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


@pytest.mark.timeout(300)
def test_nothing_tells_a_blind_reviewer_and_everything_shows_afterwards(rita, edda, paul, ruth):
    claim = planted(rita, edda, paul, ruth)
    client = signed_in(ruth)

    before, answered = seen(client, claim, ruth)

    assert before == set()
    assert answered > 60
    assert WORD not in mails()
    give_review(claim, by=ruth, rating=checks.rating("true"))
    after, _ = seen(client, claim, ruth)
    assert {"claim", "review", "panel", "admin:claims_activity_change"} <= after
    assert {
        "api:api:get_assessment",
        "api:api:list_reviews",
        "api:api:list_evidence",
        "api:api:list_acts",
    } <= after


@pytest.mark.timeout(300)
def test_an_operator_looks_into_drafts_and_reviews_once_all_are_in(rita, edda, paul, ruth, olaf):
    """Not earlier: whoever operates today may be asked for the next round's review."""
    claim = planted(rita, edda, paul, ruth)
    before, _ = seen(signed_in(olaf), claim, olaf)

    give_review(claim, by=ruth, rating=checks.rating("true"))
    after, _ = seen(signed_in(olaf), claim, olaf)

    assert before == set()
    assert {"admin:claims_assessmentversion", "admin:claims_review"} <= {
        name.rpartition("_")[0] for name in after
    }


@pytest.mark.timeout(300)
def test_an_operator_who_also_reviews_sees_no_draft_in_the_admin(rita, edda, paul, ruth):
    claim = planted(rita, edda, paul, ruth)
    both = factories.person("Bo", Role.OPERATOR, Role.RESEARCHER, is_staff=True)

    leaks, _ = seen(signed_in(both), claim, both)

    assert leaks == set()


def test_review_page_is_the_same_whatever_was_drafted(rita, ruth):
    """Rating, summary and number of versions leave no trace, not even in the cards."""
    pages = []
    client = signed_in(ruth)
    for key in ("false", "true"):
        claim = checks.in_review(rita, key, summary=f"It is {key}, we say.")
        text = client.get(reverse("review", args=[claim.pk])).content.decode()
        pages.append(plain(text, claim))

    assert pages[0] == pages[1]


def plain(text, claim):
    """Without what differs between any two claims: token, numbers, times, digests."""
    text = re.sub(r'value="[A-Za-z0-9]{64}"', "", text)
    return re.sub(r"[0-9a-f]{12,}|\d+", "", text)


def test_draft_cannot_be_had_by_trying_to_write_one(rita, ruth):
    """A form that is refused over a newer version shows that version: not to somebody blind."""
    claim = checks.drafted(rita, summary=f"{WORD} summary")
    client = signed_in(ruth)

    answer = client.post(reverse("draft", args=[claim.pk]), {"summary": "Mine", "version": 0}, follow=True)

    assert WORD not in answer.content.decode()
    assert claim.draft_readers.count() == 0


def test_public_page_of_a_revisited_check_shows_only_what_was_public(rita, edda, paul, client):
    publication = checks.published(rita, edda, paul)
    claim = revisit(publication.claim, by=edda, reason=f"{WORD} reason")
    save_draft(claim, by=rita, version=1, rating=checks.rating("true"), summary=f"{WORD}", reply_waived="x")
    submit(claim, by=rita)

    answer = client.get(reverse("check", args=[publication.public_id]))

    assert WORD not in answer.content.decode()
    assert "looking at this check again" in answer.content.decode()


def test_published_again_the_public_page_shows_the_new_words(rita, edda, paul, client):
    publication = checks.published(rita, edda, paul)
    claim = revisit(publication.claim, by=edda, reason="New figures.")
    save_draft(claim, by=rita, version=1, rating=checks.rating("true"), summary=WORD, reply_waived="x")
    submit(claim, by=rita)
    give_review(claim, by=edda, rating=checks.rating("true"))
    notes = {"severity": "verdict", "what": "All", "why": "New figures", "notice": "It was False before."}
    publish(claim, by=paul, correction=notes)

    answer = client.get(reverse("check", args=[publication.public_id]))

    assert WORD in answer.content.decode()
    assert "It was False before." in answer.content.decode()
