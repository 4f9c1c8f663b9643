"""Checks at every stage of review, made through the product's own actions."""

from typing import Any

from accounts.models import User
from accounts.roles import Role
from claims import queries
from claims.actions.assess import save_draft, submit
from claims.actions.assign import take
from claims.actions.evidence import add_evidence
from claims.actions.publish import publish
from claims.actions.review import give_review
from claims.actions.triage import accept
from claims.models import Claim, Publication, Rating
from tests import factories


def rating(key: str) -> Rating:
    return queries.current_ratings().get(key=key)


def held(by: User, text: str = "") -> Claim:
    """A claim that ``by`` researches."""
    claim = factories.claim(text)
    return take(accept(claim, by=by), by=by)


def sourced(claim: Claim, by: User) -> Claim:
    """Two sources of two publishers, one of them primary, on both sides, each with its copy."""
    capture = claim.appearances.get().capture
    add_evidence(
        claim, by=by, title="Budget", publisher="City", stance="refutes", kind="primary", capture=capture
    )
    add_evidence(claim, by=by, title="Audit", publisher="Audit office", stance="supports", capture=capture)
    return claim


def drafted(by: User, key: str = "false", **words: Any) -> Claim:
    """A draft that lacks nothing."""
    claim = sourced(held(by), by)
    words.setdefault("summary", "The books say otherwise.")
    save_draft(claim, by=by, version=0, rating=rating(key), reply_waived="A public body.", **words)
    return claim


def in_review(by: User, key: str = "false", **words: Any) -> Claim:
    return submit(drafted(by, key, **words), by=by)


def conflicted(by: User, reviewer: User) -> Claim:
    claim = in_review(by, "false")
    give_review(claim, by=reviewer, rating=rating("true"))
    return claim


def approved(by: User, reviewer: User, key: str = "false") -> Claim:
    claim = in_review(by, key)
    give_review(claim, by=reviewer, rating=rating(key))
    return claim


def published(by: User, reviewer: User, publisher: User, key: str = "false") -> Publication:
    return publish(approved(by, reviewer, key), by=publisher)


def reviewers(count: int) -> list[User]:
    return [factories.person(f"Reviewer{n}", Role.RESEARCHER) for n in range(count)]
