"""A news site on loopback that behaves in every bad way a fetch must survive.

``with site() as base: ...`` serves the pages below at ``base`` ("http://127.0.0.1:PORT") from threads.
"""

from __future__ import annotations

import gzip
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ARTICLE = (
    "<!doctype html><html lang=en><head><title>Rain | The Daily</title></head><body><article>"
    "<h1>Rain floods the valley</h1>"
    + "<p>Rain flooded the valley on Monday and about 1,200 people left their homes, the mayor said.</p>" * 4
    + "</article></body></html>"
)
BOMB = gzip.compress(bytes(60_000_000))
"""60 MB of zeros in 60 KB."""
HTML = "text/html; charset=utf-8"


class Pages(BaseHTTPRequestHandler):
    """Each path is a method name with "/" and "-" read as "_"."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        name = self.path.partition("?")[0].strip("/").replace("-", "_").replace("/", "_") or "article"
        with suppress(BrokenPipeError, ConnectionResetError):
            getattr(self, f"page_{name}", self.page_missing)()

    def log_message(self, format: str, *args: object) -> None:
        """Silence: the tests read no log."""

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        headers.setdefault("Content_Length", str(len(body)))
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def stream(self, **headers: str) -> None:
        """Head of an answer that ends when the connection does."""
        self.send_response(200)
        for key, value in {"Connection": "close", **headers}.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.close_connection = True

    def page_article(self) -> None:
        self.answer(200, ARTICLE.encode(), Content_Type=HTML)

    def page_echo(self) -> None:
        self.answer(200, str(self.headers).encode(), Content_Type="text/plain", Set_Cookie="id=1; Path=/")

    def page_missing(self) -> None:
        self.answer(404, b"not here")

    def page_signin(self) -> None:
        self.answer(401, b"who are you", WWW_Authenticate="Basic")

    def page_busy(self) -> None:
        self.answer(503, b"later", Retry_After="120")

    def page_unchanged(self) -> None:
        self.answer(304)

    def page_once(self) -> None:
        self.answer(301, Location="/article")

    def page_bare_redirect(self) -> None:
        self.answer(302)

    def page_loop(self) -> None:
        self.answer(302, Location="/loop-back")

    def page_loop_back(self) -> None:
        self.answer(302, Location="/loop")

    def page_deeper(self) -> None:
        self.answer(302, Location=f"/deeper?n={len(self.path)}&{'x' * len(self.path)}")

    def page_to(self) -> None:
        """Redirects to whatever the query says."""
        self.answer(307, Location=self.path.partition("?")[2])

    def page_gzip(self) -> None:
        self.answer(200, gzip.compress(ARTICLE.encode()), Content_Type=HTML, Content_Encoding="gzip")

    def page_gzip_members(self) -> None:
        packed = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0"
        self.answer(200, packed, Content_Type="text/plain", Content_Encoding="gzip")

    def page_gzip_cut(self) -> None:
        self.answer(200, gzip.compress(ARTICLE.encode())[:60], Content_Type=HTML, Content_Encoding="gzip")

    def page_gzip_false(self) -> None:
        self.answer(200, b"\x1f\x8bnot gzip at all", Content_Type=HTML, Content_Encoding="gzip")

    def page_deflate(self) -> None:
        self.answer(200, zlib.compress(b"packed"), Content_Encoding="deflate")

    def page_deflate_bare(self) -> None:
        self.answer(200, zlib.compress(b"packed")[2:-4], Content_Encoding="deflate")

    def page_brotli(self) -> None:
        self.answer(200, b"\x0b\x02\x80hello\x03", Content_Encoding="br")

    def page_bomb(self) -> None:
        self.answer(200, BOMB, Content_Type=HTML, Content_Encoding="gzip")

    def page_large(self) -> None:
        self.stream(Content_Length="2000000000", Content_Type=HTML)

    def page_endless(self) -> None:
        self.stream(Content_Type=HTML)
        while True:
            self.wfile.write(b"<p>and so on</p>" * 4096)

    def page_drip(self) -> None:
        """A byte now and then, for ever: no read times out, the deadline must."""
        self.stream(Content_Type=HTML)
        while True:
            self.wfile.write(b"x")
            time.sleep(0.05)

    def page_drip_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            self.wfile.write(b"X-More: yes\r\n")
            time.sleep(0.05)

    def page_silent(self) -> None:
        time.sleep(1.5)
        self.close_connection = True

    def page_cut(self) -> None:
        self.stream(Content_Length="1000", Content_Type=HTML)
        self.wfile.write(b"half")

    def page_nonsense(self) -> None:
        self.wfile.write(b"220 smtp.example.com ready\r\n\r\n")
        self.close_connection = True

    def page_wrong_charset(self) -> None:
        self.answer(200, "Müller sagt: „Nein“".encode(), Content_Type="text/plain; charset=iso-8859-1")


class Site(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up in the middle is what the tests are about."""


@contextmanager
def site(tls: ssl.SSLContext | None = None, pages: type[Pages] = Pages) -> Iterator[str]:
    server = Site(("127.0.0.1", 0), pages)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
