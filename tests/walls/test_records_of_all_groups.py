"""No screen or command takes a record to change out of what a group is shown: mypy sees communities
alone, and a member who left a group has left, as the group sees them."""

from __future__ import annotations

import re
from pathlib import Path

import coptui

SOURCE = Path(coptui.__file__).parent
TAKEN = re.compile(r"session\.community\.(?:\w+|table\([^()]*\))(?:\.get\(|\[)")
ONLY_READ = {"tui/meetings/paper.py", "tui/letters/letters.py"}
"""What shows an event of the group, and changes none."""


def test_a_record_to_change_comes_from_all_groups() -> None:
    taking = {
        str(path.relative_to(SOURCE))
        for room in ("tui", "cli")
        for path in (SOURCE / room).rglob("*.py")
        if TAKEN.search(path.read_text("utf-8"))
    }
    assert taking == ONLY_READ
