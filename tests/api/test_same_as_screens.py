"""The API and the screens say the same to the same people: one truth table for both.

What the screens' own tests hold of each form (302 back to a page, 403 for who is told no) is asked
of the API here, for the whole cast; and who reads a planted word there, reads it here.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from claims.actions.assess import open_draft
from claims.actions.comments import comment
from claims.actions.reply_requests import ask
from claims.actions.review import give_review
from claims.models import Evidence, Job
from tests import checks, factories
from tests.api.conftest import Program
from tests.cast import CAST
from tests.tokens import everything
from tests.views.test_permissions import ACTS as TRIAGE
from tests.views.test_review_permissions import ACTS as REVIEW
from tests.views.test_review_permissions import at_stage

pytestmark = pytest.mark.django_db
WORD = "Quokkaberry"
SAYS = {200: 2, 302: 2, 403: 403, 409: 409}  # of the screen; 2 stands for every 2xx

REASON = {"reason": "For a reason."}
# what the screens call the act: where and what the API is sent for it
SENT = {
    "accept": ("POST", "/claims/{claim}/accept", None),
    "decline": ("POST", "/claims/{claim}/decline", {"reason": "opinion"}),
    "reopen": ("POST", "/claims/{claim}/reopen", REASON),
    "take": ("POST", "/claims/{claim}/take", None),
    "release": ("POST", "/claims/{claim}/release", {}),
    "edit": ("PATCH", "/claims/{claim}", {"text": "A statement that was worded anew."}),
    "runs": ("POST", "/claims/{claim}/runs", None),
    "retry": ("POST", "/jobs/{job}/retry", None),
    "cancel": ("POST", "/jobs/{job}/cancel", None),
    "draft": ("PUT", "/claims/{claim}/assessment", {"summary": "Words that are new."}),
    "draft_open": ("POST", "/claims/{claim}/assessment/open", None),
    "submit": ("POST", "/claims/{claim}/submit", {}),
    "evidence_add": (
        "POST",
        "/claims/{claim}/evidence",
        {"title": "A source", "publisher": "Somebody", "stance": "refutes"},
    ),
    "evidence_remove": ("POST", "/evidence/{evidence}/remove", None),
    "return": ("POST", "/claims/{claim}/return", REASON),
    "embargo_off": ("POST", "/claims/{claim}/embargo/call-off", None),
    "publish": ("POST", "/claims/{claim}/publish", {}),
    "correct": (
        "POST",
        "/claims/{claim}/correct",
        {"what": "W", "why": "Y", "notice": "N", "summary": "Words that are new."},
    ),
    "revisit": ("POST", "/claims/{claim}/revisit", REASON),
    "withdraw": ("POST", "/claims/{claim}/withdraw", {"reason": "R", "notice": "N"}),
    "undo": ("POST", "/claims/{claim}/undo", None),
    "comment_add": ("POST", "/claims/{claim}/comments", {"body": "Something to say."}),
    "comment_withdraw": ("POST", "/comments/{comment}/withdraw", None),
    "schedule": ("POST", "/claims/{claim}/schedule", {"due_at": "2030-01-31T09:00:00Z", "priority": 1}),
    "reply_keep": ("POST", "/replies/{reply}/revoke", {}),
}
NOT_IN_THE_API = {"here"}
"""A program has no page open."""


@pytest.fixture
def ruth(db):
    return factories.person("Ruth Abara", Role.RESEARCHER)


@pytest.fixture
def judge(db):
    return factories.person("Judge", Role.PUBLISHER)


def said(answer):
    return 2 if answer.status_code < 300 else answer.status_code


def expected(name, row):
    return 401 if name == "nobody" else SAYS[row[CAST.index(name)]]


def sent(program, act, claim=None, job=None, **more):
    method, path, body = SENT[act] if act in SENT else more["to"]
    ids = {"claim": claim and claim.pk, "job": job and job.pk, **more.get("ids", {})}
    if claim and (evidence := Evidence.objects.filter(claim=claim).first()):
        ids["evidence"] = evidence.pk
    return program(method, path.format(**ids), body, If_Match="*")


def beside(action, claim, by):
    """What an act needs beside the claim."""
    if action == "comment_withdraw":
        return {"ids": {"comment": comment(claim, by=by, body="Mine").pk}}
    if action != "reply_keep":
        return {}
    until = timezone.now() + timedelta(days=2)
    words = {"addressee": "Bo", "email": "bo@example.org", "question": "Is it?", "deadline": until}
    return {"ids": {"reply": ask(claim, by=by, **words)[0].pk}}


def test_every_act_of_the_screens_is_compared_or_named():
    acts = {act for act, _ in TRIAGE} | {act for act, _ in REVIEW}

    assert acts == set(SENT) | NOT_IN_THE_API | {"assign", "review", "panel", "reply_ask"}


@pytest.mark.parametrize("act", TRIAGE, ids=lambda act: act[0])
def test_triage_is_taken_from_whom_the_screen_takes_it(program, edda, act):
    action, state = act
    to = ("POST", "/claims/{claim}/assign", {"to": edda.pk})
    found = {}
    for name in CAST:
        job = factories.job(state=state) if state in Job.State.values else None
        claim = None if job else factories.claim(status=state)
        found[name] = said(sent(program(name), action, claim, job, to=to))

    assert found == {name: expected(name, TRIAGE[act]) for name in CAST}


@pytest.mark.parametrize("act", [row for row in REVIEW if row[0] not in NOT_IN_THE_API], ids="-".join)
def test_review_is_taken_from_whom_the_screen_takes_it(program, ruth, judge, act):
    action, stage = act
    body = {"rating": checks.rating("false").pk}
    rooms = {"review": "reviews", "panel": "votes", "reply_ask": "replies"}
    if action == "reply_ask":
        until = (timezone.now() + timedelta(days=2)).isoformat()
        body = {"addressee": "Ada Quist", "email": "ada@example.org", "question": "Is it?", "deadline": until}
    to = ("POST", "/claims/{claim}/" + rooms.get(action, ""), body)
    found = {}
    for name in CAST:
        claim = at_stage(stage, ruth, judge)
        found[name] = said(sent(program(name), action, claim, to=to, **beside(action, claim, ruth)))

    assert found == {name: expected(name, REVIEW[act]) for name in CAST}


# --- Reading --------------------------------------------------------------------------------------

READ = ("", "/assessment", "/reviews", "/evidence", "/record", "/matches", "/comments", "/replies", "/runs")


def on_the_screen(person, claim):
    client = Client()
    if person.is_authenticated:
        client.force_login(person)
    pages = [client.get(reverse(page, args=[claim.pk]), follow=True) for page in ("claim", "review", "draft")]
    return any(WORD in page.content.decode() for page in pages)


def in_the_api(person, claim):
    ask = Program(everything(person) if person.is_authenticated else "")
    return any(WORD in ask.get(f"/claims/{claim.pk}{part}").content.decode() for part in READ)


STAGES = ("drafted", "in_review", "conflicted", "approved")


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("name", [*CAST, "ruth", "opened"])
def test_who_reads_the_draft_here_reads_it_there(who, ruth, judge, stage, name):
    writer = factories.person("Writer", Role.RESEARCHER)
    person = factories.person("Opened", Role.RESEARCHER) if name == "opened" else who(name)
    by = ruth if name == "ruth" else writer
    claim = checks.drafted(by, summary=f"{WORD} summary")
    if name == "opened":
        open_draft(claim, by=person)
    if stage != "drafted":
        claim = checks.submit(claim, by=by)
    if stage in {"conflicted", "approved"}:
        give_review(claim, by=judge, rating=checks.rating("false" if stage == "approved" else "true"))

    here, there = in_the_api(person, claim), on_the_screen(person, claim)

    assert here == there
    if name in {"rita", "edda", "paul"}:
        assert here == (stage not in {"drafted", "in_review"})


def test_after_ones_own_review_everything_is_open(rita, edda, paul, program):
    claim = checks.in_review(rita, summary=f"{WORD} summary")
    ask = program("edda")
    before = ask.get(f"/claims/{claim.pk}/assessment").json()

    answer = ask.post(f"/claims/{claim.pk}/reviews", {"rating": checks.rating("true").pk, "notes": "So."})

    assert (before["draft"], before["version"]) == (None, None)
    assert before["hidden"].startswith("The draft is hidden while its reviewers judge it")
    assert [row["notes"] for row in answer.json()["reviews"]] == ["So."]
    assert ask.get(f"/claims/{claim.pk}/assessment").json()["draft"]["summary"] == f"{WORD} summary"


# --- Whole ways -----------------------------------------------------------------------------------


def test_a_check_goes_from_a_text_to_the_public_by_programs_alone(program, rita):
    """Article, claim, evidence, draft, blind review, publication, correction, withdrawal."""
    research, review, publish = program("rita"), program("edda"), program("paul")
    capture = factories.article("Marlow has 14 bridges, the mayor said. Nobody counted.").captures.get()
    claim = research.post("/claims", {"capture": capture.pk, "quote": "Marlow has 14 bridges"}).json()
    path = f"/claims/{claim['id']}"
    research.post(f"{path}/accept")
    research.post(f"{path}/take")
    for publisher, stance, kind in (("City", "refutes", "primary"), ("Audit", "supports", "secondary")):
        source = {"title": "Budget", "publisher": publisher, "stance": stance, "kind": kind}
        assert research.post(f"{path}/evidence", {**source, "capture": capture.pk}).status_code == 201
    tag = research.get(f"{path}/assessment")["ETag"]
    draft = {"rating": checks.rating("false").pk, "summary": "Nine.", "reply_waived": "A public body."}
    saved = research("PUT", f"{path}/assessment", draft, If_Match=tag)
    assert [row for row in saved.json()["demands"] if row["missing"]] == []
    assert research.post(f"{path}/submit", {}).json()["status"] == "in_review"
    assert research.post(f"{path}/reviews", {"rating": draft["rating"]}).status_code == 403
    review.post(f"{path}/reviews", {"rating": draft["rating"]})
    made = publish.post(f"{path}/publish", {})
    assert made.status_code == 201
    public = made.json()["public_id"]
    words = {"what": "A number", "why": "Counted anew", "notice": "It was nine.", "summary": "Ten."}
    assert publish.post(f"{path}/correct", words, If_Match='"publication-x-1"').status_code == 412
    fixed = publish.post(f"{path}/correct", words, If_Match=made["ETag"])
    assert (fixed.status_code, fixed.json()["version"]) == (201, 2)
    publish.post(f"{path}/withdraw", {"reason": "Wrong.", "notice": "We were wrong."})
    gone = research.get(f"/publications/{public}")
    assert (gone.status_code, gone.json()["detail"]) == (410, "We were wrong.")


def test_an_embargo_is_set_and_called_off(program, rita, edda):
    claim = checks.approved(rita, edda)
    ask, until = program("paul"), (timezone.now() + timedelta(hours=1)).isoformat()

    held = ask.post(f"/claims/{claim.pk}/embargo", {"publish_at": until})

    assert held.status_code == 201
    assert ask.post(f"/claims/{claim.pk}/embargo/call-off").status_code == 204
    assert ask.post(f"/claims/{claim.pk}/embargo/call-off").json()["detail"] == (
        "There is no embargo to call off."
    )


def test_an_article_is_handed_in_and_its_reading_followed(program):
    ask = program("rita")

    made = ask.post("/articles", {"text": "Marlow has 14 bridges, the mayor said.", "outlet": "The Echo"})

    assert made.status_code == 202
    assert ask.get(f"/intakes/{made.json()['id']}").json()["outcome"] == "pending"
    jobs = ask.get("/jobs?state=waiting").json()["items"]
    assert [(row["kind"], row["intake"]) for row in jobs] == [("read", made.json()["id"])]


def test_what_a_crash_looked_like_is_for_operators(program):
    job = factories.job(state=Job.State.DEAD, error="It broke.", error_detail="Traceback")

    seen = {name: program(name).get(f"/jobs/{job.pk}").json()["error_detail"] for name in ("rita", "olaf")}

    assert seen == {"rita": None, "olaf": "Traceback"}
