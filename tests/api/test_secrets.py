"""A dump of the database gives no key away: tokens, links, invitations, webhooks' secrets."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.actions import invite
from accounts.roles import Role
from accounts.tokens import make_token
from claims.actions.reply_links import mint
from claims.actions.webhooks import add_endpoint, rotate
from claims.models import KeptAnswer, ReplyLink
from tests import checks
from tests.tokens import everything

pytestmark = pytest.mark.django_db


def dump():
    """Everything that stands in the tables, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        names = [name for (name,) in cursor.fetchall()]
        found = []
        for name in names:
            cursor.execute(f'SELECT t::text FROM "{name}" t')
            found += [row for (row,) in cursor.fetchall()]
    return "\n".join(found)


def test_no_table_holds_a_secret(rita, olaf, program):
    endpoint = add_endpoint("https://listens.example.org/hook", by=olaf, families=["claim"])
    claim, later = checks.held(rita), (timezone.now() + timedelta(days=3)).isoformat()
    body = {"addressee": "Bo", "email": "bo@example.org", "question": "Is it so?", "deadline": later}
    link = program("rita").post(f"/claims/{claim.pk}/replies", body).json()["link"]
    secrets = {
        *rotate(endpoint, by=olaf).secrets,
        everything(rita),
        make_token(olaf, name="Two", scopes=["read"], days=1)[1],
        invite("new@example.org", by=olaf, roles=[Role.RESEARCHER])[1],
        mint(claim.reply_requests.get(), ReplyLink.Purpose.HANDED)[1],
        link.rstrip("/").rpartition("/")[2],
    }

    there = dump()

    assert "listens.example.org" in there
    assert (len(secrets), KeptAnswer.objects.count()) == (7, 1)
    for secret in secrets:
        words = secret.removeprefix("whsec_")
        assert words not in there
        assert words.encode().hex() not in there  # as PostgreSQL writes bytes


def test_the_same_link_is_answered_again_and_by_nobody_else(rita, program):
    claim, later = checks.held(rita), (timezone.now() + timedelta(days=3)).isoformat()
    body = {"addressee": "Bo", "email": "bo@example.org", "question": "Is it so?", "deadline": later}
    ask, path = program("rita"), f"/claims/{claim.pk}/replies"

    first = ask.post(path, body, Idempotency_Key="k-1")
    again = ask.post(path, body, Idempotency_Key="k-1")

    assert again.content == first.content
    assert first.json()["link"].startswith("http://testserver/")
    assert "link" not in ask.get(path).json()["items"][0]


def test_answer_sealed_with_a_lost_key_is_said_to_be_lost_and_not_done_again(rita, program, settings):
    claim, ask = checks.held(rita), program("rita")
    ask.post(f"/claims/{claim.pk}/comments", {"body": "So."}, Idempotency_Key="k-1")
    settings.SECRET_KEY = "another key, as long as a key of a newsroom has to be, of no meaning"

    answer = ask.post(f"/claims/{claim.pk}/comments", {"body": "So."}, Idempotency_Key="k-1")

    assert (answer.status_code, answer.json()["detail"][:33]) == (409, "This request was done already. It")
    assert claim.comments.count() == 1
