"""The palette finds a command by plain words, and by the name that any message or page gives it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coptui.core.model.text import fold
from coptui.tui.shell.command_rows import palette_rows
from coptui.tui.shell.commands import COMMANDS
from coptui.tui.shell.palette import PaletteScreen

ROOT = Path(__file__).resolve().parents[2]
PLAIN_WORDS = {
    "duplicates": "duplicates",
    "same person": "merge",
    "spreadsheet": "import",
    "csv": "import",
    "download": "export",
    "quit": "quit",
    "exit": "leave",
    "consent": "edit",
    "sponsor": "sponsor",
    "attendance": "roll-call",
    "reports": "report",
    "settings": "settings",
    "theme": "theme",
    "dark": "theme",
    "colours": "theme",
    "backups": "backups",
    "check the file": "check",
    "privacy": "remove",
    "gdpr": "remove",
    "unsubscribe": "remove",
    "checklists": "cultivate",
    "search": "find",
    "task": "follow-up",
    "phone call": "touch",
    "reschedule": "move-event",
    "prepare": "brief",
    "statistics": "pulse",
    "share screen": "presenter",
    "columns": "columns",
    "save this list": "save-list",
    "tag": "change-marked",
    "name and purpose": "community",
    "my name": "settings",
    "shortcuts": "help",
}
MENTION = re.compile(r"`:([a-z][a-z -]*[a-z])`|(?:^|[ ;(]):([a-z][a-z -]*[a-z])(?=[,.;)]|$)")


def ids(query: str) -> list[object]:
    return list(palette_rows(COMMANDS, query).keys)


def mentions() -> Iterator[tuple[str, str]]:
    """(where, the name that a command is given there)."""
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")]
    pages += (ROOT / "src" / "coptui" / "checklists" / "library").glob("*.yaml")
    for page in pages:
        for ticked in re.findall(r"`:([a-z][a-z -]*[a-z])`", page.read_text("utf-8")):
            yield page.name, ticked
    for path in (ROOT / "src").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for ticked, plain in MENTION.findall(node.value):
                    yield path.name, ticked or plain


def test_whatever_a_message_or_a_page_calls_a_command_is_its_name() -> None:
    found = sorted(set(mentions()))
    assert len(found) >= 10
    for where, name in found:
        titles = {command.id for command in COMMANDS if fold(command.title) == fold(name)}
        assert titles, (where, name)
        assert ids(name)[0] in titles, (where, name)


@pytest.mark.parametrize("words", PLAIN_WORDS)
async def test_plain_words_find_it_first(words, open_app) -> None:
    if not any(command.id == PLAIN_WORDS[words] for command in COMMANDS):
        pytest.skip("no such command yet")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("colon", *("space" if sign == " " else sign for sign in words))
        await pilot.pause()
        assert app.screen.list.key == PLAIN_WORDS[words]


async def test_the_description_of_the_chosen_one_is_there_in_full(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("colon")
        for command in app.screen._commands.values():
            app.screen.list.go_to(command.id)
            await pilot.pause()
            shown = " ".join(screen_text(app).split())
            assert command.does in shown, command.id


TYPED_WHOLE = {"who am i": {"who-am-i"}, "answer independently": set[str](), "import": {"import"}}
"""Names of commands, and which of them this start of the program withholds."""


@pytest.mark.parametrize("presenting", [False, True], ids=["alone", "presenting"])
@pytest.mark.parametrize("name", TYPED_WHOLE)
async def test_a_name_typed_whole_runs_no_other_command(name, presenting, open_app) -> None:
    """What is not offered here says why, and nothing that ranks next is run in its place."""
    app = open_app(withheld=dict.fromkeys(TYPED_WHOLE[name], "Not available: a reason."))
    async with app.run_test(size=(80, 24)) as pilot:
        if presenting:
            await pilot.press("z")
        before = app.session.community
        await pilot.press("colon", *("space" if sign == " " else sign for sign in name), "enter")
        await pilot.pause()
        palette = app.screen
        assert isinstance(palette, PaletteScreen)
        assert fold(next(c.title for c in COMMANDS if c.id == palette.list.key)) == name
        (said,) = app.desk.notice.lines
        assert said.text == palette._under_cursor().does
        assert said.tone == "warn" and app.session.community is before


async def test_what_begins_like_that_here_comes_before_what_is_elsewhere(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("colon", *"save", "enter")
        await pilot.pause()
        assert not isinstance(app.screen, PaletteScreen)
