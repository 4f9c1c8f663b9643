"""manage.py match "TEXT" [--k 5] [--json], or --jsonl: has this been checked before?"""

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.search import Found, find, find_many

BATCH = 64  # lines that are answered together


class Command(BaseCommand):
    help = "Look for a statement among the known checks. --jsonl reads lines of {id, text} and answers each."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", nargs="?")
        parser.add_argument("--k", type=int, default=5, help="how many matches at most")
        parser.add_argument("--language", help="only checks in this language")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--jsonl", action="store_true", help="read {id, text} lines from standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        named = {"k": max(1, min(options["k"], 100)), "language": options["language"]}
        if options["jsonl"]:
            for answer in answers(sys.stdin, **named):
                self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        if options["text"] is None:
            raise CommandError("Give the statement, or --jsonl and lines on standard input.")
        found = find(options["text"], **named)
        if options["json"]:
            self.stdout.write(json.dumps({"matches": [as_row(match) for match in found]}, ensure_ascii=False))
            return
        self.stdout.write("\n".join(map(_in_words, found)) or "Nothing like it among the known checks.")
        if any(match.method == "words" for match in found):
            self.stderr.write("Compared by words alone: the sentence vectors are away.")


def answers(lines: Iterable[str], **named: Any) -> Iterator[dict[str, Any]]:
    """One answer a line, in the order of the lines; a line that is none has an ``error``."""
    stream = (line for line in lines if line.strip())
    while batch := list(islice(stream, BATCH)):
        rows = [_row(line) for line in batch]
        good = [row for row in rows if "error" not in row]
        matched = iter(find_many([row["text"] for row in good], **named))
        for row in rows:
            if "error" in row:
                yield row
            else:
                yield {"id": row["id"], "matches": [as_row(match) for match in next(matched)]}


def _row(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return {"id": None, "error": "This line is not JSON."}
    if not isinstance(row, dict):
        return {"id": None, "error": "This line is not a JSON object."}
    if not isinstance(row.get("text"), str):
        return {"id": row.get("id"), "error": "This line has no text."}
    return {"id": row.get("id"), "text": row["text"]}


def as_row(match: Found) -> dict[str, Any]:
    check = match.check
    assert check is not None  # among checks
    return {
        "external_id": check.external_id,
        "score": match.score,
        "probability": match.probability,
        "same_claim": match.same_claim,
        "why": list(match.why),
        "differs": list(match.differs),
        "claim": check.claim or check.title,
        "rating": check.rating_words,
        "publisher": check.publisher,
        "date": check.reviewed_on.isoformat() if check.reviewed_on else None,
        "address": check.address,
        "method": match.method,
    }


def _in_words(match: Found) -> str:
    check = match.check
    assert check is not None
    about = ", ".join(filter(None, [check.publisher, check.rating_words, str(check.reviewed_on or "")]))
    return f"{match.probability:.0%}  {check.claim or check.title}\n     {about}  {' '.join(match.why)}"
