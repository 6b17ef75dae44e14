"""No command prints a Python warning, not even those that Python hides unless it is asked."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import coptui

SAMPLE = Path(coptui.__file__).parents[2] / "sample_data" / "help-line.json"
IMPORTS = SAMPLE.parent / "imports"
COMMANDS = (
    ["find", "amara"],
    ["today"],
    ["check"],
    ["evidence"],
    ["checklists", "list"],
    ["export", "ics"],
    ["export", "vcf"],
    ["export", "csv"],
    ["export", "md"],
    ["report"],
    ["minutes"],
    ["brief"],
    ["history"],
    ["log", "a thought !fri"],
    *(["import", str(path)] for path in sorted(IMPORTS.iterdir()) if path.suffix != ".md"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command)[:40])
def test_no_warning_is_printed(command: list[str], tmp_path: Path) -> None:
    circle = tmp_path / "circle.json"
    shutil.copy(SAMPLE, circle)
    done = subprocess.run(
        [sys.executable, "-W", "always", "-m", "coptui", "-f", str(circle), *command],
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Warning" not in done.stderr
    assert "Traceback" not in done.stderr
