"""Every evidence line has a test of its figures: one that names it and says what they are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from coptui.evidence.registry import LINES

TESTS = Path(__file__).resolve().parents[1]
ABOUT_ALL = {"test_evidence_laws.py", "test_evidence_registry.py", "test_living_series.py"}
"""What holds for every line says nothing of its figures."""
ELSEWHERE = {"members_say": "letters/test_members_checklist.py: it reads the answers to a letter"}
"""Lines whose figures are worked out in another room, and why."""


def worked_out(path: Path) -> Iterator[str]:
    """Every text that a test of a file names, in itself or in its cases, if it asserts anything."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            parts = list(ast.walk(node))
            if any(isinstance(part, ast.Assert) for part in parts):
                yield from (
                    part.value
                    for part in parts
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                )


BY_HAND = {
    text
    for path in (TESTS / "evidence").glob("test_*.py")
    if path.name not in ABOUT_ALL
    for text in worked_out(path)
}


@pytest.mark.parametrize("line_id", LINES)
def test_the_figures_of_a_line_are_worked_out_by_hand(line_id: str) -> None:
    """Against loops in `evidence_by_hand.py`, or in a test of its own on a few records."""
    if line_id in ELSEWHERE:
        path = TESTS / ELSEWHERE[line_id].partition(":")[0]
        assert line_id in worked_out(path)
        assert line_id not in BY_HAND, "it needs no reason any more"
    else:
        assert line_id in BY_HAND
