"""Who could read and write a file before a save can after it, and nobody else."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.changes import Change, Save
from coptui.store import rights
from coptui.store.backup_folders import folder_of
from coptui.store.layout import layout_of
from coptui.store.lock import lock_path
from coptui.store.rights import Rights, rights_of
from coptui.store.store import Store
from tests.new_store import new_store
from tests.store.test_store_faults import AS_SOMEBODY, TABLES, access_list, run, the_next_may_edit

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="becomes another user")
PEOPLE = (1, 2, 3, 4)
GROUPS = (11, 12, 13)
PERMISSIONS = st.sampled_from([0, 2, 4, 6])


def may(held: Rights, who: int, groups: frozenset[int]) -> int:
    """What the kernel lets somebody do (acl(5), access check algorithm)."""
    if who == held.owner:
        return held.of_owner()
    if (2, who) in held.gives:
        return held.gives[2, who]
    through = [held.of_group()] if held.group in groups else []
    through += [
        given for (kind, group), given in held.gives.items() if kind == 8 and group in groups
    ]
    # Reading and writing may each come from another group; asked for together they may not.
    return max(through, default=held.of_others())


@st.composite
def lists(draw: st.DrawFn) -> Rights:
    nobody = rights._NOBODY
    gives = {(1, nobody): 6, (4, nobody): draw(PERMISSIONS), (32, nobody): draw(PERMISSIONS)}
    for who in draw(st.sets(st.sampled_from(PEOPLE))):
        gives[2, who] = draw(PERMISSIONS)
    owner, group = draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(GROUPS))
    return Rights(owner, group, gives)


@given(held=lists(), saver=st.sampled_from(PEOPLE), group=st.sampled_from(GROUPS), data=st.data())
def test_a_save_by_anybody_leaves_everybody_what_they_had(
    held: Rights, saver: int, group: int, data: st.DataObject
) -> None:
    groups = {
        who: data.draw(st.frozensets(st.sampled_from(GROUPS), min_size=1, max_size=1))
        for who in PEOPLE
    }
    known, rights._groups_of = rights._groups_of, lambda who: groups[who]
    try:
        new = held.owned_by(saver, group)
    finally:
        rights._groups_of = known
    assert (new.owner, new.group) == (saver, group)
    for who in PEOPLE:
        if who != saver:
            assert may(new, who, groups[who]) == may(held, who, groups[who]), who
    assert may(new, saver, groups[saver]) == 6


@given(held=lists())
def test_a_list_is_read_as_it_was_written(held: Rights) -> None:
    gives, _ = rights._unpacked(held.packed(), held.mode)
    assert gives == held.gives


@pytest.fixture
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("shared")
    for above in (place, *list(place.parents)[:3]):
        if above != Path("/tmp") and above.owner() == Path.home().owner():
            above.chmod(0o755)
    yield place


def a_file(place: Path, mode: int, *, group: int = 1000) -> Path:
    path = place / "data.json"
    path.write_bytes(layout_of(TABLES).text())
    os.chown(path, 1000, group)
    path.chmod(mode)
    return path


@root_only
@pytest.mark.parametrize("listed", ["folder", "default too"])
def test_a_first_save_by_a_second_user_locks_nobody_out(listed: str, shared_folder: Path) -> None:
    """The owner is not on the list: the file is theirs until somebody else saves it."""
    os.chown(shared_folder, 1000, 1000)
    path = a_file(shared_folder, 0o600)
    others = access_list((1001, 7))
    try:
        os.setxattr(shared_folder, "system.posix_acl_access", others)
        if listed == "default too":
            os.setxattr(shared_folder, "system.posix_acl_default", others)
        os.setxattr(path, "system.posix_acl_access", access_list((1001, 6)))
    except OSError:
        pytest.skip("the file system keeps no access lists")
    for user in ("1001", "1000", "1001", "1000"):
        assert run(AS_SOMEBODY, path, user, user).splitlines() == ["A", "", "saved "], user
        the_next_may_edit(path)
        for held in (path, lock_path(path), *folder_of(path).iterdir()):
            found = rights_of(held)
            for who in (1000, 1001):
                assert may(found, who, frozenset()) & 6 == 6, (held, who)
            assert may(found, 1002, frozenset()) == 0


@root_only
def test_the_administrator_gives_all_of_it_back(shared_folder: Path) -> None:
    path = a_file(shared_folder, 0o640, group=4242)
    store = Store(path)
    store.load()
    store.write(Save([Change("members", 1, {}, {"unit": "x"})], by="", at="2026-03-14", label=""))
    for held in (path, lock_path(path)):
        found = held.stat()
        assert (found.st_uid, found.st_gid) == (1000, 4242)
        assert stat.S_IMODE(found.st_mode) == 0o640


@root_only
def test_a_folder_that_hands_its_list_on_opens_nothing(shared_folder: Path) -> None:
    path = a_file(shared_folder, 0o640)
    try:
        os.setxattr(shared_folder, "system.posix_acl_default", access_list((1001, 7)))
    except OSError:
        pytest.skip("the file system keeps no access lists")
    store = Store(path)
    store.load()
    store.write(Save([Change("members", 1, {}, {"unit": "x"})], by="", at="2026-03-14", label=""))
    assert rights_of(path).is_plain and rights_of(path).mode == 0o640


NO_LISTS = """
import errno, os
def none(*given, **named):
    raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))
