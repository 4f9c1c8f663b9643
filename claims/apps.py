from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = "Newsroom"

    def ready(self) -> None:
        from claims import checks  # noqa: F401, PLC0415 - registers itself
