"""Only public addresses are asked, whatever name, number, redirect or proxy leads to another one."""

import socket
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from crawler.manners.addresses import refused
from crawler.manners.resolver import PublicResolver, refusal_of
from tests.crawler.crawl import crawl, seeds
from tests.crawler.local_server import LocalServer, html, pages


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("127.0.0.1", "loopback"),
        ("127.8.8.8", "loopback"),
        ("::1", "loopback"),
        ("0.0.0.0", "unspecified"),
        ("::", "unspecified"),
        ("10.0.0.1", "private"),
        ("172.16.0.1", "private"),
        ("192.168.1.1", "private"),
        ("fd00::1", "private"),
        ("fc00::1", "private"),
        ("169.254.169.254", "link-local"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("fd00:ec2::254", "private"),
        ("100.64.0.1", "reserved"),
        ("224.0.0.1", "multicast"),
        ("ff02::1", "multicast"),
        ("255.255.255.255", "private"),
        ("::ffff:127.0.0.1", "loopback"),
        ("::ffff:10.0.0.1", "private"),
        ("64:ff9b::7f00:1", "loopback"),
        ("2002:7f00:1::", "loopback"),
        ("240.0.0.1", "private"),
        ("198.18.0.1", "private"),
        ("192.0.2.1", "private"),
        ("2001:db8::1", "private"),
        ("93.184.216.34", None),
        ("2606:2800:220:1::1", None),
        ("64:ff9b::5db8:d822", None),
    ],
)
def test_which_addresses_are_public(address: str, kind: str | None) -> None:
    reason = refused(address)
    assert (f" is {kind}, " in reason) if kind and reason else reason is kind


@pytest.mark.parametrize(
    ("address", "is_refused"),
    [
        ("127.0.0.1", False),
        ("192.168.1.1", False),
        ("::1", False),
        ("169.254.169.254", True),
        ("224.0.0.1", True),
        ("0.0.0.0", True),
    ],
)
def test_with_leave_this_machine_and_its_network_may_be_asked(address: str, is_refused: bool) -> None:
    assert (refused(address, allow_private=True) is not None) is is_refused


class Changing:
    """A resolver whose answer changes from one question to the next, as that of a rebinding name does."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = iter(answers)
        self.nameResolver = self

    def resolveHostName(self, receiver: Any, host: str, port: int, types: Any, semantics: str) -> None:
        receiver.resolutionBegan(None)
        for address in next(self._answers):
            receiver.addressResolved((IPv6Address if ":" in address else IPv4Address)("TCP", address, port))
        receiver.resolutionComplete()


class Receiver:
    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.is_complete = False

    def resolutionBegan(self, resolution: Any) -> None:
        pass

    def addressResolved(self, address: Any) -> None:
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:
        self.is_complete = True


def test_each_connection_is_checked_and_only_public_addresses_are_handed_on() -> None:
    resolver = PublicResolver(Changing(["93.184.216.34"], ["127.0.0.1", "::1"], ["10.0.0.1", "93.184.216.34"]), False)
    handed_on, reasons = [], []
    for _ in range(3):
        receiver = Receiver()
        resolver.resolveHostName(receiver, "rebinding.example", 80)
        assert receiver.is_complete
        handed_on.append(receiver.addresses)
        reasons.append(refusal_of("rebinding.example"))
    assert handed_on == [["93.184.216.34"], [], ["93.184.216.34"]]
    assert reasons == [None, "127.0.0.1 is loopback, no public address", None]


def test_no_spelling_of_this_machine_is_asked_and_no_proxy_of_the_environment(tmp_path: Path) -> None:
    with LocalServer() as server:
        server.add(pages({"/": html("$1")}))
        spellings = [
            "127.0.0.2", "localhost", "2130706434", "0x7f.2", "0177.0.0.2", "127.2", "0", "[::1]", "[::ffff:127.0.0.2]",
            "[::ffff:7f00:2]", "169.254.169.254", "localhost.", "LOCALHOST", "１２７.0.0.2", socket.gethostname(),
        ]  # fmt: skip
        addresses = [f"http://{spelling}:{server.port}/" for spelling in spellings]
        proxy = f"http://127.0.0.2:{server.port}"
        crawled = crawl(
            tmp_path / "raw" / "run",
            *seeds(*addresses, "file:///etc/passwd", "ftp://127.0.0.2/"),
            private=False,
            http_proxy=proxy,
            HTTP_PROXY=proxy,
            all_proxy=proxy,
        )
        assert (crawled.status, crawled.log) == (0, "")
        assert server.asked == []
        assert len(crawled.outcomes) >= len(spellings) - 3  # some spellings are the same page
        for outcome in crawled.outcomes.values():
            assert outcome["outcome"] == "error"
            assert "no public address" in outcome["detail"] or "leads nowhere" in outcome["detail"], outcome
