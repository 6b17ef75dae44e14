"""A small community in memory or in a file, and sessions on it with a clock that is set."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from coptui.session import Session
from coptui.store.memory import MemoryStore
from coptui.store.store import Store

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)


def tables() -> dict[str, Any]:
    """Three people, two topics, monthly meetings since June."""
    days = ["2026-06-11", "2026-07-09", "2026-08-13", "2026-09-10", "2026-10-08", "2026-11-12"]
    return {
        "meta": {"1": {"schema": 1}},
        "community": {"1": {"name": "Help-line circle", "founded_on": "2023-01-01"}},
        "members": {
            "1": {"name": "Amara Okafor", "joined_on": "2023-03-01", "phone": "1"},
            "2": {"name": "Beth Lindqvist", "joined_on": "2026-09-01"},
            "3": {"name": "Carlos Díaz", "joined_on": "2026-12-01"},
        },
        "topics": {
            "1": {"title": "Endings", "state": "done", "opened_on": "2026-01-01",
                  "closed_on": "2026-10-08"},
            "2": {"title": "Silence", "opened_on": "2026-05-01"},
        },
        "events": {
            str(number): {
                "title": "Community call", "series": "call", "starts_at": f"{day}T18:00",
                "status": "held", "hosts": [1], "topics": [2], "attendance_taken": True,
                "attendance": {"1": {"status": "attended"}, "2": {"status": "attended"}},
            }
            for number, day in enumerate(days, 1)
        },
    }  # fmt: skip


class Handle(MemoryStore):
    """One of several processes on one file, without a disk: `file` holds its bytes."""

    def __init__(self, file: list[bytes]) -> None:
        self.file = file
        super().__init__(file[0])

    @property
    def data(self) -> bytes:  # type: ignore[override]
        return self.file[0]

    @data.setter
    def data(self, data: bytes) -> None:
        self.file[0] = data


class Clock:
    """The real time, as far as a test has one."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def handles() -> Callable[[], Callable[[], MemoryStore]]:
    """Makes a new empty file, of which each call is another handle."""

    def new_file() -> Callable[[], MemoryStore]:
        file = [MemoryStore().data]
        return lambda: Handle(file)

    return new_file


@pytest.fixture
def memory() -> MemoryStore:
    return MemoryStore(tables())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "circle.json"
    place.write_text(json.dumps(tables(), ensure_ascii=False), "utf-8")
    return place


Open = Callable[..., Session]


@pytest.fixture(params=["memory", "disk"])
def sit_down(request: pytest.FixtureRequest, clock: Clock) -> Open:
    """A session on the one community; called again it is somebody else's, or a new start."""
    file = [MemoryStore(tables()).data]
    place = request.getfixturevalue("path")

    def begin(by: str = "amara", today: date | None = None) -> Session:
        keeper = Handle(file) if request.param == "memory" else Store(place, backups=False)
        return Session(keeper, by=by, clock=clock, today=today)

    return begin
