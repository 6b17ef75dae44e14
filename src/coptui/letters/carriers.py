"""What carries a letter away: a mail server, the host's own sendmail, or files.

Each says of a letter that failed whether it is certain that it did not leave: `NotSent` and
`Refused` are certain, anything else is not.
"""

from __future__ import annotations

import os
import smtplib
import ssl
import subprocess
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage, Message
from email.policy import SMTP
from pathlib import Path
from typing import Protocol

from coptui.core.letters.template import Letter
from coptui.core.model.sentences import (
    CHOOSE_ANOTHER_NAME,
    SEND_LATER,
    cannot_be_written,
    what_went_wrong,
)
from coptui.core.model.text import clean, fold
from coptui.errors import CoptError, UsageError
from coptui.files import opened
from coptui.language import tr
from coptui.letters.account import SET_IT_UP, Account, password

PATIENCE = 60
"""Seconds in which a mail server or sendmail has to answer."""


class NotSent(CoptError):
    """A letter that certainly did not leave, and neither would the next one: sending stops."""


class Refused(CoptError):
    """A letter to this one person that was certainly not taken."""


Begin = Callable[[], None]
"""Called at the last moment at which it is certain that a letter has not left."""


class Carrier(Protocol):
    """Takes letters away, one at a time. `repeats_safely`: taking one twice does no harm."""

    repeats_safely: bool
    leaves: str
    """What it does, for a question: `send`."""

    def deliver(self, letter: Letter, mail: EmailMessage, begin: Begin) -> None: ...

    def close(self) -> None: ...


def carrier_of(account: Account) -> Carrier:
    """Return what the settings choose; nothing is connected yet."""
    if account.sendmail:
        return Sendmail(account)
    if account.host:
        return MailServer(account)
    raise UsageError(tr("Sending letters isn't set up yet (`smtp:` or `sendmail:` in the setting `mail`)."), SET_IT_UP)  # fmt: skip


