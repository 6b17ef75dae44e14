"""Whoever does not keep to the rules: deleted locks, scripts without one, clocks that jump."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from coptui.core.model.changes import Change, Save
from coptui.errors import CoptError, DataLocked
from coptui.store.backups import list_backups
from coptui.store.layout import layout_of
from coptui.store.lock import lock_path
from coptui.store.store import ATTEMPTS, Store

TABLES = {"community": {"1": {"name": "C"}}, "members": {"1": {"name": "A", "phone": "0"}}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "data.json"
    place.write_bytes(layout_of(TABLES).text())
    return place


def opened(path: Path) -> Store:
    store = Store(path, state=path.parent / "state")
    store.load()
    return store


def add(store: Store, name: str) -> int:
    saved = store.write(
        Save([Change("members", 0, None, {"name": name})], by="", at="2026-03-14", label="")
    )
    return saved.changes[0].id


def save_as_another_program(path: Path, text: str) -> None:
    """A new file in the place of the old one, without a lock or a history."""
    new = path.with_suffix(".new")
    new.write_text(text, "utf-8")
    os.replace(new, path)


def names(path: Path) -> list[str]:
    return [one["name"] for one in json.loads(path.read_bytes())["members"].values()]


def in_the_middle(store: Store, monkeypatch: pytest.MonkeyPatch, do: Callable[[], Any]) -> None:
    """Do something when a save of this store has read and made its new file, but once."""
    real, done = store._back_up, []

    def back_up(*given: Any) -> None:
        real(*given)
        if not done:
            done.append(1)
            do()

    monkeypatch.setattr(store, "_back_up", back_up)


def test_a_lock_that_is_deleted_in_a_save_loses_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = opened(path), opened(path)

    def another_comes_in() -> None:
        lock_path(path).unlink()
        add(there, "There")

    in_the_middle(here, monkeypatch, another_comes_in)
    assert add(here, "Here") == 3
    assert names(path) == ["A", "There", "Here"]


def test_a_script_that_takes_no_lock_is_taken_in(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = opened(path)

    def script() -> None:
        with TinyDB(path) as plain:
            plain.table("members").insert({"name": "Script"})

    in_the_middle(here, monkeypatch, script)
    add(here, "Here")
    assert names(path) == ["A", "Script", "Here"]


def test_one_that_never_stops_is_said_and_nothing_is_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, count = opened(path), 0

    def script(*_: object) -> None:
        nonlocal count
        count += 1
        path.write_bytes(layout_of({**TABLES, "topics": {"1": {"title": f"T{count}"}}}).text())

    monkeypatch.setattr(here, "_back_up", script)
    with pytest.raises(DataLocked, match="doesn't use the lock"):
        add(here, "Here")
    assert count == ATTEMPTS
    assert names(path) == ["A"]
    assert not list(path.parent.glob("*-tmp"))


def test_a_lock_that_is_a_link_is_not_followed(path: Path) -> None:
    """Whoever may write the folder must not choose what the lock is written over."""
    precious = path.parent / "precious"
    precious.write_text("mine")
    lock_path(path).symlink_to(precious)
    with pytest.raises(CoptError):
        add(opened(path), "Here")
    assert precious.read_text() == "mine"
    assert names(path) == ["A"]


# Clocks


@pytest.mark.parametrize("hours", [-24 * 365, -1, 0, 24 * 365])
def test_a_clock_that_jumps_hides_no_change(path: Path, hours: int) -> None:
    """The time of a change is compared for being another one, never for being later."""
    here, there = opened(path), opened(path)
    for number in range(20):
        add(there, f"{number:04}")
        about = path.stat()
        moment = about.st_mtime_ns + hours * number * 3600 * 10**9
        os.utime(path, ns=(moment, moment))
        assert here.changed_on_disk()
        assert here.load().generation == number + 1
        there.load()
    add(here, "Here")
    assert len(names(path)) == 22


def test_the_same_time_and_size_again_and_again_are_other_versions(path: Path) -> None:
    """The version that was read is kept open, so that its inode number is nobody else's."""
    moment = path.stat().st_mtime_ns
    add(opened(path), "Member 0")
    os.utime(path, ns=(moment, moment))
    here = opened(path)
    for number in range(1, 40):
        was, becomes = f"Member {(number - 1) % 10}", f"Member {number % 10}"
        save_as_another_program(path, path.read_text("utf-8").replace(was, becomes))
        os.utime(path, ns=(moment, moment))
        assert here.changed_on_disk()
        assert here.load().community.members[2].name == f"Member {number % 10}"


def test_a_clock_set_back_keeps_the_order_of_backups_and_history(path: Path) -> None:
    now = datetime(2026, 3, 14, 12, tzinfo=UTC)
    store = Store(path, state=path.parent / "state", clock=lambda: now)
    store.load()
    for number in range(4):
        add(store, f"M{number}")
        now -= timedelta(days=1)
    sizes = [one.size for one in list_backups(path, path.parent / "state")]
    assert sizes == sorted(sizes, reverse=True) and len(sizes) == 4
    assert list(json.loads(path.read_bytes())["history"]) == ["1", "2", "3", "4"]
