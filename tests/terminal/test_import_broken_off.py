"""An import of ten thousand rows that is broken off, by a key or by force: all of it happened, or nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROWS = 10_000


def list_of(rows: int, folder: Path) -> Path:
    path = folder / "Downloads" / "roster.csv"
    path.parent.mkdir()
    lines = "".join(f"Ann{n} {'aeiou'[n % 5]}rk{n},p{n}@example.org\n" for n in range(rows))
    path.write_text(f"name,email\n{lines}")
    return path


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return list_of(ROWS, tmp_path)


def whole(path: Path) -> int:
    """How many members the file holds; fails where it is no whole file."""
    return len(json.loads(path.read_bytes())["members"])


def test_a_bar_tells_how_far_it_is_and_ctrl_c_leaves_everything_as_it_was(
    start, circle, roster
) -> None:
    before = circle.read_bytes()
    terminal = start("-f", str(circle), "import", str(roster))
    terminal.wait_for("ing [")
    terminal.press("ctrl+c")
    assert terminal.wait(30) == 130
    assert circle.read_bytes() == before
    terminal = start("-f", str(circle), "import", str(roster))
    terminal.wait_for("10000 new. Saved", limit=60)
    assert "ing [" not in terminal.text(), "the bar is gone when it is done"
    assert whole(circle) == 3 + ROWS


def test_leaving_the_full_screen_while_it_reads_changes_nothing(start, circle, roster) -> None:
    before = circle.read_bytes()
    terminal = start(str(circle))
    terminal.wait_for("Ilse Brandt")
    terminal.type("i")
    terminal.wait_for("roster.csv")
    terminal.press("enter")
    terminal.wait_for("reading")
    terminal.type("qq")
    terminal.wait_for("Ilse Brandt")
    terminal.leave()
    assert terminal.wait(30) == 0
    assert circle.read_bytes() == before


def killed(home: dict[str, str], circle: Path, roster: Path, after: float) -> float:
    """Import in a process of its own and kill it; the seconds that it lived."""
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "coptui", "-f", str(circle), "import", str(roster)],
        env={**os.environ, **home}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
    process.wait()
    return time.monotonic() - begun


SHARES = (0.5, 0.8, 0.9)


@pytest.mark.parametrize(
    ("rows", "shares"),
    [(3_000, SHARES), pytest.param(ROWS, [n / 60 for n in range(1, 66)], marks=pytest.mark.long)],
    ids=["thrice", "often"],
)
def test_killed_at_any_moment_the_file_is_whole_and_the_next_import_completes_it(
    home, circle, tmp_path, rows, shares
) -> None:
    before, roster = circle.read_bytes(), list_of(rows, tmp_path)
    spent = killed(home, circle, roster, 120)
    assert whole(circle) == 3 + rows
    for share in shares:
        circle.write_bytes(before)
        killed(home, circle, roster, spent * share)
        assert whole(circle) in (3, 3 + rows)
    # After the last one.
    killed(home, circle, roster, 120)
    assert whole(circle) == 3 + rows
    assert {path.name for path in circle.parent.iterdir()} <= {circle.name, f"{circle.name}.lock"}
