"""Drafts: each belongs to one window of one person, until that window is gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from coptui.errors import DataInvalid, SaveFailed
from coptui.store.drafts import Drafts, Remembered

KEYS = ("members/1", "note members 2", "../../evil\0")
OTHER = """
import sys
from pathlib import Path
from coptui.store.drafts import Drafts
drafts = Drafts(Path(sys.argv[1]), person="amara")
drafts.save("members/1", {"name": "Ann"})
print("kept", flush=True)
sys.stdin.read()
"""


@contextmanager
def other_window(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program with a draft of its own, that runs until it is killed or its input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", OTHER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == "kept\n"
        yield process
        process.kill()


def test_drafts_are_kept_privately_and_forgotten(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "state" / "drafts")
    assert drafts.all() == {} and drafts.load("members/1") is None
    old = os.umask(0)
    try:
        drafts.save("members/1", {"notes": "half a sent"})
    finally:
        os.umask(old)
    drafts.save("members/1", {"notes": "half a sentence é"})
    drafts.save("../../evil\0", {"name": ""})
    folders = [tmp_path / "state", drafts.folder, *drafts.folder.iterdir()]
    assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o700}
    files = [place for place in drafts.folder.rglob("*") if place.is_file()]
    assert len(files) == 3 and {place.stat().st_mode & 0o777 for place in files} == {0o600}
    assert drafts.load("members/1") == {"notes": "half a sentence é"}
    assert set(drafts.all()) == {"members/1", "../../evil\0"}
    drafts.remove("members/1")
    drafts.remove("members/1")
    assert set(drafts.all()) == {"../../evil\0"}


def test_an_open_window_keeps_its_drafts_and_a_closed_one_hands_them_on(tmp_path: Path) -> None:
    mine = Drafts(tmp_path, person="amara")
    with other_window(tmp_path) as process:
        assert mine.load("members/1") is None and mine.all() == {}
        mine.save("members/1", {"name": "Beth"})
        mine.remove("members/1")
        process.send_signal(signal.SIGSTOP)
        assert mine.load("members/1") is None
        process.kill()
        process.wait()
        assert mine.all() == {"members/1": {"name": "Ann"}}
        assert Drafts(tmp_path, person="ben").load("members/1") is None
        assert mine.load("members/1") == {"name": "Ann"}
        # It has another owner now: a third window does not get it as well.
        assert Drafts(tmp_path, person="amara").load("members/1") is None


class Windows(RuleBasedStateMachine):
    """Any number of windows of two people open, type, save and are killed; a dict is the truth."""

    @initialize()
    def begin(self) -> None:
        self._temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self._temporary.name)
        self.windows: list[tuple[str, Drafts]] = []
        self.open: dict[int, dict[str, str]] = {}
        self.left: list[tuple[str, str, str]] = []
        self.typed = 0

    @rule(person=st.sampled_from(["amara", "ben"]))
    def start(self, person: str) -> None:
        self.windows.append((person, Drafts(self.folder, person=person)))
        self.open[len(self.windows) - 1] = {}

    def _some(self, data: st.DataObject) -> int | None:
        return data.draw(st.sampled_from(sorted(self.open))) if self.open else None

    @rule(data=st.data(), key=st.sampled_from(KEYS))
    def type(self, data: st.DataObject, key: str) -> None:
        if (window := self._some(data)) is not None:
            self.typed += 1
            self.windows[window][1].save(key, {"text": str(self.typed)})
            self.open[window][key] = str(self.typed)

    @rule(data=st.data(), key=st.sampled_from(KEYS))
    def save(self, data: st.DataObject, key: str) -> None:
        if (window := self._some(data)) is not None:
            self.windows[window][1].remove(key)
            self.open[window].pop(key, None)

    @rule(data=st.data())
    def kill(self, data: st.DataObject) -> None:
        if (window := self._some(data)) is not None:
            person, drafts = self.windows[window]
            if drafts._unlock is not None:
                drafts._unlock()
                drafts._unlock = None
            self.left += [(person, key, text) for key, text in self.open.pop(window).items()]

    @rule(data=st.data(), key=st.sampled_from(KEYS))
    def ask(self, data: st.DataObject, key: str) -> None:
        if (window := self._some(data)) is None:
            return
        person, drafts = self.windows[window]
        kept = drafts.load(key)
        if key in self.open[window]:
            assert kept == {"text": self.open[window][key]}
            return
        texts = [text for whose, its, text in self.left if (whose, its) == (person, key)]
        if not texts:
            assert kept is None
        else:
            assert kept is not None and kept["text"] in texts
            self.left.remove((person, key, kept["text"]))
            self.open[window][key] = kept["text"]

    @rule(data=st.data())
    def tidy(self, data: st.DataObject) -> None:
        if (window := self._some(data)) is not None:
            self.windows[window][1].sweep()

    def teardown(self) -> None:
        for window in getattr(self, "open", {}):
            self.windows[window][1].close()
        self._temporary.cleanup()


TestWindows = Windows.TestCase
TestWindows.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)


def test_what_is_remembered_is_seen_by_every_window(tmp_path: Path) -> None:
    Drafts(tmp_path, person="amara").remembered.save("folder", {"folder": "/tmp"})
    assert Drafts(tmp_path, person="amara").remembered.load("folder") == {"folder": "/tmp"}
    assert Drafts(tmp_path, person="amara").all() == {}


def test_a_window_that_closes_with_nothing_typed_leaves_nothing(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save("a", {"x": "y"})
    drafts.remove("a")
    drafts.close()
    assert list(tmp_path.iterdir()) == []
    drafts = Drafts(tmp_path)
    drafts.save("a", {"x": "y"})
    drafts.close()
    assert Drafts(tmp_path).load("a") == {"x": "y"}


def test_half_written_texts_are_swept_when_they_are_nobodys(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save("a", {"x": "y"})
    (window,) = tmp_path.glob("window-*")
    old, new = window / ".a.draft.01.coptui-tmp", window / ".a.draft.02.coptui-tmp"
    for place in (old, new):
        place.write_text("Half a sent")
    os.utime(old, (1, 1))
    Drafts(tmp_path, read_only=True).sweep()
    assert old.exists()
    drafts.sweep()
    assert not old.exists() and new.exists()
    assert drafts.all() == {"a": {"x": "y"}}


def test_drafts_that_are_only_read_are_neither_kept_nor_forgotten(tmp_path: Path) -> None:
    before = Drafts(tmp_path)
    before.save("a", {"x": "y"})
    before.close()
    drafts = Drafts(tmp_path, read_only=True)
    drafts.save("b", {"x": "z"})
    drafts.remove("a")
    assert drafts.load("a") == {"x": "y"}
    assert drafts.all() == Drafts(tmp_path).all() == {"a": {"x": "y"}}


def test_a_broken_text_is_passed_over(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path)
    remembered.save("a", {"x": "y"})
    (tmp_path / "b.draft").write_bytes(b'{"key": 5')
    (tmp_path / "c.draft").write_bytes(b'{"key":"\xff","fields":{}}')
    assert remembered.all() == {"a": {"x": "y"}}


def test_a_draft_that_cannot_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("in the way")
    with pytest.raises(SaveFailed):
        Drafts(tmp_path / "drafts").save("a", {"x": "y"})
    with pytest.raises(DataInvalid):
        Drafts(tmp_path / "other").save("a", {"x": "\ud800"})
