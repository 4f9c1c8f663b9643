"""Readers' tips by programs: handed in, linked to the claim that they ask about, put aside."""

import pytest

from claims.actions.tips import handle_tip, leave_tip, link_tip
from claims.errors import Denied, Refused
from claims.models import Tip
from tests import factories
from tests.cast import CAST

pytestmark = pytest.mark.django_db


def tip(text="Is it true that Marlow has 14 bridges?"):
    return leave_tip(kind=Tip.Kind.REQUEST, text=text)


def test_many_tips_make_demand_for_one_claim(edda):
    claim = factories.claim()

    for number in range(3):
        link_tip(tip(f"Is it so, I ask for the {number}th time?"), by=edda, claim=claim)

    assert claim.tips.filter(state="accepted", handled_by=edda).count() == 3
    assert claim.activities.filter(verb="tip linked").count() == 3


def test_linking_twice_is_linking_once_and_never_to_another(edda):
    claim, one = factories.claim(), tip()
    link_tip(one, by=edda, claim=claim)

    link_tip(one, by=edda, claim=claim)

    assert claim.activities.filter(verb="tip linked").count() == 1
    with pytest.raises(Refused, match="Somebody has seen to this already"):
        link_tip(one, by=edda, claim=factories.claim())


def test_put_aside_it_is_linked_to_nothing(edda):
    one = handle_tip(tip(), by=edda, accept=False)

    with pytest.raises(Refused):
        link_tip(one, by=edda, claim=factories.claim())


@pytest.mark.parametrize("name", CAST)
def test_who_may_link(who, name):
    one, claim = tip(), factories.claim()

    def act():
        return link_tip(one, by=who(name), claim=claim)

    if name in {"edda", "paul"}:
        assert act().claim_id == claim.pk
    else:
        with pytest.raises(Denied):
            act()


def test_a_tip_comes_and_is_seen_to_by_programs(program):
    claim, ask = factories.claim(), program("edda")

    made = program("rita").post("/tips", {"text": "Is it so?", "address": "https://example.org/"})
    again = program("rita").post("/tips", {"text": "Is it so?"})

    assert (made.status_code, made.json()["kind"], made.json()["state"]) == (201, "request", "open")
    ids = [again.json()["id"], made.json()["id"]]
    assert [row["id"] for row in ask.get("/tips?state=open").json()["items"]] == ids
    assert ask.post(f"/tips/{ids[1]}/link", {"claim": claim.pk}).json()["claim"] == claim.pk
    assert ask.post(f"/tips/{ids[0]}/decline", {"note": "Spam."}).json()["note"] == "Spam."
    assert ask.get("/tips?state=open").json()["items"] == []


def test_what_readers_send_is_read_by_editors(program):
    one = tip()

    seen = {name: program(name).get(f"/tips/{one.pk}").status_code for name in CAST}

    assert seen == {"rita": 403, "edda": 200, "paul": 200, "olaf": 403, "sam": 403, "nobody": 401}
