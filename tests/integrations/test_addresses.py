"""The truth table of addresses that are never connected to."""

from __future__ import annotations

import socket
import time

import pytest

from claims.integrations.addresses import checked, is_public, resolve
from claims.integrations.errors import FetchFailed, FetchRefused

ADDRESSES = {
    # IPv4
    "0.0.0.0": False,
    "0.1.2.3": False,
    "10.0.0.1": False,
    "100.64.0.1": False,
    "100.100.100.200": False,
    "100.127.255.255": False,
    "127.0.0.1": False,
    "127.255.255.254": False,
    "168.63.129.16": False,
    "169.254.169.254": False,
    "172.16.0.1": False,
    "172.31.255.255": False,
    "192.0.0.192": False,
    "192.0.2.1": False,
    "192.88.99.1": False,
    "192.168.1.1": False,
    "198.18.0.1": False,
    "198.19.255.255": False,
    "198.51.100.7": False,
    "203.0.113.7": False,
    "224.0.0.1": False,
    "239.255.255.250": False,
    "240.0.0.1": False,
    "255.255.255.255": False,
    # IPv6
    "::": False,
    "::1": False,
    "::7f00:1": False,
    "::8.8.8.8": False,
    "::ffff:127.0.0.1": False,
    "::ffff:10.1.2.3": False,
    "::ffff:a9fe:a9fe": False,
    "::ffff:0:127.0.0.1": False,
    "64:ff9b::127.0.0.1": False,
    "64:ff9b::8.8.8.8": False,
    "64:ff9b:1::1": False,
    "100::1": False,
    "2001::1": False,
    "2001:0:4136:e378:8000:63bf:3fff:fdd2": False,
    "2001:2::1": False,
    "2001:10::1": False,
    "2001:20::1": False,
    "2001:db8::1": False,
    "2002:7f00:1::": False,
    "2002:808:808::1": False,
    "2a00:1450::5efe:7f00:1": False,
    "2a00:1450::200:5efe:a00:1": False,
    "3fff::1": False,
    "5f00::1": False,
    "fc00::1": False,
    "fd00:ec2::254": False,
    "fe80::1": False,
    "fec0::1": False,
    "ff02::1": False,
    # and the open internet
    "8.8.8.8": True,
    "93.184.216.34": True,
    "100.63.255.255": True,
    "100.128.0.1": True,
    "172.15.255.255": True,
    "172.32.0.1": True,
    "::ffff:93.184.216.34": True,
    "2606:2800:220:1:248:1893:25c8:1946": True,
    "2a00:1450:4001:82a::200e": True,
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_is_public(address: str) -> None:
    assert is_public(address) is ADDRESSES[address]


def test_checked_refuses_all_for_one() -> None:
    assert checked(["8.8.8.8"]) == ["8.8.8.8"]
    with pytest.raises(FetchRefused):
        checked(["8.8.8.8", "127.0.0.1"])


@pytest.mark.parametrize("spelling", ["127.0.0.1", "127.1", "0x7f.1", "2130706433", "017700000001"])
def test_resolve_reads_odd_spellings_as_connect_would(spelling: str) -> None:
    assert resolve(spelling, 80, 5) == ["127.0.0.1"]


def test_resolve_gives_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def sleeps(*_: object, **__: object) -> list[object]:
        time.sleep(0.4)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", sleeps)

    with pytest.raises(FetchFailed, match="took too long") as caught:
        resolve("slow.example", 80, 0.05)

    assert caught.value.transient


@pytest.mark.parametrize(("errno", "transient"), [(socket.EAI_NONAME, False), (socket.EAI_AGAIN, True)])
def test_resolve_tells_a_dead_name_from_a_bad_day(
    monkeypatch: pytest.MonkeyPatch, errno: int, transient: bool
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise socket.gaierror(errno, "no")

    monkeypatch.setattr(socket, "getaddrinfo", fails)

    with pytest.raises(FetchFailed) as caught:
        resolve("gone.example", 80, 5)

    assert caught.value.transient is transient
