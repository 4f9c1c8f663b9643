"""A receipt proves that an act stands in the sealed record, to a reader who has nothing else."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from claims.ledger.audit import Broken, audit
from claims.ledger.canonical import Head, content_digest
from claims.ledger.heads import seal_over
from claims.models import Activity, Proof, Publication
from claims.receipts import proof_of, receipt, told, verify
from claims.review_queries import public_act
from claims.workflow import record
from tests import checks, factories
from tests.ledger.acts import acts_of, raw, refused, sealed, some_acts, triggers_asleep
from tests.ledger.test_export import verified

Receipt = dict[str, Any]


@pytest.fixture
def act(rita) -> Activity:
    """The second of four acts on a claim, sealed among seven chains."""
    claims = some_acts(rita)
    for _ in range(3):
        record("added", by=rita, article=factories.article())
    sealed(1)
    return acts_of(claims[0])[1]


def test_receipt_leads_from_the_act_to_the_seal(act):
    proof = receipt(act)
    assert (proof["chain"], proof["position"], proof["hash"]) == (act.chain, 2, act.hash)
    assert len(proof["links"]) == 2
    assert proof["head"] == {"position": 4, "hash": Activity.objects.get(chain=act.chain, position=4).hash}
    assert proof["seal"]["day"] == "2026-01-02"
    assert proof["proof"]["size"] == 7
    assert verify(proof)
    assert verify(json.loads(json.dumps(proof)))


def test_every_act_has_a_receipt_that_verifies(act):
    for each in Activity.objects.all():
        proof = receipt(each)
        assert verify(proof)
        assert verified([proof], "--receipt") == (0, f"ok {proof['seal']['hash']}")


def test_receipt_stays_what_it_was(act, rita):
    """Acts after the seal, and later seals, do not change it: a page may keep it."""
    before = receipt(act)
    record("edited", by=rita, claim=act.claim, after="x")
    sealed(2)
    assert receipt(act) == before


def test_receipt_of_an_act_that_just_came_is_not_sealed_yet(act, rita):
    proof = receipt(record("scale changed", by=rita))
    assert (proof["seal"], proof["proof"], proof["links"]) == (None, None, [])
    assert proof["head"] == {"position": proof["position"], "hash": proof["hash"]}
    assert not verify(proof)
    assert verified([proof], "--receipt")[0] == 1


def test_receipt_tells_nobody_who_did_what(act, rita):
    proof = receipt(act)
    assert set(proof) == {
        "format", "chain", "position", "previous", "body", "hash", "links", "head", "seal", "proof"
    }  # fmt: skip
    assert all(set(link) <= set("0123456789abcdef") and len(link) == 64 for link in proof["links"])


def test_receipt_is_four_queries(act, django_assert_num_queries):
    with django_assert_num_queries(4):
        receipt(act)


@pytest.fixture
def public(rita, edda, paul) -> Activity:
    """The act that froze a check, sealed among other chains."""
    publication = checks.published(rita, edda, paul)
    some_acts(rita)
    sealed(1)
    found: Activity | None = public_act(publication.claim)
    assert found is not None
    return found


def test_proof_of_what_is_public_is_kept_with_its_seal(public, rita, edda, paul):
    kept = receipt(public)
    later = checks.published(rita, edda, paul)
    record("edited", by=rita, claim=public.claim, after="x")
    sealed(2)
    other = public_act(later.claim)
    assert other is not None

    assert list(Proof.objects.values_list("seal__day__day", "chain")) == [
        (3, other.chain),
        (2, public.chain),
    ]
    assert receipt(public) == kept
    for act in (public, other):
        proof, seal = receipt(act), seal_over(act.pk)
        assert seal is not None
        assert proof["proof"] == proof_of(Head(act.chain, **proof["head"]), seal)
        assert verify(proof)


def test_receipt_of_what_is_public_reads_no_other_chain(public, django_assert_num_queries):
    with django_assert_num_queries(3) as asked:
        receipt(public)
    assert [query["sql"] for query in asked if "GROUP BY chain" in query["sql"]] == []


def test_proofs_of_earlier_seals_are_made_with_the_next(public, rita):
    """As after the update that brought proofs."""
    record("edited", by=rita, claim=public.claim, after="x")
    sealed(2)
    before = receipt(public), list(Proof.objects.values_list("seal", "chain", "index", "path"))
    with triggers_asleep() as cursor:
        cursor.execute("DELETE FROM claims_proof")
    assert receipt(public) == before[0]

    record("edited", by=rita, claim=public.claim, after="y")
    sealed(3)

    assert list(Proof.objects.values_list("seal", "chain", "index", "path")) == before[1]
    assert receipt(public) == before[0]


@pytest.mark.parametrize(
    "statement", ["UPDATE claims_proof SET index = 0", "DELETE FROM claims_proof", "TRUNCATE claims_proof"]
)
def test_a_proof_stays_as_it_was_made(public, statement):
    connection.check_constraints()
    with refused("A proof stays as it was made"):
        raw(statement)


FORGED: dict[str, Callable[[Receipt], object]] = {
    "position": lambda proof: proof.update(position=3),
    "chain": lambda proof: proof.update(chain="claim:0"),
    "previous": lambda proof: proof.update(previous="0" * 64),
    "body": lambda proof: proof.update(body="0" * 64),
    "hash": lambda proof: proof.update(hash="0" * 64),
    "link": lambda proof: proof["links"].__setitem__(0, "0" * 64),
    "link removed": lambda proof: proof["links"].pop(),
    "path": lambda proof: proof["proof"]["path"][0].__setitem__(1, "0" * 64),
    "path cut": lambda proof: proof["proof"]["path"].pop(),
    "root": lambda proof: proof["seal"].update(root="0" * 64),
}


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_receipt_does_not_verify(act, what):
    proof = receipt(act)
    forged = deepcopy(proof)
    FORGED[what](forged)
    assert not verify(forged)
    status, said = verified([forged], "--receipt")
    assert (status, said.startswith("BROKEN: ")) == (1, True)


def test_a_receipt_under_another_seal_shows_another_hash(act):
    """Whoever makes up a whole seal can only end at a hash that the newsroom never showed."""
    proof = receipt(act)
    forged = deepcopy(proof)
    forged["seal"]["day"] = "2025-01-01"
    assert not verify(forged)
    assert verified([forged], "--receipt")[1] != f"ok {proof['seal']['hash']}"


@pytest.fixture
def frozen(rita, edda, paul, client) -> Receipt:
    """Of a published check, sealed, as the public gets it."""
    publication = checks.published(rita, edda, paul)
    sealed(1)
    shown: Receipt = client.get(reverse("receipt", args=[publication.public_id])).json()
    return shown


def test_receipt_of_a_publication_leads_from_its_digest_to_the_seal(frozen):
    assert told(frozen) == {"version": 1, "sha256": frozen["publication"]["sha256"]}
    assert verified([frozen], "--receipt") == (0, f"ok {frozen['seal']['hash']}")


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("note", "detail", '{"sha256": "0"}'),
        ("note", "salt", "0" * 32),
        ("act", "verb", "thawed"),
        ("act", "note_digest", "0" * 64),
    ],
)
def test_the_script_refuses_an_act_that_was_opened_falsely(frozen, part, field, value):
    frozen["opened"][part][field] = value

    assert told(frozen) is None
    assert verified([frozen], "--receipt")[0] == 1


def test_the_script_refuses_another_publication(frozen):
    frozen["publication"]["sha256"] = "0" * 64

    assert verified([frozen], "--receipt")[0] == 1


def test_a_publication_edited_by_a_superuser_is_named(rita, edda, paul):
    """One letter of what the public reads, and its digest mended to match."""
    publication = checks.published(rita, edda, paul)
    connection.check_constraints()
    chain = f"claim:{publication.claim_id}"
    with triggers_asleep() as cursor:
        cursor.execute(
            "UPDATE claims_publication SET content = jsonb_set(content, '{summary}', '\"The books say so.\"')"
        )
    content = audit().broken
    Publication.objects.get().refresh_from_db()
    with triggers_asleep():
        Publication.objects.update(sha256=content_digest(Publication.objects.get().content))
    mended = audit().broken
    with triggers_asleep() as cursor:
        cursor.execute("DELETE FROM claims_publishedname; DELETE FROM claims_publication")
    gone = audit().broken

    number = publication.pk
    assert content == Broken(
        chain, None, number, f"publication {number}: the content of version 1 does not give its digest"
    )
    assert mended == Broken(
        chain, None, number, f"publication {number}: version 1 is not what the record says"
    )
    assert (gone.chain, gone.wrong) == (chain, "version 1 is missing")
