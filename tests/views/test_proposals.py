"""The language model's proposals on the claim's page."""

import pytest
from django.urls import reverse

from claims.actions.runs import digest
from claims.models import Job, ModelCall, Proposal
from claims.states import Status
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(settings):
    settings.LLM_BASE_URL, settings.LLM_MODEL = "http://127.0.0.1:1", "m"
    claim = factories.claim("Marlow has nine bridges.")
    call = ModelCall.objects.create(
        claim=claim, purpose="questions", model="m-1", request={}, request_digest=digest({}), reserved=9
    )
    content = {"questions": ["Who counts <b>bridges</b>?"]}
    return Proposal.objects.create(
        claim=claim,
        call=call,
        purpose="questions",
        content=content,
        content_digest="d",
        dropped=["A question was dropped."],
    )


def page(client, claim):
    return client.get(reverse("claim", args=[claim.pk])).content.decode()


def test_claim_shows_the_proposal_with_what_it_rests_on(as_, proposal):
    html = page(as_("rita"), proposal.claim)

    assert "The language model suggests" in html
    assert "Who counts &lt;b&gt;bridges&lt;/b&gt;?" in html
    assert "A question was dropped." in html
    assert "m-1" in html


def test_without_a_model_or_in_review_the_section_is_not_there(as_, proposal, settings):
    factories.at(proposal.claim, Status.IN_REVIEW)
    assert "The language model suggests" not in page(as_("rita"), proposal.claim)
    factories.at(proposal.claim, Status.CANDIDATE)
    settings.LLM_BASE_URL = ""
    assert "The language model suggests" not in page(as_("rita"), proposal.claim)


def test_ask_use_and_reject(as_, proposal):
    rita, claim = as_("rita"), proposal.claim

    asked = rita.post(reverse("proposals", args=[claim.pk]), {"purpose": "summary"})
    again = rita.post(reverse("proposals", args=[claim.pk]), {"purpose": "nonsense"})
    used = rita.post(reverse("proposal_decide", args=[proposal.pk, "use"]))

    proposal.refresh_from_db()
    assert (asked.status_code, used.status_code, proposal.state) == (302, 302, "used")
    assert again.status_code in {302, 409, 422}
    assert Job.objects.get(kind="propose").payload == {"purpose": "summary"}
    assert "Used" in page(rita, claim)


def test_stranger_asks_nothing(as_, proposal):
    assert as_("sam").post(reverse("proposal_decide", args=[proposal.pk, "use"])).status_code == 403
    assert (
        as_("olaf").post(reverse("proposals", args=[proposal.claim_id]), {"purpose": "summary"}).status_code
        == 403
    )
