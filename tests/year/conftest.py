"""A home of its own for the year that is played."""

from __future__ import annotations

from pathlib import Path

import pytest
from played import Played

from coptui.cli import which_file
from settled import settle_exactly

settle_exactly()


@pytest.fixture
def year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Played:
    """Nothing there yet: no file, no settings, no notebook."""
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COPTUI_USER", "Ann Lee")
    for name in ("COPTUI_FILE", "COPTUI_TODAY", "_COPTUI_COMPLETE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    which_file._loaded.cache_clear()
    return Played(tmp_path / "harbour.json", capsys)
