"""What the newsroom refuses to start with."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from claims.nlp.reader.weights import WeightsBroken, check_digests


@register()
def weights_are_the_measured_ones(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """The text engine's figures hold for these very files only."""
    try:
        check_digests()
    except WeightsBroken as broken:
        return [Error(str(broken), id="claims.E001")]
    return []
