"""A letter as a message (RFC 5322): one person in To, and the invitation where there is one."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import NamedTuple

from coptui.core.letters.template import Letter
from coptui.core.model.text import clean
from coptui.errors import UsageError
from coptui.language import tr

UNSUBSCRIBE = "unsubscribe"
"""The subject of a letter by which someone asks for no more letters."""
_LONGEST_NAME = 120


class Envelope(NamedTuple):
    """What every message of a draft shares: from whom, when, and by which id it is known again.

    `mark` stands in each Message-ID, such as `invite.<event>`: a reply is known by it.
    """

    sender: str
    sender_name: str
    at: datetime
    mark: str
    number: int


def message_id(envelope: Envelope, member: int) -> str:
    """Return the id of a letter to someone: the same if it is sent again, so that a mailbox that
    has it already can tell."""
    domain = envelope.sender.rpartition("@")[2]
    return f"<coptui.{envelope.mark}.{member}.{envelope.number}@{domain}>"


def message(letter: Letter, envelope: Envelope, invitation: str = "") -> EmailMessage:
    """Return a letter as a message; names can't add lines to its headers.

    Raise UsageError if an address can't stand in a header.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address(envelope.sender_name, envelope.sender)
    mail["To"] = _address(letter.name, letter.address)
    mail["Subject"] = _header(letter.subject)
    mail["Date"] = format_datetime(envelope.at)
    mail["Message-ID"] = message_id(envelope, letter.member)
    mail["List-Unsubscribe"] = f"<mailto:{envelope.sender}?subject={UNSUBSCRIBE}>"
    mail.set_content(letter.text, cte="quoted-printable")
    if invitation:
        mail.add_alternative(
            invitation.encode(), maintype="text", subtype="calendar", cte="base64",
            params={"method": "REQUEST", "charset": "utf-8", "name": "invitation.ics"},
        )  # fmt: skip
    return mail


def _header(text: str) -> str:
    """Return a text for a header. What looks like an encoded word is taken apart: the library would
    decode it while it writes, and a line end in it would begin a header of its own."""
    return clean(text).replace("=?", "= ?")


def _address(name: str, address: str) -> Address:
    try:
        return Address(_header(name)[:_LONGEST_NAME].strip(), addr_spec=address)
    except ValueError as error:
        raise UsageError(tr("{address!r} isn't an e-mail address.", address=address)) from error
