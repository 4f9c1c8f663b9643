"""Secrets of webhooks, and answers that are kept for a day, are sealed: what was there is sealed here."""

import django.contrib.postgres.fields
from django.db import migrations, models

from claims.sealing import seal, seal_bytes, unseal, unseal_bytes


def settle(schema_editor):
    """A table with checks that still wait for the end of the transaction cannot be altered."""
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def close(apps, schema_editor):
    for endpoint in apps.get_model("claims", "WebhookEndpoint").objects.all():
        endpoint.sealed = [seal(secret) for secret in endpoint.sealed]
        endpoint.save(update_fields=["sealed"])
    for kept in apps.get_model("claims", "KeptAnswer").objects.iterator():
        kept.body = seal_bytes(bytes(kept.body))
        kept.save(update_fields=["body"])
    settle(schema_editor)


def open_again(apps, schema_editor):
    for endpoint in apps.get_model("claims", "WebhookEndpoint").objects.all():
        endpoint.sealed = [unseal(secret) for secret in endpoint.sealed]
        endpoint.save(update_fields=["sealed"])
    for kept in apps.get_model("claims", "KeptAnswer").objects.iterator():
        kept.body = unseal_bytes(bytes(kept.body))
        kept.save(update_fields=["body"])
    settle(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("claims", "0022_record_in_depth")]

    operations = [
        migrations.RemoveConstraint("webhookendpoint", "webhook_has_1_or_2_secrets"),
        migrations.RenameField("webhookendpoint", "secrets", "sealed"),
        migrations.AlterField(
            "webhookendpoint",
            "sealed",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=300), editable=False, size=None
            ),
        ),
        migrations.RunPython(close, open_again),
        migrations.AddConstraint(
            "webhookendpoint",
            models.CheckConstraint(
                condition=models.Q(("sealed__len__gte", 1), ("sealed__len__lte", 2)),
                name="webhook_has_1_or_2_secrets",
            ),
        ),
        migrations.AddConstraint(
            "webhookendpoint",
            models.CheckConstraint(
                condition=models.Q(
                    ("sealed__0__startswith", "gAAAAA"),
                    models.Q(("sealed__len", 1), ("sealed__1__startswith", "gAAAAA"), _connector="OR"),
                ),
                name="webhook_secrets_are_sealed",
            ),
        ),
    ]
