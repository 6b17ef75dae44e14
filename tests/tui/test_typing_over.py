"""A value that is usually written afresh is replaced by the first letter typed; a text is gone on with."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from textual import events

from coptui.tui.kit.inputs import CoptInput
from coptui.tui.kit.record_list import RecordList

TUI = Path(__file__).resolve().parents[2] / "src" / "coptui" / "tui"
GONE_ON_WITH = {
    "day/between_meetings.py": "what an introduction led to",
    "exchange/import_file.py": "the folder that a file is in",
    "home/sheet.py": "the columns of a list",
    "meetings/rating.py": "how it was, in a few words",
    "notes/notebook.py": "a note",
    "people/remove.py": "a passage that names someone",
    "standing/sponsor.py": "what settled a worry",
    "walks/step_notes.py": "a note, and a follow-up that is suggested",
    "walks/walk.py": "an answer in words",
}
"""Where a line begins with a text that is changed or gone on with, and what it is."""


def asked_with_a_value() -> list[tuple[str, bool]]:
    """(file, whether typing replaces it) for each line that is asked for with something in it."""
    asked = []
    for path in sorted(TUI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                given = {keyword.arg: keyword.value for keyword in node.keywords}
                if "initial" in given and path.name != "base.py":
                    asked.append((path.relative_to(TUI).as_posix(), "replaces" in given))
    return asked


def test_every_line_with_a_value_in_it_is_one_or_the_other() -> None:
    asked = asked_with_a_value()
    assert {name for name, replaces in asked if not replaces} == set(GONE_ON_WITH)
    assert sum(replaces for _, replaces in asked) >= 8


@pytest.fixture
def who_am_i(open_app):
    async def ask(pilot, app) -> CoptInput:
        await pilot.press("colon", *"who am i", "enter")
        await pilot.pause()
        field = app.screen.query_one(CoptInput)
        assert field.value
        return field

    return ask


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (tuple("Hana"), "Hana"),
        (("end", *"Hana"), "{}Hana"),
        (("right", *"x"), "{}x"),
        (("left", *"x"), "x{}"),
        (("backspace",), ""),
        (("delete", "x"), "x"),
        (("ctrl+u", "x"), "x"),
    ],
)
async def test_a_name_is_typed_over(keys, value, open_app, who_am_i) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        field = await who_am_i(pilot, app)
        was = field.value
        await pilot.press(*keys)
        await pilot.pause()
        assert field.value == value.format(was)


async def test_a_name_is_pasted_over(open_app, who_am_i) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        field = await who_am_i(pilot, app)
        field.post_message(events.Paste("Hana Sato"))
        await pilot.pause()
        assert field.value == "Hana Sato"
        await pilot.press("space", "x")
        assert field.value == "Hana Sato x"


async def test_what_was_typed_over_comes_back_as_a_draft_or_after_no(open_app, who_am_i) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        field = await who_am_i(pilot, app)
        await pilot.press(*"Ha", "escape", "n", *"na")
        await pilot.pause()
        assert field.value == "Hana", "going back to it selects nothing"


@pytest.mark.parametrize(
    ("keys", "query"),
    [
        (tuple("hana"), "hana"),
        (("end", *"x"), "zzx"),
        (("right", "x"), "zzx"),
        (("backspace",), ""),
        (("backspace", "a"), "a"),
        (("enter",), "zz"),
        (("ctrl+u", "a"), "a"),
        (("a", "b", "backspace"), "a"),
        (("escape",), ""),
    ],
)
async def test_a_filter_opened_again_is_typed_over(keys, query, open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"zz", "enter", "slash")
        await pilot.pause()
        pane = app.screen.focused
        assert isinstance(pane, RecordList) and pane.typed == "zz"
        assert "zz" in screen_text(app)
        await pilot.press(*keys)
        await pilot.pause()
        assert pane.typed == query


async def test_a_filter_opened_again_is_pasted_over(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"zz", "enter", "slash")
        app.screen.focused.post_message(events.Paste("hana"))
        await pilot.pause()
        assert app.screen.focused.typed == "hana"
