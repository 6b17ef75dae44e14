"""Backups that are kept as promised and bring things back; drafts that survive."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.changes import Change, Save
from coptui.errors import DataInvalid, UsageError
from coptui.store.backup_folders import folder_of
from coptui.store.backups import (
    ALL_BYTES,
    OLDEST,
    Backup,
    dropped,
    list_backups,
    take,
)
from coptui.store.restoring import Difference, compare, restore
from coptui.store.store import Store
from tests.new_store import new_store

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def a_store(folder: Path, clock: Clock) -> Store:
    return new_store(folder / "data.json", {"name": "C"}, state=folder / "state", clock=clock)


def add(store: Store, name: str) -> int:
    saved = store.write(
        Save([Change("members", 0, None, {"name": name})], by="", at="2026-03-14", label="")
    )
    return saved.changes[0].id


def test_each_save_keeps_the_version_before_it(tmp_path: Path) -> None:
    clock = Clock()
    store = a_store(tmp_path, clock)
    store.load()
    versions = []
    for name in "ABC":
        versions.append(store.path.read_bytes())
        add(store, name)
        clock.now += timedelta(minutes=1)
    found = list_backups(store.path, tmp_path / "state")
    assert [one.path.read_bytes() for one in found] == versions[::-1]
    assert [one.taken_at for one in found] == [NOON + timedelta(minutes=m) for m in (2, 1, 0)]
    assert [one.size for one in found] == [len(version) for version in versions[::-1]]
    assert {one.reason for one in found} == {"save"}


def test_backups_are_private_copies(tmp_path: Path) -> None:
    store = a_store(tmp_path, Clock())
    store.load()
    add(store, "A")
    (backup,) = list_backups(store.path, tmp_path / "state")
    assert backup.path.parent.stat().st_mode & 0o777 == 0o700
    assert backup.path.stat().st_mode & 0o777 == 0o600
    assert backup.path.stat().st_nlink == 1
    assert backup.path.is_relative_to(tmp_path / "state")


def test_two_files_of_one_name_have_their_own_backups(tmp_path: Path) -> None:
    here = folder_of(tmp_path / "a" / "data.json", tmp_path / "state")
    assert here != folder_of(tmp_path / "b" / "data.json", tmp_path / "state")


def test_a_file_that_a_group_writes_has_its_backups_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.touch()
    path.chmod(0o660)
    assert folder_of(path, tmp_path / "state") == tmp_path / "data.json.backups"


def backups_at(*ages: timedelta, reason: str = "save") -> list[Backup]:
    return [Backup(Path(str(age)), NOON - age, 1, reason) for age in ages]


def test_the_last_five_one_an_hour_and_one_a_day_are_kept() -> None:
    minutes = backups_at(*(timedelta(minutes=10 * number) for number in range(6 * 24 * 20)))
    gone = dropped(minutes, NOON)
    kept = [one for one in minutes if one not in gone]
    ages = [NOON - one.taken_at for one in kept]
    assert ages[:5] == [timedelta(minutes=10 * number) for number in range(5)]
    hours = {one.taken_at.strftime("%d%H") for one in kept if NOON - one.taken_at <= timedelta(1)}
    assert len(hours) == 25
    days = {one.taken_at.date() for one in kept}
    assert days == {(NOON - timedelta(number)).date() for number in range(15)}
    assert len(kept) <= 5 + 25 + 15


def test_those_before_an_import_are_kept_for_thirty_days() -> None:
    old = backups_at(timedelta(29), timedelta(31), reason="import")
    new = backups_at(*(timedelta(minutes=number) for number in range(9)))
    assert old[1] in dropped(new + old, NOON) and old[0] not in dropped(new + old, NOON)


@given(st.lists(st.timedeltas(timedelta(0), timedelta(40)), unique=True, max_size=60))
def test_what_is_dropped_stays_dropped_and_nothing_is_too_old(ages: list[timedelta]) -> None:
    backups = backups_at(*ages)
    gone = dropped(backups, NOON)
    kept = [one for one in backups if one not in gone]
    assert dropped(kept, NOON) == []
    assert all(NOON - one.taken_at <= OLDEST for one in kept)
    newest = sorted(
        (one for one in backups if NOON - one.taken_at <= OLDEST),
        key=lambda one: -one.taken_at.timestamp(),
    )
    assert set(newest[:5]) <= set(kept)


def test_old_copies_go_when_a_new_one_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_text("1")
    folder = tmp_path / "backups"
    for number in range(8):
        take(path, folder, NOON + timedelta(seconds=number))
    # A clock that was set back does not put the newest copy behind the others.
    path.write_text("new")
    made = take(path, folder, NOON)
    assert len(list(folder.iterdir())) == 5
    assert max(folder.iterdir()) == made.path


def without_counters(data: bytes) -> dict[str, Any]:
    tables: dict[str, Any] = json.loads(data)
    return {name: table for name, table in tables.items() if name != "meta"}


def test_restoring_shows_what_it_would_do_and_keeps_the_present(tmp_path: Path) -> None:
    clock = Clock()
    store = a_store(tmp_path, clock)
    store.load()
    first = add(store, "A")
    take(store.path, folder_of(store.path, tmp_path / "state"), NOON, "import")
    (wanted,) = [
        one for one in list_backups(store.path, tmp_path / "state") if one.reason == "import"
    ]
    then = store.path.read_bytes()
    store.write(
        Save([Change("members", first, {"name": "A"}, None)], by="", at="2026-03-14", label="")
    )
    add(store, "B")
    add(store, "C")
    assert compare(store.path, wanted) == (
        Difference("members", back=1, lost=2, changed=0),
        Difference("history", back=0, lost=3, changed=0),
    )
    now = store.path.read_bytes()
    present, warning = restore(store.path, wanted, state=tmp_path / "state", now=NOON)
    assert warning == ""
    assert without_counters(store.path.read_bytes()) == without_counters(then)
    assert present is not None and present.path.read_bytes() == now and present.reason == "restore"
    assert store.changed_on_disk()
    assert store.load().community.members[first].name == "A"
    assert store.path.stat().st_mode & 0o777 == 0o600


def test_a_restored_file_keeps_the_marks_of_who_was_forgotten(tmp_path: Path) -> None:
    store = a_store(tmp_path, Clock())
    store.load()
    take(store.path, folder_of(store.path, tmp_path / "state"), NOON, "import")
    (old,) = list_backups(store.path, tmp_path / "state")
    mark = {"mark": "5f", "on": "2026-03-14"}
    tables = json.loads(store.path.read_bytes())
    store.path.write_text(json.dumps({**tables, "erased": {"1": mark}}))
    restore(store.path, old, state=tmp_path / "state", now=NOON)
    assert json.loads(store.path.read_bytes())["erased"] == {"1": mark}


def test_a_torn_or_lost_file_can_be_restored(tmp_path: Path) -> None:
    store = a_store(tmp_path, Clock())
    store.load()
    take(store.path, folder_of(store.path, tmp_path / "state"), NOON, "save")
    (backup,) = list_backups(store.path, tmp_path / "state")
    good = store.path.read_bytes()
    store.path.write_bytes(good[:30])
    assert compare(store.path, backup) == (Difference("community", back=1, lost=0, changed=0),)
    restore(store.path, backup, state=tmp_path / "state", now=NOON)
    assert without_counters(store.path.read_bytes()) == without_counters(good)
    good = store.path.read_bytes()
    store.path.unlink()
    assert restore(store.path, backup, state=tmp_path / "state", now=NOON) == (None, "")
    assert without_counters(store.path.read_bytes()) == without_counters(good)


def test_a_broken_backup_is_not_brought_back(tmp_path: Path) -> None:
    store = a_store(tmp_path, Clock())
    store.load()
    take(store.path, folder_of(store.path, tmp_path / "state"), NOON, "save")
    (backup,) = list_backups(store.path, tmp_path / "state")
    backup.path.write_bytes(b"{")
    good = store.path.read_bytes()
    with pytest.raises(DataInvalid):
        restore(store.path, backup)
    with pytest.raises(DataInvalid):
        compare(store.path, backup)
    backup.path.unlink()
    with pytest.raises(UsageError, match="no backup"):
        restore(store.path, backup)
    assert store.path.read_bytes() == good


def test_an_erasure_reaches_every_backup(tmp_path: Path) -> None:
    clock = Clock()
    store = a_store(tmp_path, clock)
    store.load()
    for name in ("Token", "B"):
        add(store, name)
        clock.now += timedelta(hours=1)
    take(store.path, folder_of(store.path, tmp_path / "state"), NOON, "erasure")
    torn = list_backups(store.path, tmp_path / "state")[-1].path
    torn.write_bytes(b'{"members":{"1":{"name":"Token')

    def without(tables: dict[str, Any]) -> dict[str, Any]:
        tables.pop("history", None)
        tables["members"] = {
            key: member for key, member in tables["members"].items() if member["name"] != "Token"
        }
        return tables

    before = [one.taken_at for one in list_backups(store.path, tmp_path / "state")]
    assert store.rewrite(without) == []
    found = list_backups(store.path, tmp_path / "state")
    assert [one.taken_at for one in found] == before[:-1]
    assert not any(b"Token" in one.path.read_bytes() for one in found)
    assert {one.path.stat().st_mode & 0o777 for one in found} == {0o600}
    assert [member.name for member in store.load().community.members.values()] == ["B"]


@pytest.mark.parametrize("mode", [0o600, 0o660], ids=["my own", "shared"])
def test_backups_of_a_file_that_was_renamed_are_found_and_dropped_in_time(
    tmp_path: Path, mode: int
) -> None:
    clock = Clock()
    (tmp_path / "here").mkdir()
    store = new_store(
        tmp_path / "here" / "data.json", {"name": "C"}, state=tmp_path / "state", clock=clock
    )
    store.path.chmod(mode)
    store.load()
    add(store, "A")
    add(store, "B")
    store.close()
    # One from before the community had its sign, in the same folder.
    oldest = list_backups(store.path, tmp_path / "state")[-1].path
    tables = json.loads(oldest.read_bytes())
    del tables["meta"]["1"]["uid"]
    oldest.write_text(json.dumps(tables))
    (tmp_path / "elsewhere").mkdir()
    moved = store.path.rename(tmp_path / "elsewhere" / "renamed.json")
    place, state = tmp_path / "stranger.json", tmp_path / "state"
    stranger = new_store(place, {"name": "S"}, state=state, clock=clock)
    add(stranger, "X")
    found = list_backups(moved, tmp_path / "state")
    assert len(found) == 2 and oldest in [one.path for one in found]
    assert compare(moved, found[0])
    # Thirty days later they go, whoever saves.
    clock.now += timedelta(days=31)
    stranger = Store(stranger.path, state=tmp_path / "state", clock=clock)
    stranger.load()
    add(stranger, "Y")
    assert list_backups(moved, tmp_path / "state") == []
    assert not oldest.parent.exists()
    assert (mode == 0o660) == oldest.is_relative_to(tmp_path / "here")


def test_no_backups_when_not_wanted(tmp_path: Path) -> None:
    store = new_store(tmp_path / "data.json", {"name": "C"}, backups=False)
    store.load()
    add(store, "A")
    assert list_backups(store.path) == []


def at(days: float, size: int = 10, reason: str = "save") -> Backup:
    """A backup of so many days ago."""
    moment = NOON - timedelta(days=days)
    return Backup(Path(f"{moment:%Y%m%dT%H%M%S%f}-{reason}"), moment, size, reason)


def test_a_stamp_far_ahead_spoils_no_later_backup(tmp_path: Path) -> None:
    """A clock was wrong once, or somebody put a file there: the others are named and kept by today."""
    clock = Clock()
    store = a_store(tmp_path, clock)
    store.load()
    folder = folder_of(store.path, tmp_path / "state")
    folder.mkdir(parents=True)
    ahead = folder / "20991231T120000000000Z-save.json"
    ahead.write_bytes(store.path.read_bytes())
    for number in range(8):
        clock.now += timedelta(days=1)
        add(store, f"P{number}")
    found = list_backups(store.path, tmp_path / "state")
    assert [one.taken_at.year for one in found] == [NOON.year] * 8 + [2099]
    assert found[0].taken_at == clock.now
    assert ahead.exists()


def test_of_a_clock_far_ahead_a_few_are_kept() -> None:
    ahead = [at(-40 - day) for day in range(20)]
    gone = dropped([*ahead, at(0), at(1)], NOON)
    assert len(gone) == 15 and not {at(0), at(1)} & set(gone)


def test_backups_of_one_import_count_as_one() -> None:
    """The first of them is what stood there before it."""
    minute = 1 / 1440
    series = [at(5 + number * minute, reason="import") for number in range(200)]
    later = [at(1 + number) for number in range(3)] + [at(number * minute) for number in range(5)]
    kept = set(series) - set(dropped([*series, *later], NOON))
    assert series[-1] in kept
    # The last of its day is kept beside it, as any backup is.
    assert len(kept) <= 3
    apart = [at(5 + number / 12, reason="import") for number in range(10)]
    assert not set(apart) & set(dropped([*apart, *later], NOON))


def test_backups_are_bounded_by_their_size() -> None:
    large = [at(number / 3, size=ALL_BYTES // 8, reason="import") for number in range(60)]
    kept = [one for one in large if one not in dropped(large, NOON)]
    assert kept == large[:8], "the latest"
    huge = [at(number / 3, size=ALL_BYTES) for number in range(10)]
    assert [one for one in huge if one not in dropped(huge, NOON)] == huge[:5]
