"""What an operator should know before the newsroom opens: is the sentence encoder whole?"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning, register

from claims.nlp.vectors import WeightsBroken, check
from claims.search.encoders import folders


@register()
def encoder_is_whole(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """A warning, not an error: without sentence vectors the newsroom works, and searches by words."""
    found: list[CheckMessage] = []
    for folder in folders():
        try:
            check(folder)
        except WeightsBroken as error:
            hint = "Until it is put right, searches go by words alone and say so."
            found.append(Warning(str(error), hint=hint, id="claims.W001"))
    return found
