"""An invented community in a real file, and the program run by a pilot."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from coptui.cli.full_screen import adopt
from coptui.config import Folders
from coptui.session import Session
from coptui.store.drafts import Drafts
from coptui.store.notebook import NotebookFile
from coptui.store.store import Store
from coptui.tui.app import CoptApp
from coptui.tui.kit import typed_ahead
from coptui.tui.shell import long_work, notice
from settled import settle_exactly

os.environ["TEXTUAL_ANIMATIONS"] = "none"
settle_exactly()
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)


def community() -> dict[str, dict[str, Any]]:
    """Nine people, three topics, seven meetings (one to come), as a person would write them."""
    days = ["2026-06-11", "2026-07-09", "2026-08-13", "2026-09-10", "2026-10-08", "2026-11-12"]
    there = [[1, 2, 3, 4, 8], [1, 2, 3, 4], [1, 2, 4, 6], [1, 2, 6], [1, 2, 6, 8], [1, 2, 4, 6]]
    events: dict[str, Any] = {
        str(n): {
            "title": "Community call",
            "series": "Community call",
            "starts_at": f"{day}T18:00",
            "status": "held",
            "hosts": [1] if n % 2 else [2],
            "topics": [1] if n in (5, 6) else [2],
            "attendance_taken": True,
            "attendance": {str(who): {"status": "attended"} for who in people},
        }
        for n, (day, people) in enumerate(zip(days, there, strict=True), 1)
    }
    events["7"] = {
        "title": "Community call",
        "series": "Community call",
        "starts_at": "2026-11-24T18:00",
        "status": "planned",
        "attendance": {"1": {"rsvp": "yes"}, "2": {"rsvp": "yes"}},
    }
    return {
        "meta": {"1": {"schema": 1}},
        "community": {
            "1": {"name": "Help-line circle", "stage": "stewardship", "founded_on": "2023-01-01"}
        },
        "members": {
            "1": {
                "name": "Amara Okafor", "organisation": "Boston General", "joined_on": "2023-03-01",
                "offers": ["de-escalation", "supervision"], "seeks": ["a reading group"],
                "knows": [2, 4], "emails": ["amara@example.org"],
                "roles": [{"role": "coordinator", "since": "2023-03-01"}],
                "notes": [{"on": "2026-10-01", "by": "beth", "text": "Tired of late shifts."}],
            },
            "2": {"name": "Beth Lindqvist", "joined_on": "2023-05-01", "interests": ["triage"]},
            "3": {"name": "Carlos Díaz", "joined_on": "2024-01-10", "aliases": ["Charlie D"]},
            "4": {"name": "Dana Whitfield", "joined_on": "2023-06-01", "handles": {"slack": "dee"}},
            "5": {"name": "Emil Sørensen", "joined_on": "2026-11-01"},
            "6": {"name": "Farah Aziz", "joined_on": "2025-02-01", "offers": ["hosting"]},
            "7": {"name": "Grace Kim", "joined_on": "2024-04-01"},
            "8": {"name": "Hana Sato", "joined_on": "2024-06-01"},
            "9": {"name": "Ivo", "joined_on": "2025-06-01", "status": "left", "left_on": "2026-01-01"},
        },
        "topics": {
            "1": {
                "title": "Callers who never say goodbye", "state": "open", "stewards": [1],
                "proposer": 2, "opened_on": "2026-09-01", "interested": [4],
            },
            "2": {"title": "Silence on the line", "state": "parked", "opened_on": "2026-05-01"},
            "3": {
                "title": "The Miller family", "state": "open", "confidential": True,
                "code": "case 14", "opened_on": "2026-10-01",
            },
        },
        "events": events,
        "touches": {
            "1": {"on": "2026-11-01", "by": 1, "members": [2], "channel": "call", "text": "Fine."}
        },
        "actions": {
            "1": {
                "text": "send the triage sheet", "owner": 1, "due_on": "2026-11-27",
                "created_on": "2026-11-12", "about": [2],
            }
        },
    }  # fmt: skip


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait longer for long work: no story of a few people depends on how fast the machine is."""
    monkeypatch.setattr(long_work, "LASTS", 2.5)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The community's file."""
    place = tmp_path / "circle.json"
    place.write_text(json.dumps(community(), ensure_ascii=False), "utf-8")
    place.chmod(0o600)
    return place


@pytest.fixture(autouse=True)
def quick_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever presses keys in these tests has read what was drawn."""
    monkeypatch.setattr(notice, "LONG_ENOUGH", 0.0)


@pytest.fixture(autouse=True)
def let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever presses Backspace twice in these tests lets go of it in between."""
    monkeypatch.setattr(typed_ahead, "HELD", 0.0)


@pytest.fixture
def open_app(path: Path, tmp_path: Path) -> Iterator[Callable[..., CoptApp]]:
    """The program on that file; called again it is a new start on the same file."""
    begun: list[CoptApp] = []

    def begin(place: Path = path, **more: Any) -> CoptApp:
        session = Session(
            Store(place),
            by="amara",
            clock=lambda: NOW,
            today=TODAY,
            notebook=NotebookFile(tmp_path / "data" / "notebook.json", state=tmp_path / "state"),
        )
        folders = Folders(tmp_path / "config", tmp_path / "data", tmp_path / "state")
        drafts = Drafts(tmp_path / "drafts")
        adopt(drafts, session.whereabouts)
        begun.append(CoptApp(session, drafts=drafts, **{"folders": folders, **more}))
        return begun[-1]

    yield begin
    for app in begun:
        app.desk.drafts.close()
        app.session.close()


@pytest.fixture
def beth(path: Path) -> Session:
    """Somebody else in the same file."""
    return Session(Store(path), by="beth", clock=lambda: NOW)


@pytest.fixture
def on_disk(path: Path) -> Callable[[str], dict[str, Any]]:
    """A table as it stands in the file now."""
    return lambda table: json.loads(path.read_text("utf-8")).get(table, {})


@pytest.fixture
def screen_text() -> Callable[[CoptApp], str]:
    """What a person sees."""

    def text(app: CoptApp) -> str:
        lines = app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in lines)

    return text
