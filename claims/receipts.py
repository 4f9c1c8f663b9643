"""The public receipt of an act: that it stands in the sealed record, and nothing else of it."""

import json
from typing import Any

from django.db import connection

from claims.ledger import sql
from claims.ledger.canonical import ACT, Head, SealRow, digest, link, moment, seal_hash
from claims.ledger.heads import heads, seal_over
from claims.ledger.merkle import includes, inclusion
from claims.models import Activity, Proof

FORMAT = "factcheck.receipt.1"


def receipt(act: Activity) -> dict[str, Any]:
    """What `docs/ledger.md` calls a receipt, as JSON takes it.

    Between the act and the head of its chain stand only digests of the acts (``links``): a receipt
    tells nobody who did what. ``seal`` and ``proof`` are None until a seal covers the act; from then
    on the receipt never changes. Of a published act the proof was made with its seal; for another act the
    heads of all chains are read, so keep that one.
    """
    seal = seal_over(act.pk)
    with connection.cursor() as cursor:
        cursor.execute(sql.TO_THE_HEAD, [act.chain, act.position, seal.upto if seal else sql.LAST_ID])
        rows = cursor.fetchall()
    body, *links = (body for _, _, body in rows)
    position, hash, _ = rows[-1]
    return {
        "format": FORMAT,
        "chain": act.chain,
        "position": act.position,
        "previous": act.previous,
        "body": body,
        "hash": act.hash,
        "links": links,
        "head": {"position": position, "hash": hash},
        "seal": seal.line() if seal else None,
        "proof": _proof(Head(act.chain, position, hash), seal) if seal else None,
    }


def _proof(head: Head, seal: SealRow) -> dict[str, Any]:
    """Where the head stands among the leaves, and its siblings from the leaf up."""
    kept = Proof.objects.filter(seal=seal.id, chain=head.chain).first()
    if kept is not None:
        return {"index": kept.index, "size": seal.chains, "path": kept.path}
    return proof_of(head, seal)


def proof_of(head: Head, seal: SealRow) -> dict[str, Any]:
    """As above, from the heads of all chains."""
    leaves = heads(seal.upto)
    index = leaves.index(head)
    path = inclusion([each.leaf for each in leaves], index)
    return {"index": index, "size": len(leaves), "path": [[side, hash.hex()] for side, hash in path]}


def opened(act: Activity) -> dict[str, Any] | None:
    """The fields of an act of the machine and its words, from which its ``body`` follows; else None.

    ``detail`` is text: its digest is over these very letters.
    """
    if act.actor_id is not None or act.note_id is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT salt, reason, detail::text FROM claims_note WHERE id = %s", [act.note_id])
        salt, reason, detail = cursor.fetchone()
    fields = {
        "id": act.pk,
        "at": moment(act.at),
        "actor": None,
        "verb": act.verb,
        "claim": act.claim_id,
        "article": act.article_id,
        "from_status": act.from_status,
        "to_status": act.to_status,
        "note": act.note_id,
        "note_digest": act.note_digest,
    }
    return {"act": fields, "note": {"salt": salt, "reason": reason, "detail": detail}}


def told(receipt: dict[str, Any]) -> dict[str, Any] | None:
    """What an opened receipt's act says, if its words are those that the record holds; else None."""
    act, note = receipt["opened"]["act"], receipt["opened"]["note"]
    words = digest("factcheck.note.1", note["salt"], note["reason"], note["detail"])
    body = digest("factcheck.act.1", *(act[name] for name in ACT))
    if (words, body) != (act["note_digest"], receipt["body"]):
        return None
    said: dict[str, Any] = json.loads(note["detail"])
    return said


def verify(receipt: dict[str, Any]) -> bool:
    """Whether the act leads to the head, the head to the root, and the root to the seal's hash.

    That the seal is the one that the newsroom made is for the reader to compare.
    """
    seal, proof = receipt["seal"], receipt["proof"]
    if seal is None or proof is None or _head(receipt) != Head(receipt["chain"], **receipt["head"]):
        return False
    path = [bytes.fromhex(hash) for _, hash in proof["path"]]
    leaf = Head(receipt["chain"], **receipt["head"]).leaf
    fields = {name: value for name, value in seal.items() if name != "hash"}
    return seal_hash(fields) == seal["hash"] and includes(
        bytes.fromhex(seal["root"]), leaf, proof["index"], proof["size"], path
    )


def _head(receipt: dict[str, Any]) -> Head | None:
    """The head that the act and the links after it give; None when the act is not what it says."""
    chain, position = receipt["chain"], receipt["position"]
    hash = link(chain, position, receipt["previous"], receipt["body"])
    if hash != receipt["hash"]:
        return None
    for body in receipt["links"]:
        position += 1
        hash = link(chain, position, hash, body)
    return Head(chain, position, hash)
