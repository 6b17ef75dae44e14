"""A circle of forty, a mail server on this machine, and the command line in this process."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from forty import TODAY, tables
from mail_server import CERTIFICATE, Kept, Server, mail_settings

from coptui.cli import which_file
from coptui.cli.run import run


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COPTUI_USER", "Ann Lee")
    monkeypatch.setenv("COPTUI_TODAY", TODAY)
    monkeypatch.setenv("COPTUI_FILE", str(tmp_path / "circle.json"))
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    (tmp_path / "config" / "coptui").mkdir(parents=True)
    which_file.read_settings_again()
    return tmp_path


@pytest.fixture
def circle(home: Path) -> Path:
    path = home / "circle.json"
    path.write_text(json.dumps(tables()), "utf-8")
    return path


@pytest.fixture
def saved(circle: Path) -> Callable[[], dict[str, Any]]:
    """What the file holds now."""
    return lambda: dict(json.loads(circle.read_text("utf-8")))


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def mail(home: Path, kept: Kept) -> Iterator[Server]:
    """A mail server with TLS and a password in a file, and the settings to reach it."""
    server = Server(kept)
    secret = home / "secret"
    secret.write_text("secret\n")
    secret.chmod(0o600)
    mail_settings(home, smtp=f"localhost:{server.port}", user="ann", password_file=secret)
    yield server
    server.stop()


@pytest.fixture
def coptui(
    circle: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run a command in this process: its exit code, what it printed and what it said."""

    def ran(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(""))
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran
