"""Which internet addresses may be connected to, and how a name becomes one of them.

Blocks are from the IANA special-purpose registries for IPv4 and IPv6, written out here since Python's
``is_global`` differs between versions and knows neither NAT64 nor the clouds' own addresses.
"""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from claims.integrations.errors import FetchFailed, FetchRefused
from claims.said import said

Resolve = Callable[[str, int, float], list[str]]
"""(host, port, seconds) -> addresses as text, best first; raises FetchFailed where there are none."""

NEVER_V4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network, unspecified
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT, also Alibaba's metadata service
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's host service, a public address that answers only from inside
        "169.254.0.0/16",  # link-local, most clouds' metadata services
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments, also Oracle's metadata service
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
PUBLIC_V6 = IPv6Network("2000::/3")
"""The only block that is handed out; loopback, mapped, NAT64, private, link-local lie outside it."""
NEVER_V6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments, Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: carries an IPv4 address that a relay would reach for us
        "2620:4f:8000::/48",  # AS112
        "3ffe::/16",  # 6bone, returned
        "3fff::/20",  # documentation
    )
)
ISATAP = (0x00005EFE, 0x02005EFE)
MAPPED = IPv6Network("::ffff:0:0/96")


def is_public(address: str) -> bool:
    """Whether ``address``, in the canonical text form, belongs to the open internet."""
    ip = ip_address(address)
    if isinstance(ip, IPv6Address) and ip in MAPPED:
        ip = IPv4Address(int(ip) & 0xFFFFFFFF)
    if isinstance(ip, IPv4Address):
        return not any(ip in block for block in NEVER_V4)
    return _is_public_v6(ip)


def _is_public_v6(ip: IPv6Address) -> bool:
    if ip not in PUBLIC_V6 or any(ip in block for block in NEVER_V6):
        return False
    # ISATAP hides an IPv4 address behind an ordinary prefix; no web site lives at one.
    return (int(ip) >> 32) & 0xFFFFFFFF not in ISATAP


def checked(addresses: list[str]) -> list[str]:
    """The same addresses, if every one is public; else FetchRefused.

    One private address among several refuses all, or a name could be tried until the dice fall right.
    """
    if not all(is_public(address) for address in addresses):
        raise FetchRefused(
            "private-address", said("The address points inside a private network and is not fetched.")
        )
    return addresses


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """Ask the system's resolver, which also reads odd spellings ("0x7f.1") as connect() would.

    getaddrinfo takes no time limit, so it runs on a thread that is left behind when it is too slow.
    """
    answer: queue.Queue[list[str] | OSError | UnicodeError] = queue.Queue(1)
    threading.Thread(target=_ask, args=(host, port, answer), daemon=True, name="resolve").start()
    try:
        found = answer.get(timeout=max(seconds, 0.01))
    except queue.Empty:
        raise FetchFailed(
            "dns-timeout", said("Looking up the name %(host)s took too long.", host=host), transient=True
        ) from None
    if isinstance(found, list):
        return found
    gone = isinstance(found, socket.gaierror) and found.errno == socket.EAI_NONAME
    sentence = (
        said("The name %(host)s leads to no site.", host=host)
        if gone
        else said("The name %(host)s could not be looked up.", host=host)
    )
    raise FetchFailed("dns", sentence, transient=not gone) from found


def _ask(host: str, port: int, answer: queue.Queue[list[str] | OSError | UnicodeError]) -> None:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        answer.put(error)
    else:
        answer.put(list(dict.fromkeys(str(row[4][0]) for row in rows)))
