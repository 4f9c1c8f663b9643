"""How often each claim was met, kept by PostgreSQL; and what the dashboard counts, counted ahead."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# The rows first, in one order everywhere: what comes after sees what their last writer wrote.
COUNT = """
CREATE FUNCTION claims_count_demand(heads bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM claims_claim WHERE cluster_id = ANY(heads) OR id = ANY(heads)
    ORDER BY id FOR NO KEY UPDATE;
    UPDATE claims_claim AS claim SET demand = counted.articles
    FROM (
        SELECT coalesce(one.cluster_id, one.id) AS head,
               greatest(1, count(DISTINCT capture.article_id)) AS articles
        FROM claims_claim AS one
        LEFT JOIN claims_appearance AS place ON place.claim_id = one.id
        LEFT JOIN claims_capture AS capture ON capture.id = place.capture_id
        WHERE one.cluster_id = ANY(heads) OR one.cluster_id IS NULL AND one.id = ANY(heads)
        GROUP BY 1
    ) AS counted
    WHERE (claim.cluster_id = ANY(heads) OR claim.id = ANY(heads))
        AND coalesce(claim.cluster_id, claim.id) = counted.head
        AND claim.demand <> counted.articles;
END
$$;
"""
COUNT_ALL = """
UPDATE claims_claim AS claim SET demand = counted.articles
FROM (
    SELECT coalesce(one.cluster_id, one.id) AS head, count(DISTINCT capture.article_id) AS articles
    FROM claims_claim AS one
    JOIN claims_appearance AS place ON place.claim_id = one.id
    JOIN claims_capture AS capture ON capture.id = place.capture_id
    GROUP BY 1 HAVING count(DISTINCT capture.article_id) > 1
) AS counted
WHERE coalesce(claim.cluster_id, claim.id) = counted.head;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0028_stems_by_language")]

    operations = [
        migrations.AddField(
            model_name='claim',
            name='demand',
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
        migrations.RunSQL(COUNT, "DROP FUNCTION claims_count_demand(bigint[])"),
        pgtrigger.migrations.AddTrigger(
            model_name='appearance',
            trigger=pgtrigger.compiler.Trigger(name='appearance_is_demand', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE head bigint;', func='\n        LOOP\n            SELECT coalesce(cluster_id, id) INTO head FROM claims_claim WHERE id = NEW.claim_id;\n            PERFORM 1 FROM claims_claim WHERE cluster_id = head OR id IN (head, NEW.claim_id)\n            ORDER BY id FOR NO KEY UPDATE;\n            EXIT WHEN head = (SELECT coalesce(cluster_id, id) FROM claims_claim WHERE id = NEW.claim_id);\n        END LOOP;\n        PERFORM claims_count_demand(ARRAY[head]);\n        RETURN NULL;\n    ', hash='1fbeb456d67f01cd72a01f04e929a9ee3a30b777', operation='INSERT', pgid='pgtrigger_appearance_is_demand_3c8a8', table='claims_appearance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='claim_demand_of_its_group', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE heads bigint[];', func='\n        SELECT array_agg(head) INTO heads FROM (\n            SELECT unnest(ARRAY[coalesce(b.cluster_id, b.id), coalesce(a.cluster_id, a.id)]) AS head\n            FROM before b JOIN after a USING (id)\n            WHERE a.cluster_id IS DISTINCT FROM b.cluster_id\n        ) AS changed;\n        IF heads IS NOT NULL THEN\n            PERFORM claims_count_demand(heads);\n        END IF;\n        RETURN NULL;\n    ', hash='8d544bd9115825a94d0e84490b0a0e29ee5330cc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_claim_demand_of_its_group_2af70', referencing='REFERENCING OLD TABLE AS before  NEW TABLE AS after ', table='claims_claim', when='AFTER')),
        ),
        migrations.RunSQL(COUNT_ALL, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='FigureCounts',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.PositiveSmallIntegerField(unique=True)),
                ('counts', models.TextField()),
                ('counted_at', models.DateTimeField()),
                ('took', models.FloatField()),
            ],
            options={
                'verbose_name_plural': 'figure counts',
            },
        ),
    ]
