"""The guarded client against a site on loopback that misbehaves in every way."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims.integrations.errors import FetchFailed, FetchRefused
from claims.integrations.http import Fetcher, FetchPolicy, content_type
from tests.fakes.site import ARTICLE, site
from tests.fakes.tls import certificate, serving, trusting

PRIVATE = "The address points inside a private network and is not fetched."


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with site() as address:
        yield address


@pytest.fixture
def fetcher(base: str) -> Fetcher:
    return Fetcher(policy(base))


def policy(base: str, **changes: object) -> FetchPolicy:
    settings: dict[str, object] = {
        "contact": "https://desk.example/bot",
        "allowed_hosts": frozenset({base.removeprefix("http://")}),
        "max_bytes": 3_000_000,
        "read_seconds": 0.5,
        "total_seconds": 2.0,
    }
    return FetchPolicy(**{**settings, **changes})  # type: ignore[arg-type]


def test_get_returns_the_page(fetcher: Fetcher, base: str) -> None:
    page = fetcher.get(f"{base}/article#part")

    assert (page.status, page.media_type, page.charset) == (200, "text/html", "utf-8")
    assert page.body == ARTICLE.encode()
    assert (page.url_final, page.redirects) == (f"{base}/article", ())
    assert page.retrieved_at.tzinfo is not None
    assert page.header("content-type") == "text/html; charset=utf-8"


def test_get_says_who_asks_and_keeps_no_cookie(fetcher: Fetcher, base: str) -> None:
    fetcher.get(f"{base}/echo")
    told = fetcher.get(f"{base}/echo").body.decode()

    assert "User-Agent: factcheck-newsroom/0.1.0 (+https://desk.example/bot)" in told
    assert f"Host: {base.removeprefix('http://')}" in told
    assert "Cookie" not in told


def test_get_uses_no_proxy_from_the_environment(
    fetcher: Fetcher, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")

    assert fetcher.get(base).status == 200


def test_get_follows_a_redirect_and_remembers_it(fetcher: Fetcher, base: str) -> None:
    page = fetcher.get(f"{base}/once")

    assert (page.url_final, page.redirects) == (f"{base}/article", (f"{base}/once",))


def test_get_returns_unchanged_to_who_asked_conditionally(fetcher: Fetcher, base: str) -> None:
    page = fetcher.get(f"{base}/unchanged", headers={"If-None-Match": '"1"'})

    assert (page.status, page.body) == (304, b"")


FAILURES = {
    "/missing": ("status-404", False, "The page answered 404 Not Found."),
    "/signin": ("status-401", False, "The site asks for a sign-in (401)."),
    "/busy": ("status-503", True, "The page answered 503 Service Unavailable."),
    "/unchanged": ("status-304", False, "The page answered 304 Not Modified."),
    "/bare-redirect": ("status-302", False, "The page answered 302 Found."),
    "/loop": ("redirect-loop", False, "The site redirects in a circle."),
    "/deeper": ("redirects", False, "The site redirects more than 5 times."),
    "/gzip-cut": ("broken", True, "The page ended before it was complete."),
    "/gzip-false": ("broken", True, "The page arrived damaged and could not be unpacked."),
    "/bomb": ("too-large", False, "The page is larger than 3 MB and was not read."),
    "/large": ("too-large", False, "The page is 2 GB; the limit is 3 MB."),
    "/endless": ("too-large", False, "The page is larger than 3 MB and was not read."),
    "/drip": ("deadline", True, "The site did not finish sending within 2 seconds."),
    "/drip-headers": ("deadline", True, "The site did not finish sending within 2 seconds."),
    "/silent": ("read-timeout", True, "The site sent nothing for 0.5 seconds."),
    "/cut": ("protocol", True, "The site's answer is not proper HTTP."),
    "/nonsense": ("protocol", True, "The site's answer is not proper HTTP."),
}


@pytest.mark.parametrize("path", FAILURES)
def test_get_fails_with_a_sentence(fetcher: Fetcher, base: str, path: str) -> None:
    started = time.monotonic()

    with pytest.raises(FetchFailed) as caught:
        fetcher.get(base + path)

    assert (caught.value.code, caught.value.transient, caught.value.sentence) == FAILURES[path]
    assert time.monotonic() - started < 4


def test_get_passes_on_how_long_to_wait(fetcher: Fetcher, base: str) -> None:
    with pytest.raises(FetchFailed) as caught:
        fetcher.get(f"{base}/busy")

    assert caught.value.retry_after == 120


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/gzip", ARTICLE.encode()),
        ("/gzip-members", b"one two"),
        ("/deflate", b"packed"),
        ("/deflate-bare", b"packed"),
    ],
)
def test_get_unpacks(fetcher: Fetcher, base: str, path: str, body: bytes) -> None:
    assert fetcher.get(base + path).body == body


def test_get_refuses_a_packing_it_cannot_read(fetcher: Fetcher, base: str) -> None:
    with pytest.raises(FetchRefused, match=r"packed in a way that is not read here \(br\)"):
        fetcher.get(f"{base}/brotli")


def test_bomb_costs_no_memory(fetcher: Fetcher, base: str) -> None:
    tracemalloc.start()
    with pytest.raises(FetchFailed):
        fetcher.get(f"{base}/bomb")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 20_000_000


REFUSED = {
    "ftp://example.com/": "scheme",
    "file:///etc/passwd": "scheme",
    "gopher://example.com/": "scheme",
    "javascript:alert(1)": "scheme",
    "//example.com/": "scheme",
    "example.com/page": "scheme",
    "": "scheme",
    "http://": "url-invalid",
    "http:///path": "url-invalid",
    "http://exa mple.com/": "url-invalid",
    "http://127%2e0%2e0%2e1/": "url-invalid",
    "http://[fe80::1%25eth0]/": "url-invalid",
    "http://good.example\\@127.0.0.1/": "url-invalid",
    "http://good.example\n.evil.example/": "url-invalid",
    "http://①②⑦.0.0.1/": "url-invalid",
    "http://0177.0.0.1/": "url-invalid",
    f"http://example.com/{'a' * 5000}": "url-too-long",
    "http://user:secret@example.com/": "userinfo",
    "http://example.com@127.0.0.1/": "userinfo",
    "http://example.com:22/": "port",
    "http://example.com:6379/": "port",
    "http://example.com:99999/": "port",
    "http://127.0.0.1/": "private-address",
    "http://2130706433/": "private-address",
    "http://0x7f000001/": "private-address",
    "http://0x7f.1/": "private-address",
    "http://127.1/": "private-address",
    "http://017700000001/": "private-address",
    "http://0/": "private-address",
    "http://127。0。0。1/": "private-address",
    "http://localhost/": "private-address",
    "http://[::1]:8080/": "private-address",
    "http://[::]/": "private-address",
    "http://[::ffff:127.0.0.1]/": "private-address",
    "http://[::ffff:a9fe:a9fe]/": "private-address",
    "http://[64:ff9b::7f00:1]/": "private-address",
    "http://169.254.169.254/latest/meta-data/": "private-address",
}


@pytest.mark.parametrize("url", REFUSED, ids=lambda url: ascii(url)[:40])
def test_get_refuses(url: str) -> None:
    with pytest.raises(FetchRefused) as caught:
        Fetcher(FetchPolicy()).get(url)

    assert caught.value.code == REFUSED[url]


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/",
        "http://localhost/",
        "file:///etc/passwd",
        "http://u:p@a.example/",
        "//[::1]/",
    ],
)
def test_redirects_are_checked_like_the_first_address(fetcher: Fetcher, base: str, target: str) -> None:
    with pytest.raises(FetchRefused):
        fetcher.get(f"{base}/to?{target}")


def test_name_with_one_private_address_among_public_ones_is_refused() -> None:
    fetcher = Fetcher(FetchPolicy(), resolve=lambda *_: ["93.184.216.34", "10.0.0.1"])

    with pytest.raises(FetchRefused, match=PRIVATE):
        fetcher.get("http://two-faced.example/")


def test_name_is_looked_up_once_so_rebinding_gains_nothing(base: str) -> None:
    """The name is allowed here so that the one look-up may lead to loopback and be counted."""
    port = int(base.rpartition(":")[2])
    looked_up: list[tuple[str, int]] = []

    def rebinding(host: str, port: int, seconds: float) -> list[str]:
        looked_up.append((host, port))
        return ["127.0.0.1"] if len(looked_up) == 1 else ["10.0.0.1"]

    fetcher = Fetcher(policy(base, allowed_hosts=frozenset({"news.example"})), resolve=rebinding)
    page = fetcher.get(f"http://news.example:{port}/echo")

    assert looked_up == [("news.example", port)]
    assert f"Host: news.example:{port}" in page.body.decode()


def test_tls_is_for_the_name_though_the_connection_is_to_the_address(tmp_path: Path) -> None:
    file = certificate(tmp_path, "news.example")
    told: list[str | None] = []
    server = serving(file)
    server.sni_callback = lambda _, name, __: told.append(name)
    with site(server) as base:
        port = base.rpartition(":")[2]
        settings = policy(base, allowed_hosts=frozenset({"news.example"}))
        fetcher = Fetcher(settings, resolve=lambda *_: ["127.0.0.1"], tls=trusting(file))

        page = fetcher.get(f"https://news.example:{port}/article")

    assert (page.status, told) == (200, ["news.example"])


def test_certificate_for_another_name_is_refused(tmp_path: Path) -> None:
    file = certificate(tmp_path, "news.example")
    with site(serving(file)) as base:
        settings = policy(base, allowed_hosts=frozenset({"bank.example"}))
        fetcher = Fetcher(settings, resolve=lambda *_: ["127.0.0.1"], tls=trusting(file))

        with pytest.raises(FetchFailed) as caught:
            fetcher.get(f"https://bank.example:{base.rpartition(':')[2]}/")

    assert (caught.value.code, caught.value.sentence) == (
        "certificate",
        "The site's certificate is not valid.",
    )


def test_redirect_to_a_name_that_turns_private_is_refused(base: str) -> None:
    def split(host: str, port: int, seconds: float) -> list[str]:
        return ["127.0.0.1"] if host == "127.0.0.1" else ["192.168.1.10"]

    with pytest.raises(FetchRefused, match=PRIVATE):
        Fetcher(policy(base), resolve=split).get(f"{base}/to?http://printer.example/")


def test_extra_headers_stay_with_their_own_host(base: str) -> None:
    port = base.rpartition(":")[2]
    fetcher = Fetcher(
        policy(base, allowed_hosts=frozenset({"127.0.0.1", "other.example"})),
        resolve=lambda *_: ["127.0.0.1"],
    )

    told = fetcher.get(
        f"{base}/to?http://other.example:{port}/echo", headers={"Authorization": "Bearer x"}
    ).body

    assert b"Bearer" not in told


def test_name_without_an_address_fails(base: str) -> None:
    with pytest.raises(FetchFailed, match="could not be reached"):
        Fetcher(policy(base), resolve=lambda *_: []).get(base)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("text/html; charset=UTF-8", ("text/html", "utf-8")),
        ('Text/HTML;charset="windows-1252"', ("text/html", "windows-1252")),
        ("application/pdf", ("application/pdf", None)),
        ("", (None, None)),
        ("html", (None, None)),
    ],
)
def test_content_type(header: str, expected: tuple[str | None, str | None]) -> None:
    assert content_type(header) == expected
