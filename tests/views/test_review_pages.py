"""Every screen of review at every stage: it draws, for whom it should."""

import pytest
from django.urls import reverse

from claims.actions.evidence import add_evidence
from claims.actions.publish import revisit, withdraw
from claims.actions.review import return_claim
from tests import checks

pytestmark = pytest.mark.django_db


def stages(rita, edda, paul):
    yield checks.held(rita)
    yield checks.drafted(rita)
    yield checks.in_review(rita)
    yield checks.conflicted(rita, edda)
    yield checks.approved(rita, edda)
    published = checks.published(rita, edda, paul).claim
    yield published
    again = checks.published(rita, edda, paul).claim
    yield revisit(again, by=edda, reason="New figures.")
    gone = checks.published(rita, edda, paul).claim
    withdraw(gone, by=paul, reason="Wrong.", notice="It was wrong.")
    gone.refresh_from_db()
    yield gone
    back = checks.in_review(rita)
    yield return_claim(back, by=edda, reason="Look again.")


def test_evidence_beyond_the_first_is_a_link_away_and_a_part_for_htmx(as_, rita):
    claim, client = checks.drafted(rita), as_("rita")
    capture, address = claim.appearances.get().capture, reverse("claim_evidence", args=[claim.pk])
    few = client.get(reverse("claim", args=[claim.pk])).content.decode()
    for n in range(2):
        add_evidence(claim, by=rita, title=f"S{n}", publisher="P", stance="context", capture=capture)

    many = client.get(reverse("claim", args=[claim.pk])).content.decode()
    whole, part = client.get(address), client.get(address, headers={"HX-Request": "true"})

    assert address not in few
    assert f'href="{address}"' in many
    assert (many.count('class="piece"'), "Show all evidence (4)" in many) == (3, True)
    for answer in (whole, part):
        assert answer.content.decode().count('class="piece"') == 4
        assert "Show all evidence" not in answer.content.decode()
    assert (b"<html" in whole.content, b"<html" in part.content) == (True, False)


@pytest.mark.parametrize("name", ["rita", "edda", "paul", "olaf"])
def test_claim_page_draws_at_every_stage(as_, rita, edda, paul, name):
    client = as_(name)

    answers = [client.get(reverse("claim", args=[claim.pk])) for claim in stages(rita, edda, paul)]

    assert [answer.status_code for answer in answers] == [200] * 9


def test_a_refusal_stands_at_its_field_in_every_language(as_, rita, edda, paul):
    for person in (rita, paul):
        person.language = "ar"
        person.save()
    claim, waits = checks.drafted(rita), checks.approved(rita, edda)
    copy = claim.appearances.get().capture
    quoted = {"title": "T", "publisher": "P", "stance": "context", "kind": "secondary", "capture": copy.pk}
    approval = waits.assessment.approvals.get()
    past = {"do": "hold", "publish_at": "2020-01-01T10:00", "approval": approval.pk}

    cited = as_("rita").post(reverse("evidence_add", args=[claim.pk]), quoted | {"excerpt": "Not in it."})
    held = as_("paul").post(reverse("publish", args=[waits.pk]), past)
    unsaid = as_("paul").post(reverse("publish", args=[waits.pk]), past | {"publish_at": ""})

    assert [answer.status_code for answer in (cited, held, unsaid)] == [422] * 3
    assert list(cited.context["add_evidence"].errors) == ["excerpt"]
    assert [list(answer.context["form"].errors) for answer in (held, unsaid)] == [["publish_at"]] * 2
