"""How much memory the full screen takes at most, beside a bare program, on whole communities."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from pseudo_terminal import Terminal
from test_bytes_and_start import BARE

from benchmarks.whole import whole_community

AIR = 1.05
"""Other versions of Python hold the same in a little more."""


def peak(terminal: Terminal) -> int:
    """The most memory that a program held so far, in kB."""
    status = Path(f"/proc/{terminal.pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells the most that was held.")
@pytest.mark.parametrize(("members", "times"), [(1_000, 1.4), (10_000, 2.0)])
def test_a_whole_community_takes_little_beside_a_bare_program(
    start, home, tmp_path, members: int, times: float
) -> None:
    path = whole_community(tmp_path, members, date.today())
    (tmp_path / "bare.py").write_text(BARE)
    bare = Terminal([sys.executable, str(tmp_path / "bare.py")], environ=home)
    bare.wait_for("Members")
    ours = start("-f", str(path))
    ours.wait_for(f"Members {members}")
    for terminal in (bare, ours):
        terminal.read_all(limit=60.0)
    taken = peak(ours) / peak(bare)
    bare.close()
    assert taken <= AIR * times
