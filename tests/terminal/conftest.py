"""coptui in a terminal of its own, with folders of its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from pseudo_terminal import Terminal
from tinydb import TinyDB

CIRCLE = {
    "meta": {"1": {"schema": 1}},
    "community": {"1": {"name": "Reading circle", "stage": "stewardship"}},
    "members": {
        "1": {"name": "Ilse Brandt", "organisation": "Harbour clinic", "offers": ["listening"]},
        "2": {"name": "Wesley Adeyemi", "organisation": "Night shift", "seeks": ["a mentor"]},
        "3": {"name": "Ondřej Novák", "joined_on": "2024-02-01"},
    },
    "topics": {"1": {"title": "Hard calls"}},
    "events": {"1": {"title": "Evening call", "starts_at": "2030-01-01T18:00"}},
}


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment with folders of its own, in a terminal that knows colours."""
    return {
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "COPTUI_USER": "amara",
    }


@pytest.fixture
def start(home: dict[str, str]) -> Iterator[Callable[..., Terminal]]:
    """Start coptui with some arguments in a terminal of its own."""
    running: list[Terminal] = []

    def begin(
        *arguments: str,
        columns: int = 80,
        lines: int = 24,
        program: Sequence[str] = ("-m", "coptui"),
        before: Callable[[], object] | None = None,
        **environ: str,
    ) -> Terminal:
        terminal = Terminal(
            [sys.executable, *program, *arguments],
            columns=columns,
            lines=lines,
            environ={**home, **environ},
            before=before,
        )
        running.append(terminal)
        return terminal

    yield begin
    for terminal in running:
        terminal.close()


@pytest.fixture
def circle(tmp_path: Path) -> Path:
    """A small community of invented people."""
    path = tmp_path / "circle" / "circle.json"
    path.parent.mkdir()
    path.write_text(json.dumps(CIRCLE))
    path.chmod(0o600)
    return path


def answers(path: Path) -> list[object]:
    """The answers in a file, read by plain TinyDB, in the order in which they were given."""
    with TinyDB(path, access_mode="r") as db:
        return [
            answer["value"]
            for run in db.table("runs").all()
            for answer in run["log"]
            if "value" in answer
        ]


@pytest.fixture
def answers_in() -> Callable[[Path], list[object]]:
    return answers
