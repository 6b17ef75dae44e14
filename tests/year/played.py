"""A community at work, day after day: the command line, the screens, and what neither has a verb for."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from coptui.cli.run import run
from coptui.core.meetings.next_occurrence import next_occurrence
from coptui.core.model.community import Community
from coptui.core.model.edits import Edit, create, update, with_fields
from coptui.core.model.records import Member, Record
from coptui.session import Session
from coptui.store.store import Store
from coptui.tui.app import CoptApp
from coptui.tui.home.home import HomeScreen
from coptui.tui.kit.inputs import CoptInput
from coptui.walking import Walks

os.environ["TEXTUAL_ANIMATIONS"] = "none"


@dataclass
class Played:
    """One file, one coordinator, and the day it is; every visit opens the file anew."""

    file: Path
    capsys: pytest.CaptureFixture[str]
    day: date = date(2025, 1, 1)

    def on(self, day: str) -> None:
        """It is that day now."""
        self.day = date.fromisoformat(day)

    # The command line

    def coptui(self, *words: str, typed: str = "") -> str:
        """What a command prints, on that day; it must end well."""
        before, sys.stdin = sys.stdin, io.StringIO(typed)
        try:
            self.capsys.readouterr()
            code = run(["-f", str(self.file), "--today", self.day.isoformat(), *words])
        finally:
            sys.stdin = before
        said = self.capsys.readouterr()
        assert code == 0, (words, said.err)
        return said.out

    def log(self, day: str, line: str, *options: str) -> None:
        self.on(day)
        self.coptui("log", line, *options)

    def walk(self, day: str, answers: Mapping[str, str], otherwise: str = "3") -> str:
        """The monthly check, line by line, to its end; a step that is not named gets `otherwise`."""
        self.on(day)
        session = self._session()
        try:
            shelf = CoptApp(session).desk.shelf()
            run_id = Walks(session).begin(shelf.get("monthly-check"))
            steps = Walks(session).at(run_id).steps
        finally:
            session.close()
        usual = {"people": "none", "topics": "none", "text": "nothing yet", "scale": otherwise}
        typed = [answers.get(step.id, usual[step.answer]) for step in steps]
        out = self.coptui("walk", "monthly-check", "--plain", typed="\n".join(typed) + "\n")
        assert "Monthly health check is finished." in out
        return out

    def evidence(self) -> dict[str, tuple[float | None, str]]:
        """Value and text of every line that the command line prints, by id."""
        found = json.loads(self.coptui("evidence", "--json"))
        return {line["id"]: (line["value"], line["text"]) for line in found}

    # What has no verb

    def _session(self) -> Session:
        noon = datetime.combine(self.day, time(12), UTC)
        return Session(
            Store(self.file, state=self.file.parent / "state" / "coptui"),
            by="Ann Lee",
            clock=lambda: noon,
            today=self.day,
        )

    def save(self, *edits: Callable[[Community], Edit]) -> None:
        """Save edits as the screens do, through the session."""
        session = self._session()
        try:
            for edit in edits:
                session.edit(edit(session.community))
        finally:
            session.close()

    def joins(self, name: str, **fields: Any) -> None:
        """Someone more, from today unless another day of joining is given."""
        member = with_fields(Member(), {"name": name, "joined_on": self.day} | fields)
        self.save(lambda community: create(member))

    def change(self, table: str, number: int, **fields: Any) -> None:
        """Set fields of one record."""

        def changed(community: Community) -> Edit:
            record: Record = community.table(table)[number]
            return update(record, replace(record, **fields))

        self.save(changed)

    # The screens

    @asynccontextmanager
    async def screen(self, day: str = "") -> AsyncIterator[Pilot]:
        """The full screen, opened on a day and left again."""
        if day:
            self.on(day)
        session = self._session()
        app = CoptApp(session)
        try:
            async with app.run_test(size=(80, 24)) as driver:
                yield Pilot(app, driver)
        finally:
            session.close()


@dataclass
class Pilot:
    """Keys, one after the other, each done before the next."""

    app: CoptApp
    driver: Any

    async def press(self, *keys: str) -> None:
        """A command's key goes to the screen, which is done with it when this returns; Enter goes
        through the terminal's way, for it may belong to a field or a list."""
        for key in keys:
            if key == "enter":
                await self.driver.press(key)
            else:
                assert await self.app.screen.take_key(key), key
                await self.driver.pause()

    async def answer(self, key: str, line: str) -> None:
        """A key that asks for a line, and that line."""
        assert await self.app.screen.take_key(key), key
        field = self.app.screen.query_one(CoptInput)
        field.value = line
        await self.app.screen.take_key("enter")
        await self.driver.pause()

    async def fill(self, **fields: str) -> None:
        """Write into fields of the form that is open, and save it."""
        for name, text in fields.items():
            field = self.app.screen.query_one(f"#{name.replace('_', '-')}-field")
            field.value = text
        self.app.screen.query(CoptInput).first().focus()
        await self.press("enter")

    async def meeting(self, event: int, marks: str, guest: str = "") -> None:
        """The roll call: a mark a person, by their initial, as in `A. B. C E` and `Dl Ix J-`.

        After the initial nothing: here; `.` spoke, `l` late, `x` excused, `-` not here.
        """
        keys = {"": "space", ".": "full_stop", "l": "l", "x": "x", "-": "minus"}
        wanted = {mark[0]: keys[mark[1:]] for mark in marks.split()}
        names = {member.name[0]: member for member in self.community.members.values()}
        await self.press("r")
        screen = self.app.screen
        assert screen.event_id == event
        expected = {one.member for one in screen.expected}
        for initial in wanted:
            if names[initial].id not in expected:
                await self.press("plus")
                await self.answer("m", names[initial].name)
        for initial, key in wanted.items():
            screen.list.go_to(names[initial].id)
            await screen.take_key(key)
        if guest:
            await self.press("plus")
            await self.answer("m", guest)
        await self.press("enter")
        if not self.community.events[event].attendance_taken:
            # The first roll on which somebody has no mark asks how they count.
            await self.press("y")
        assert self.community.events[event].attendance_taken

    async def pulse(self, event: int, *ratings: str) -> None:
        """Ratings without a name, in the roll call of the meeting of today."""
        await self.press("r")
        assert self.app.screen.event_id == event
        await self.press("p")
        for rating in ratings:
            for sign in rating:
                await self.press("minus" if sign == "-" else sign)
            await self.press("enter")
        await self.press("q")
        await self.press("q")

    async def next_by_form(self, after: int, **fields: str) -> None:
        """Date the next one of the series from the last, and look it over in its form."""
        await self.go_to("events", after)
        await self.press("N")
        await self.fill(**fields)
        assert after + 1 in self.community.events

    async def next_meeting(self, after: int, **fields: Any) -> None:
        """The same without the form, which takes its time with twenty fields."""
        following = next_occurrence(self.community, self.community.events[after])
        await self.app.desk.save(create(replace(following, **fields)))
        assert after + 1 in self.community.events

    async def captured(self, kind: str, line: str) -> None:
        """A line after `+`: of an ask (a), a topic idea (i), a story (s), an introduction (n)."""
        assert await self.app.screen.take_key("plus")
        await self.answer(kind, line)

    async def put_on(self, topic: int, event: int) -> None:
        """A topic on the next event, which stands first."""
        await self.go_to("topics", topic)
        await self.press("T", "enter")
        assert topic in self.community.events[event].topics

    async def edit(self, table: str, number: int, **fields: str) -> None:
        """Change a record in its form."""
        await self.go_to(table, number)
        await self.press("e")
        await self.fill(**fields)

    async def on_line(self, page: str, table: str, number: int) -> None:
        """The page of a key, with the cursor on the line of a record."""
        await self.press(page)
        self.app.screen.list.go_to((table, number))

    async def go_to(self, table: str, number: int) -> None:
        """The first screen, with that record shown."""
        while not isinstance(self.app.screen, HomeScreen):
            await self.press("q")
        self.app.screen.panes[table].focus()
        self.app.screen.show_record((table, number))
        await self.driver.pause()

    @property
    def community(self) -> Community:
        return self.app.session.community
