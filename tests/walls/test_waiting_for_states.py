"""Tests wait for a state: what is asserted after a time alone fails on a busy machine, and hides what is slow."""

from __future__ import annotations

import ast
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
OF_TIME = {
    "tui/test_event_loop.py": "it measures how long the loop is held",
    "tui/test_random_keys.py": "it measures how long the loop is held",
    "tui/test_slow_saves.py": "a clock that has run out did nothing",
}


def test_no_pilot_pauses_for_a_time() -> None:
    pausing = {
        path.relative_to(TESTS).as_posix()
        for path in TESTS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "pause"
        and node.args
    }
    assert pausing == set(OF_TIME)
