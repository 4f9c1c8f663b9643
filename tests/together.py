"""Several people at once: real threads, each with a database connection of its own."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections


def together(number: int, act: Callable[[int], Any]) -> list[Any]:
    """``act(0)`` … ``act(number - 1)`` let go at one moment; what each returned or raised, in order."""
    gate = threading.Barrier(number)
    outcomes: list[Any] = [None] * number

    def one(place: int) -> None:
        try:
            gate.wait(timeout=20)
            outcomes[place] = act(place)
        except Exception as error:
            outcomes[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes
