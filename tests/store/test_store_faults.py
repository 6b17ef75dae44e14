"""Disks that fail: the old file or the new one, the person told, nothing left behind."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import textwrap
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from coptui.core.model.changes import Change, Save
from coptui.errors import CoptError, ReadOnly, SaveFailed
from coptui.store import atomic
from coptui.store.layout import layout_of
from coptui.store.lock import held_back, lock_path, locked, postponed
from coptui.store.mounts import network_file_system
from coptui.store.protocol import Saved
from coptui.store.rights import of_mode
from coptui.store.store import Store

TABLES = {"community": {"1": {"name": "C"}}, "members": {"1": {"name": "A", "phone": "0"}}}
NOBODY = 65534
MINE = of_mode(os.getuid(), os.getgid(), 0o600)


def a_store(folder: Path, **given: Any) -> Store:
    path = folder / "data.json"
    if not path.exists():
        path.write_bytes(layout_of(TABLES).text())
    store = Store(path, state=folder / "state", **given)
    store.load()
    return store


def phone(number: int) -> Change:
    return Change("members", 1, {"phone": str(number - 1)}, {"phone": str(number)})


def save(store: Store, number: int) -> Saved:
    return store.write(Save([phone(number)], by="", at="2026-03-14", label=""))


def on_disk(store: Store) -> str:
    found: str = json.loads(store.path.read_bytes())["members"]["1"]["phone"]
    return found


def no_temporary(folder: Path) -> bool:
    return not [one for one in folder.rglob("*") if one.name.endswith("-tmp")]


# Calls whose failure alone may be passed over: the sweep, the holder's name in the lock, and what
# decides where a backup goes.
HARMLESS = {"scandir", "ftruncate", "pwrite", "stat", "fstat", "open", "mkdir"}
CALLS = ["open", "write", "fsync", "fchmod", "replace", "stat", "fstat", *sorted(HARMLESS)]


class Failing:
    """One call of the system, which fails the n-th time."""

    def __init__(self, call: str, code: int, place: int) -> None:
        self.real: Callable[..., Any] = getattr(os, call)
        self.code = code
        self.left = place

    def __call__(self, *given: Any, **named: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            raise OSError(self.code, os.strerror(self.code))
        return self.real(*given, **named)


@pytest.mark.parametrize("call", dict.fromkeys(CALLS))
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EINTR])
def test_every_call_of_a_save_may_fail(
    call: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = a_store(tmp_path)
    save(store, 1)
    saved = 1
    for place in range(1, 200):
        before = store.path.read_bytes()
        failing = Failing(call, code, place)
        with monkeypatch.context() as patch:
            patch.setattr(os, call, failing)
            try:
                told = save(store, saved + 1).warning
            except CoptError as error:
                assert "is unchanged" in error.message or "cannot be" in error.message
                told = error.message
                assert store.path.read_bytes() == before
            else:
                saved += 1
                assert on_disk(store) == str(saved)
        hit = failing.left <= 0
        assert told or not hit or call in HARMLESS
        # The person saves again, and now it goes well.
        save(store, saved + 1)
        saved += 1
        assert on_disk(store) == str(saved)
        assert no_temporary(tmp_path)
        assert store.load().community.members[1].phone == str(saved)
        if not hit:
            break
    assert not hit


def test_a_short_write_is_carried_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = a_store(tmp_path)
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, bytes(data[:7])))
    save(store, 1)
    assert on_disk(store) == "1" and store.load().faults == ()


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "The disk is full"), (errno.EDQUOT, "quota"), (errno.EIO, "reports an error")],
)
def test_the_reason_is_said_in_words(
    code: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = a_store(tmp_path, backups=False)

    def fail(*_: Any) -> int:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", fail)
        with pytest.raises(SaveFailed, match=words) as caught:
            save(store, 1)
    assert "is unchanged" in caught.value.message and caught.value.hint
    assert on_disk(store) == "0"
    assert store.load().community.members[1].phone == "0"


def test_a_failed_backup_is_said_and_does_not_stop_the_save(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    store = a_store(tmp_path)
    assert save(store, 1).warning.startswith("Saved, but: The backup failed: ")
    assert on_disk(store) == "1"
    (tmp_path / "state").unlink()
    assert save(store, 2).warning == ""


def test_a_folder_that_the_disk_does_not_confirm_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = a_store(tmp_path, backups=False)

    def fail(folder: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(atomic, "sync_folder", fail)
        assert "did not confirm" in save(store, 1).warning
    assert on_disk(store) == "1" and not store.changed_on_disk()


def test_a_folder_whose_fsync_is_not_offered_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    store = a_store(tmp_path)
    assert save(store, 1).warning == "" and on_disk(store) == "1"


def run(code: str, *words: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


AS_SOMEBODY = """
import os, sys
from pathlib import Path
from coptui.core.model.changes import Change, Save
from coptui.errors import CoptError
from coptui.store.store import Store
from tests.new_store import new_store
import tempfile
with tempfile.TemporaryDirectory() as folder:
    # A save beforehand: whatever is imported late must not need another user's rights.
    first = new_store(Path(folder) / "first.json", {"name": "C"})
    first.load()
    first.write(Save([Change("members", 0, None, {"name": "A"})], by="", at="2026-03-14", label=""))
