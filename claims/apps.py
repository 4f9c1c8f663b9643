from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from claims.nouns import name_in_every_language


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        from claims import checks  # noqa: F401, PLC0415 - registers itself

        for app in ("accounts", "claims"):
            name_in_every_language(apps.get_app_config(app).get_models())
        post_migrate.connect(after_migrations, sender=self)


@transaction.atomic
def after_migrations(**kwargs: Any) -> None:
    """A signal, for it belongs to every `migrate`: each may have opened a way round, or made tables."""
    from claims.ledger import rights  # noqa: PLC0415 - no app is ready when this file is read

    with connection.cursor() as cursor:
        rights.shut_the_way_round(cursor)
        if settings.DATABASE_APP_ROLE:
            rights.give_rights(cursor, settings.DATABASE_APP_ROLE)
