"""What the desk does beside the steps of a claim, by programs: taken from whom the screens take it.

Each act is done by the whole cast on the screen and in the API, on things that are alike.
"""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from django.utils import timezone

from claims.actions.merge import merge_into
from claims.models import ReplyRequest
from tests import checks, factories, machine, matches
from tests.api.conftest import Program
from tests.cast import CAST
from tests.tokens import everything

pytestmark = pytest.mark.django_db
SOURCE = {"title": "A source", "publisher": "Somebody", "stance": "refutes", "kind": "secondary"}


def file():
    return SimpleUploadedFile("page.html", b"<p>Marlow has 14 bridges.</p>", "text/html")


def uploaded(path, **fields):
    """A form for a program to send."""
    body = encode_multipart(BOUNDARY, {**fields, "file": file()})
    return ("POST", path, body, MULTIPART_CONTENT)


def merge(rita):
    one, two = factories.claim(), factories.claim()
    fields = {"claim": [one.pk, two.pk], "into": one.pk}
    return ("merge", [], fields), ("POST", f"/claims/{one.pk}/merge", {"repeats": [two.pk]})


def split(rita):
    one, two = factories.claim(), factories.claim()
    merge_into(one, [two], by=rita)
    sent = ("claim_move", [two.pk, "reopen"], {"reopen-reason": "They differ."})
    return sent, ("POST", f"/claims/{two.pk}/split", {"reason": "They differ."})


def match_merge(rita):
    found = matches.match(factories.claim(), factories.claim())
    sent = ("match_act", [found.pk, "merge"], {"claim": found.claim_id})
    return sent, ("POST", f"/matches/{found.pk}/merge", {"claim": found.claim_id})


def match_cite(rita):
    found = matches.match(checks.held(rita))
    sent = ("match_act", [found.pk, "cite"], {"stance": "refutes"})
    return sent, ("POST", f"/matches/{found.pk}/cite", {"stance": "refutes"})


def match_confirm(rita):
    found = matches.match(factories.claim())
    return ("match_act", [found.pk, "confirm"], {}), ("POST", f"/matches/{found.pk}/confirm", {})


def facts(rita):
    claim = factories.claim()
    sent = ("claim_describe", [claim.pk], {"speakers": "Ada Quist", "version": claim.version})
    return sent, ("PATCH", f"/claims/{claim.pk}", {"speakers": ["Ada Quist"]})


def settled_facts(rita):
    claim = checks.in_review(rita)
    sent = ("claim_describe", [claim.pk], {"speakers": "Ada Quist", "version": claim.version})
    return sent, ("PATCH", f"/claims/{claim.pk}", {"speakers": ["Ada Quist"]})


def suggestion(rita):
    found = machine.suggested(checks.held(rita))
    return ("suggestion_act", [found.pk, "use"], {}), ("POST", f"/suggestions/{found.pk}/use", None)


def suggestion_rejected(rita):
    found = machine.suggested(checks.held(rita))
    return ("suggestion_act", [found.pk, "reject"], {}), ("POST", f"/suggestions/{found.pk}/reject", None)


def proposal(rita):
    found = machine.proposed(checks.held(rita))
    return ("proposal_decide", [found.pk, "use"], {}), ("POST", f"/proposals/{found.pk}/use", None)


def proposal_rejected(rita):
    found = machine.proposed(checks.held(rita))
    return ("proposal_decide", [found.pk, "reject"], {}), ("POST", f"/proposals/{found.pk}/reject", None)


def proposal_asked(rita):
    claim = checks.held(rita)
    sent = ("proposals", [claim.pk], {"purpose": "summary"})
    return sent, ("POST", f"/claims/{claim.pk}/proposals", {"purpose": "summary"})


def replay(rita):
    run = factories.run(factories.claim())
    return ("run_replay", [run.pk], {}), ("POST", f"/runs/{run.pk}/replay", None)


def article_file(rita):
    sent = ("add_article", [], {"way": "file", "upload": file(), "outlet": ""})
    return sent, uploaded("/articles/file")


def evidence_file(rita):
    claim = checks.held(rita)
    sent = ("evidence_add", [claim.pk], {**SOURCE, "upload": file()})
    return sent, uploaded(f"/claims/{claim.pk}/evidence/file", **SOURCE)


def claim_of_words(rita):
    capture = factories.article().captures.get()
    quote = capture.text.partition(",")[0]
    sent = ("add_claim", [capture.article_id], {"quote": quote, "capture": capture.pk})
    return sent, ("POST", "/claims", {"capture": capture.pk, "quote": quote})


def reply_again(rita):
    found = ReplyRequest.objects.get(pk=asked(checks.held(rita), rita)["id"])
    return ("reply_keep", [found.pk, "again"], {}), ("POST", f"/replies/{found.pk}/send-again", None)


def reply_closed(rita):
    found = ReplyRequest.objects.get(pk=asked(checks.held(rita), rita)["id"])
    fields = {"outcome": "answered", "answer": "Nine."}
    return ("reply_keep", [found.pk, "close"], fields), ("POST", f"/replies/{found.pk}/close", fields)


def asked(claim, by, **more):
    until = (timezone.now() + timedelta(days=2)).isoformat()
    body = {"addressee": "Bo", "email": "bo@example.org", "question": "Is it?", "deadline": until, **more}
    return Program(everything(by)).post(f"/claims/{claim.pk}/replies", body).json()


ACTS = [
    merge, split, match_merge, match_cite, match_confirm, facts, settled_facts, suggestion,
    suggestion_rejected, proposal, proposal_rejected, proposal_asked, replay, article_file, evidence_file,
    claim_of_words, reply_again, reply_closed,
]  # fmt: skip


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
@pytest.mark.parametrize("name", CAST)
def test_what_the_screen_takes_the_api_takes_and_nothing_else(who, rita, settings, act, name):
    settings.LLM_BASE_URL, settings.LLM_MODEL = "http://127.0.0.1:1", "m"
    person = who(name)
    (page, args, fields), _ = act(rita)
    client = Client()
    if person.is_authenticated:
        client.force_login(person)
    screen = client.post(reverse(page, args=args), fields)
    ask = Program(everything(person) if person.is_authenticated else "")

    answer = ask(*act(rita)[1], If_Match="*")

    if name == "nobody":
        assert (screen.status_code, answer.status_code) == (302, 401)
    else:
        # a screen shows the form again with its sentence (422) where the API answers 409
        assert outcome(answer) == {422: 409}.get(screen.status_code, outcome(screen))
        assert name not in {"sam"} or outcome(answer) == 403


def outcome(answer):
    return 2 if answer.status_code < 400 else answer.status_code