os.umask(int(sys.argv[4], 8) if len(sys.argv) > 4 else 0o077)
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(int(sys.argv[2])); os.setuid(int(sys.argv[3]))
path = Path(sys.argv[1])
store = Store(path)
print(store.load().community.members[1].name)
print(store.read_only)
try:
    saved = store.write(Save([Change("members", 1, {}, {"unit": "x"})], by="", at="2026-03-14", label=""))
    print("saved", saved.warning)
except CoptError as error:
    print(type(error).__name__)
"""


def test_a_growing_file_that_may_not_grow(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    code = """
    import resource, sys
    from pathlib import Path
    from coptui.core.model.changes import Change, Save
    from coptui.errors import CoptError
    from coptui.store.store import Store
    store = Store(Path(sys.argv[1]), backups=False); store.load()
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
    try:
        store.write(Save([Change("topics", 0, None, {"title": "t", "notes": "n" * 4000})],
                    by="", at="2026-03-14", label=""))
    except CoptError as error:
        print(type(error).__name__, error.message)
    """
    before = store.path.read_bytes()
    assert run(code, store.path).startswith(
        "SaveFailed Files aren't allowed to be this large here."
    )
    assert store.path.read_bytes() == before and no_temporary(tmp_path)


root_only = pytest.mark.skipif(os.geteuid() != 0, reason="becomes another user")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can reach."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


SHUT = pytest.mark.parametrize(
    ("folder_mode", "file_mode", "reason"),
    [
        (0o777, 0o644, "You can read the file but not write to it."),
        (0o755, 0o666, "You can't write to the file's folder."),
        (0o1777, 0o666, "In this folder, only a file's owner"),
    ],
)


@root_only
@SHUT
def test_where_it_cannot_be_written_it_is_opened_for_reading(
    folder_mode: int, file_mode: int, reason: str, open_folder: Path
) -> None:
    place = open_folder / "shared"
    place.mkdir()
    path = place / "data.json"
    path.write_bytes(layout_of(TABLES).text())
    path.chmod(file_mode)
    place.chmod(folder_mode)
    name, told, outcome = run(AS_SOMEBODY, path, str(NOBODY), str(NOBODY)).splitlines()
    assert name == "A" and told.startswith(reason) and outcome == "ReadOnly"
    assert [one.name for one in place.iterdir()] == ["data.json"]


@pytest.mark.parametrize("length", [100, 226, 227, 240, 250, 255])
def test_a_name_with_no_room_beside_it_is_opened_for_reading(length: int, tmp_path: Path) -> None:
    path = tmp_path / ("a" * length)
    path.write_bytes(layout_of(TABLES).text())
    store = Store(path)
    assert store.load().community.members[1].name == "A"
    save = Save([Change("members", 1, {}, {"unit": "x"})], by="", at="2026-03-14", label="")
    if length <= 226:
        store.write(save)
    else:
        assert "too long" in store.read_only
        with pytest.raises(ReadOnly, match="too long"):
            store.write(save)
        assert [one.name for one in tmp_path.iterdir()] == [path.name]


@root_only
@SHUT
def test_what_may_not_be_written_any_more_is_left_alone(
    folder_mode: int, file_mode: int, reason: str, open_folder: Path
) -> None:
    """Whoever opened it while that was allowed, and saves afterwards."""
    place = open_folder / "shared"
    place.mkdir()
    place.chmod(0o777)
    path = place / "data.json"
    path.write_bytes(layout_of(TABLES).text())
    path.chmod(0o666)
    before = path.read_bytes()
    saves = AS_SOMEBODY.replace("try:", "input()\ntry:")
    saves = saves.replace("print(type(error).__name__)", "print(type(error).__name__, error)")
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(saves), str(path), str(NOBODY), str(NOBODY)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as child:  # fmt: skip
        assert child.stdout is not None
        assert [child.stdout.readline(), child.stdout.readline()] == ["A\n", "\n"]
        path.chmod(file_mode)
        place.chmod(folder_mode)
        outcome, _ = child.communicate("\n")
    assert outcome.startswith("ReadOnly") and reason in outcome
    assert path.read_bytes() == before


def the_next_may_edit(path: Path) -> None:
    """The next user finds the same file to edit."""
    data = json.loads(path.read_bytes())
    data["members"]["1"].pop("unit")
    path.write_text(json.dumps(data))


def a_group_folder(place: Path) -> Path:
    place.mkdir()
    os.chown(place, 1000, 4242)
    place.chmod(0o2770)
    path = place / "data.json"
    path.write_bytes(layout_of(TABLES).text())
    os.chown(path, 1000, 4242)
    path.chmod(0o660)
    return path


@root_only
@pytest.mark.parametrize("umask", ["022", "077"])
@pytest.mark.parametrize("way", ["path", "link"])
def test_two_users_of_one_group_folder_both_save(way: str, umask: str, open_folder: Path) -> None:
    path = a_group_folder(open_folder / "shared")
    named = path
    if way == "link":
        named = open_folder / "mine.json"
        named.symlink_to(path)
    for user in ("1000", "1001", "1000"):
        assert run(AS_SOMEBODY, named, "4242", user, umask).splitlines() == ["A", "", "saved "]
        about = path.stat()
        assert (about.st_gid, about.st_mode & 0o777) == (4242, 0o660)
        the_next_may_edit(path)
    backups = list((path.parent / "data.json.backups").iterdir())
    assert len(backups) == 3
    for one in (*backups, lock_path(path)):
        assert (one.stat().st_gid, one.stat().st_mode & 0o777) == (4242, 0o660)
    assert way == "path" or named.is_symlink()


def access_list(*named: tuple[int, int]) -> bytes:
    """An access list: the owner and some users by number may do all; nobody else."""
    entries = [(1, 7, -1), *((2, rights, user) for user, rights in named), (4, 0, -1), (16, 7, -1), (32, 0, -1)]  # fmt: skip
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in entries)


@root_only
@pytest.mark.parametrize("umask", ["022", "077"])
def test_two_users_by_an_access_list_both_save(umask: str, open_folder: Path) -> None:
    """No group in common: the folder and the file name each of them."""
    place = open_folder / "shared"
    place.mkdir()
    os.chown(place, 1000, 1000)
    path = place / "data.json"
    path.write_bytes(layout_of(TABLES).text())
    os.chown(path, 1000, 1000)
    try:
        for attribute in ("system.posix_acl_access", "system.posix_acl_default"):
            os.setxattr(place, attribute, access_list((1000, 7), (1001, 7)))
        os.setxattr(path, "system.posix_acl_access", access_list((1000, 6), (1001, 6)))
    except OSError:
        pytest.skip("the file system keeps no access lists")
    kept = os.getxattr(path, "system.posix_acl_access")
    for user in ("1000", "1001", "1000"):
        name, told, outcome = run(AS_SOMEBODY, path, user, user, umask).splitlines()
        assert (name, told) == ("A", "") and outcome.startswith("saved"), outcome
        assert os.getxattr(path, "system.posix_acl_access") == kept
        the_next_may_edit(path)


@root_only
def test_a_full_disk_keeps_the_file_and_says_so(tmp_path: Path) -> None:
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "none", place]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("cannot mount here")
    path = place / "data.json"
    path.write_bytes(layout_of({**TABLES, "topics": {"1": {"title": "x" * 90_000}}}).text())
    store = Store(path, state=tmp_path / "state")
    try:
        store.load()
        save(store, 1)
        (place / "filler").write_bytes(b"x" * 110_000)
        before = path.read_bytes()
        with pytest.raises(SaveFailed, match="The disk is full") as caught:
            save(store, 2)
        assert "is unchanged" in caught.value.message and caught.value.hint
        assert path.read_bytes() == before and no_temporary(place)
        (place / "filler").unlink()
        save(store, 2)
        assert on_disk(store) == "2"
    finally:
        store.close()
        subprocess.run(["umount", place], check=True)


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    place = tmp_path / "here"
    place.mkdir()
    store = a_store(place)
    save(store, 1)
    shutil.rmtree(place)
    with pytest.raises(CoptError):
        save(store, 2)
    assert not place.exists()


def test_a_folder_that_was_closed_after_opening_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = a_store(tmp_path, backups=False)
    save(store, 1)
    real = os.open

    def refuse(path: Any, *given: Any, **named: Any) -> int:
        if str(path).endswith("-tmp"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(path, *given, **named)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(ReadOnly, match="can't be written"):
        save(store, 2)
    assert on_disk(store) == "1"


def test_signals_are_held_back_and_delivered_afterwards() -> None:
    came: list[str] = []
    before = {
        number: signal.signal(
            number, lambda number, frame: came.append(signal.Signals(number).name)
        )
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGTSTP)
    }
    handlers = {number: signal.getsignal(number) for number in before}
    try:
        with held_back():
            for number in before:
                os.kill(os.getpid(), number)
            assert came == []
        assert sorted(came) == ["SIGHUP", "SIGINT", "SIGTERM", "SIGTSTP"]
        assert {number: signal.getsignal(number) for number in before} == handlers
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_the_lock_is_free_when_a_signal_is_delivered(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    free: list[bool] = []

    def look(number: int, frame: object) -> None:
        with lock_path(path).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            free.append(True)

    before = signal.signal(signal.SIGTSTP, look)
    try:
        with locked(path, MINE):
            os.kill(os.getpid(), signal.SIGTSTP)
            assert free == []
        assert free == [True]
    finally:
        signal.signal(signal.SIGTSTP, before)


def test_stopping_waits_for_a_save_of_another_thread(tmp_path: Path) -> None:
    """However long it takes; and the signal comes again as soon as the lock is given back."""
    path = tmp_path / "data.json"
    begun, go_on, came = threading.Event(), threading.Event(), threading.Event()
    free: list[bool] = []

    def save() -> None:
        with locked(path, MINE):
            begun.set()
            go_on.wait(10)

    def stop(number: int, frame: object) -> None:
        if postponed(number):
            return
        with lock_path(path).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        free.append(True)
        came.set()

    before = signal.signal(signal.SIGTSTP, stop)
    saving = threading.Thread(target=save)
    try:
        saving.start()
        assert begun.wait(10)
        os.kill(os.getpid(), signal.SIGTSTP)
        assert free == []
        go_on.set()
        # In short waits: a handler runs between two of them, and a signal that comes just before
        # a wait doesn't end it.
        assert any(came.wait(0.05) for _ in range(200)) and free == [True]
        os.kill(os.getpid(), signal.SIGTSTP)
        assert free == [True, True], "nothing is saved any more"
    finally:
        saving.join(10)
        signal.signal(signal.SIGTSTP, before)


def test_a_signal_in_a_save_ends_the_program_after_it(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    code = """
    import os, signal, sys
    from pathlib import Path
    from coptui.core.model.changes import Change, Save
    from coptui.store.store import Store
    store = Store(Path(sys.argv[1]), backups=False); store.load()
    fsync = os.fsync
    os.fsync = lambda descriptor: (os.kill(os.getpid(), signal.SIGTERM), fsync(descriptor))
    store.write(Save([Change("members", 1, {"phone": "0"}, {"phone": "1"})], by="", at="2026-03-14", label=""))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code), store.path], check=False)
    assert done.returncode == -signal.SIGTERM
    assert on_disk(store) == "1" and no_temporary(tmp_path)


