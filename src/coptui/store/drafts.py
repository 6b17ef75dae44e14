"""Text typed but not saved, kept on disk: it survives a program killed in mid-sentence."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from coptui.core.forgetting.documents import ANSWERS
from coptui.core.model.sentences import DRAFT_NOT_SAVED
from coptui.errors import CoptError
from coptui.files import as_text, read_file
from coptui.store import atomic
from coptui.store.documents import encode
from coptui.store.rights import make_private
from coptui.store.saving import Saving

if TYPE_CHECKING:
    from coptui.core.forgetting.plan import Plan
    from coptui.core.forgetting.request import Undone

HALF_WRITTEN = 60.0
"""Seconds after which a text that was never finished belongs to no one."""

OPEN = "open"
"""The file in a window's folder that stays locked for as long as the window is open."""

REMEMBERED = "remembered"
"""The folder of what all windows remember."""


class Remembered:
    """Small texts by key in one folder (0700), a file (0600) each, shared by every window.

    With `read_only` they can be read, and nothing is kept or forgotten.
    """

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.folder = folder
        self._read_only = read_only

    def save(self, key: str, fields: dict[str, str], token: str = "") -> None:
        """Keep some texts under a key. Raise SaveFailed or ReadOnly."""
        if self._read_only:
            return
        place = place_of(self.folder, key)
        text = encode({"key": as_text(key), "fields": fields, "token": token})
        with Saving(place, DRAFT_NOT_SAVED) as saving:
            make_private(self.folder)
            os.close(atomic.replace(place, text, saving, 0o600).descriptor)

    def load(self, key: str) -> dict[str, str] | None:
        """Return what is kept under a key, or None if there is nothing readable."""
        with suppress(OSError):
            # Naming a file loads OpenSSL, 4 MB: not where nothing was ever kept.
            kept = _read(place_of(self.folder, key)) if self.folder.is_dir() else None
            return kept.fields if kept else None
        return None

    def token(self, key: str) -> str:
        """Return the token of what is kept under a key, or ""."""
        kept = _read(place_of(self.folder, key))
        return kept.token if kept else ""

    def remove(self, key: str) -> None:
        """Remove what is kept under a key, if there is anything."""
        if self._read_only:
            return
        with suppress(OSError):
            place_of(self.folder, key).unlink()

    def all(self) -> dict[str, dict[str, str]]:
        """Return everything that can be read, by key, oldest first."""
        with suppress(OSError):
            return self._listed()
        return {}

    def _listed(self) -> dict[str, dict[str, str]]:
        """As `all`. Raise OSError if the folder can't be listed."""
        places = sorted(self.folder.glob("*.draft"), key=lambda place: place.stat().st_mtime_ns)
        return {kept.key: kept.fields for place in places if (kept := _read(place))}

    def forget(self, plan: Plan, own: Callable[[str], bool]) -> list[Undone]:
        """Remove someone from every text whose key `own` accepts, and drop half-written files.

        Return what couldn't be done. Raise OSError if the folder can't be listed.
        """
        from coptui.core.forgetting.request import Undone

        undone = []
        for key, fields in self._listed().items():
            about = _without_person(key)
            new: Mapping[str, str] | None = fields
            if own(about):
                new = plan.draft(about, fields)
            elif about.startswith(ANSWERS):
                new = plan.answer(about, fields)
            path = place_of(self.folder, key)
            try:
                if new is None:
                    path.unlink(missing_ok=True)
                elif new != fields:
                    self.save(key, dict(new), self.token(key))
            except (OSError, CoptError) as error:
                undone.append(Undone(str(path), str(error)))
        for left in self.folder.glob(f".*{atomic.SUFFIX}"):
            with suppress(OSError):
                left.unlink()
        return undone

    def sweep(self) -> None:
        """Remove what killed programs left half written: each is a copy of someone's text.

        This takes no lock, so leave files of the last minute: they may belong to a running program.
        """
        if self._read_only:
            return
        for leftover in self.folder.glob(f".*{atomic.SUFFIX}"):
            with suppress(OSError):
                if abs(time.time() - leftover.stat().st_mtime) > HALF_WRITTEN:
                    leftover.unlink()


