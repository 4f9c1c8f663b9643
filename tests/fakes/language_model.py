"""An OpenAI-compatible chat endpoint on loopback that says what it is told to, or behaves badly.

Requests and answers have the fields of OpenAI's API reference for chat completions.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any]], tuple[int, Any]]


@dataclass
class Model:
    """``answers`` gives status and body for a request; ``seen`` holds requests and their headers."""

    base: str
    answers: Answer
    seen: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


def says(content: object, *, model: str = "fake-1", tokens: tuple[int, int] = (300, 40)) -> tuple[int, Any]:
    """A whole answer whose message is ``content``, as JSON unless it is text already."""
    text = content if isinstance(content, str) else json.dumps(content)
    return 200, {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": model,
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
        "usage": {
            "prompt_tokens": tokens[0],
            "completion_tokens": tokens[1],
            "total_tokens": sum(tokens),
        },
    }


def hangs(_: dict[str, Any]) -> tuple[int, Any]:
    time.sleep(5)
    return says("{}")


@contextmanager
def language_model(answers: Answer) -> Iterator[Model]:
    """``with language_model(lambda request: says({...})) as model`` serves at ``model.base``."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model.seen.append(request | {"path": self.path})
            model.headers.append(dict(self.headers))
            status, body = answers(request)
            raw = body if isinstance(body, bytes) else json.dumps(body).encode()
            with suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

        def log_message(self, format: str, *args: object) -> None:
            """Silence: the tests read no log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    model = Model(f"http://127.0.0.1:{server.server_address[1]}/v1", answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
