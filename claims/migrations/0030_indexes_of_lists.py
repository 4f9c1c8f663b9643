"""Indexes that begin where a list begins. Built while the newsroom works; the old ones go last."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("claims", "0029_demand")]

    operations = [
        AddIndexConcurrently(
            model_name='saidby',
            index=models.Index(fields=['speaker', 'claim'], name='said_by_speaker'),
        ),
        migrations.AlterField(
            model_name='saidby',
            name='speaker',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='said', to='claims.speaker'),
        ),
        AddIndexConcurrently(
            model_name='claim',
            index=models.Index(models.OrderBy(models.F('demand'), descending=True), models.OrderBy(models.F('id'), descending=True), models.F('status'), condition=models.Q(('demand__gt', 1)), name='claim_demand'),
        ),
        AddIndexConcurrently(
            model_name='claim',
            index=models.Index(models.F('status'), models.OrderBy(models.F('priority'), descending=True), models.OrderBy(models.F('score'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('cluster__isnull', False)), name='claim_repeated'),
        ),
        AddIndexConcurrently(
            model_name='claim',
            index=models.Index(fields=['type', 'status'], name='claim_by_type'),
        ),
        AddIndexConcurrently(
            model_name='claim',
            index=models.Index(models.OrderBy(models.F('priority'), descending=True), models.F('status_since'), models.F('id'), condition=models.Q(('status', 'in_review')), name='claim_to_review'),
        ),
        AddIndexConcurrently(
            model_name='claim',
            index=models.Index(fields=['assignee', 'status'], include=('due_at', 'id'), name='claim_held_due'),
        ),
        AddIndexConcurrently(
            model_name='claim',
            index=models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at', 'id'], include=('status',), name='claim_by_date'),
        ),
        AddIndexConcurrently(
            model_name='speaker',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name'), 'gin_trgm_ops'), name='speaker_by_letters'),
        ),
        RemoveIndexConcurrently(
            model_name='claim',
            name='claim_held',
        ),
        RemoveIndexConcurrently(
            model_name='claim',
            name='claim_due',
        ),
    ]
