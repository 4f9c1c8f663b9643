"""Keys to the API: whose they are, what they open, how often, how long."""

import hashlib
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import ApiToken, Scope
from accounts.tokens import MOST, TokenRefused, make_token, revoke_token, spend, token_of
from claims.actions.departure import deactivate
from claims.actions.erase import erase_person
from tests.races import crowd

pytestmark = pytest.mark.django_db


def made(person, *scopes, days=1):
    return make_token(person, name="Bot", scopes=scopes or [Scope.READ], days=days)


def test_secret_is_shown_once_and_only_its_digest_is_kept(rita):
    client = Client()
    client.force_login(rita)

    answer = client.post("/accounts/tokens/", {"name": "Bot", "scopes": ["read"], "days": 30})

    secret = answer.context["secret"]
    assert secret.startswith("fcn_")
    assert secret in answer.content.decode()
    assert secret not in client.get("/accounts/tokens/").content.decode()
    kept = ApiToken.objects.get()
    assert kept.digest == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str(kept.__dict__)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "Bot", "scopes": [], "days": 30}, "Say what the token may be used for."),
        ({"name": "Bot", "scopes": ["read"], "days": 0}, "greater than or equal to 1"),
        ({"name": "Bot", "scopes": ["read"], "days": 367}, "less than or equal to 366"),
        ({"name": "Bot", "scopes": ["rule"], "days": 1}, "rule is not one of the available choices"),
    ],
)
def test_a_form_that_does_not_hold_comes_back_with_its_sentence(rita, fields, said):
    client = Client()
    client.force_login(rita)

    answer = client.post("/accounts/tokens/", fields)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert 'value="Bot"' in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_a_person_has_so_many_tokens_and_no_more(rita):
    for _ in range(MOST):
        made(rita)

    with pytest.raises(TokenRefused, match=f"You have {MOST} tokens"):
        made(rita)


def test_only_the_owner_revokes(rita, edda):
    token, secret = made(rita)
    client = Client()
    client.force_login(edda)

    answer = client.post(f"/accounts/tokens/{token.pk}/revoke/")
    revoke_token(token, by=edda)

    assert answer.status_code == 404
    assert token_of(secret) == token
    client.force_login(rita)
    client.post(f"/accounts/tokens/{token.pk}/revoke/")
    assert token_of(secret) is None


def test_token_ends_with_its_time_its_owner_and_their_erasure(rita, edda, olaf):
    expired, secret = made(rita)
    ApiToken.objects.filter(pk=expired.pk).update(
        created_at=timezone.now() - timedelta(days=2), expires_at=timezone.now() - timedelta(seconds=1)
    )
    _, hers = made(edda)
    _, kept = made(rita)

    deactivate(edda, by=olaf)
    erase_person(rita, by=olaf)

    assert [token_of(one) for one in (secret, hers, kept, "fcn_" + "x" * 40, "", "fcn_" + "y" * 10_000)] == [
        None
    ] * 6


@pytest.mark.parametrize(
    "wrong", [{"digest": "secret"}, {"scopes": []}, {"expires_at": timezone.now() - timedelta(days=400)}]
)
def test_postgres_keeps_no_open_secret_no_empty_and_no_dead_token(rita, wrong):
    token, _ = made(rita)

    with pytest.raises(IntegrityError), transaction.atomic():
        ApiToken.objects.filter(pk=token.pk).update(**wrong)


def test_limit_is_told_kept_and_over_after_its_window(settings, program):
    settings.API_REQUESTS_A_MINUTE = 3
    ask = program("rita")

    answers = [ask.get("/me") for _ in range(5)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert answers[0]["RateLimit-Policy"] == '"token";q=3;w=60'
    assert answers[2]["RateLimit"].startswith('"token";r=0;t=')
    assert answers[3].json()["detail"].startswith("3 requests a minute are this token's limit.")
    assert 0 < int(answers[3]["Retry-After"]) <= 60
    ApiToken.objects.update(window_at=timezone.now() - timedelta(seconds=61))
    assert ask.get("/me").status_code == 200


def test_last_use_is_written_at_most_once_a_minute(rita):
    token, _ = made(rita)
    spend(token)
    first = ApiToken.objects.get().last_used_at
    spend(token)

    assert ApiToken.objects.get().last_used_at == first
    long_ago = timezone.now() - timedelta(seconds=61)
    ApiToken.objects.update(last_used_at=long_ago)
    spend(token)
    assert ApiToken.objects.filter(last_used_at__gt=long_ago).exists()


@pytest.mark.django_db(transaction=True)
def test_requests_at_once_are_each_counted(rita):
    token, _ = made(rita)

    left = sorted(spent.left for spent in crowd(8, lambda _: spend(token)))

    assert left == list(range(592, 600))


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer nonsense", "Basic Zm9vOmJhcg==", "Bearer fcn_\x7f"]
)
def test_without_a_live_token_nothing_opens(client, header):
    answer = client.get("/api/v1/me", headers={"Authorization": header} if header else {})

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="api"'
    assert answer["Content-Type"] == "application/problem+json"


def test_session_of_a_person_opens_nothing(client, rita):
    client.force_login(rita)

    assert client.get("/api/v1/me").status_code == 401


SCOPED = {
    ("GET", "/claims"): Scope.READ,
    ("POST", "/take-next"): Scope.WRITE,
    ("POST", "/claims/1/publish"): Scope.PUBLISH,
    ("POST", "/tips"): Scope.TIPS,
}


@pytest.mark.parametrize("scope", list(Scope))
def test_a_scope_opens_its_own_rooms_alone(narrow, paul, scope):
    ask = narrow(paul, scope)

    told = {where: ask(*where, {"text": "Is it so?"}).content.decode() for where in SCOPED}

    closed = {where for where, said in told.items() if "This token has no scope" in said}
    assert closed == {where for where, needed in SCOPED.items() if needed != scope}


def test_stranger_with_a_token_learns_what_the_screen_says(program):
    answer = program("sam").get("/claims")

    assert answer.status_code == 403
    assert answer.json()["detail"] == "You have no role in this newsroom yet. Ask an operator."
