"""One review in several places: by what it says and who wrote it, however it is set there."""

import hashlib
import unicodedata

_LENGTH = 16


def review_key(text: str | None, author_hash: str | None) -> str | None:
    """The same 16 digits for the same review wherever it stands; null where there is too little to know it by.

    Only letters and digits count, in any case and spelling of accents; what has none, as hearts do, counts as it is.
    Stars without a word are known by nothing: two clients may give the same.

    >>> review_key("So soft — love it!", "a1") == review_key("“So soft, love it”", "a1")
    True
    >>> review_key(None, "a1") is None
    True
    """
    plain = unicodedata.normalize("NFKC", text or "").casefold()
    said = "".join(letter for letter in plain if letter.isalnum()) or "".join(plain.split())
    if not said:
        return None
    return hashlib.md5(f"{said}\x1f{author_hash or ''}".encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[
        :_LENGTH
    ]
