from django.db import migrations, models
from django.db.models.functions import Greatest


class Migration(migrations.Migration):
    dependencies = [("claims", "0024_comment_time")]

    operations = [
        migrations.AddIndex(
            "knowncheck", models.Index(Greatest("reviewed_on", "made_on"), name="known_check_newer")
        ),
    ]
