"""Several people doing the same thing at once."""

from collections.abc import Callable
from functools import partial
from typing import Any

from tests import races


def together(number: int, act: Callable[[int], Any]) -> list[Any]:
    """``act(0)`` … ``act(number - 1)`` let go at one moment; what each returned or raised, in order."""
    return races.together(*(partial(act, place) for place in range(number)))