class Drafts:
    """The drafts of one window (one running program), and those of windows that are gone.

    Each window has a folder of its own, and holds a lock on the file `open` in it; the kernel
    releases the lock however the program ends. A draft of an open window belongs to it alone; one
    from a closed window goes to the first window of the same person that asks for it.

    A key names a form and what it is about, such as "form members 12"; a draft is field name -> text,
    and its token names the save of that text. With `read_only` drafts can be read, and nothing is
    kept or forgotten.
    """

    def __init__(self, folder: Path, *, person: str = "", read_only: bool = False) -> None:
        self.folder = folder
        self.remembered = Remembered(folder / REMEMBERED, read_only=read_only)
        self._read_only = read_only
        self._person = person
        self._unlock: weakref.finalize[..., Drafts] | None = None
        self._own = Remembered(folder / f"window-{os.urandom(8).hex()}", read_only=read_only)

    def save(self, key: str, fields: dict[str, str], token: str = "") -> None:
        """Replace the draft of a form. Raise SaveFailed or ReadOnly."""
        if self._read_only:
            return
        self._open()
        self._own.save(self._mine(key), fields, token)

    def load(
        self, key: str, is_saved: Callable[[str], bool] = lambda token: False
    ) -> dict[str, str] | None:
        """Return a form's draft, or None; one from a closed window becomes this window's.

        Remove a draft whose token `is_saved`: a program saved it and ended before it could remove
        it.
        """
        key = self._mine(key)
        if (kept := self._own.load(key)) is not None:
            return kept
        for closed in self._closed():
            left = Remembered(closed, read_only=self._read_only)
            if (kept := left.load(key)) is None:
                continue
            token = left.token(key)
            if token and is_saved(token):
                left.remove(key)
                continue
            if not self._read_only:
                self._take_over(closed, key)
            return kept
        return None

    def adopt(self, older: str, key: str) -> None:
        """Keep under a community's key what was kept under an older one, in no open window."""
        if self._read_only or not self.folder.is_dir():
            return
        for folder in [*self._closed(), self.remembered.folder]:
            kept = Remembered(folder)
            for known, fields in kept.all().items():
                about = _without_person(known)
                new = known.removesuffix(about) + about.replace(older, key, 1)
                if about.startswith(f"{older} ") and kept.load(new) is None:
                    with suppress(CoptError):
                        kept.save(new, fields, kept.token(known))
                        kept.remove(known)

    def remove(self, key: str) -> None:
        """Remove the draft of a form, if there is one."""
        self._own.remove(self._mine(key))

    def all(self) -> dict[str, dict[str, str]]:
        """Return this person's drafts, those of closed windows first; none of an open one."""
        kept: dict[str, dict[str, str]] = {}
        for folder in self._closed():
            kept |= Remembered(folder).all()
        kept |= self._own.all()
        start = self._mine("")
        return {
            key.removeprefix(start): fields for key, fields in kept.items() if key.startswith(start)
        }

    def of_everyone(self) -> list[tuple[str, dict[str, str]]]:
        """Return everything that is kept, anyone's: each key without the person, and its fields."""
        return [
            (_without_person(key), fields)
            for folder in self._folders()
            for key, fields in Remembered(folder).all().items()
        ]

    def forget(self, plan: Plan, own: Callable[[str], bool]) -> list[Undone]:
        """Remove someone from the texts of every window; return what couldn't be done."""
        from coptui.core.forgetting.request import Undone

        undone: list[Undone] = []
        for folder in self._folders():
            try:
                undone += Remembered(folder, read_only=self._read_only).forget(plan, own)
            except OSError as error:
                undone.append(Undone(str(folder), f"{error.strerror or error}"))
        return undone

    def _folders(self) -> list[Path]:
        return [self.folder, *self._windows(), self.remembered.folder]

    def sweep(self) -> None:
        """Remove half-written texts, and the folders of closed windows that hold none."""
        if self._read_only:
            return
        for folder in self._folders():
            Remembered(folder).sweep()
        for closed in self._closed():
            with suppress(OSError):
                # One that is being opened is younger.
                is_empty = not any(place.name != OPEN for place in closed.iterdir())
                if is_empty and time.time() - closed.stat().st_mtime > HALF_WRITTEN:
                    shutil.rmtree(closed)

    def close(self) -> None:
        """Leave the rest to the next window; remove the folder if nothing is left."""
        if self._unlock is not None:
            if not self._own.all():
                shutil.rmtree(self._own.folder, ignore_errors=True)
            self._unlock()
            self._unlock = None

    def _mine(self, key: str) -> str:
        return f"{self._person}\0{key}"

    def _open(self) -> None:
        """Make this window's folder, and hold its lock while the program runs."""
        if self._unlock is not None:
            return
        place = self._own.folder / OPEN
        with Saving(place, DRAFT_NOT_SAVED):
            make_private(self._own.folder)
            descriptor = os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._unlock = weakref.finalize(self, os.close, descriptor)
            fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _take_over(self, closed: Path, key: str) -> None:
        # Where two windows ask at once, one of them gets it: a file is moved once.
        with suppress(OSError):
            self._open()
            place_of(closed, key).rename(place_of(self._own.folder, key))

    def _windows(self) -> list[Path]:
        """Return the folders of all windows, the oldest first."""
        with suppress(OSError):
            return sorted(self.folder.glob("window-*"), key=lambda path: path.stat().st_mtime_ns)
        return []

    def _closed(self) -> Iterator[Path]:
        for folder in self._windows():
            if folder != self._own.folder and _is_closed(folder):
                yield folder


def _without_person(key: str) -> str:
    """Return a key without the part that says whose draft it is."""
    return key.partition("\0")[2] or key


class _Draft(msgspec.Struct):
    key: str
    fields: dict[str, str]
    token: str = ""


def place_of(folder: Path, key: str) -> Path:
    """Return the file of a key: a key may hold anything, a file's name may not."""
    import hashlib  # Slow to load, and a first screen has nothing kept.

    return folder / f"{hashlib.sha256(as_text(key).encode()).hexdigest()[:32]}.draft"


def _read(place: Path) -> _Draft | None:
    try:
        return msgspec.json.decode(read_file(place), type=_Draft)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def _is_closed(folder: Path) -> bool:
    """Return whether no running program holds the lock of a window's folder."""
    try:
        descriptor = os.open(folder / OPEN, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return True
    try:
        # Shared: two programs that look at once do not take each other for the window.
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True
