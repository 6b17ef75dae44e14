"""Every key of the command table reaches its command, on a screen where it holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.commands import COMMANDS, Command, commands_of
from coptui.tui.shell.groups import CommandGroup
from coptui.tui.shell.keys import TAKEN, key_map, key_mistakes, key_text, keys_text
from coptui.tui.shell.where import WHERE
from coptui.whereabouts import of_file

# How to come to a screen on which a part of the table holds, from Home.
WAYS: dict[str, tuple[str, ...]] = {
    "everywhere": (),
    "places": (),
    "capture": (),
    "lists": (),
    "moving": (),
    "detail": ("enter",),
    "cultivate": ("c",),
    "today": ("0",),
    "roll call": ("r", "y"),
    "rating": ("r", "y", "p"),
    "review": ("w",),
    "value": ("v",),
    "planning": ("3",),
    "calendar": ("4",),
    "between": ("5",),
    "pulse": ("p",),
    "paper": ("3", "b"),
    "notebook": ("B",),
    "communities": ("comma",),
    "handover": ("colon", *"hand over", "enter"),
    "history": ("H",),
    "check": ("colon", *"check", "enter"),
    "backups": ("colon", *"backups", "enter"),
    "settings": ("colon", *"settings", "enter"),
    "duplicates": ("colon", *"duplicates", "enter"),
    "one person": ("colon", *"merge", "enter", "down", "enter"),
    "remove": ("colon", *"remove", "enter"),
    "walk": ("c", "down", "enter"),
    "import": ("i",),
    "export": ("x",),
    "import preview": ("i", "enter"),
}
ANSWERS = (
    "plus", "question", "leaving", "day or month", "which letter", "scale", "raters",
    "which event",
)  # fmt: skip
"""Parts of the table that are answers: who asks says what each of them does."""
TRIED = {
    where: [
        (command, key)
        for command in COMMANDS
        for key in command.keys
        # test_choices_by_their_number does "choose": no shipped question has five choices; and
        # test_who_hosts_becomes_the_hosts_by_one_key does "record-answer", after an answer.
        if command.where == where and command.id not in ("quit", "choose", "record-answer")
    ]
    for where in WAYS
}
OF_A_SCALE = {"yes": "yes-no", "no": "yes-no", "answer-scale": "scale"}
"""Commands that hold only at a question with that kind of answer."""


def give_a_group(path: Path) -> None:
    """Put someone in a group: without one there is nothing to show."""
    tables = json.loads(path.read_text("utf-8"))
    next(iter(tables["members"].values()))["groups"] = [{"group": "Lisbon desk"}]
    path.write_text(json.dumps(tables), "utf-8")


@pytest.mark.parametrize("where", TRIED)
async def test_each_key_reaches_its_command(where: str, open_app, path, monkeypatch) -> None:
    reached: list[str] = []
    # Beside the community's file, and newer than any other: what an import offers first.
    (path.parent / "participants.csv").write_text("Name,Duration (Minutes)\nCharlie,40\n")
    give_a_group(path)
    app = open_app(communities=(of_file(path), of_file(path)))
    async with app.run_test(size=(100, 30)) as pilot:
        for step in WAYS[where]:
            await pilot.press(step)
            await pilot.pause()
        screen = app.screen

        async def note(found: Command, pressed: str = "") -> None:
            reached.append(found.id)

        for command, key in TRIED[where]:
            if answer := OF_A_SCALE.get(command.id):
                while screen.step.answer != answer:
                    await pilot.press("j")
            with monkeypatch.context() as patched:
                patched.setattr(screen, "run_command", note)
                await pilot.press(key)
                await pilot.pause()
            # Where two places want one key, the screen's own comes first: then it is that one.
            winner = key_map(screen.where(), {})[key]
            assert reached == [winner.id], key
            reached.clear()
            if winner.id != command.id:
                assert screen.where().index(winner.where) < screen.where().index(command.where) or (
                    command.id in ("show-private", "conversation-day", "choose")
                    or winner.where == command.where
                )


async def test_choices_by_their_number(open_app, path, on_disk, screen_text) -> None:
    folder = path.parent / "checklists"
    folder.mkdir()
    (folder / "own.yaml").write_text(
        "id: own\nversion: 1\ntitle: Our own\nsections:\n  - title: One\n    steps:\n"
        "      - id: pick\n        ask: Which?\n        answer: choice\n"
        "        choices: [one, two, three, four, five, six]\n"
    )
    app = open_app(checklist_folders=[folder])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        await pilot.pause()
        app.screen.list.go_to("own")
        await pilot.press("enter", "2")
        await pilot.pause()
        assert "[2 two]" in screen_text(app)
        await pilot.press("6")
        await pilot.pause()
        assert "[6 six]" in screen_text(app)
        await pilot.press("9")
        await pilot.pause()
        assert "Choose a number from 1 to 6" in screen_text(app)
    (run,) = on_disk("runs").values()
    assert [entry["value"] for entry in run["log"]] == ["two", "six"]


def test_every_command_is_offered_somewhere() -> None:
    """A command without a method on any screen would be a line in the help that does nothing."""
    import importlib

    from coptui.tui.routes import ROUTES

    for route in ROUTES.values():
        importlib.import_module(f"coptui.tui.{route.partition(':')[0]}")

    def all_of(kind: type) -> list[type]:
        return [kind, *(found for sub in kind.__subclasses__() for found in all_of(sub))]

    kinds = [*all_of(CoptScreen), *all_of(CommandGroup)]
    for command in COMMANDS:
        if command.where not in ("moving", *ANSWERS):
            done = any(hasattr(kind, f"action_{command.action}") for kind in kinds)
            assert done or command.opens is not None, command.id


def test_ids_are_unique_and_words_are_there() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(set(ids)) == len(ids)
    for command in COMMANDS:
        assert command.title
        assert command.does.endswith((".", "?"))
        assert command.where in WHERE


WITHOUT_ESC = {
    "stay": "any other key",
    "cancel-question": "q",
    "leave-line": "Backspace in a line that was empty",
}
"""What does the same where Esc doesn't work in every terminal."""