class MailServer:
    """A mail server, over TLS; connected with the first letter."""

    repeats_safely = False
    leaves = "send"

    def __init__(self, account: Account) -> None:
        self._account = account
        self._server: smtplib.SMTP | None = None

    def deliver(self, letter: Letter, mail: EmailMessage, begin: Begin) -> None:
        if self._server is None:
            self._server = self._connected()
        server = self._server
        try:
            server.rset()
            code, text = server.mail(self._account.sender)
            if code != 250:
                raise NotSent(tr("The mail server doesn't accept letters from {sender}: {answer}.", sender=self._account.sender, answer=_answer(code, text)), SET_IT_UP)  # fmt: skip
            _taken(server.rcpt(letter.address), letter)
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent(
                tr("The mail server ended the connection: {said}.", said=_said(error))
            ) from error
        begin()
        try:
            code, text = server.data(mail.as_bytes(policy=SMTP))
        except smtplib.SMTPDataError as error:
            code, text = error.smtp_code, error.smtp_error  # type: ignore[assignment]
        _taken((code, text), letter)

    def close(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()

    def _connected(self) -> smtplib.SMTP:
        account = self._account
        trusted = ssl.create_default_context()
        server: smtplib.SMTP | None = None
        try:
            if account.tls == "tls":
                server = smtplib.SMTP_SSL(account.host, account.port, timeout=PATIENCE, context=trusted)  # fmt: skip
            else:
                server = smtplib.SMTP(account.host, account.port, timeout=PATIENCE)
            if account.tls == "starttls":
                server.starttls(context=trusted)
            if account.user:
                server.login(account.user, password(account))
        except (smtplib.SMTPException, OSError) as error:
            if server is not None:
                server.close()
            raise NotSent(
                tr(
                    "{host} port {port}: {said}.",
                    host=account.host,
                    port=account.port,
                    said=_said(error),
                ),
                tr(
                    "Nothing was sent. Check the setting mail, and whether the server can be reached."
                ),
            ) from error
        return server


def _taken(answer: tuple[int, bytes], letter: Letter) -> None:
    """Raise Refused or NotSent unless the server took what it was told."""
    code, text = answer
    said = _answer(code, text)
    if code in (421, 450, 451, 452, 454):
        raise NotSent(tr("The mail server says to try again later: {said}.", said=said), SEND_LATER)
    if code not in (250, 251, 252):
        raise Refused(f"{letter.address}: {said}")


def _answer(code: int, text: bytes) -> str:
    return f"{code} {clean(text.decode('utf-8', 'replace'), 200)}"


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return tr("the name or the password isn't accepted")
    if isinstance(error, ssl.SSLCertVerificationError):
        return tr(
            "its certificate isn't trusted ({reason})", reason=clean(error.verify_message, 200)
        )
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return clean(str(error), 200) or type(error).__name__


class Sendmail:
    """The host's own `sendmail`, which takes letters and sends them by itself."""

    repeats_safely = False
    leaves = "send"

    def __init__(self, account: Account) -> None:
        self._account = account

    def deliver(self, letter: Letter, mail: EmailMessage, begin: Begin) -> None:
        command = [self._account.sendmail, "-i", "-f", self._account.sender, "--", letter.address]
        # What a program gets by a pipe has the line ends of this system.
        data = mail.as_bytes(policy=SMTP.clone(linesep="\n"))
        begin()
        try:
            child = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
            )
        except OSError as error:
            raise NotSent(f"{self._account.sendmail}: {what_went_wrong(error)}.") from error
        with child:
            try:
                _, errors = child.communicate(data, timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                child.kill()
                raise
        if child.returncode == os.EX_TEMPFAIL:
            raise NotSent(tr("sendmail says to try again later."), SEND_LATER)
        if child.returncode:
            said = clean(errors.decode("utf-8", "replace"), 200) or tr(
                "it ended with exit code {code}", code=child.returncode
            )
            raise Refused(f"{letter.address}: {said}")

    def close(self) -> None:
        return None


class Folder:
    """A folder with a file `.eml` for each letter, which every mail program opens."""

    repeats_safely = True
    leaves = "write"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deliver(self, letter: Letter, mail: EmailMessage, begin: Begin) -> None:
        from coptui.store import atomic
        from coptui.store.saving import Saving

        name = "-".join("".join(c if c.isalnum() else " " for c in fold(letter.name)).split())
        path = self._folder / f"{letter.member:04d}-{name[:40] or 'letter'}.eml"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if path.exists() and _id_in(path) != _id_of(mail):
                raise NotSent(
                    tr("There is a file {path} already.", path=path), tr("Choose an empty folder.")
                )
            data = mail.as_bytes(policy=SMTP)
            begin()
            os.close(atomic.replace(path, data, Saving(path), 0o600).descriptor)
        except OSError as error:
            raise NotSent(cannot_be_written(path, what_went_wrong(error))) from error

    def close(self) -> None:
        return None


def _id_of(mail: Message) -> str:
    """Return a Message-ID as it is, wherever its header was folded."""
    return "".join(str(mail["Message-ID"]).split())


def _id_in(path: Path) -> str:
    from email.parser import BytesHeaderParser

    with opened(path) as stream:
        return _id_of(BytesHeaderParser(policy=SMTP).parse(stream))


class Mailbox:
    """One file (mbox) with all letters, for programs that import those."""

    repeats_safely = True
    leaves = "write"

    def __init__(self, path: Path) -> None:
        import mailbox

        self._path = path
        try:
            _prepare_mailbox(path)
            self._box = mailbox.mbox(path)
            self._known = {_id_of(mail): key for key, mail in self._box.items()}
        except OSError as error:
            raise UsageError(cannot_be_written(path, what_went_wrong(error))) from error

    def deliver(self, letter: Letter, mail: EmailMessage, begin: Begin) -> None:
        begin()
        try:
            before = self._known.pop(_id_of(mail), None)
            if before is not None:
                # It may have been cut off in the middle.
                self._box.remove(before)
                self._box.flush()
            self._box.add(mail.as_bytes(policy=SMTP.clone(linesep="\n")))
            self._box.flush()
        except OSError as error:
            raise NotSent(cannot_be_written(self._path, what_went_wrong(error))) from error

    def close(self) -> None:
        with suppress(OSError):
            self._box.close()


def _prepare_mailbox(path: Path) -> None:
    """Create the file if there is none; end what was cut off in it, so that the next one begins."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as stream:
        start = stream.read(5)
        if start not in (b"", b"From "):
            raise UsageError(tr("{path} isn't a mailbox (mbox).", path=path), CHOOSE_ANOTHER_NAME)
        if start:
            stream.seek(-1, os.SEEK_END)
            stream.write(b"" if stream.read(1) == b"\n" else b"\n\n")
