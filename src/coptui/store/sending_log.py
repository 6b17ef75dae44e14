"""The log of letters: what was begun and what became of it.

It lies beside the community's file and has its rights, so that two people who look after one
community never send one letter twice. For a community on a server it lies in the person's own state
folder, and knows only what they sent from there. It holds numbers of members and times; no name, not even of whoever sent
them, no address, no word of a letter, so that nothing is left in it to forget. Each entry is a line of JSON, on disk
before the next step: a letter that was begun and has no outcome may have been sent or not.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple

from coptui.core.model.sentences import cannot_be_written, what_went_wrong
from coptui.errors import CoptError, DataLocked, ReadOnly, UsageError
from coptui.files import read_file, real_path
from coptui.language import tr
from coptui.store import atomic
from coptui.store.rights import give, rights_of
from coptui.store.saving import reason_of
from coptui.whereabouts import Whereabouts

SendOutcome = Literal["begun", "sent", "refused", "not sent"]
"""What is known of a letter; `begun` as the latest entry: no one knows whether it was sent."""


class LogPlace(NamedTuple):
    """Where a log lies, and the file whose rights it has; None: only its owner may read it."""

    path: Path
    like: Path | None = None


def log_beside(file: Path) -> LogPlace:
    """Return the log of a community's file, by whatever link it was opened."""
    whole = real_path(file)
    return LogPlace(whole.with_name(f"{whole.name}.letters"), file)


def log_of(whereabouts: Whereabouts, state: Path | None) -> LogPlace:
    """Return the log of a community: beside its file, or in `state` by its own sign.

    Raise UsageError if it needs a state folder and there is none.
    """
    if whereabouts.file is not None:
        return log_beside(whereabouts.file)
    if state is None:
        raise UsageError(
            tr("You have no folder of your own on this computer for the log of letters.")
        )
    # It may have been begun before the community had a sign of its own.
    places = [LogPlace(_own_log(state, key)) for key in whereabouts.keys]
    return next((place for place in places if place.path.exists()), places[0])


def _own_log(state: Path, key: str) -> Path:
    return state / "letters" / f"{hashlib.sha256(key.encode()).hexdigest()[:20]}.letters"


class SendingLog:
    """What became of each letter to each person; `with sending_log(...)` opens it for writing.

    A letter is known by its `letter` (such as `invite events/12`), its round and the member. What
    is noted on the members' records is marked by `note`.
    """

    def __init__(self, path: Path, descriptor: int | None = None) -> None:
        self._path = path
        self._descriptor = descriptor
        self._outcomes: dict[tuple[str, int], dict[int, SendOutcome]] = {}
        self._days: dict[tuple[str, int], str] = {}
        self._noted: dict[tuple[str, int], set[int]] = {}
        self._torn = False
        for entry in self._read():
            self._take(entry)

    def round_of(self, letter: str) -> int:
        """Return the number of the latest round in which a letter was sent; 1 if it never was."""
        return max((number for name, number in self._outcomes if name == letter), default=1)

    def outcomes(self, letter: str, number: int) -> dict[int, SendOutcome]:
        """Return the latest outcome for each member in a round."""
        return dict(self._outcomes.get((letter, number), {}))

    def last_day(self, letter: str, number: int) -> str:
        """Return the moment of the latest entry of a round, or ""."""
        return self._days.get((letter, number), "")

    def not_noted(self, letter: str, number: int) -> list[int]:
        """Return who was sent a letter that isn't noted on their records yet."""
        noted = self._noted.get((letter, number), set())
        outcomes = self._outcomes.get((letter, number), {})
        return [m for m, outcome in outcomes.items() if outcome == "sent" and m not in noted]

    def add(self, letter: str, number: int, member: int, outcome: SendOutcome, at: str) -> None:
        """Add an entry; when this returns it is on disk. Raise CoptError if it can't be written."""
        entry = {"letter": letter, "round": number, "member": member, "outcome": outcome}
        self._append({**entry, "at": at})

    def note(self, letter: str, number: int, members: list[int], at: str) -> None:
        """Mark that these letters are noted on the members' records."""
        self._append({"letter": letter, "round": number, "noted": members, "at": at})

    def _append(self, entry: dict[str, Any]) -> None:
        assert self._descriptor is not None, "opened for reading"
        line = json.dumps(entry, ensure_ascii=True).encode() + b"\n"
        # A line cut off by a full disk stays what it is; the next one starts a new line.
        data = b"\n" + line if self._torn else line
        try:
            self._torn = True
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
            atomic.to_disk(self._descriptor)
        except OSError as error:
            raise CoptError(
                tr(
                    "The log of letters {path} can't be written: {reason}",
                    path=self._path,
                    reason=reason_of(error),
                ),
                tr(
                    "Nothing more was sent. Free some disk space if it is full, then send again: coptui carries on where it stopped."
                ),
            ) from error
        self._torn = False
        self._take(entry)

    def _take(self, entry: dict[str, Any]) -> None:
        key = (entry["letter"], entry["round"])
        self._days[key] = str(entry.get("at", ""))
        if "noted" in entry:
            self._noted.setdefault(key, set()).update(entry["noted"])
        else:
            self._outcomes.setdefault(key, {})[entry["member"]] = entry["outcome"]

    def _read(self) -> Iterator[dict[str, Any]]:
        try:
            data = read_file(self._path)
        except FileNotFoundError:
            return
        except OSError as error:
            raise CoptError(
                tr(
                    "The log of letters {path} cannot be read: {reason}.",
                    path=self._path,
                    reason=what_went_wrong(error),
                ),
                tr("Without it, coptui can't tell who already has a letter."),
            ) from error
        self._torn = bool(data) and not data.endswith(b"\n")
        for line in data.split(b"\n"):
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if _is_entry(entry):
                yield entry


def _is_entry(entry: Any) -> bool:
    if not isinstance(entry, dict) or not isinstance(entry.get("letter"), str):
        return False
    if type(entry.get("round")) is not int:
        return False
    noted = entry.get("noted")
    if isinstance(noted, list):
        return all(type(member) is int for member in noted)
    outcomes = ("begun", "sent", "refused", "not sent")
    return type(entry.get("member")) is int and entry.get("outcome") in outcomes


@contextmanager
def sending_log(log_place: LogPlace) -> Iterator[SendingLog]:
    """Open a log for sending: one person at a time.

    Raise DataLocked if someone is sending already, ReadOnly if it may not be written.
    """
    log_file = log_place.path
    try:
        if log_place.like is None:
            log_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_new = not log_file.exists()
        descriptor = os.open(log_file, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise ReadOnly(
            cannot_be_written(log_file, what_went_wrong(error)),
            tr("Letters are sent only where coptui can record who already has one."),
        ) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise DataLocked(
                tr("Someone is sending letters of this community right now."),
                tr("Wait until they have finished; what they sent isn't sent again."),
            ) from None
        if is_new:
            if log_place.like is not None:
                give(descriptor, rights_of(log_place.like))
            atomic.sync_folder(log_file.parent)
        yield SendingLog(log_file, descriptor)
    finally:
        os.close(descriptor)


def known_letters(place: LogPlace) -> SendingLog:
    """Return the log as it is now, to look at."""
    return SendingLog(place.path)
