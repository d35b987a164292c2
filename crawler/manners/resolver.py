"""Resolves names and hands on only addresses that may be asked.

It stands between every request and its connection, and a connection is made to what it hands on and to nothing else:
a name that answers differently the second time, a number in place of a name, a redirect and a robots.txt all come by.
"""

from collections.abc import Sequence
from typing import Any, Self

from scrapy.settings import BaseSettings
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer

from crawler.manners.addresses import refused

ALLOW_PRIVATE_SETTING = "ALLOW_PRIVATE_ADDRESSES"

_refusals: dict[str, str] = {}


def refusal_of(host: str) -> str | None:
    """Why no address of a host was handed on the last time it was resolved."""
    return _refusals.get(host)


@implementer(IResolutionReceiver)
class _OnlyAllowed:
    """Receives the addresses of one host, and hands on those that may be asked."""

    def __init__(self, receiver: Any, host: str, allow_private: bool) -> None:
        self._receiver = receiver
        self._host = host
        self._allow_private = allow_private
        self._handed_on = 0
        self._reasons: list[str] = []

    def resolutionBegan(self, resolution: Any) -> None:
        """Called by Twisted first."""
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        """Called by Twisted for each address."""
        reason = refused(address.host, self._allow_private)
        if reason:
            self._reasons.append(reason)
        else:
            self._handed_on += 1
            self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:
        """Called by Twisted last."""
        _refusals.pop(self._host, None)
        if self._reasons and not self._handed_on:
            _refusals[self._host] = self._reasons[0]
        self._receiver.resolutionComplete()


@implementer(IHostnameResolver)
class PublicResolver:
    """Twisted's own resolver with the rule in front of it; nothing is remembered, so each connection is checked."""

    def __init__(self, reactor: Any, allow_private: bool) -> None:
        self._reactor = reactor
        self._resolver = reactor.nameResolver
        self._allow_private = allow_private

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Self:
        """Called by Scrapy, with the whole process in place of one crawler."""
        settings: BaseSettings = crawler.settings
        return cls(reactor, settings.getbool(ALLOW_PRIVATE_SETTING))

    def install_on_reactor(self) -> None:
        """Called by Scrapy: from here on every connection of this process asks us."""
        self._reactor.installNameResolver(self)

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[Any] | None = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        """Called by Twisted for each connection."""
        receiver = _OnlyAllowed(resolutionReceiver, hostName, self._allow_private)
        return self._resolver.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)
