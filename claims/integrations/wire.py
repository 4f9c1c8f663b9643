"""The network below the HTTP client: resolves, checks and connects, all under one deadline.

The address that was checked is the address that is connected to. A name is looked up once, here;
the HTTP layer above keeps the name for the Host header and the TLS certificate. So a name that
changes its address between the check and the connection (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore2

from claims.integrations.addresses import Resolve, checked
from claims.integrations.errors import FetchFailed
from claims.said import said


class Deadline:
    """A point in time that every step of one fetch shares, redirects included."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._ends = time.monotonic() + seconds

    def left(self, at_most: float | None = None) -> float:
        """Seconds left, no more than ``at_most``; FetchFailed once there are none."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise self.missed()
        return left if at_most is None else min(left, at_most)

    def over(self) -> bool:
        return time.monotonic() >= self._ends

    def missed(self) -> FetchFailed:
        return FetchFailed(
            "deadline",
            said("The site did not finish sending within %(seconds)s seconds.", seconds=f"{self.seconds:g}"),
            transient=True,
        )


class TimedStream(httpcore2.NetworkStream):
    """A connection whose every step ends at the deadline, however slowly the bytes drip."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        secure = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return TimedStream(secure, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedNetwork(httpcore2.NetworkBackend):
    """Connects only to checked addresses, but for the hosts in ``allowed`` ("name" or "name:port")."""

    def __init__(self, deadline: Deadline, resolve: Resolve, allowed: frozenset[str]) -> None:
        self._deadline = deadline
        self._resolve = resolve
        self._allowed = allowed
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        found = self._resolve(host, port, self._deadline.left(timeout))
        addresses = found if is_allowed(self._allowed, host, port) else checked(found)
        return TimedStream(self._first_that_answers(addresses, port, timeout), self._deadline)

    def _first_that_answers(
        self, addresses: list[str], port: int, timeout: float | None
    ) -> httpcore2.NetworkStream:
        """A site with several addresses may have a dead one; four tries are enough."""
        last: Exception = httpcore2.ConnectError("no address")
        for address in addresses[:4]:
            try:
                return self._plain.connect_tcp(address, port, self._deadline.left(timeout))
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                last = error
        raise last

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore2.NetworkStream:
        raise NotImplementedError("A web address never leads to a local socket.")


def is_allowed(allowed: frozenset[str], host: str, port: int) -> bool:
    host = host.lower().rstrip(".")
    return host in allowed or f"{host}:{port}" in allowed
