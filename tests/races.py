"""Several people at once: real threads, each with a connection of its own."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Let all calls start at one moment; their results, or the exceptions they raised, in order."""
    results: list[Any] = [None] * len(calls)
    start = threading.Barrier(len(calls))

    def run(place: int, call: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            results[place] = call()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def crowd(number: int, act: Callable[[int], Any]) -> list[Any]:
    """``act(0)`` … ``act(number - 1)`` at one moment, as `together`."""
    return together(*(partial(act, place) for place in range(number)))
