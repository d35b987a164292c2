"""Who we say we are: a name, a version, and an address of somebody who can stop us."""

from importlib.metadata import version

NAME = "BlushBook"
"""The name by which a robots.txt can speak to us."""


def user_agent(contact: str) -> str:
    """The User-Agent header: `BlushBook/0.1.0 (+contact)`. The contact is an address of mail or of a page."""
    return f"{NAME}/{version('blushbook')} (+{contact})"


def is_contact(contact: str) -> bool:
    """Whether somebody could be reached there: a mail address or a page, in one line of plain letters."""
    plain = contact.isascii() and contact.isprintable() and not set(contact) & set(" ()")
    return plain and ("@" in contact.strip("@") or contact.startswith(("http://", "https://")))
