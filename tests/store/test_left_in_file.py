"""What only the next save needs is left in the file, and a save does as if it had been kept."""

from __future__ import annotations

import json
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_reading_again import FILES

from benchmarks.whole import whole_community
from coptui.core.model.changes import Change, Save
from coptui.core.model.records import TABLES
from coptui.errors import CoptError
from coptui.store.layout import layout_of
from coptui.store.store import Store

CHANGES = st.sampled_from(
    [
        Change("members", -1, None, {"name": "New"}),
        Change("members", 1, {"name": "Ann"}, {"name": "Anna"}),
        Change("topics", 2, {}, {"question": "Why?"}),
        Change("events", 3, {"title": "Zoë"}, None),
    ]
)


def _save(*changes: Change) -> Save:
    return Save(changes, by="x", at="2026-01-01T10:00:00+00:00", label="x")


def _done(store: Store, save: Save) -> tuple[Any, str]:
    """What became of a save: the tables then, without what is by chance, or why it was refused."""
    try:
        store.write(save)
    except CoptError as error:
        return None, str(error).replace(str(store.path), "")
    tables = json.loads(store.path.read_bytes())
    tables["meta"]["1"].pop("uid", None)
    return tables, ""


@given(FILES, st.lists(st.sampled_from(list(TABLES)), max_size=4), st.lists(CHANGES, max_size=2))
def test_a_save_does_as_if_nothing_had_been_left(
    tables: dict[str, Any], asked: list[str], changes: list[Change]
) -> None:
    tables.pop("meta", None)
    text = layout_of({"community": {}, "meta": {"1": {"schema": 1}}, **tables}).text()
    outcomes = []
    for leaves in (False, True):
        with TemporaryDirectory() as folder:
            path = Path(folder) / "c.json"
            path.write_bytes(text)
            store = Store(path, backups=False)
            loaded = store.load()
            for table in asked:
                loaded.community.table(table).values()
            if leaves:
                store.leave_in_file()
            kept = {name: dict(loaded.community.table(name)) for name in TABLES}
            outcomes.append((kept, loaded.faults, _done(store, _save(*changes))))
            store.close()
    assert outcomes[0] == outcomes[1]


def _replaced(path: Path, text: bytes) -> None:
    other = path.with_name("other")
    other.write_bytes(text)
    other.replace(path)


def _written_over(path: Path, text: bytes) -> None:
    with path.open("r+b") as file:
        file.write(text)
        file.truncate()


def _written_over_unseen(path: Path, text: bytes) -> None:
    """In place, to the same length, with the time put back: only its bytes tell."""
    found = path.stat()
    assert found.st_size == len(text)
    _written_over(path, text)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


@pytest.mark.parametrize("write", [_replaced, _written_over, _written_over_unseen])
def test_nothing_that_another_program_wrote_meanwhile_is_lost(
    tmp_path: Path, write: Callable[[Path, bytes], None]
) -> None:
    people = {str(n): {"name": f"Ann {n:04d}"} for n in range(1, 400)}
    tables = {"meta": {"1": {"schema": 1}}, "community": {"1": {"name": "C"}}, "members": people}
    path = tmp_path / "c.json"
    path.write_bytes(layout_of(tables).text())
    store = Store(path)
    store.load().community.members.values()
    store.leave_in_file()
    people["300"]["name"] = "Bea 0300"
    write(path, layout_of(tables).text())
    saved = store.write(_save(Change("members", 7, {"name": "Ann 0007"}, {"name": "Zoë"})))
    written = json.loads(path.read_bytes())["members"]
    assert (written["300"]["name"], written["7"]["name"]) == ("Bea 0300", "Zoë")
    assert (saved.community.members[300].name, saved.foreign) == ("Bea 0300", True)
    assert len(written) == 399


def test_a_file_that_is_gone_is_told_of_and_what_was_read_stays(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    path.write_bytes(layout_of({"community": {}, "members": {"1": {"name": "Ann"}}}).text())
    store = Store(path)
    community = store.load().community
    store.leave_in_file()
    path.unlink()
    with pytest.raises(CoptError):
        store.write(_save(Change("members", 1, {"name": "Ann"}, {"name": "Anna"})))
    assert community.members[1].name == "Ann"


def test_of_a_large_file_no_text_is_kept_beside_its_records(tmp_path: Path) -> None:
    """Counted: bytes allocated where files are read, taken apart and made lines of."""
    from datetime import date

    path = whole_community(tmp_path, 1_000, date(2026, 3, 1))
    kept = ("history", "runs", "snapshots")
    tracemalloc.start()
    try:
        store = Store(path)
        community = store.load().community
        for table in set(TABLES) - set(kept):
            community.table(table)
            len(community.table(table))
        before = _held_in_store()
        store.leave_in_file()
        after = _held_in_store()
    finally:
        tracemalloc.stop()
    text = path.stat().st_size
    seldom = sum(len(json.dumps(json.loads(path.read_bytes())[name])) for name in kept)
    assert before > text
    assert after < 1.3 * seldom, (after, seldom, text)


def _held_in_store() -> int:
    of_text = ("coptui/files.py", "store/layout.py", "store/documents.py", "store/data_file.py")
    snapshot = tracemalloc.take_snapshot()
    return sum(
        each.size
        for each in snapshot.statistics("filename")
        if each.traceback[0].filename.endswith(of_text)
    )
