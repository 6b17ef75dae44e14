"""coptui in a terminal of its own, with folders of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pseudo_terminal import Terminal


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

    def begin(*arguments: str, columns: int = 80, lines: int = 24, **environ: str) -> Terminal:
        terminal = Terminal(
            [sys.executable, "-m", "coptui", *arguments],
            columns=columns,
            lines=lines,
            environ={**home, **environ},
        )
        running.append(terminal)
        return terminal

    yield begin
    for terminal in running:
        terminal.close()
