"""Two records of one speaker become one, on the record."""

import pytest

from claims import queries
from claims.actions.extraction import speakers_named
from claims.actions.speakers import merge_speakers
from claims.errors import Denied, Refused
from claims.models import Activity, SaidBy, Speaker
from claims.schemas import claim_line
from tests import factories

pytestmark = pytest.mark.django_db


def _said(claim):
    return claim_line(queries.claims_in(claim.appearances.get().capture.article).get())["speakers"]


def test_merged_speakers_claims_names_and_facts_go_to_the_one_kept(edda):
    keep = factories.speaker("Ann Lee", aliases=["Mayor Lee"])
    other = factories.speaker("Anne Lee", aliases=["A. Lee"], role="Mayor of Marlow")
    claim = factories.claim(speakers=("Bo Dahl", "Anne Lee"))

    merge_speakers(keep, other, by=edda)

    keep.refresh_from_db()
    assert (keep.aliases, keep.role, keep.confirmed) == (
        ["Mayor Lee", "Anne Lee", "A. Lee"],
        "Mayor of Marlow",
        True,
    )
    assert _said(claim) == ["Bo Dahl", "Ann Lee"]
    assert speakers_named({"anne lee"}) == {"anne lee": keep}
    assert not Speaker.objects.filter(pk=other.pk).exists()


def test_merged_speakers_of_one_claim_are_one(edda):
    claim = factories.claim(speakers=("Anne Lee", "Ann Lee"))

    merge_speakers(factories.speaker("Ann Lee"), factories.speaker("Anne Lee"), by=edda)

    assert _said(claim) == ["Ann Lee"]
    assert SaidBy.objects.count() == 1


def test_merge_is_on_the_record(edda):
    keep, other = factories.speaker("Ann Lee"), factories.speaker("Anne Lee")
    gone = other.pk

    merge_speakers(keep, other, by=edda)

    act = Activity.objects.get(verb="merged_speakers")
    assert (act.actor, act.detail) == (
        edda,
        {"kept": keep.pk, "merged": gone, "kept_name": "Ann Lee", "merged_name": "Anne Lee", "claims": 0},
    )


def test_only_editors_merge(rita):
    with pytest.raises(Denied, match="merge speakers"):
        merge_speakers(factories.speaker("Ann Lee"), factories.speaker("Anne Lee"), by=rita)

    assert Speaker.objects.count() == 2


def test_a_speaker_is_not_merged_into_itself_nor_into_one_that_is_gone(edda):
    ann, anne = factories.speaker("Ann Lee"), factories.speaker("Anne Lee")

    with pytest.raises(Refused, match="into itself"):
        merge_speakers(ann, ann, by=edda)
    Speaker.objects.filter(pk=anne.pk).delete()
    with pytest.raises(Refused, match="gone"):
        merge_speakers(ann, anne, by=edda)


def test_admin_merges_the_chosen_into_the_confirmed_one(client, edda):
    factories.speaker("Anne Lee")
    kept = factories.speaker("Ann Lee", confirmed=True)
    client.force_login(edda)
    chosen = list(Speaker.objects.values_list("pk", flat=True))

    answer = client.post(
        "/admin/claims/speaker/", {"action": "merge", "_selected_action": chosen}, follow=True
    )

    assert [str(message) for message in answer.context["messages"]] == ["Anne Lee is now known as Ann Lee."]
    assert list(Speaker.objects.all()) == [kept]
