from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import accept_invitation, invite
from accounts.models import Invitation, User
from accounts.roles import Role
from claims.actions.assess import save_draft, submit
from claims.actions.assign import release, take
from claims.actions.claims import edit_claim
from claims.actions.comments import comment, withdraw_comment
from claims.actions.erase import erase_person
from claims.actions.erase_addressee import erase_addressee
from claims.actions.freeze import digest
from claims.actions.publish import correct, publish
from claims.actions.reply import answer
from claims.actions.reply_requests import ask, pass_on
from claims.actions.review import give_review
from claims.actions.triage import accept, decline
from claims.errors import Denied, Refused
from claims.ledger.audit import audit
from claims.models import Activity, Claim, Comment, Note, Publication, ReplyRequest
from claims.states import Status
from claims.workflow import record
from tests import checks, factories
from tests.ledger.acts import raw, sealed

WORD = "zanzibarine"  # planted wherever a person's words or names may lie


@pytest.fixture
def gone(olaf, settings) -> User:
    """Came by invitation, worked, wrote; holds nothing."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a hundred times faster
    _, token = invite(f"{WORD}@example.org", [Role.RESEARCHER], by=olaf)
    person = accept_invitation(token, name=f"Zoë {WORD}", password="a long enough word")
    assert person is not None
    person.byline = f"Z. {WORD}"
    person.save()
    claim = factories.claim()
    accept(claim, by=person)
    take(claim, by=person)
    release(claim, by=person, reason=f"{WORD} is my cousin")
    edit_claim(claim, by=person, text=f"My cousin {WORD} says so.", version=1)
    edit_claim(claim, by=person, text="The ferry is late every day.", version=2)
    withdraw_comment(comment(claim, by=person, body=f"Ask {WORD} of @olaf."), by=person)
    decline(claim, by=person, reason="opinion", note=WORD)
    return person


def everything() -> str:
    """Every row of every table of the database, as text."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            rows += [row for (row,) in cursor.fetchall()]
        return "\n".join(rows).lower()


def test_erase_person_leaves_no_word_of_theirs_in_the_database(gone, olaf):
    EmailAddress.objects.create(user=gone, email=gone.email)
    LogEntry.objects.create(
        user=olaf,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(gone.pk),
        object_repr=str(gone),
        action_flag=CHANGE,
    )
    assert everything().count(WORD) > 5

    erase_person(gone, by=olaf)

    assert WORD not in everything()
    assert (gone.name, gone.email) == (f"Erased person {gone.pk}", f"erased-{gone.pk}@erased.invalid")
    assert not gone.is_active
    assert not gone.has_usable_password()
    assert not gone.groups.exists()


def page_of(publication: Publication, client: Client) -> str:
    return client.get(reverse("check", args=[publication.public_id])).content.decode()


def test_a_published_page_shows_a_pseudonym_and_keeps_its_digest(rita, edda, paul, olaf, client):
    publication = checks.published(rita, edda, paul)
    before = page_of(publication, client)

    erase_person(edda, by=olaf)
    connection.check_constraints()
    after = page_of(publication, client)

    assert after == before.replace("Edda Lindqvist", f"Erased person {edda.pk}") != before
    publication.refresh_from_db()
    assert digest(publication.content) == publication.sha256
    assert "edda" not in everything()
    assert audit().ok


def test_a_correction_after_an_erasure_keeps_the_pseudonym(rita, edda, paul, olaf, client):
    publication = checks.published(rita, edda, paul)
    erase_person(edda, by=olaf)

    words = {"what": "A.", "why": "B.", "notice": "We mended a word."}
    second = correct(publication.claim, by=paul, version=1, summary="New.", **words)

    assert f"Erased person {edda.pk}" in page_of(second, client)


def test_versions_of_a_draft_show_a_pseudonym(rita, edda, olaf):
    claim = checks.drafted(edda)
    release(claim, by=edda)
    erase_person(edda, by=olaf)

    assert str(claim.assessment.current.contributor) == f"Erased person {edda.pk}"


