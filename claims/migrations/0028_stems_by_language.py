"""Public checks are searched by the stems of their own language. A generated column cannot be changed: it is
made anew, and its index with it."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import migrations, models
from django.db.models import Case, Q, When

STEMS = {"ar": "arabic", "de": "german", "es": "spanish", "fr": "french", "pt": "portuguese"}


def words(stems):
    return (
        SearchVector("text", config=stems, weight="A")
        + SearchVector("text", config="simple", weight="A")
        + SearchVector("summary", config=stems, weight="B")
        + SearchVector("summary", config="simple", weight="B")
    )


def of(language):
    return Q(language=language) | Q(language__startswith=f"{language}-")


class Migration(migrations.Migration):
    dependencies = [("claims", "0027_proofs")]
    operations = [
        migrations.RemoveIndex("publiccheck", "public_search"),
        migrations.RemoveField("publiccheck", "search"),
        migrations.AddField(
            "publiccheck",
            "search",
            models.GeneratedField(
                expression=Case(
                    *(When(of(language), then=words(stems)) for language, stems in STEMS.items()),
                    default=words("english"),
                ),
                output_field=SearchVectorField(),
                db_persist=True,
            ),
        ),
        migrations.AddIndex("publiccheck", GinIndex(fields=["search"], name="public_search")),
    ]
