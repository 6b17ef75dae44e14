"""Every screen with a list: the cursor stays on its row whatever happens around it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from coptui.core.forgetting.request import Passage
from coptui.core.model.edits import update
from coptui.exchange.tables.found import UnknownLayout
from coptui.tui.exchange.import_columns import ImportColumnsScreen
from coptui.tui.exchange.import_preview import ImportPreviewScreen
from coptui.tui.people.duplicates import OnePersonScreen
from coptui.tui.people.in_question import InQuestionScreen
from coptui.tui.shell import places
from coptui.tui.shell.list_screen import ListScreen
from coptui.whereabouts import of_file
from tests.until import until

WAYS = {
    "find": ("g", "a"),
    "palette": ("colon",),
    "today": ("0",),
    "calendar": ("4",),
    "between meetings": ("5",),
    "checklists": ("c",),
    "pulse": ("p",),
    "history": ("t", *"spoke to @dana", "enter", "t", *"spoke to @farah", "enter", "H"),
    "roll call": ("r", "y"),
    "rating": ("r", "y", "p"),
    "export": ("x",),
    "import": ("i",),
    "notebook": ("B", "a", *"one", "enter", "a", *"two", "enter"),
    "handover": ("f", *"one", "enter", "f", *"two", "enter", "colon", *"hand over", "enter"),
    "one person": ("colon", *"merge", "enter", "down", "enter"),
    "communities": ("comma",),
}


@pytest.mark.parametrize("way", WAYS)
async def test_the_cursor_stays_on_its_row_when_something_is_saved_and_the_size_changes(
    way, open_app, path
) -> None:
    for name in ("one.csv", "two.csv"):
        (path.parent / name).write_text("Name\nCharlie\n")
    other = path.with_name("other.json")
    other.write_bytes(path.read_bytes())
    app = open_app(communities=(of_file(path), of_file(other)))
    async with app.run_test(size=(100, 30)) as pilot:
        for step in WAYS[way]:
            await pilot.press(step)
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ListScreen)
        await pilot.press("down")
        await pilot.pause()
        on, lines = screen.list.key, len(screen.list.rows)
        assert on is not None and lines
        member = app.session.community.members[3]
        await app.desk.save(update(member, replace(member, organisation="Elsewhere")))
        await pilot.pause()
        assert app.screen is screen and screen.list.key == on
        for size in ((70, 24), (130, 40)):
            await pilot.resize_terminal(*size)
            await until(lambda width=size[0]: app.size.width == width)
            await pilot.pause()
            assert screen.list.key == on and screen.list.has_focus


async def nothing(*_: object) -> None:
    """What is chosen here is done by nobody."""


UNKNOWN = UnknownLayout("Unknown", columns=("Who", "What"), rows=(("Amara", "x"),))
PASSAGES = [
    Passage("members", 2, "notes", f"Grace and Will {number}", 0, "Grace") for number in range(3)
]
SAVED_AT_THE_END: dict[type[ListScreen], Callable[[Path], places.Place]] = {
    InQuestionScreen: lambda _: places.InQuestion("Grace Kim", PASSAGES, {}, nothing),
    OnePersonScreen: lambda _: places.OnePerson(1, 2),
    ImportColumnsScreen: lambda _: places.ImportColumns("some.csv", UNKNOWN, nothing),
    ImportPreviewScreen: places.ImportPreview,
}


def test_every_screen_that_saves_at_the_end_is_tried() -> None:
    of_them = {kind for kind in ListScreen.__subclasses__() if kind.SAVES_AT_THE_END}
    assert of_them == set(SAVED_AT_THE_END)


@pytest.mark.parametrize("screen", SAVED_AT_THE_END)
async def test_undo_takes_back_nothing_that_was_saved_before_its_choices(
    screen, open_app, path, on_disk
) -> None:
    file = path.parent / "one.csv"
    file.write_text("Name\nCharlie\n")
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        member = app.session.community.members[3]
        await app.desk.save(update(member, replace(member, organisation="Elsewhere")))
        await app.open(SAVED_AT_THE_END[screen](file))
        await pilot.pause()
        assert type(app.screen) is screen
        await pilot.press("u", "U")
        await pilot.pause()
        assert on_disk("members")["3"]["organisation"] == "Elsewhere"
        assert len(on_disk("history")) == 1 and type(app.screen) is screen


async def test_undo_takes_back_the_last_decision_about_a_passage(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await app.open(SAVED_AT_THE_END[InQuestionScreen](Path()))
        await pilot.pause()
        asking = app.screen
        await pilot.press("y", "n", "k", "k", "n", "u")
        assert asking._decided == {PASSAGES[1]: False} and asking.list.key == 0
        await pilot.press("u")
        assert asking._decided == {} and asking.list.key == 1
        await pilot.press("u")
        assert asking._decided == {} and app.desk.notice.lines