def test_no_key_that_a_terminal_keeps_for_itself() -> None:
    for command in COMMANDS:
        for key in command.keys:
            if command.id == "quit":
                continue
            assert key not in TAKEN, command.id
            assert not key.startswith(("alt+", "f1", "f2")), command.id
        # It doesn't work in every terminal everywhere: nothing needs it.
        assert command.keys != ("escape",) or command.id in WITHOUT_ESC, command.id


def test_a_key_means_one_thing_in_one_place() -> None:
    for place in WHERE:
        seen: dict[str, str] = {}
        for command in commands_of(place):
            for key in command.keys:
                # These are follow-link on other lines of the same view.
                assert key not in seen or {seen[key], command.id} <= {
                    "follow-link",
                    "show-private",
                    "conversation-day",
                }, (place, key)
                seen[key] = command.id


def test_own_keys_are_checked_before_they_are_used() -> None:
    assert key_mistakes({"find": "G"}) == [
        "keys: find: G is already used by last."
    ] or not key_mistakes({"find": "ctrl+g"})
    assert key_mistakes({"fnid": "g"}) == ["keys: there is no action called 'fnid'."]
    assert "doesn't work in every terminal" in key_mistakes({"find": "ctrl+s"})[0]
    assert "is already used by" in key_mistakes({"undo": "g"})[0]
    assert key_map(("everywhere",), {"find": "ctrl+g"})["ctrl+g"].id == "find"
    assert "g" not in key_map(("everywhere",), {"find": "ctrl+g"})


def test_keys_as_they_stand_on_the_keyboard() -> None:
    assert key_text("question_mark") == "?"
    assert key_text("ctrl+d") == "Ctrl+D"
    assert keys_text(("0", "1", "2", "3", "4")) == "0-4"


async def test_own_keys_work_and_are_shown(open_app, screen_text) -> None:
    app = open_app(own_keys={"find": "ctrl+g"})
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        assert "Ctrl+G find" in screen_text(app)
        await pilot.press("ctrl+g", *"dana")
        await pilot.pause()
        assert app.screen.list.key == ("members", 4)


@pytest.mark.parametrize("theme", ["evening", "morning", "terminal", "mono"])
async def test_the_cursor_is_seen_in_every_theme(theme, open_app, monkeypatch) -> None:
    if theme == "mono":
        monkeypatch.setenv("NO_COLOR", "1")
    app = open_app(theme=theme)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        pane = app.screen.panes["members"]
        lines = [pane.render_line(y) for y in range(2, 5)]
        styles = [{segment.style for segment in line} for line in lines]
        assert styles[0] != styles[1]
        assert lines[0].text.startswith("▌")
        if theme in ("terminal", "mono"):
            assert all(style.reverse for style in styles[0])
        if theme == "mono":
            assert all(style.color is None or style.color.is_default for style in styles[1])


async def test_ascii_signs_only(open_app, screen_text) -> None:
    from coptui.tui.kit import signs

    signs.use(True)
    try:
        app = open_app()
        async with app.run_test(size=(80, 24)) as pilot:
            for key in ("j", "2", "enter", "c", "enter", "3", "o", "q", "question_mark"):
                await pilot.press(key)
                await pilot.pause()
                text = screen_text(app)
                own = set(text) - set("Carlos Díaz Emil Sørensen")
                assert all(letter.isascii() for letter in own), sorted(own)[-3:]
    finally:
        signs.use(False)


@pytest.mark.parametrize("way", sorted(set(WAYS.values())), ids=lambda way: "-".join(way) or "home")
async def test_moving_moves_on_every_screen(way, open_app) -> None:
    """Pressed for real: nothing but the list under the cursor takes these keys."""
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for step in way:
            await pilot.press(step)
            await pilot.pause()
        screen = app.screen
        keys = ["pagedown", "pageup", "ctrl+d", "ctrl+u", "end", "home", "G"]
        if "walk" not in screen.where() and "review" not in screen.where():
            keys += ["j", "k", "down", "up"]
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
            assert app.screen is screen, key
        assert app.is_running


async def test_nothing_of_textuals_own_can_be_reached(open_app, path) -> None:
    """Its palette, its picture of the screen (a file, with people's data), its way to stop."""
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        assert not app.ENABLE_COMMAND_PALETTE
        actions = {found.binding.action for found in app.screen.active_bindings.values()}
        assert actions == {"leave"}
        before = set(path.parent.iterdir())
        await pilot.press("ctrl+p", "ctrl+s", "ctrl+z", "ctrl+backslash", "ctrl+q")
        await pilot.pause()
        assert type(app.screen).__name__ == "HomeScreen" and app.is_running
        assert set(path.parent.iterdir()) == before
