"""The newsroom's work, brought back: where claims stood, talk, runs, known checks, readers' words."""

from typing import Any

from accounts.models import User
from claims.actions.runs import digest
from claims.actions.searchable import Piece, one_writer, pieces_of, write_passages
from claims.exchange.moved import moved
from claims.exchange.people import People
from claims.models import Claim, Comment, KnownCheck, KnownPassage, Publication, Run, Step, Tip
from claims.states import Status

Row = dict[str, Any]
BATCH = 500
PUBLIC = {Status.PUBLISHED, Status.WITHDRAWN}
IN_WORK = {Status.QUEUED, Status.RESEARCHING, Status.IN_REVIEW, Status.CONFLICTED, Status.APPROVED}


class Work:
    """``claims`` leads from the export's numbers to what is here."""

    def __init__(self, by: User, people: People, claims: dict[int, Claim]) -> None:
        self.by, self.people, self.claims = by, people, claims
        self._stood: list[Row] = []
        self._checks: list[tuple[KnownCheck, list[str]]] = []

    def stood(self, row: Row) -> None:
        """Where a claim stood, to be told once it is clear whether it is public."""
        names = ("id", "status", "decline_reason", "merged_into")
        self._stood.append({name: row[name] for name in names})

    def finish(self) -> None:
        self._write_known()
        for row in self._stood:
            claim = self.claims[row["id"]]
            claim.refresh_from_db()
            if claim.status == Status.CANDIDATE:  # none of its checks has moved it
                self._put(claim, row)

    def _put(self, claim: Claim, row: Row) -> None:
        """As far as it may go without a draft. A declined claim keeps its reason."""
        if row["status"] in IN_WORK:
            moved(claim, "accept", by=self.by)
        elif row["status"] == Status.DECLINED:
            same_as = self.claims.get(row["merged_into"])
            moved(claim, "decline", by=self.by, decline_reason=row["decline_reason"], merged_into=same_as)

    def comment(self, row: Row) -> bool:
        Comment.objects.create(
            claim=self.claims[row["claim"]],
            author=self.people.of(row["by"]),
            body=row["body"],
            created_at=row["created_at"],
        )
        return True

    def run(self, row: Row) -> bool:
        """With its steps, unless one of them is not what its digests say, or the run never ended."""
        steps = row["steps"]
        if not row["finished_at"] or not all(map(_is_whole, steps)):
            return False
        run = Run.objects.create(claim=self.claims[row["claim"]])
        Run.objects.filter(pk=run.pk).update(started_at=row["started_at"], finished_at=row["finished_at"])
        Step.objects.bulk_create(Step(run=run, **step) for step in steps)
        return True

    def known_check(self, row: Row) -> bool:
        body = row.pop("body")
        self._checks.append((KnownCheck(**row), body))
        if len(self._checks) >= BATCH:
            self._write_known()
        return True

    def _write_known(self) -> None:
        """With their passages, so that they are found by their words at once."""
        if not self._checks:
            return
        one_writer()
        KnownCheck.objects.bulk_create([check for check, _ in self._checks])
        write_passages(
            piece
            for check, body in self._checks
            if check.withdrawn_at is None
            for piece in (*pieces_of(check, ""), *_bodies(check.pk, body))
        )
        self._checks.clear()

    def tip(self, row: Row) -> bool:
        """A reader's word; one that was dealt with names whoever did, or who brings it back."""
        of = Publication.objects.filter(public_id=row.pop("public_id"), version=row.pop("version")).first()
        claim, handled_by = self.claims.get(row.pop("claim")), row.pop("handled_by")
        created_at = row.pop("created_at")
        tip = Tip.objects.create(
            publication=of,
            claim=claim,
            handled_by=self.people.of(handled_by) if handled_by else None,
            **row,
        )
        Tip.objects.filter(pk=tip.pk).update(created_at=created_at)
        return True


def _bodies(check: int, texts: list[str]) -> list[Piece]:
    kind = KnownPassage.Kind.BODY
    return [Piece(check, None, place, kind, text) for place, text in enumerate(texts, start=2)]


def _is_whole(step: Row) -> bool:
    return all(digest(step[part]) == step[f"{part}_digest"] for part in ("inputs", "outputs"))
