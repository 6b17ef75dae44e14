"""What an import says is true at the moment at which it is said: before, after, undone and redone."""

from __future__ import annotations

import threading

import pytest

from coptui.errors import UsageError
from coptui.exchange.tables.workbooks import INSTALL
from coptui.tui.exchange import import_preview
from coptui.tui.exchange.import_preview import ImportPreviewScreen
from tests.until import until


@pytest.fixture(autouse=True)
def downloads(tmp_path, monkeypatch):
    folder = tmp_path / "home" / "Downloads"
    folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder.parent))
    monkeypatch.chdir(folder.parent)
    return folder


async def read(pilot) -> ImportPreviewScreen:
    await pilot.press("i", "enter")
    await until(lambda: getattr(pilot.app.screen, "plan", None) is not None)
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, ImportPreviewScreen)
    return screen


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
{events}END:VCALENDAR
"""


def entry(number: int, more: str = "") -> str:
    return (
        f"BEGIN:VEVENT\nUID:e{number}\nSUMMARY:Clinic {number}\nDTSTART:202612{number:02}T180000Z\n"
        f"DTEND:202612{number:02}T190000Z\n{more}END:VEVENT\n"
    )


async def test_a_cancelled_entry_is_named_where_events_are_counted(
    downloads, open_app, screen_text
) -> None:
    events = entry(1) + entry(2) + entry(3, "STATUS:CANCELLED\n")
    (downloads / "all.ics").write_text(CALENDAR.format(events=events))
    app = open_app()
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await read(pilot)
        assert [(left.text, left.line) for left in screen.plan.left] == [("Clinic 3", 16)]
        text = " ".join(screen_text(app).split())
        assert "Events: 2 (2 new); 1 more left out, listed below with the reason" in text
        assert "Clinic 3 cancelled, and not among your events" in text


async def test_redoing_an_import_names_the_import_and_not_one_of_its_people(
    downloads, open_app, on_disk, screen_text
) -> None:
    people = "".join(f"New Person{n},p{n}@example.net\n" for n in "abcdefgh")
    (downloads / "people.csv").write_text(f"Full name,Email\n{people}")
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await read(pilot)
        members = len(on_disk("members"))
        await pilot.press("enter")
        await until(lambda: len(on_disk("members")) == members + 8)
        await pilot.press("u")
        await until(lambda: len(on_disk("members")) == members)
        await pilot.press("U")
        await until(lambda: len(on_disk("members")) == members + 8)
        await until(lambda: "people from people.csv" in screen_text(app))
        assert "Restored" not in screen_text(app)


async def test_people_of_one_name_are_hinted_at(downloads, open_app, screen_text) -> None:
    (downloads / "people.csv").write_text(
        "Full name,Email\nZed Zoo,zed@example.net\nZed Zoo,zoo@example.net\n"
    )
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await read(pilot)
        text = " ".join(screen_text(app).split())
        assert "new; line 3 has the same name, perhaps the same person" in text
        assert "new; line 2 has the same name, perhaps the same person" in text


async def test_pressing_enter_too_early_is_no_news_above_a_finished_preview(
    downloads, open_app, screen_text, monkeypatch
) -> None:
    (downloads / "people.csv").write_text("Full name,Email\nZed Zoo,zed@example.net\n")
    go_on = threading.Event()
    original = import_preview.read_and_plan

    def later(*args):
        assert go_on.wait(20)
        return original(*args)

    monkeypatch.setattr(import_preview, "read_and_plan", later)
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("i", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "has not been read yet" in screen_text(app)
        go_on.set()
        await until(lambda: "New people: 1" in screen_text(app))
        assert "has not been read yet" not in screen_text(app)


async def test_a_workbook_that_can_not_be_read_says_first_what_she_can_do(
    downloads, open_app, screen_text, monkeypatch
) -> None:
    assert INSTALL.startswith("Save it as CSV in the spreadsheet program")

    def refuse(*_args):
        return UsageError("This file is an Excel workbook.", INSTALL)

    monkeypatch.setattr(import_preview, "read_and_plan", refuse)
    (downloads / "book.xlsx").write_bytes(b"PK")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter")
        said = "This file is an Excel workbook. Save it as CSV in the spreadsheet program"
        await until(lambda: said in " ".join(screen_text(app).split()))
        shown = {command.id for command in app.screen.commands(app.screen.BAR)}
        assert shown == {"leave", "help"}
