"""Splits the sites of a live crawl among machines: each site is one machine's, always the same one."""

import hashlib
import re
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Shard:
    """The machine `number` of `of`, the first one being 1."""

    number: int
    of: int

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `2/8`; raises `ValueError` for what is no such thing.

        >>> Shard.read("2/8")
        Shard(number=2, of=8)
        """
        found = re.fullmatch(r"([1-9]\d{0,4})/([1-9]\d{0,4})", text)
        if not found or int(found[1]) > int(found[2]):
            raise ValueError(f"{text!r} is no part of a crawl: write 2/8 for the second of eight")
        return cls(int(found[1]), int(found[2]))

    def has(self, site: str) -> bool:
        """Whether a site is this machine's: told by a hash of its registrable domain, the same everywhere."""
        digest = hashlib.sha256(site.encode("utf-8", "replace")).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


WHOLE = Shard(1, 1)
