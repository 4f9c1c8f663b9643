"""What the newsroom refuses to start with, and what an operator should know before it opens."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Info, Warning, register

from claims.nlp import stance, vectors
from claims.nlp.reader.weights import WeightsBroken, check_digests
from claims.search.encoders import folders


@register()
def weights_are_the_measured_ones(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """The text engine's figures hold for these very files only."""
    try:
        check_digests()
    except WeightsBroken as broken:
        return [Error(str(broken), id="claims.E001")]
    return []


@register()
def stance_reader_is_whole(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """For an operator to know: without the trained reader a run counts words in common, and says so."""
    try:
        stance.check_digests()
    except WeightsBroken as broken:
        hint = "Until it is put right, the stance of passages is told by words in common."
        return [Info(str(broken), hint=hint, id="claims.I001")]
    return []


@register()
def encoder_is_whole(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """A warning, not an error: without sentence vectors the newsroom works, and searches by words."""
    found: list[CheckMessage] = []
    for folder in folders():
        try:
            vectors.check(folder)
        except vectors.WeightsBroken as error:
            hint = "Until it is put right, searches go by words alone and say so."
            found.append(Warning(str(error), hint=hint, id="claims.W001"))
    return found