def test_a_published_name_is_not_changed_nor_put_under_another(rita, edda, paul):
    checks.published(rita, edda, paul)

    for attempt in ("SET name = 'Somebody else'", "SET person_id = NULL, name = '', salt = ''"):
        with pytest.raises(DatabaseError, match="kept, or erased whole"), transaction.atomic():
            raw(f"UPDATE claims_publishedname {attempt}")


@pytest.fixture
def answered(rita, edda, paul) -> Publication:
    """Published with the reply of somebody outside, who has no account."""
    claim = checks.drafted(rita)
    soon = timezone.now() + timedelta(days=1)
    _, token = ask(
        claim, by=rita, addressee=f"Zoë {WORD}", email=f"{WORD}@example.org", question="So?", deadline=soon
    )
    answer(token, text="We did no such thing.")
    save_draft(claim, by=rita, version=1, rating=checks.rating("false"), summary="They deny it.")
    give_review(submit(claim, by=rita), by=edda, rating=checks.rating("false"))
    return publish(claim, by=paul)


def test_somebody_who_was_asked_for_a_reply_is_erased(answered, client):
    before = page_of(answered, client)
    out = StringIO()

    call_command("erase_person", f"{WORD}@example.org", "--yes", stdout=out)
    connection.check_constraints()

    assert f"Reply of Zoë {WORD}" in before
    assert page_of(answered, client) == before.replace(f"Zoë {WORD}", "Erased person")
    assert "We did no such thing." in before
    assert WORD not in everything()
    answered.refresh_from_db()
    assert digest(answered.content) == answered.sha256
    assert audit().ok
    act = Activity.objects.filter(verb="erased_person").get()
    assert act.detail == {"requests": [ReplyRequest.objects.get().pk]}


def test_somebody_who_is_still_asked_is_not_erased(rita):
    claim = factories.at(factories.claim(), Status.RESEARCHING, holder=rita)
    soon = timezone.now() + timedelta(days=1)
    ask(claim, by=rita, addressee="Lee", email="lee@example.org", question="So?", deadline=soon)

    with pytest.raises(CommandError, match="still asked for a reply"):
        call_command("erase_person", "lee@example.org", "--yes")


@pytest.mark.parametrize("name", ["rita", "edda", "paul", "sam"])
def test_only_an_operator_erases_an_addressee(who, name):
    with pytest.raises(Denied, match="Only an operator can erase a person"):
        erase_addressee("lee@example.org", by=who(name))


def test_erase_person_breaks_no_chain(gone, olaf):
    sealed(1)
    hashes = list(Activity.objects.order_by("pk").values_list("hash", flat=True))

    erase_person(gone, by=olaf)
    connection.check_constraints()

    assert list(Activity.objects.order_by("pk").values_list("hash", flat=True)[: len(hashes)]) == hashes
    found = audit()
    assert (found.ok, found.erased) == (True, 9)


def test_erase_person_is_on_the_record_by_id_only(gone, olaf):
    erase_person(gone, by=olaf)
    act = Activity.objects.order_by("pk").last()
    assert act is not None
    assert (act.chain, act.verb, act.actor, act.reason) == ("house", "erased_person", olaf, "")
    assert act.detail == {"person": gone.pk}


def test_erase_person_keeps_the_words_of_others(gone, olaf, rita):
    kept = record("scale changed", by=rita, reason="Mine.")
    erase_person(gone, by=olaf)
    assert Activity.objects.get(pk=kept.pk).reason == "Mine."


def test_erase_person_ends_every_way_in(gone, olaf, rita, client):
    other = Client()
    client.force_login(gone)
    other.force_login(rita)
    Authenticator.objects.create(user=gone, type=Authenticator.Type.TOTP, data={"secret": "x"})

    erase_person(gone, by=olaf)

    assert [row.get_decoded()["_auth_user_id"] for row in Session.objects.all()] == [str(rita.pk)]
    assert not Authenticator.objects.filter(user=gone).exists()


def test_erase_person_revokes_an_invitation_that_waits(gone, olaf):
    invite(gone.email, [Role.EDITOR], by=olaf)
    erase_person(gone, by=olaf)
    assert not Invitation.objects.open().exists()


