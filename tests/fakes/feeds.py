"""A publisher on loopback: fixed answers by path, with ETags, and what was asked for."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answers = dict[str, tuple[str, dict[str, str]]]


class Publisher(ThreadingHTTPServer):
    daemon_threads = True
    answers: Answers
    asked: list[tuple[str, str]]


class Feed(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Publisher

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("If-None-Match", "")))
        if self.path not in self.server.answers:
            self._answer(404, b"", {})
            return
        text, headers = self.server.answers[self.path]
        body = text.encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == etag:
            self._answer(304, b"", {"ETag": etag})
            return
        self._answer(302 if "Location" in headers else 200, body, {"ETag": etag, **headers})

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silence: the tests read no log."""


class Base(str):
    """The publisher's address; ``asked`` lists (path, If-None-Match) in order, ``answers`` may change."""

    asked: list[tuple[str, str]]
    answers: Answers


@contextmanager
def feeds(answers: Answers) -> Iterator[Base]:
    server = Publisher(("127.0.0.1", 0), Feed)
    server.answers, server.asked = answers, []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    base = Base(f"http://127.0.0.1:{server.server_port}")
    base.asked, base.answers = server.asked, answers
    try:
        yield base
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