def test_network_file_systems_are_known_by_the_mount_table(tmp_path: Path) -> None:
    table = tmp_path / "mountinfo"
    table.write_text(
        "21 1 0:20 / / rw - ext4 /dev/vda rw\n"
        "22 21 0:21 / /home rw shared:1 - nfs4 server:/home rw\n"
        "23 22 0:22 / /home/me/my\\040disk rw - ext4 /dev/vdb rw\n"
        "24 21 0:23 / /media rw - fuse.sshfs me@host: rw\n"
        "25 21 0:23 / /over rw - nfs server: rw\n"
        "26 21 0:23 / /over rw - tmpfs none rw\n"
        "broken line\n"
    )
    kinds = {
        "/etc/data.json": "",
        "/home/me/data.json": "nfs4",
        "/home/me/my disk/data.json": "",
        "/media/data.json": "fuse.sshfs",
        "/mediax/data.json": "",
        "/over/data.json": "",
    }
    for place, kind in kinds.items():
        assert network_file_system(Path(place), table) == kind
    assert network_file_system(tmp_path, tmp_path / "none") == ""


def test_on_a_mac_a_save_is_put_through_the_drive_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda _, what: asked.append(what))
    monkeypatch.setattr("sys.platform", "darwin")
    with (tmp_path / "one").open("wb") as written:
        atomic.to_disk(written.fileno())
    assert asked == [51]


@pytest.mark.skipif(os.getuid() != 0, reason="only root may write what nobody may")
@pytest.mark.parametrize("mode", [0o000, 0o040, 0o060, 0o400, 0o444, 0o460, 0o640])
def test_whatever_the_modes_of_a_file_are_who_may_save_it_can(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "circle.json"
    path.write_bytes(layout_of({"members": {"1": {"name": "Ann"}}}).text())
    path.chmod(mode)
    store = Store(path, state=tmp_path / "state")
    store.load()
    for name in ("Beth", "Cleo"):
        added = [Change("members", 0, None, {"name": name})]
        store.write(Save(added, by="", at="2026-03-14", label=""))
    assert path.stat().st_mode & 0o777 == mode
