"""Which network addresses may be asked: only public ones, so that no page can send us into somebody's own network."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_NAT64 = IPv6Network("64:ff9b::/96")


def refused(address: str, allow_private: bool = False) -> str | None:
    """Why an address may not be asked; null where it may.

    >>> refused("93.184.216.34")
    >>> refused("::ffff:169.254.169.254")
    '169.254.169.254 is link-local, no public address'
    >>> refused("127.0.0.1", allow_private=True)
    """
    ip = _innermost(ip_address(address.partition("%")[0]))
    kind = _kind(ip)
    if kind is None or (allow_private and kind in {"private", "loopback"}):
        return None
    return f"{ip} is {kind}, no public address"


def _kind(ip: IPv4Address | IPv6Address) -> str | None:
    """The name of the first rule that an address breaks. The order matters: loopback is private too."""
    rules = {
        "unspecified": ip.is_unspecified,
        "loopback": ip.is_loopback,
        "link-local": ip.is_link_local,
        "multicast": ip.is_multicast,
        "private": ip.is_private or (isinstance(ip, IPv6Address) and ip.is_site_local),
        "reserved": ip.is_reserved or not ip.is_global,
    }
    return next((name for name, breaks in rules.items() if breaks), None)


def _innermost(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address stands for, where it does."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(ip.packed[-4:])
    return ip.ipv4_mapped or ip.sixtofour or ip
