"""The public file of a real community, where there is one: a copy opens and all of it works."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

FILE = Path(
    os.environ.get("COPTUI_REAL_FILE")
    or Path(__file__).resolve().parents[3] / "shared" / "real" / "package-maintenance.json"
)
pytestmark = pytest.mark.skipif(not FILE.exists(), reason="there is no real file here")


@pytest.fixture
def real(start, tmp_path):
    path = tmp_path / "real.json"
    shutil.copyfile(FILE, path)
    path.chmod(0o600)
    terminal = start("-f", str(path), "--today", "2024-08-01")
    terminal.wait_for("1 Members")
    terminal.path = path
    return terminal


def test_all_three_panes_and_the_detail(real) -> None:
    real.wait_for("2 Topics")
    real.wait_for("3 Upcoming")
    for key in ("2", "3", "1"):
        real.press(key, "j")
        real.read(quiet=0.1)
        assert "Nothing is selected" not in real.text()
    real.press("enter")
    real.read(quiet=0.2)
    real.press("q")
    real.read(quiet=0.2)
    real.leave()
    assert real.wait(5) == 0
    real.given_back()


def test_a_person_is_found(real) -> None:
    real.type("gwes")
    real.wait_for("Go to")
    real.wait_for("wes")
    real.wait_for("Wes ")
    real.press("enter")
    real.wait_for("as of")
    real.wait_for("Wes ")


def test_the_walk(real, answers_in) -> None:
    before = answers_in(real.path)
    real.type("c")
    real.wait_for("Checklists ")
    real.press("enter")
    real.wait_for(" 1 of ")
    real.press("d")
    real.wait_for("[d don't know]")
    assert answers_in(real.path) == [*before, "unknown"]
    real.press("ctrl+c")
    assert real.wait(5) == 0
    real.given_back()
