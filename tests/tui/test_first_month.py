"""From nothing to a first monthly check: a list of 25 people, a monthly series and one meeting."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from coptui.config import Folders, load
from coptui.session import Session
from coptui.store.drafts import Drafts
from coptui.store.memory import MemoryStore
from coptui.store.store import Store
from coptui.tui.app import CoptApp
from coptui.tui.first_run import remembered
from coptui.tui.shell import places
from tests.until import until

NOW = datetime(2026, 12, 1, 19, 30, tzinfo=UTC)
PEOPLE = Path(__file__).parent / "first_month" / "people.csv"


class Presses:
    """Counts keys and typed dates as a person would."""

    def __init__(self) -> None:
        self.keys = self.dates = 0

    async def press(self, pilot, *keys: str) -> None:
        for key in keys:
            self.keys += 1
            await pilot.press(key)
        await pilot.pause()

    async def type(self, pilot, text: str, *, is_date: bool = False) -> None:
        self.dates += is_date
        await self.press(pilot, *("space" if sign == " " else sign for sign in text))


async def test_it_takes_less_than_120_keys_and_two_dates(
    tmp_path, monkeypatch, screen_text
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    shutil.copy(PEOPLE, tmp_path)
    folders = Folders(tmp_path / "config", tmp_path / "data", tmp_path / "state")
    hands, chosen = Presses(), []
    first = places.First(folders.default_file, NOW.date(), "root", chosen.append)
    nothing = MemoryStore({"community": {"1": {"name": "coptui"}}})
    app = CoptApp(Session(nothing, by="", clock=lambda: NOW), start=first)
    async with app.run_test(size=(80, 24)) as pilot:
        await hands.press(pilot, "down", "enter")
        await hands.type(pilot, "Menders")
        await hands.press(pilot, "enter", "enter")
        await hands.type(pilot, "Nora Hale")
        await hands.press(pilot, "enter")
    (begun,) = chosen
    assert begun.importing and begun.me == "Nora Hale"
    assert remembered(folders.config, begun.me) == ""
    assert load(folders.config).user == "Nora Hale"

    session = Session(Store(begun.file), by=begun.me, clock=lambda: NOW)
    drafts = Drafts(tmp_path / "drafts")
    app = CoptApp(session, drafts=drafts, first=places.ImportFile(), folders=folders)
    async with app.run_test(size=(80, 24)) as pilot:
        # The list: read, and accepted.
        await hands.press(pilot, "enter")
        await until(lambda: getattr(app.screen, "plan", None) is not None)
        await hands.press(pilot, "enter")
        await until(lambda: app.screen.leads_out)
        # A monthly series, and its next meeting.
        await hands.press(pilot, "3", "a")
        await hands.type(pilot, "Repair cafe")
        await hands.press(pilot, "down")
        await hands.type(pilot, "today 19:00", is_date=True)
        await hands.press(pilot, "down", "down", "down")
        await hands.type(pilot, "Cafe")
        await hands.press(pilot, "down")
        await hands.type(pilot, "monthly")
        await hands.press(pilot, "enter")
        await hands.press(pilot, "N", "enter")
        # The meeting that is on now.
        await hands.press(pilot, "r", "space", "space", "full_stop", "enter", "y")
        # The monthly check, to its end.
        await hands.press(pilot, "c", "home", "enter")
        walk = app.screen
        while walk.step is not None:
            answer = {"scale": "3", "yes-no": "y"}.get(walk.step.answer, "d")
            await hands.press(pilot, answer, "enter")
        await hands.press(pilot, "enter")
    community = session.community
    assert len(community.members) == 25
    assert [event.recurrence for event in community.events.values()] == ["FREQ=MONTHLY"] * 2
    assert community.events[1].attendance_taken and len(community.events[1].there) == 3
    (run,) = community.runs.values()
    assert run.checklist == "monthly-check" and run.finished_at
    assert {entry.by for entry in community.history.values()} == {"Nora Hale"}
    assert hands.keys < 120 and hands.dates <= 2
    session.close()
    drafts.close()
