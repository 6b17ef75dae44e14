"""A small community, and two ways to run the command line: in this process and as a real one."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from reading_circle import CHECKLIST, TABLES, TODAY

from coptui.cli import which_file
from coptui.cli.run import run


@dataclass
class Result:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def records(self) -> list:
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, in which the command runs."""
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COPTUI_USER", "Ann Lee")
    monkeypatch.setenv("COPTUI_TODAY", TODAY)
    for name in ("COPTUI_FILE", "NO_COLOR", "_COPTUI_COMPLETE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    which_file._loaded.cache_clear()
    return tmp_path


@pytest.fixture
def file(home: Path) -> Path:
    """The community's file, with a checklist of its own beside it."""
    path = home / "circle.json"
    path.write_text(json.dumps(TABLES))
    (home / "checklists").mkdir()
    (home / "checklists" / "small-round.yaml").write_text(CHECKLIST)
    return path


@pytest.fixture
def coptui(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Result]:
    """Run a command in this process; no input is a terminal."""

    def ran(*arguments: str | Path, typed: str = "") -> Result:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Result(code, said.out, said.err)

    return ran


@pytest.fixture
def shell() -> Callable[..., Result]:
    """Run a command as a process of its own; `before` is called in it before it starts."""

    def ran(*arguments: str | Path, typed: str = "", before=None, **environ: str) -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "coptui", *map(str, arguments)],
            input=typed.encode(),
            capture_output=True,
            timeout=60,
            env={**os.environ, **environ},
            preexec_fn=before,
            check=False,
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    return ran


def tables(path: Path) -> dict:
    """What a file holds."""
    return json.loads(path.read_text())


@pytest.fixture
def saved() -> Callable[[Path], dict]:
    """Reads what a file holds."""
    return tables