def test_erase_person_twice_is_once(gone, olaf):
    erase_person(gone, by=olaf)
    acts = Activity.objects.count()
    erase_person(gone, by=olaf)
    assert Activity.objects.count() == acts


def test_an_erasure_outlives_the_erasure_of_who_did_it(gone, olaf):
    """The operator's other words go, but not the id of whom they erased."""
    erase_person(gone, by=olaf)
    record("scale changed", by=olaf, reason="Mine.")
    erase_person(olaf, by=None)
    acts = Activity.objects.filter(verb="erased_person").order_by("pk")
    assert [act.detail for act in acts] == [{"person": gone.pk}, {"person": olaf.pk}]
    assert not Note.objects.filter(reason="Mine.").exists()


def test_erase_person_is_refused_while_they_hold_open_claims(gone, olaf):
    held = [factories.claim(status="queued") for _ in range(2)]
    for claim in held:
        take(claim, by=gone)
    with pytest.raises(Refused) as answer:
        erase_person(gone, by=olaf)
    ids = ", ".join(str(claim.pk) for claim in held)
    assert str(answer.value) == f"{gone} still holds open claims: {ids}. Release or reassign them first."
    gone.refresh_from_db()
    assert gone.is_active
    assert Claim.objects.filter(assignee=gone).count() == 2


def test_a_closed_claim_does_not_stand_in_the_way(gone, olaf):
    claim = factories.claim(status="researching", assignee=gone)
    factories.at(claim, "published")
    assert Claim.objects.get(pk=claim.pk).assignee == gone
    erase_person(gone, by=olaf)
    assert not gone.is_active


@pytest.mark.parametrize("name", ["rita", "edda", "paul", "sam"])
def test_only_an_operator_erases(gone, who, name):
    with pytest.raises(Denied, match="Only an operator can erase a person"):
        erase_person(gone, by=who(name))


def test_the_command_asks_first(gone, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda _: "no")
    with pytest.raises(CommandError, match="Nothing was erased"):
        call_command("erase_person", gone.email)
    monkeypatch.setattr("builtins.input", lambda _: gone.email)
    out = StringIO()
    call_command("erase_person", gone.email.upper(), stdout=out)
    assert out.getvalue().strip() == f"Person {gone.pk} is erased."


def test_the_command_does_not_ask_with_yes(gone):
    call_command("erase_person", gone.email, "--yes", stdout=StringIO())
    gone.refresh_from_db()
    assert not gone.is_active


def test_the_command_knows_nobody(db):
    with pytest.raises(CommandError, match="Nobody has this address"):
        call_command("erase_person", "no@example.org", "--yes")


def test_the_command_says_what_stands_in_the_way(gone):
    take(factories.claim(status="queued"), by=gone)
    with pytest.raises(CommandError, match="still holds open claims"):
        call_command("erase_person", gone.email, "--yes")


def test_an_erased_comment_keeps_its_place_and_takes_no_words_again(gone, olaf, rita):
    kept = comment(Claim.objects.get(), by=rita, body="Mine.")
    erase_person(gone, by=olaf)

    assert [(row.words, row == kept) for row in Comment.objects.order_by("pk")] == [
        ("", False),
        ("Mine.", True),
    ]
    with pytest.raises(DatabaseError, match="stands as it was written"), transaction.atomic():
        Comment.objects.filter(author=gone).update(body="Something else", erased_at=None)


def test_erase_person_waits_while_they_look_after_a_reply_request(gone, olaf, rita):
    claim = factories.at(factories.claim(), Status.RESEARCHING, holder=rita)
    soon = timezone.now() + timedelta(days=1)
    request, _ = ask(claim, by=rita, addressee="Lee", email="lee@example.org", question="So?", deadline=soon)
    ReplyRequest.objects.update(kept_by=gone)

    with pytest.raises(Refused, match="looks after open reply requests"):
        erase_person(gone, by=olaf)
    pass_on(request, by=gone, to=rita)
    erase_person(gone, by=olaf)