os.getxattr = os.setxattr = os.removexattr = none
"""


@root_only
def test_what_cannot_be_given_back_is_opened_for_reading(shared_folder: Path) -> None:
    """No access lists, and the owner is in no group of the file: said before anybody types."""
    os.chown(shared_folder, 1000, 4242)
    shared_folder.chmod(0o2770)
    path = a_file(shared_folder, 0o660, group=4242)
    before = path.stat()
    told = run(NO_LISTS + AS_SOMEBODY, path, "4242", "1001").splitlines()
    assert told[0] == "A" and "would lose access" in told[1] and told[2] == "ReadOnly"
    assert path.stat().st_ino == before.st_ino
    assert [one.name for one in shared_folder.iterdir()] == ["data.json"]
    # Its owner saves, and so does whoever may save for everybody.
    assert run(NO_LISTS + AS_SOMEBODY, path, "4242", "1000").splitlines() == ["A", "", "saved "]


@root_only
def test_a_lock_that_shuts_me_out_is_named_at_the_start(shared_folder: Path) -> None:
    os.chown(shared_folder, 1000, 4242)
    shared_folder.chmod(0o2770)
    path = a_file(shared_folder, 0o660, group=4242)
    lock_path(path).touch(mode=0o600)
    os.chown(lock_path(path), 1000, 1000)
    lock_path(path).chmod(0o600)
    told = run(AS_SOMEBODY, path, "4242", "1001").splitlines()
    assert (
        told[1].startswith("The file's lock data.json.lock belongs to ") and told[2] == "ReadOnly"
    )


@pytest.mark.parametrize("code", [errno.EPERM, errno.ENOTSUP])
def test_a_new_file_is_made_where_links_are_refused(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "new.json"
    with new_store(path, {"name": "C"})._guard:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["new.json"]
    before = path.read_bytes()
    with pytest.raises(Exception, match="already exists"):
        new_store(path, {"name": "D"})
    assert path.read_bytes() == before


def test_a_planted_link_gets_no_backup(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    path = tmp_path / "data.json"
    path.write_bytes(layout_of(TABLES).text())
    folder_of(path).symlink_to(elsewhere)
    store = Store(path)
    store.load()
    saved = store.write(
        Save([Change("members", 1, {}, {"unit": "x"})], by="", at="2026-03-14", label="")
    )
    assert "it is a link" in saved.warning and list(elsewhere.iterdir()) == []


def test_every_folder_of_the_backups_is_private(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_bytes(layout_of(TABLES).text())
    state = tmp_path / "a" / "b"
    before = os.umask(0o022)
    try:
        store = Store(path, state=state)
        store.load()
        store.write(
            Save([Change("members", 1, {}, {"unit": "x"})], by="", at="2026-03-14", label="")
        )
    finally:
        os.umask(before)
    for folder in (tmp_path / "a", state, state / "backups", folder_of(path, state)):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700, folder


HOLD = (
    "import sys; from pathlib import Path; from coptui.store.storage import AtomicStorage\n"
    "with AtomicStorage(Path(sys.argv[1])).alone(): print('held', flush=True); sys.stdin.read()"
)


def test_a_held_lock_delays_neither_opening_nor_reading_and_its_holder_is_told_soon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data.json"
    path.write_bytes(layout_of(TABLES).text())
    left = tmp_path / ".data.json.0123.coptui-tmp"
    left.write_text("left by a killed save")
    waited: list[float] = []
    clock = [0.0]

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        clock[0] += seconds

    monkeypatch.setattr("coptui.store.lock.time.sleep", sleep)
    monkeypatch.setattr("coptui.store.lock.time.monotonic", lambda: clock[0])
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        store = Store(path)
        assert store.load().community.members[1].name == "A" and waited == []
        told: list[tuple[float, str]] = []
        store.waits = lambda text: told.append((clock[0], text))
        with pytest.raises(Exception, match=r"has been saving .*data\.json\.lock"):
            store.write(Save([Change("members", 1, {}, {"unit": "x"})], by="", at="2026", label=""))
        other.kill()
    ((when, text),) = told
    assert 0.5 <= when < 0.6 and f"process {other.pid}" in text
    assert 10 <= clock[0] < 10.1
    assert left.exists()
