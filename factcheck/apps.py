from django.apps import AppConfig

from factcheck import checks  # noqa: F401 - registers them


class FactcheckConfig(AppConfig):
    name = "factcheck"
