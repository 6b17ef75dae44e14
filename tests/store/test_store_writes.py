"""What a write does: ids, history, merging, and leaving alone what it does not know."""

from __future__ import annotations

import json
import os
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from coptui.core.model.changes import Change, Conflicted, Save, Settled, inverse
from coptui.core.model.records import document
from coptui.errors import DataInvalid, DataLocked, ReadOnly, UsageError
from coptui.store.layout import layout_of
from coptui.store.memory import MemoryStore
from coptui.store.protocol import Keeper, Saved
from coptui.store.store import Store
from coptui.store.version import advance, read
from tests.new_store import new_store
from tests.postgres_server import Server

AT = "2026-03-14T18:00:00+01:00"
TABLES: dict[str, Any] = {
    "meta": {"1": {"schema": 1, "kept": "as it is"}},
    "community": {"1": {"name": "Help line", "unknown": {"deep": [1]}}},
    "members": {
        "1": {"name": "Ada", "tags": ["a"], "odd": 1.0},
        "2": {"name": "Ben", "emails": "not a list"},
        "3": [],
    },
    "wishes": {"x": {"any": "thing"}},
    "topics": {"4": {"title": "T"}},
}


@pytest.fixture(params=["disk", "memory", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Keeper]:
    made: Keeper
    if request.param == "postgres":
        made = on_a_server(request.getfixturevalue("postgres"), layout_of(TABLES).text())
    elif request.param == "disk":
        path = tmp_path / "data.json"
        path.write_bytes(layout_of(TABLES).text())
        made = Store(path, state=tmp_path / "state")
    else:
        made = MemoryStore(TABLES)
    made.load()
    yield made
    made.close()


def write(store: Keeper, *changes: Change, **given: Any) -> Saved:
    return store.write(Save(changes, **{"by": "Zoë", "at": AT, "label": "edit", **given}))


def on_a_server(server: Server, data: bytes) -> Keeper:
    """A store on a server, which holds what a file would."""
    from coptui.store.address import address_of
    from coptui.store.postgres.creating import create
    from coptui.store.postgres.keeper import PostgresStore

    url = server.url(server.schema())
    create(address_of(url), read(data, "x"))
    return PostgresStore(address_of(url), url)


def data_of(store: Keeper) -> bytes:
    """What anybody else finds."""
    if isinstance(store, MemoryStore):
        return store.data
    if isinstance(store, Store):
        return store.path.read_bytes()
    other: Any = type(store)(store.address, store.whereabouts.address)  # type: ignore[attr-defined,call-arg]
    data: bytes = other.text()
    other.close()
    return data


def tables_of(store: Keeper) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(data_of(store))
    return found


def test_both_stores_fit_the_protocol(store: Keeper) -> None:
    assert store.read_only == ""
    assert store.load().community.members[1].name == "Ada"
    assert not store.changed_on_disk()


def test_only_what_was_changed_differs(store: Keeper) -> None:
    before = tables_of(store)
    write(store, Change("members", 1, {"name": "Ada"}, {"name": "Adä"}))
    after = tables_of(store)
    assert after.pop("history")["1"] == {
        "at": AT,
        "by": "Zoë",
        "label": "edit",
        "changes": [
            {"table": "members", "id": 1, "before": {"name": "Ada"}, "after": {"name": "Adä"}}
        ],
    }
    assert after["meta"]["1"].pop("generation") == 1
    assert after["meta"]["1"].pop("next_id")["history"] == 2
    assert len(after["meta"]["1"].pop("uid")) == 16
    before["members"]["1"]["name"] = "Adä"
    assert after == before
    assert list(after) == list(before)


def test_one_edit_changes_one_line_beside_the_bookkeeping(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_bytes(layout_of(TABLES).text())
    store = Store(path, backups=False)
    store.load()
    write(store, Change("members", 1, {}, {"unit": "x"}))
    one = path.read_text().replace(",\n", "\n").splitlines()
    write(store, Change("members", 1, {"unit": "x"}, {"unit": "y"}))
    two = path.read_text().replace(",\n", "\n").splitlines()
    new = [line for line in two if line not in one]
    assert [line.split(":")[0] for line in new] == ['"1"', '"1"', '"2"']
    assert "generation" in new[0] and '"unit":"y"' in new[1] and '"at"' in new[2]


def test_the_community_in_memory_is_the_one_on_disk(store: Keeper) -> None:
    saved = write(
        store,
        Change("members", -1, None, {"name": "New", "knows": [1]}),
        Change("community", 1, {"name": "Help line"}, {"name": "Helpline"}),
        Change("topics", 4, {"title": "T"}, None),
    )
    again = read(json.dumps(tables_of(store)).encode(), "x").community
    for table in ("community", "members", "topics", "history"):
        assert saved.community.table(table) == again.table(table)
    assert not saved.foreign and saved.entry == 1


def test_records_that_were_not_touched_are_the_same_objects(store: Keeper) -> None:
    before = store.load().community
    after = write(store, Change("members", 1, {}, {"unit": "x"})).community
    assert after.members[2] is before.members[2]
    assert after.topics is before.topics


def test_new_ids_are_never_used_before(store: Keeper) -> None:
    first = write(store, Change("members", 0, None, {"name": "A"})).changes[0].id
    assert first == 4
    write(store, Change("members", 4, {"name": "A"}, None))
    assert write(store, Change("members", 0, None, {"name": "B"})).changes[0].id == 5
    assert tables_of(store)["meta"]["1"]["next_id"]["members"] == 6


def test_a_deleted_highest_id_of_a_file_without_counters_is_not_given_again(
    store: Keeper,
) -> None:
    write(store, Change("topics", 4, {"title": "T"}, None))
    assert write(store, Change("topics", 0, None, {"title": "U"})).changes[0].id == 5


def test_placeholders_are_numbered_and_followed(store: Keeper) -> None:
    saved = write(
        store,
        Change("topics", -1, None, {"title": "N", "proposer": -2}),
        Change("members", -1, None, {"name": "A", "knows": [-2, 1]}),
        Change("members", -2, None, {"name": "B"}),
        Change("members", 1, {}, {"knows+": [-1]}),
    )
    assert [(change.table, change.id) for change in saved.changes] == [
        ("topics", 5),
        ("members", 4),
        ("members", 5),
        ("members", 1),
    ]
    assert saved.community.topics[5].proposer == 5
    assert saved.community.members[4].knows == (5, 1)
    assert saved.community.members[1].knows == (4,)


def test_a_creation_and_an_edit_of_it_in_one_write(store: Keeper) -> None:
    saved = write(
        store,
        Change("members", -1, None, {"name": "A"}),
        Change("members", -1, {"name": "A"}, {"name": "B"}),
    )
    assert saved.community.members[4].name == "B"


def test_nothing_to_do_writes_nothing(store: Keeper) -> None:
    before = tables_of(store)
    saved = write(store, Change("members", 1, {"name": "Ada"}, {"name": "Ada"}))
    assert saved.entry is None and saved.changes == ()
    assert write(store).entry is None
    assert tables_of(store) == before


def test_undo_restores_every_byte_of_a_record(store: Keeper) -> None:
    before = tables_of(store)
    saved = write(store, Change("members", 1, {"name": "Ada", "tags": ["a"]}, None))
    assert 1 not in saved.community.members
    back = write(store, *map(inverse, saved.changes), undoes=saved.entry)
    assert back.community.history[2].undoes == 1
    after = tables_of(store)
    assert after["members"]["1"] == before["members"]["1"]


def test_a_deleted_record_with_faults_can_come_back(store: Keeper) -> None:
    saved = write(store, Change("members", 2, {"name": "Ben"}, None), choice="mine")
    write(store, *map(inverse, saved.changes), undoes=saved.entry)
    assert tables_of(store)["members"]["2"] == TABLES["members"]["2"]


def test_history_is_capped_and_ids_go_on() -> None:
    version = read(layout_of(TABLES).text(), "x")
    for number in range(7):
        before = {"unit": str(number - 1)} if number else {}
        change = Change("members", 1, before, {"unit": str(number)})
        step = advance(version, Save([change], by="", at=AT, label=str(number)), cap=3)
        assert step is not None and step.entry == number + 1
        version = step.version
    assert list(version.community.history) == [5, 6, 7]
    assert list(version.layout.lines("history")) == ["5", "6", "7"]


@pytest.mark.parametrize(
    "change",
    [
        Change("members", 1, {}, {"emails": "text"}),
        Change("members", 1, {"name": "Ada"}, {"name": ""}),
        Change("members", 0, None, {"unit": "nameless"}),
        Change("members", 1, {"name": "Ada"}, {"name": "x" * 121}),
        Change("members", 1, {}, {"odd": float("nan")}),
        Change("members", 3, {}, {"name": "x"}),
        Change("meta", 1, {}, {"generation": 99}),
    ],
)
def test_what_could_not_be_read_back_is_refused(store: Keeper, change: Change) -> None:
    before = tables_of(store)
    with pytest.raises(DataInvalid):
        write(store, change, choice="mine")
    assert tables_of(store) == before
    assert write(store, Change("members", 1, {}, {"unit": "x"})).entry == 1


def test_a_fault_that_was_there_does_not_stop_an_edit_beside_it(store: Keeper) -> None:
    assert any(fault.field == "emails" for fault in store.load().faults)
    write(store, Change("members", 2, {}, {"unit": "x"}))
    assert tables_of(store)["members"]["2"] == {
        "name": "Ben",
        "emails": "not a list",
        "unit": "x",
    }
    with pytest.raises(Conflicted):
        write(store, Change("members", 2, {}, {"emails": ["ben@example.org"]}))
    write(store, Change("members", 2, {}, {"emails": ["ben@example.org"]}), choice="mine")
    assert not any(fault.field == "emails" for fault in store.check())


def test_a_table_that_is_no_object_is_not_written_over() -> None:
    store = MemoryStore({"members": {"1": {"name": "A"}}, "topics": ["a list"]})
    with pytest.raises(DataInvalid, match="topics"):
        write(store, Change("topics", 0, None, {"title": "T"}))


def test_one_conflict_stops_the_whole_write_and_all_are_named(store: Keeper) -> None:
    before = tables_of(store)
    with pytest.raises(Conflicted) as caught:
        write(
            store,
            Change("members", 1, {"name": "Eve"}, {"name": "Eva"}),
            Change("topics", 9, {"title": "x"}, {"title": "y"}),
            Change("members", 0, None, {"name": "New"}),
        )
    assert [(one.table, one.id) for one in caught.value.conflicts] == [
        ("members", 1),
        ("topics", 9),
    ]
    assert tables_of(store) == before


def test_a_file_without_a_community_can_be_given_one() -> None:
    store = MemoryStore({"members": {"1": {"name": "A"}}})
    saved = write(store, Change("community", 1, {}, {"name": "C"}))
    assert saved.community.profile.name == "C"
    assert tables_of(store)["community"] == {"1": {"name": "C"}}


# Two handles on one file


@pytest.fixture
def two(tmp_path: Path) -> tuple[Store, Store]:
    path = tmp_path / "data.json"
    path.write_bytes(layout_of(TABLES).text())
    handles = (Store(path, state=tmp_path / "s"), Store(path, state=tmp_path / "s"))
    for handle in handles:
        handle.load()
    return handles


def test_edits_of_different_fields_and_records_merge(two: tuple[Store, Store]) -> None:
    here, there = two
    write(here, Change("members", 1, {"name": "Ada"}, {"name": "Adele"}))
    assert there.changed_on_disk() and not here.changed_on_disk()
    saved = write(
        there,
        Change("members", 1, {"tags": ["a"]}, {"tags": ["a", "b"]}),
        Change("members", 0, None, {"name": "New"}),
    )
    assert saved.foreign
    assert document(saved.community.members[1]) == {"name": "Adele", "tags": ["a", "b"]}
    assert not write(there, Change("members", 1, {}, {"unit": "x"})).foreign
    assert here.load().community.members[4].name == "New"


def test_the_same_field_is_asked_about_and_one_answer_settles_it(two: tuple[Store, Store]) -> None:
    here, there = two
    write(here, Change("members", 1, {"name": "Ada"}, {"name": "Adele"}))
    mine = Change("members", 1, {"name": "Ada"}, {"name": "Adam"})
    with pytest.raises(Conflicted) as caught:
        write(there, mine)
    (conflict,) = caught.value.conflicts
    assert (conflict.mine, conflict.theirs) == ("Adam", "Adele")
    assert write(there, mine, choice="theirs").community.members[1].name == "Adele"
    assert write(there, mine, choice="mine").community.members[1].name == "Adam"


def test_a_choice_holds_only_for_what_was_seen(two: tuple[Store, Store]) -> None:
    here, there = two
    write(here, Change("members", 1, {"name": "Ada"}, {"name": "Adele"}))
    mine = Change("members", 1, {"name": "Ada"}, {"name": "Adam"})
    with pytest.raises(Conflicted) as first:
        write(there, mine)
    write(here, Change("members", 1, {"name": "Adele"}, {"name": "Adina"}))
    with pytest.raises(Conflicted) as again:
        write(there, mine, choice=Settled("mine", first.value.conflicts))
    assert [one.theirs for one in again.value.conflicts] == ["Adina"]
    assert tables_of(here)["members"]["1"]["name"] == "Adina"
    settled = write(there, mine, choice=Settled("mine", again.value.conflicts))
    assert settled.community.members[1].name == "Adam"


def test_deleted_there_while_edited_here(two: tuple[Store, Store]) -> None:
    here, there = two
    write(here, Change("members", 1, {"name": "Ada", "tags": ["a"]}, None))
    mine = Change("members", 1, {"name": "Ada"}, {"name": "Adam"})
    with pytest.raises(Conflicted):
        write(there, mine)
    dropped = write(there, mine, choice="theirs")
    assert 1 not in dropped.community.members and dropped.foreign
    kept = write(there, mine, choice="mine")
    assert kept.community.members[1].name == "Adam"
    assert tables_of(there)["members"]["1"] == {"name": "Adam", "tags": ["a"], "odd": 1.0}
    (change,) = kept.changes
    assert change.creates


def test_what_a_tinydb_script_wrote_is_taken_in(two: tuple[Store, Store]) -> None:
    here, _ = two
    with TinyDB(here.path) as plain:
        plain.table("members").upsert({"name": "Zoë"}, lambda member: member == {"never": 1})
    assert here.changed_on_disk()
    saved = write(here, Change("members", 1, {}, {"unit": "x"}))
    assert saved.foreign and saved.community.members[4].name == "Zoë"
    text = here.path.read_text(encoding="utf-8")
    assert "Zoë" in text and "\\u00eb" not in text


def test_a_change_in_place_within_one_tick_is_seen(two: tuple[Store, Store]) -> None:
    here, there = two
    write(here, Change("members", 1, {"name": "Ada"}, {"name": "Abc"}))
    there.load()
    about = here.path.stat()
    data = here.path.read_bytes()
    with here.path.open("r+b") as file:
        file.write(data.replace(b'"generation":1', b'"generation":2'))
    os.utime(here.path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert not there.changed_on_disk()
    assert write(there, Change("members", 1, {}, {"unit": "x"})).foreign
    assert there.load().generation == 3


def test_a_file_that_went_away_is_said_and_not_made_anew(two: tuple[Store, Store]) -> None:
    here, _ = two
    here.path.unlink()
    assert here.changed_on_disk()
    with pytest.raises(DataInvalid, match="no file"):
        write(here, Change("members", 1, {}, {"unit": "x"}))
    assert not here.path.exists()


def test_a_file_that_was_broken_meanwhile_is_left_alone(two: tuple[Store, Store]) -> None:
    here, _ = two
    here.path.write_bytes(b'{"members":{')
    with pytest.raises(DataInvalid):
        write(here, Change("members", 1, {}, {"unit": "x"}))
    assert here.path.read_bytes() == b'{"members":{'


def test_threads_of_one_process_take_turns(two: tuple[Store, Store]) -> None:
    here, there = two
    failures: list[BaseException] = []

    def work(handle: Store, name: str) -> None:
        try:
            for number in range(10):
                write(handle, Change("members", 0, None, {"name": f"{name}{number}"}))
        except BaseException as error:
            failures.append(error)

    running = [
        threading.Thread(target=work, args=(handle, str(number)))
        for number, handle in enumerate((here, there, here))
    ]
    for one in running:
        one.start()
    for one in running:
        one.join()
    assert failures == []
    # Two of the three records that were there are readable.
    assert len(here.load().community.members) == 2 + 30


# Making, modes, links


def test_a_new_file_is_private_whatever_the_umask_and_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    old = os.umask(0)
    try:
        store = new_store(path, {"name": "C", "unknown": 1})
        store.load()
        write(store, Change("members", 0, None, {"name": "A"}))
    finally:
        os.umask(old)
    for name in ("new.json", "new.json.lock"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()
    with pytest.raises(UsageError, match="already"):
        new_store(path, {"name": "D"})
    assert path.read_bytes() == before
    assert json.loads(before)["community"] == {"1": {"name": "C", "unknown": 1}}
    with pytest.raises(UsageError, match="no folder"):
        new_store(tmp_path / "none" / "new.json", {"name": "C"})
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "new.json",
        "new.json.backups",
        "new.json.lock",
    ]


def test_in_a_folder_that_hands_its_group_on_the_group_may_write(tmp_path: Path) -> None:
    tmp_path.chmod(0o2770)
    store = new_store(tmp_path / "new.json", {"name": "C"}, state=tmp_path / "state")
    store.load()
    write(store, Change("members", 0, None, {"name": "A"}))
    assert store.path.stat().st_mode & 0o777 == 0o660
    assert (tmp_path / "new.json.lock").stat().st_mode & 0o777 == 0o660
    assert (tmp_path / "new.json.backups").is_dir()
    assert not list((tmp_path / "state").rglob("*.json"))


def test_mode_and_link_are_kept(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "data.json"
    real.write_bytes(layout_of(TABLES).text())
    real.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(real)
    store = Store(link, backups=False)
    store.load()
    write(store, Change("members", 1, {}, {"unit": "x"}))
    assert store.path == real and link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert "x" in json.loads(link.read_bytes())["members"]["1"]["unit"]


def test_an_access_list_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_bytes(layout_of(TABLES).text())
    # Owner rw, user 1234 rw, group r, mask rw, others none: tag, rights and id of each entry.
    entries = [(1, 6, -1), (2, 6, 1234), (4, 4, -1), (16, 6, -1), (32, 0, -1)]
    acl = struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in entries)
    try:
        os.setxattr(path, "system.posix_acl_access", acl)
    except OSError:
        pytest.skip("the file system keeps no access lists")
    store = Store(path, backups=False)
    store.load()
    write(store, Change("members", 1, {}, {"unit": "x"}))
    assert os.getxattr(path, "system.posix_acl_access") == acl


def test_reading_only_touches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_bytes(layout_of(TABLES).text())
    (tmp_path / ".data.json.0123.coptui-tmp").write_text("left behind")
    store = Store(path, read_only=True)
    store.load()
    assert store.read_only
    with pytest.raises(ReadOnly, match="reading only"):
        write(store, Change("members", 1, {}, {"unit": "x"}))
    assert len(list(tmp_path.iterdir())) == 2


def test_what_killed_saves_left_is_swept_at_the_start(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_bytes(layout_of(TABLES).text())
    for name in (".data.json.01.coptui-tmp", ".other.json.01.coptui-tmp"):
        (tmp_path / name).write_text("left behind")
    Store(path)
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        ".other.json.01.coptui-tmp",
        "data.json",
        "data.json.lock",
    ]


def test_a_held_lock_is_waited_for_and_its_holder_named(
    two: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    import subprocess
    import sys

    here, _ = two
    before = here.path.read_bytes()
    code = (
        "import sys; from pathlib import Path; from coptui.store.storage import AtomicStorage\n"
        "with AtomicStorage(Path(sys.argv[1])).alone(): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, here.path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        monkeypatch.setattr("coptui.store.lock.PATIENCE", 0.05)
        with pytest.raises(DataLocked, match=rf"process {other.pid}\)"):
            write(here, Change("members", 1, {}, {"unit": "x"}))
        assert here.path.read_bytes() == before
        assert here.load().community.members[1].name == "Ada"
        other.kill()
    assert write(here, Change("members", 1, {}, {"unit": "x"})).entry == 1
