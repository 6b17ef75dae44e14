"""Presenter mode offers a command only when the table says that it is fit to show."""

from __future__ import annotations

from coptui.tui.shell.commands import COMMANDS, Command

HIDDEN = "Hidden in presenter mode"


def test_a_command_is_not_fit_to_show_unless_it_says_so() -> None:
    assert not Command("new", ("f12",), "New", "What nobody thought of.", "lists").fit_to_show


async def test_of_all_commands_only_those_that_are_fit_do_anything(open_app, monkeypatch) -> None:
    done: list[str] = []
    app = open_app()
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("z")
        home = app.screen

        async def opened(place: object) -> None:
            done.append(type(place).__name__)

        monkeypatch.setattr(home.desk.go, "go", opened, raising=False)
        said: list[str] = []
        monkeypatch.setattr(type(home), "say", lambda self, text="", tone="good": said.append(text))
        for command in COMMANDS:
            if command.where == "moving":
                continue
            monkeypatch.setattr(
                type(home), f"action_{command.action}", lambda self, key="": done.append(key),
                raising=False,
            )  # fmt: skip
            before = len(done)
            said.clear()
            await home.run_command(command)
            assert (len(done) > before) == command.fit_to_show, command.id
            assert (HIDDEN in "".join(said)) == (not command.fit_to_show), command.id
    assert len(done) > 50


def test_what_leads_to_private_screens_is_not_fit() -> None:
    fit = {command.id for command in COMMANDS if command.fit_to_show}
    private = {"walk", "today", "rating", "review", "pulse", "notebook", "handover", "between"}
    assert not fit & {command.id for command in COMMANDS if command.where in private}
    assert not fit & {"edit", "export", "import", "history", "show-private", "level", "merge"}
    assert {"find", "undo", "presenter", "leave", "roll-call", "calendar", "value", "brief"} <= fit
