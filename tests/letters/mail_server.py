# ruff: noqa: N802 - the names are those that the server calls.
"""A mail server on this machine, which keeps what it gets and may break off at any point."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from coptui.cli import which_file

HERE = Path(__file__).resolve().parent
CERTIFICATE = HERE / "loopback-certificate.pem"


class Kept:
    """Letters as they came. `at_mail` and `at_data` are called with how many there are already, and
    return an answer of the server's, "gone" to break off, or None."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.to: list[list[str]] = []
        self.at_mail: Callable[[int], str | None] = lambda number: None
        self.at_data: Callable[[int], str | None] = lambda number: None
        self.refused: frozenset[str] = frozenset()

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        envelope.mail_from = address
        return self._answer(server, self.at_mail)

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = self._answer(server, self.at_data)
        if answer == "250 OK":
            self.letters.append(
                cast("EmailMessage", message_from_bytes(envelope.content, policy=SMTP))
            )
            self.to.append(list(envelope.rcpt_tos))
        return answer

    def _answer(self, server: Any, asked: Callable[[int], str | None]) -> str:
        answer = asked(len(self.letters))
        if answer == "gone":
            server.transport.abort()
        return answer or "250 OK"


class Server:
    """The server, listening on `port`; it takes the name `ann` with the password `secret`."""

    def __init__(self, kept: Kept, *, tls: bool = True) -> None:
        self.kept = kept
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE, HERE / "loopback-key.pem")
        more: dict[str, Any] = {"tls_context": context, "require_starttls": True, "authenticator": _known, "auth_required": True} if tls else {}  # fmt: skip
        self._controller = Controller(kept, hostname="127.0.0.1", port=self.port, **more)
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()


def _known(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (b"ann", b"secret")
    return AuthResult(success=known, handled=False)


def mail_settings(home: Path, **mail: object) -> None:
    """Write the setting `mail` into this person's settings."""
    lines = [f"  {name.replace('_', '-')}: {value}" for name, value in mail.items()]
    text = "\n".join(("mail:", "  from: circle@example.org", *lines, ""))
    (home / "config" / "coptui" / "config.yaml").write_text(text, "utf-8")
    which_file.read_settings_again()
