"""How often the file is written: once for an edit, however much is in it."""

from __future__ import annotations

import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from coptui.core.model.edits import update
from coptui.session import Session
from coptui.store.store import Store
from tests.new_store import new_store


@pytest.mark.parametrize("others", [False, True])
def test_an_edit_writes_the_file_once(tmp_path, monkeypatch, others: bool) -> None:
    path = tmp_path / "one.json"
    new_store(path, {"name": "C"}, backups=False).close()
    clock = lambda: datetime(2026, 3, 2, tzinfo=UTC)  # noqa: E731
    session = Session(Store(path, backups=False), by="x", clock=clock)
    profile = session.community.profile
    session.edit(update(profile, replace(profile, purpose="first"), label="first"))
    if others:
        other = Session(Store(path, backups=False), by="y", clock=clock)
        theirs = other.community.profile
        other.edit(update(theirs, replace(theirs, domain="theirs"), label="theirs"))
    seen: Counter[str] = Counter()
    fsync, moved = os.fsync, Path.replace

    def counted(descriptor: int) -> None:
        seen["fsync"] += 1
        fsync(descriptor)

    def renamed(self: Path, target: str) -> Path:
        seen["replace"] += 1
        return moved(self, target)

    monkeypatch.setattr(os, "fsync", counted)
    monkeypatch.setattr(Path, "replace", renamed)
    profile = session.community.profile
    session.edit(update(profile, replace(profile, purpose="second"), label="second"))
    # The file, put in its place at once; and the folder, so that its name is on disk too.
    assert seen == {"fsync": 2, "replace": 1}
