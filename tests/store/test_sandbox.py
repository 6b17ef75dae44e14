"""A folder of which nothing is kept: it goes at the end, and those of the killed go at the next."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from coptui.store.sandbox import PREFIX, sandbox


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_it_is_private_and_goes_with_all_that_is_in_it(temporary: Path) -> None:
    with sandbox() as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "state" / "deep").mkdir(parents=True)
        (folder / "state" / "deep" / "file").write_text("text")
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit, ValueError])
def test_it_goes_whatever_ends_it(temporary: Path, end: type[BaseException]) -> None:
    with pytest.raises(end), sandbox():
        raise end
    assert list(temporary.iterdir()) == []


def test_that_of_a_killed_program_is_removed_and_an_open_one_is_not(temporary: Path) -> None:
    killed = (
        "import os; from coptui.store.sandbox import sandbox; opened = sandbox();"
        "(opened.__enter__() / 'file').write_text('text'); os.kill(os.getpid(), 9)"
    )
    subprocess.run(
        [sys.executable, "-c", killed],
        env={**os.environ, "TMPDIR": str(temporary)},
        timeout=60,
        check=False,
    )
    (left,) = temporary.iterdir()
    with sandbox() as first:
        assert not left.exists()
        with sandbox() as second:
            assert sorted(temporary.iterdir()) == sorted([first, second])
        assert list(temporary.iterdir()) == [first]


def test_what_others_put_there_under_its_name_is_left_alone(temporary: Path) -> None:
    mine = temporary / "mine"
    mine.mkdir()
    (mine / "file").write_text("text")
    (temporary / f"{PREFIX}link").symlink_to(mine)
    (temporary / f"{PREFIX}file").write_text("text")
    before = sorted(temporary.rglob("*"))
    with sandbox():
        pass
    assert sorted(temporary.rglob("*")) == before
