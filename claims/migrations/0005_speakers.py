"""Speakers in the article's order, and names that are found whatever their case and accents."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

FOLDED = r"""
CREATE FUNCTION claims_folded(spelt text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(
    normalize(lower(btrim(regexp_replace(spelt, '\s+', ' ', 'g'))), NFD), '[\u0300-\u036F]', '', 'g'
);

CREATE FUNCTION claims_speaker_keys(name text, aliases text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(
    SELECT DISTINCT claims_folded(spelt) FROM unnest(array_append(aliases, name)) AS spelt ORDER BY 1
);
"""
DROP_FOLDED = """
DROP FUNCTION claims_speaker_keys(text, text[]);
DROP FUNCTION claims_folded(text);
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_weights_and_queue_order")]

    operations = [
        # The table is the one that Django made for the claim's speakers: only its model is new.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="SaidBy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "claim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="said_by",
                                to="claims.claim",
                            ),
                        ),
                        (
                            "speaker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="said",
                                to="claims.speaker",
                            ),
                        ),
                    ],
                    options={"db_table": "claims_claim_speakers", "unique_together": {("claim", "speaker")}},
                ),
                migrations.AlterField(
                    model_name="claim",
                    name="speakers",
                    field=models.ManyToManyField(
                        blank=True, related_name="claims", through="claims.SaidBy", to="claims.speaker"
                    ),
                ),
            ],
        ),
        migrations.AddField("saidby", "position", models.PositiveSmallIntegerField(default=0)),
        migrations.AlterModelOptions("saidby", {"ordering": ["position", "pk"]}),
        migrations.RunSQL(FOLDED, DROP_FOLDED),
        migrations.AddField(
            "speaker",
            "keys",
            models.GeneratedField(
                db_persist=True,
                expression=models.Func("name", "aliases", function="claims_speaker_keys"),
                output_field=django.contrib.postgres.fields.ArrayField(
                    base_field=models.TextField(), size=None
                ),
            ),
        ),
        migrations.AddIndex(
            "speaker", django.contrib.postgres.indexes.GinIndex(fields=["keys"], name="speaker_by_key")
        ),
    ]
