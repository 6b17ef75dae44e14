"""The settings by which letters are sent: whose address, and which way out.

The password is read when it is needed, from a command or from a file that only its owner may read;
it is in no setting, no log and no community's file.
"""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct

from coptui.core.letters.recipients import is_address
from coptui.core.model.sentences import what_went_wrong
from coptui.core.model.text import clean
from coptui.errors import UsageError
from coptui.files import opened
from coptui.language import tr

Tls = Literal["starttls", "tls", "none"]
PORTS: Mapping[Tls, int] = {"starttls": 587, "tls": 465, "none": 25}
LOCAL = ("localhost", "127.0.0.1", "::1")
PATIENCE = 60
"""Seconds in which a password command has to end."""
SET_IT_UP = tr(
    "docs/letters.md explains how to set up sending. Until then, save the letters as files: press w on the "
    "screen, or see `coptui write --help`."
)


class Account(Struct, frozen=True):
    """From whom letters come, and how they leave: by `sendmail`, or else by the server `host`."""

    sender: str
    name: str = ""
    host: str = ""
    port: int = 0
    tls: Tls = "starttls"
    user: str = ""
    password_command: str = ""
    password_file: Path | None = None
    sendmail: str = ""


def account_of(mail: Mapping[str, str], folder: Path) -> Account:
    """Return the account that the setting `mail` describes. Raise UsageError that names the line."""
    sender = clean(mail.get("from", ""))
    if not is_address(sender):
        raise UsageError(tr("No address is set for letters to come from (`from:` in the setting `mail`)."), SET_IT_UP)  # fmt: skip
    host, port = _server(mail.get("smtp", ""))
    tls = _tls(mail.get("tls", ""), port, host)
    given = mail.get("password-file", "")
    return Account(
        sender=sender,
        name=clean(mail.get("name", ""), 120),
        host=host,
        port=port or PORTS[tls],
        tls=tls,
        user=clean(mail.get("user", "")),
        password_command=mail.get("password-command", ""),
        password_file=(folder / Path(given).expanduser()) if given else None,
        sendmail=mail.get("sendmail", ""),
    )


def _server(text: str) -> tuple[str, int]:
    text = clean(text)
    host, colon, port = text.rpartition(":")
    if not colon or text.endswith("]"):
        return text.strip("[]"), 0
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise UsageError(
            tr(
                "In the setting `mail`, {port!r} after `smtp:` isn't the number of a port.",
                port=port,
            ),
            tr("Write the server and its port like this: mail.example.org:587."),
        )
    return host.strip("[]"), int(port)


def _tls(text: str, port: int, host: str) -> Tls:
    if text not in ("", "starttls", "tls", "none"):
        raise UsageError(
            tr("In the setting `mail`, `tls:` can't be {text!r}.", text=text),
            tr("Write starttls, tls or none."),
        )
    if text == "none" and host not in LOCAL:
        raise UsageError(
            tr("In the setting `mail`, `tls: none` can only be used for a server on this machine."),
            tr(
                "Otherwise anyone on the network could read the letters and the password; write starttls or tls."
            ),
        )
    if text == "tls" or (not text and port == PORTS["tls"]):
        return "tls"
    return "none" if text == "none" else "starttls"


def password(account: Account) -> str:
    """Return the password, or "" if none is set. Raise UsageError if it can't be had."""
    if account.password_command:
        return _of_command(account.password_command)
    return _of_file(account.password_file) if account.password_file is not None else ""


def _of_command(command: str) -> str:
    try:
        done = subprocess.run(
            shlex.split(command), stdout=subprocess.PIPE, stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, timeout=PATIENCE, check=True,
        )  # fmt: skip
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        why = what_went_wrong(error) if isinstance(error, OSError) else tr("the command failed")
        raise UsageError(
            tr(
                "The command after `password-command:` in the setting `mail` gave no password: {why}.",
                why=why,
            ),
            tr("Try the command on its own in a terminal."),
        ) from None
    return done.stdout.decode("utf-8", "replace").partition("\n")[0].rstrip("\r")


def _of_file(path: Path) -> str:
    try:
        with opened(path) as stream:
            about = os.fstat(stream.fileno())
            if not stat.S_ISREG(about.st_mode) or about.st_mode & 0o077:
                raise UsageError(
                    tr("The password file {path} could be read by others.", path=path),
                    tr(
                        "Make it readable only by you: chmod 600 {file}",
                        file=shlex.quote(str(path)),
                    ),
                )
            text = stream.read(4096).decode("utf-8", "replace")
    except OSError as error:
        raise UsageError(
            tr(
                "The password file {path} cannot be read: {reason}.",
                path=path,
                reason=what_went_wrong(error),
            )
        ) from None
    return text.partition("\n")[0].rstrip("\r")
