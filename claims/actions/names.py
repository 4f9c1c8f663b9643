"""Names of people in what is published: beside the frozen content, so that they can be erased."""

from accounts.models import User
from claims.actions.freeze import Content, people_of
from claims.ledger.canonical import digest
from claims.models import Approval, Evidence, Publication, PublishedName, reply_title


def put_aside(content: Content, approval: Approval) -> Content:
    """``content`` with a token for each person's name; the names are stored as `PublishedName`s.

    Run it once an approval: corrections take over the content as it is frozen, tokens and all.
    """
    people = {
        part: [_token(approval, person.public_name, person) for person in persons]
        for part, persons in people_of(approval).items()
    }
    evidence = [_without_name(row, approval) for row in content["evidence"]]
    return {**content, "people": people, "evidence": evidence}


def _without_name(row: Content, approval: Approval) -> Content:
    """Of evidence only a reply names a private person: who answered."""
    if (row["kind"], row["title"]) != (Evidence.Kind.REPLY, reply_title(row["publisher"])):
        return row
    return {**row, "title": "Reply", "publisher": _token(approval, row["publisher"], None)}


def _token(approval: Approval, name: str, person: User | None) -> str:
    """The salted digest of a name: nobody guesses a name from it, nor puts another one under it."""
    kept = PublishedName(approval=approval, name=name, person=person)
    kept.token = digest("factcheck.name.1", kept.salt, name)
    kept.save()
    return kept.token


def shown(publication: Publication) -> Content:
    """The frozen content with its names in their places, and a pseudonym for each that is erased."""
    names = {row.token: row.shown for row in PublishedName.objects.filter(approval=publication.approval_id)}
    content: Content = publication.content
    people = {part: [names.get(name, name) for name in row] for part, row in content["people"].items()}
    evidence = [_with_name(row, names) for row in content["evidence"]]
    return {**content, "people": people, "evidence": evidence}


def _with_name(row: Content, names: dict[str, str]) -> Content:
    name = names.get(row["publisher"])
    return {**row, "title": reply_title(name), "publisher": name} if name else row
