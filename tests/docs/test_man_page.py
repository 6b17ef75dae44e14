"""The man page is what the commands say, and what it says is taken for text."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
_SPEC = importlib.util.spec_from_file_location("make_man", DOCS / "make_man.py")
assert _SPEC is not None and _SPEC.loader is not None
make_man = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(make_man)


def test_the_page_is_what_the_commands_say() -> None:
    assert make_man.PAGE.read_text("utf-8") == make_man.page(), "run: python docs/make_man.py"


def test_every_command_and_exit_code_is_on_it() -> None:
    page = make_man.page()
    for command in ("import", "person forget", "checklists lint", "completion"):
        assert f".SS coptui {command} " in page
    for word in ("COPTUI_FILE", "NO_COLOR", "\n130\n"):
        assert word in page


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_groff_finds_nothing_to_complain_of() -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-z", make_man.PAGE], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
