"""The one door to the web: an HTTP client that goes nowhere it should not, and never for too long.

``Fetcher(FetchPolicy(contact=...)).get(url)`` returns a ``Fetched`` or raises ``FetchRefused`` or
``FetchFailed``. httpx2 parses addresses and holds the trust store; the requests go straight to its
transport, httpcore2, because a client object would add cookies, proxies, the environment and unguarded
redirects, each of which would have to be switched off again.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from types import MappingProxyType
from typing import BinaryIO

import httpcore2
import httpx2

from claims.integrations.addresses import Resolve, resolve
from claims.integrations.body import body_pieces, too_large
from claims.integrations.errors import FetchFailed, FetchRefused
from claims.integrations.exchange import Exchange, Tee, peer_of
from claims.integrations.statuses import failure_for, seconds
from claims.integrations.urls import checked_url, port_of
from claims.integrations.wire import Deadline, GuardedNetwork, is_allowed
from claims.said import said

__all__ = ["Answered", "FetchFailed", "FetchPolicy", "FetchRefused", "Fetched", "Fetcher"]

REDIRECTS = frozenset((301, 302, 303, 307, 308))
Sink = Callable[[Iterable[bytes]], bytes]
NOTHING: Mapping[str, str] = MappingProxyType({})
ACCEPT = (
    "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.9,application/xml;q=0.8,*/*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """What a fetch may do. Sizes in bytes, times in seconds.

    ``allowed_hosts`` are exempt from the check of addresses and ports: "name" on every port, or
    "name:port". It is for tests and for a newsroom's own archive, never for what a reader types.
    """

    contact: str = "https://example.org/"
    version: str = "0.1.0"
    allowed_hosts: frozenset[str] = frozenset()
    ports: frozenset[int] = frozenset((80, 443, 8080, 8443))
    max_redirects: int = 5
    max_bytes: int = 20_000_000
    connect_seconds: float = 10.0
    read_seconds: float = 15.0
    total_seconds: float = 40.0

    @property
    def user_agent(self) -> str:
        """Honest: sites can see who asks, why, and whom to write to."""
        return f"factcheck-newsroom/{self.version} (+{self.contact})"


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer from the web. ``body`` is unpacked; ``headers`` are as sent, in order.

    ``charset`` is what the Content-Type header claims, to be believed only after a look at the bytes.
    ``redirects`` are the addresses asked before ``url_final``, in order; empty where there were none.
    ``exchanges`` are all requests and answers on the way, the last one this; none where it was saved.
    """

    url: str
    url_final: str
    status: int
    headers: tuple[tuple[str, str], ...]
    media_type: str | None
    charset: str | None
    body: bytes
    redirects: tuple[str, ...]
    retrieved_at: datetime
    exchanges: tuple[Exchange, ...] = ()

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody who was told something said to it. ``retry_after`` in seconds, where they asked."""

    status: int
    excerpt: bytes
    retry_after: float | None


class Fetcher:
    """Fetches under one policy. Keeps no state between calls; may be shared by threads."""

    def __init__(
        self, policy: FetchPolicy, *, resolve: Resolve = resolve, tls: ssl.SSLContext | None = None
    ) -> None:
        self.policy = policy
        self._resolve = resolve
        self._tls = tls or httpx2.create_ssl_context(trust_env=False)

    def get(self, url: str, *, headers: Mapping[str, str] = NOTHING) -> Fetched:
        """Fetch ``url``. ``headers`` go along to its own host only (If-None-Match, Accept ...).

        Returns for 2xx, and for 304 to those who asked conditionally; every other status raises.
        """
        return self._get(url, dict(headers), None)

    def save(self, url: str, file: BinaryIO, *, headers: Mapping[str, str] = NOTHING) -> Fetched:
        """As `get`, but the body goes into ``file`` as it arrives, and the answer's own is empty."""

        def keep(pieces: Iterable[bytes]) -> bytes:
            file.writelines(pieces)
            return b""

        return self._get(url, dict(headers), keep)

    def _get(self, url: str, headers: dict[str, str], sink: Sink | None) -> Fetched:
        deadline = Deadline(self.policy.total_seconds)
        network = GuardedNetwork(deadline, self._resolve, self.policy.allowed_hosts)
        with httpcore2.ConnectionPool(ssl_context=self._tls, network_backend=network) as pool:
            try:
                return self._follow(pool, url, headers, sink)
            except (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError) as error:
                raise deadline.missed() if deadline.over() else _told(error, self.policy) from error

    def post(self, url: str, body: bytes, *, headers: Mapping[str, str] = NOTHING) -> Fetched:
        """Send ``body``. Returns for 2xx; a redirect is a failure: the body was meant for this address."""
        deadline = Deadline(self.policy.total_seconds)
        network = GuardedNetwork(deadline, self._resolve, self.policy.allowed_hosts)
        with httpcore2.ConnectionPool(ssl_context=self._tls, network_backend=network) as pool:
            try:
                target, sent = self._admitted(url), dict(headers)
                with self._asking(pool, target, sent, body) as response:
                    return self._read(response, url, target, [], sent, method="POST")
            except (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError) as error:
                raise deadline.missed() if deadline.over() else _told(error, self.policy) from error

    def tell(self, url: str, body: bytes, *, headers: Mapping[str, str], excerpt: int) -> Answered:
        """Send ``body`` and return whatever was answered: its status and no more than ``excerpt`` bytes.

        A redirect is an answer like any other and leads nowhere.
        """
        deadline = Deadline(self.policy.total_seconds)
        network = GuardedNetwork(deadline, self._resolve, self.policy.allowed_hosts)
        with httpcore2.ConnectionPool(ssl_context=self._tls, network_backend=network) as pool:
            try:
                with self._asking(pool, self._admitted(url), dict(headers), body) as response:
                    assert isinstance(response.stream, Iterable)
                    wait = seconds(_first(_texts(response.headers), "retry-after"))
                    return Answered(response.status, _beginning(response.stream, excerpt), wait)
            except (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError) as error:
                raise deadline.missed() if deadline.over() else _told(error, self.policy) from error

    def _follow(
        self, pool: httpcore2.ConnectionPool, url: str, extra: dict[str, str], sink: Sink | None
    ) -> Fetched:
        asked: list[Exchange] = []
        target = self._admitted(url)
        origin = _origin(target)
        while len(asked) <= self.policy.max_redirects:
            if str(target) in {exchange.url for exchange in asked}:
                raise FetchFailed("redirect-loop", said("The site redirects in a circle."), transient=False)
            sent = extra if _origin(target) == origin else {}
            with self._asking(pool, target, sent) as response:
                location = _first(_texts(response.headers), "location")
                if response.status not in REDIRECTS or not location:
                    return self._read(response, url, target, asked, sent, sink)
                asked.append(self._exchange(response, target, sent, b"", cut=True))
            target = self._admitted(_joined(target, location))
        raise FetchFailed(
            "redirects",
            said(
                "The site redirects more than %(most)s times.",
                most=self.policy.max_redirects,
            ),
            transient=False,
        )

    def _admitted(self, text: str) -> httpx2.URL:
        url = checked_url(text)
        port = port_of(url)
        if port not in self.policy.ports and not is_allowed(self.policy.allowed_hosts, _host(url), port):
            raise FetchRefused(
                "port", said("The address names port %(port)s, which is not one of the web's.", port=port)
            )
        return url

    def _asking(
        self,
        pool: httpcore2.ConnectionPool,
        url: httpx2.URL,
        extra: dict[str, str],
        body: bytes | None = None,
    ) -> AbstractContextManager[httpcore2.Response]:
        policy = self.policy
        headers = self._headers(extra)
        times = {"connect": policy.connect_seconds, "read": policy.read_seconds, "write": policy.read_seconds,
                 "pool": policy.connect_seconds}  # fmt: skip
        raw = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        method = "GET" if body is None else "POST"
        return pool.stream(
            method, raw, headers=list(headers.items()), content=body, extensions={"timeout": times}
        )

    def _headers(self, extra: dict[str, str]) -> dict[str, str]:
        return {"User-Agent": self.policy.user_agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate",
                "Connection": "close", **extra}  # fmt: skip

    def _exchange(
        self, response: httpcore2.Response, url: httpx2.URL, sent: dict[str, str], body: bytes, *, cut: bool,
        peer: str = "", method: str = "GET",
    ) -> Exchange:  # fmt: skip
        reason = response.extensions.get("reason_phrase", b"")
        return Exchange(
            url=str(url),
            method=method,
            target=url.raw_path.decode("ascii"),
            sent=(("Host", url.netloc.decode("ascii")), *self._headers(sent).items()),
            status=response.status,
            reason=_text(reason) if isinstance(reason, bytes) else "",
            headers=_texts(response.headers),
            body=body,
            cut=cut,
            peer=peer or peer_of(response.extensions.get("network_stream")),
            at=datetime.now(UTC),
        )

    def _read(
        self, response: httpcore2.Response, url: str, final: httpx2.URL, asked: list[Exchange],
        sent: dict[str, str], sink: Sink | None = None, method: str = "GET",
    ) -> Fetched:  # fmt: skip
        headers = _texts(response.headers)
        unchanged = response.status == 304 and bool(sent)
        if not 200 <= response.status < 300 and not unchanged:
            raise failure_for(response.status, _first(headers, "retry-after"))
        length = _first(headers, "content-length")
        if length.isdecimal() and int(length) > self.policy.max_bytes:
            raise too_large(self.policy.max_bytes, int(length))
        assert isinstance(response.stream, Iterable)
        # The connection may close with the last byte, and then tells no more who it was with.
        chunks, peer = Tee(response.stream), peer_of(response.extensions.get("network_stream"))
        pieces = body_pieces(
            chunks if sink is None else response.stream,
            _first(headers, "content-encoding"),
            self.policy.max_bytes,
        )
        body = (sink or b"".join)(pieces)
        media_type, charset = content_type(_first(headers, "content-type"))
        last = self._exchange(response, final, sent, chunks.kept(), cut=False, peer=peer, method=method)
        passed = tuple(exchange.url for exchange in asked)
        return Fetched(
            url, str(final), response.status, headers, media_type, charset, body, passed, last.at,
            (*asked, last) if sink is None else (),
        )  # fmt: skip


