"""A program on loopback that is told things, and behaves in every way a receiver may."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Receiver(ThreadingHTTPServer):
    """``with Receiver() as told: ...`` listens at ``told.address``; ``told.seen`` are (headers, body).

    ``answers`` are taken one after the other, the last for ever: a status, or what a method does.
    """

    daemon_threads = True

    def __init__(self, *answers: Any) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[Any] = list(answers) or [204]
        self.seen: list[tuple[dict[str, str], bytes]] = []
        self.sent = 0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    @property
    def address(self) -> str:
        return f"http://{self.host}/hook"

    def __enter__(self) -> Receiver:
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *args: object) -> None:
        self.shutdown()
        self.server_close()

    def next_answer(self) -> Any:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.seen.append(({name.lower(): value for name, value in self.headers.items()}, body))
        answer = self.server.next_answer()
        with suppress(BrokenPipeError, ConnectionResetError):
            answer(self) if callable(answer) else self.say(answer)

    def do_GET(self) -> None:
        self.server.seen.append(({"method": "GET"}, b""))
        self.say(200)

    def log_message(self, format: str, *args: object) -> None:
        """Silence: the tests read no log."""

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


def hang(handler: _Handler) -> None:
    time.sleep(3)


def drip(handler: _Handler) -> None:
    """A header line every tenth of a second, without an end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        handler.wfile.write(f"X-{number}: 1\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.1)


def two_gigabytes(handler: _Handler) -> None:
    """Says so, and goes on sending until nobody listens."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(2 * 10**9))
    handler.end_headers()
    piece = b"x" * 65_536
    while handler.server.sent < 2 * 10**9:
        handler.wfile.write(piece)
        handler.server.sent += len(piece)


def elsewhere(location: str) -> Any:
    """A redirect."""
    return lambda handler: handler.say(307, Location=location)
