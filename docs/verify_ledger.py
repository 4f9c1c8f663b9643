"""Check an export (or with --receipt a receipt) read from standard input, by what ledger.md says alone."""

import json
import sys
from hashlib import sha256

ACT = ("id", "at", "actor", "verb", "claim", "article", "from_status", "to_status", "note", "note_digest")
SEAL = ("day", "upto", "chains", "activities", "root", "previous", "made_at")


def digest(form, values, before=b""):
    texts = [str("" if value is None else value).encode() for value in (f"factcheck.{form}.1", *values)]
    return sha256(before + b"".join(b"%d:%b," % (len(text), text) for text in texts)).hexdigest()


def node(left, right=None):
    return sha256(b"\1" + bytes.fromhex(left + right)).hexdigest() if right else left


def need(true, row):
    return true or sys.exit(f"BROKEN: {json.dumps(row)}")


def check_export(lines):
    heads, seal = {}, ""
    for row in lines:
        if row["kind"] == "act":
            position, previous = heads.get(row["chain"], (0, ""))
            hash = digest("link", (row["chain"], position + 1, previous, digest("act", map(row.get, ACT))))
            need((row["position"], row["previous"], row["hash"]) == (position + 1, previous, hash), row)
            heads[row["chain"]] = (position + 1, hash)
        if row["kind"] == "seal":
            level = [digest("head", (chain, *heads[chain]), b"\0") for chain in sorted(heads)]
            while len(level) > 1:
                level = [node(*level[at : at + 2]) for at in range(0, len(level), 2)]
            covered = [len(heads), sum(position for position, _ in heads.values()), *level, seal]
            need(covered == [row[name] for name in SEAL[2:6]], row)
            seal = need(row["hash"] == digest("seal", map(row.get, SEAL)), row) and row["hash"]
    return need(row["kind"] == "end", "cut off") and seal


def check_receipt(lines):
    (row,), hash = lines, ""
    for position, body in enumerate([row["body"], *row["links"]], row["position"]):
        hash = digest("link", (row["chain"], position, hash or row["previous"], body))
        need(position > row["position"] or hash == row["hash"], row)
    if opened := row.get("opened"):  # what the act says of a publication
        act, note = opened["act"], opened["note"]
        made = digest("act", map(act.get, ACT)), digest("note", note.values()), row["publication"]["sha256"]
        need(made == (row["body"], act["note_digest"], json.loads(note["detail"])["sha256"]), row)
    root = digest("head", (row["chain"], position, hash), b"\0")
    for side, sibling in row["proof"]["path"]:
        root = node(sibling, root) if side == "left" else node(root, sibling)
    return need(root == row["seal"]["root"], row) and digest("seal", map(row["seal"].get, SEAL))


if __name__ == "__main__":
    print("ok", (check_receipt if "--receipt" in sys.argv else check_export)(map(json.loads, sys.stdin)))
