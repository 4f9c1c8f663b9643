from django.apps import AppConfig

from claims import checks  # noqa: F401 - registers them


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = "Newsroom"
