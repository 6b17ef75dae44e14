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

from coptui.cli import place
from coptui.cli.run import run

TODAY = "2026-03-14"  # a Saturday

TABLES = {
    "meta": {"1": {"schema": 1, "generation": 3}},
    "community": {"1": {"name": "Reading circle", "founded_on": "2025-01-01"}},
    "members": {
        "1": {"name": "Ann Lee", "roles": [{"role": "coordinator"}], "joined_on": "2025-01-01"},
        "2": {"name": "Anna Berg", "joined_on": "2025-02-01", "organisation": "Harbour School"},
        "3": {"name": "Carlos Díaz", "joined_on": "2025-03-01", "offers": ["supervision"]},
        "4": {"name": "Zebedee Late", "joined_on": "2026-03-20"},
    },
    "topics": {
        "1": {"title": "Onboarding", "stewards": [2], "touched_on": "2026-02-03"},
        "2": {"title": "The Okafor family", "confidential": True, "code": "case 14"},
    },
    "events": {
        "1": {
            "title": "Round table",
            "starts_at": "2026-03-03T18:00",
            "status": "held",
            "series": "round",
            "topics": [1],
            "hosts": [1],
            "attendance_taken": True,
            "attendance": {"1": {"status": "attended"}, "3": {"status": "late"}},
        },
        "2": {"title": "Round table", "starts_at": "2026-04-07T18:00", "series": "round"},
    },
}

CHECKLIST = """\
id: small-round
version: 1
title: Small round
sections:
  - title: How we are
    steps:
      - id: heard
        ask: How well were quiet people heard?
        help: |
          Good looks like everyone having had a turn.
        evidence: [headcount]
        suggest: [Begin with a minute of writing]
      - id: dated
        ask: Is the next meeting dated?
        answer: yes-no
      - id: form
        ask: What shall it be?
        answer: choice
        choices: [a debate, a walk]
      - id: who
        ask: Who would still come?
        answer: people
      - id: what
        ask: What was the best line?
        answer: text
"""


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
    place._loaded.cache_clear()
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
