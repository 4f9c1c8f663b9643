"""manage.py analyze [--workers N]: JSON Lines in, JSON Lines out; needs no server and no database."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import Future, ProcessPoolExecutor
from queue import Queue
from threading import Thread
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.batch import answer
from claims.lines import close_quietly, lines
from claims.nlp.reader.model import load
from claims.nlp.reader.weights import WeightsBroken

AHEAD = 8
"""Lines that each worker may be ahead of what is printed."""


class Command(BaseCommand):
    help = (
        "Read articles as JSON Lines from standard input and print what the text engine finds in each: "
        '{"id", "text", "date"?, "language"?, "single_sentence"?} a line. A line that cannot be read '
        "gives an object with an error, and the rest goes on."
    )
    requires_system_checks: list[str] = []
    needs_servers = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workers", type=int, default=1, help="processes (default 1); the order is kept")

    def handle(self, *args: Any, workers: int, **options: Any) -> None:
        if workers < 1:
            raise CommandError("--workers is a number from 1.")
        try:
            load()
        except WeightsBroken as broken:
            raise CommandError(str(broken)) from None
        try:
            self._alone() if workers == 1 else self._together(workers)
        except BrokenPipeError:  # whoever read our output has seen enough
            close_quietly()

    def _alone(self) -> None:
        for line in lines():
            self._print(answer(line))

    def _together(self, workers: int) -> None:
        """Reads ahead of the workers by a bounded number of lines, and prints in the order of reading."""
        pending: Queue[Future[str] | None] = Queue(workers * AHEAD)
        failed: list[BaseException] = []
        with ProcessPoolExecutor(workers, multiprocessing.get_context("fork")) as pool:
            pool.submit(os.getpid).result()  # forks all workers, before there is a second thread
            printer = Thread(target=self._print_all, args=(pending, failed))
            printer.start()
            for line in lines():
                pending.put(pool.submit(answer, line))
                if failed:
                    break
            pending.put(None)
            printer.join()
        if failed:
            raise failed[0]

    def _print_all(self, pending: Queue[Future[str] | None], failed: list[BaseException]) -> None:
        while (found := pending.get()) is not None:
            try:
                if not failed:
                    self._print(found.result())
            except BaseException as error:  # goes on emptying the queue, so that the reader never blocks
                failed.append(error)

    def _print(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
