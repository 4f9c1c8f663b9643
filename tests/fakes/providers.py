"""Search providers on loopback, each answering in the shape that its publisher documents.

- Google: the discovery document of v1alpha1 (in google-api-python-client).
- Wikipedia: Action API, ``action=query`` with generator=search, formatversion 2.
- SearXNG: Search API, ``format=json``.
- Brave: Web Search API, ``web/search``.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

GOOGLE = {
    "claims": [
        {
            "text": "Marlow has nine bridges.",
            "claimant": "Ann Lee",
            "claimDate": "2024-03-01T00:00:00Z",
            "claimReview": [
                {
                    "publisher": {"name": "Valley Check", "site": "check.example"},
                    "url": "https://check.example/bridges",
                    "title": "Does Marlow have nine bridges?",
                    "reviewDate": "2024-03-05T00:00:00Z",
                    "textualRating": "False",
                    "languageCode": "en",
                },
                {"publisher": {"site": "other.example"}, "url": "https://other.example/9"},
            ],
        },
        {"text": "A claim that nobody reviewed."},
    ],
    "nextPageToken": "CAo",
}
WIKIPEDIA = {
    "batchcomplete": True,
    "continue": {"gsroffset": 2, "continue": "gsroffset||"},
    "query": {
        "pages": [
            {
                "pageid": 8,
                "ns": 0,
                "title": "Bridges of Marlow",
                "index": 2,
                "extract": "The bridges of Marlow are six.",
                "contentmodel": "wikitext",
                "pagelanguage": "en",
                "touched": "2024-05-02T08:00:00Z",
                "lastrevid": 77,
                "length": 900,
                "fullurl": "https://en.wikipedia.org/wiki/Bridges_of_Marlow",
                "editurl": "https://en.wikipedia.org/w/index.php?title=Bridges_of_Marlow&action=edit",
                "canonicalurl": "https://en.wikipedia.org/wiki/Bridges_of_Marlow",
                "revisions": [{"revid": 77, "parentid": 70, "timestamp": "2024-05-01T10:00:00Z"}],
            },
            {
                "pageid": 7,
                "ns": 0,
                "title": "Marlow",
                "index": 1,
                "extract": "Marlow is a town.",
                "fullurl": "https://en.wikipedia.org/wiki/Marlow",
                "revisions": [{"revid": 91, "parentid": 90, "timestamp": "2023-11-20T10:00:00Z"}],
            },
        ]
    },
}
SEARXNG = {
    "query": "marlow bridges",
    "number_of_results": 0,
    "results": [
        {
            "url": "https://www.valley.example/bridges",
            "title": "Bridges counted",
            "content": "Six bridges cross the river.",
            "publishedDate": "2024-02-03T00:00:00",
            "engine": "duckduckgo",
            "engines": ["duckduckgo"],
            "parsed_url": ["https", "www.valley.example", "/bridges", "", "", ""],
            "template": "default.html",
            "positions": [1],
            "score": 1.0,
            "category": "general",
        },
        {"url": "https://late.example/", "title": "Undated", "content": "", "engine": "bing", "score": 0.5},
        {"url": "javascript:alert(1)", "title": "No page", "content": "x", "engine": "bing"},
    ],
    "answers": [],
    "corrections": [],
    "infoboxes": [],
    "suggestions": [],
    "unresponsive_engines": [["google", "timeout"]],
}
BRAVE = {
    "type": "search",
    "query": {"original": "marlow bridges", "more_results_available": True},
    "mixed": {"type": "mixed", "main": [{"type": "web", "index": 0, "all": False}]},
    "web": {
        "type": "search",
        "family_friendly": True,
        "results": [
            {
                "type": "search_result",
                "subtype": "generic",
                "title": "Marlow&#x27;s bridges",
                "url": "https://news.example/bridges",
                "description": "The <strong>bridges</strong> are six.",
                "page_age": "2024-01-02T03:04:05",
                "age": "January 2, 2024",
                "language": "en",
                "is_source_local": False,
                "is_source_both": False,
                "family_friendly": True,
                "profile": {"name": "News Example", "url": "https://news.example/"},
                "meta_url": {"scheme": "https", "netloc": "news.example", "hostname": "news.example"},
            }
        ],
    },
}
PATHS: dict[str, Any] = {
    "/v1alpha1/claims:search": GOOGLE,
    "/w/api.php": WIKIPEDIA,
    "/search": SEARXNG,
    "/res/v1/web/search": BRAVE,
}


@dataclass
class Providers:
    """``answers`` may be changed: a path's JSON, or bytes, or a status alone."""

    base: str
    answers: dict[str, Any]
    seen: list[dict[str, Any]] = field(default_factory=list)

    def settings(self, settings: Any) -> None:
        """Switch all four on, here."""
        settings.FETCH_ALLOWED_HOSTS = [self.base.removeprefix("http://")]
        settings.GOOGLE_FACTCHECK_API_KEY, settings.GOOGLE_FACTCHECK_URL = "google-secret", self.base
        settings.WIKIPEDIA_URL = settings.SEARXNG_URL = settings.BRAVE_SEARCH_URL = self.base
        settings.BRAVE_SEARCH_TOKEN, settings.BRAVE_DAILY = "brave-secret", 60


@contextmanager
def providers() -> Iterator[Providers]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            headers = {key.lower(): value for key, value in self.headers.items()}
            here.seen.append({"path": parts.path, "query": query, "headers": headers})
            answer = here.answers.get(parts.path, 404)
            status, body = (answer, b"") if isinstance(answer, int) else (200, answer)
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
    here = Providers(f"http://127.0.0.1:{server.server_address[1]}", dict(PATHS))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