def _beginning(chunks: Iterable[bytes], most: int) -> bytes:
    """The first bytes, as they came; what follows is never read."""
    kept = b""
    for chunk in chunks:
        kept += chunk[: most - len(kept)]
        if len(kept) >= most:
            break
    return kept


def content_type(header: str) -> tuple[str | None, str | None]:
    """(media type, charset) of a Content-Type header, in lower case; None for what it does not tell."""
    if "/" not in header:
        return None, None
    message = Message()
    message["Content-Type"] = header
    charset = message.get_param("charset")
    return message.get_content_type(), charset.strip().lower() if isinstance(charset, str) else None


def _origin(url: httpx2.URL) -> tuple[str, bytes, int]:
    return url.scheme, url.raw_host, port_of(url)


def _host(url: httpx2.URL) -> str:
    return url.raw_host.decode("ascii")


def _joined(base: httpx2.URL, location: str) -> str:
    try:
        return str(base.join(location))
    except (httpx2.InvalidURL, ValueError) as error:
        raise FetchFailed(
            "redirect", said("The site redirects to something that is no address."), transient=False
        ) from error


def _texts(headers: Iterable[tuple[bytes, bytes]]) -> tuple[tuple[str, str], ...]:
    """Headers are bytes; latin-1 loses none of them, and some sites send UTF-8 in Location."""
    return tuple((name.decode("latin-1"), _text(value)) for name, value in headers)


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _first(headers: tuple[tuple[str, str], ...], name: str) -> str:
    return next((value.strip() for key, value in headers if key.lower() == name), "")


def _told(error: Exception, policy: FetchPolicy) -> FetchFailed:
    """The transport's error as a sentence."""
    if isinstance(error, httpcore2.ConnectTimeout):
        told = said(
            "The site could not be reached within %(seconds)s seconds.",
            seconds=f"{policy.connect_seconds:g}",
        )
        return FetchFailed("connect-timeout", told, transient=True)
    if isinstance(error, httpcore2.TimeoutException):
        told = said("The site sent nothing for %(seconds)s seconds.", seconds=f"{policy.read_seconds:g}")
        return FetchFailed("read-timeout", told, transient=True)
    if isinstance(error.__cause__ or error.__context__, ssl.SSLCertVerificationError):
        return FetchFailed("certificate", said("The site's certificate is not valid."), transient=False)
    if isinstance(error, httpcore2.ConnectError):
        return FetchFailed("connect", said("The site could not be reached."), transient=True)
    if isinstance(error, httpcore2.NetworkError):
        return FetchFailed("broken", said("The connection to the site broke off."), transient=True)
    return FetchFailed("protocol", said("The site's answer is not proper HTTP."), transient=True)
