"""A site on loopback whose pages change under one's eyes, and an Internet Archive beside it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

HEAD = "<!doctype html><html lang=en><head><title>{}</title></head><body><article>"
Answer = str | int | tuple[int, str]


def html(*paragraphs: str, title: str = "Bridges") -> str:
    return (
        HEAD.format(title) + "".join(f"<p>{words}</p>" for words in paragraphs) + "</article></body></html>"
    )


@dataclass
class Site:
    """``pages`` by path: HTML, a status alone, or (status, Location)."""

    base: str
    pages: dict[str, Answer] = field(default_factory=dict)
    posted: list[dict[str, Any]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        return self.base.removeprefix("http://")


@contextmanager
def changing() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.seen.append(self.path)
            self._answer(here.pages.get(self.path, 404))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {key: values[0] for key, values in parse_qs(body).items()}
            here.posted.append({"path": self.path, "form": form, "headers": dict(self.headers)})
            self._answer(here.pages.get(f"POST {self.path}", 404))

        def _answer(self, page: Answer) -> None:
            status, body, location = 200, "", ""
            if isinstance(page, int):
                status = page
            elif isinstance(page, tuple):
                status, location = page
            else:
                body = page
            raw = body.encode()
            kind = "application/json" if body.startswith("{") else "text/html; charset=utf-8"
            with suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(raw)))
                if location:
                    self.send_header("Location", location)
                self.end_headers()
                self.wfile.write(raw)

        def log_message(self, format: str, *args: object) -> None:
            """Silence: the tests read no log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    here = Site(f"http://127.0.0.1:{server.server_address[1]}")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()


# Save Page Now 2, as its public API page has the answers.
TICKET = "spn2-6f5a33d0"
ASKED = json.dumps({"url": "http://a.example/", "job_id": TICKET})
PENDING = json.dumps({"status": "pending", "job_id": TICKET, "resources": []})
ERROR = json.dumps({
    "status": "error", "exception": "[Errno -2] Name or service not known",
    "status_ext": "error:invalid-host-resolution", "job_id": TICKET,
    "message": "Couldn't resolve host for http://a.example/.", "resources": [],
})  # fmt: skip


def success(original: str, timestamp: str = "20260301123000") -> str:
    return json.dumps({
        "status": "success", "job_id": TICKET, "original_url": original, "timestamp": timestamp,
        "duration_sec": 6.2, "resources": [original], "outlinks": {}, "http_status": 200,
    })  # fmt: skip
