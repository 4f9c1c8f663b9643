"""Secrets that must be read again lie sealed: without SECRET_KEY the database tells none of them."""

import importlib

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from claims import sealing
from claims.actions.webhooks import add_endpoint, retire, rotate
from claims.models import WebhookEndpoint

OTHER = "another key, as long as a key of a newsroom has to be, of no meaning"


@pytest.fixture
def endpoint(olaf):
    return add_endpoint("https://listens.example.org/hook", by=olaf, families=["claim"])


def test_what_is_sealed_opens_and_says_nothing():
    sealed = sealing.seal("whsec_ü")

    assert sealing.unseal(sealed) == "whsec_ü"
    assert sealed.startswith(sealing.SEALED)
    assert sealing.seal("whsec_ü") != sealed
    assert "whsec" not in sealed


@pytest.mark.parametrize("damaged", ["", "gAAAAA", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])
def test_what_was_never_sealed_is_unreadable(damaged):
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(damaged)


def test_a_former_key_opens_and_an_unknown_one_does_not(settings):
    sealed, former = sealing.seal("secret"), settings.SECRET_KEY

    settings.SECRET_KEY = OTHER
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(sealed)
    with pytest.raises(sealing.Unreadable):
        sealing.reseal(sealed)
    settings.SECRET_KEY_FALLBACKS = [former]
    assert sealing.unseal(sealed) == "secret"
    anew = sealing.reseal(sealed)
    settings.SECRET_KEY_FALLBACKS = []
    assert sealing.unseal(anew) == "secret"


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["ARRAY['whsec_x']", "ARRAY[(sealed)[1], 'whsec_x']", "ARRAY[]::text[]"])
def test_postgresql_takes_no_secret_in_clear(endpoint, written):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE claims_webhookendpoint SET sealed = {written}")


@pytest.mark.django_db
def test_secrets_go_over_to_a_new_key(endpoint, settings, capsys):
    before, former = endpoint.secrets, settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OTHER, [former]

    call_command("reseal")

    settings.SECRET_KEY_FALLBACKS = []
    endpoint.refresh_from_db()
    assert endpoint.secrets == before
    assert capsys.readouterr().out == "The secrets of 1 endpoints are sealed with the SECRET_KEY of today.\n"


@pytest.mark.django_db
def test_a_lost_key_is_said_and_a_new_secret_mends_it(endpoint, olaf, client, settings):
    settings.SECRET_KEY = OTHER
    client.force_login(olaf)

    assert endpoint.secrets == []
    with pytest.raises(CommandError, match="Those of 1 endpoints cannot be read"):
        call_command("reseal")
    page = client.get(f"/webhooks/{endpoint.pk}/").content.decode()
    assert "A secret cannot be read" in page
    assert len(rotate(endpoint, by=olaf).secrets) == 1
    assert len(retire(endpoint, by=olaf).secrets) == 1


@pytest.mark.django_db
def test_what_lay_in_clear_is_sealed_by_the_migration(endpoint):
    migration = importlib.import_module("claims.migrations.0023_sealed_secrets")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE claims_webhookendpoint DROP CONSTRAINT webhook_secrets_are_sealed")
        cursor.execute("UPDATE claims_webhookendpoint SET sealed = ARRAY['whsec_new', 'whsec_old']")

    with connection.schema_editor() as editor:
        migration.close(apps, editor)

    found = WebhookEndpoint.objects.get(pk=endpoint.pk)
    assert found.secrets == ["whsec_new", "whsec_old"]
    assert all(secret.startswith(sealing.SEALED) for secret in found.sealed)
    with connection.schema_editor() as editor:
        migration.open_again(apps, editor)
    assert WebhookEndpoint.objects.get(pk=endpoint.pk).sealed == ["whsec_new", "whsec_old"]
