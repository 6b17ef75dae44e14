"""Whatever is saved while a group is shown is what would be saved without: every command is tried.

The group has everyone but Zoe, who is named wherever a record can name someone. So both lists have
the same lines, and a record as the group sees it is still not the record that the file holds.
"""

from __future__ import annotations

import json
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest

from coptui.config import Folders
from coptui.core.writing.form_fields import FIELDS
from coptui.tui.app import CoptApp
from coptui.tui.home.form import FormScreen
from coptui.tui.shell import places
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.commands import COMMANDS, Command
from coptui.tui.shell.conflict import ConflictScreen
from coptui.tui.shell.entry import EntryScreen
from coptui.tui.shell.question import QuestionScreen

GROUP = "Night desk"
ZOE = 10
IN_IT = [{"group": GROUP, "since": "2026-01-15"}]

OPENED_BY: dict[str, tuple[Any, ...]] = {
    "lists": ("1", "2", "3"),
    "detail": ("1", "3"),
    "everywhere": ("1",),
    "capture": ("1", "2", "3"),
    "plus": ("1",),
    "planning": ("3", "2"),
    "today": ((places.Today(), ("actions", 1)), (places.Today(), ("stories", 1))),
    "between": tuple(
        (places.BetweenMeetings(), key)
        for key in (("asks", 1), ("stories", 1), ("touches", 2), ("members", 5))
    ),
    "suggestions": ((places.BetweenMeetings(), ("asks", 1)),),
    "practice": (places.Library(first=None), places.LearningAgenda(first=None)),
    "sponsor": (places.Sponsor(),),
    "value": (places.Value(),),
    "review": ("w",),
    "roll call": (places.RollCall(7), places.RollCall(6)),
    "rating": (places.Rating(6),),
    "cultivate": (places.Cultivate(),),
    "walk": ("walk",),
    "letters": (places.Letters("thanks", 6),),
    "import preview": (places.ImportPreview(Path("people.csv")),),
    "handover": (places.Handover(1),),
    "remove": (places.Remove(3),),
    "notebook": (places.Notebook(),),
    "one person": (places.OnePerson(7, 8),),
    "history": (places.History(),),
}
"""Where the commands of each part of the table are tried: a key on the first screen, or a place."""

SAVES = {
    "between": "answered ask-no-more edit-story open-line settle who-could",
    "capture": "check-in follow-up level merge note touch",
    "cultivate": "walk walk-anew",
    "detail": "edit-shown",
    "everywhere": "redo undo",
    "handover": "let-go pass-on",
    "history": "take-back",
    "import preview": "accept-import",
    "letters": "save-letters",
    "lists": "add change-marked delete edit marked-to-event type-here",
    "one person": "make-one",
    "planning": "cancel-event copy-event move-event next-occurrence put-on said-no said-yes series-checklists",
    "plus": "plus-ask plus-contribution plus-event plus-guest plus-introduction plus-story plus-topic",
    "practice": "delete-kept edit-kept keep looked-at question-on take-up used-by",
    "rating": "keep-rating",
    "remove": "forget leave-with-thanks no-contact",
    "review": "fine invite leave-in-peace",
    "roll call": "absent accept excused late spoke walk-in",
    "sponsor": "keep-hours next-talk settle-line worry",
    "suggestions": "take",
    "today": "done snooze",
    "value": "complete-story",
    "walk": "answer-scale dont-know step-follow-up step-note waive",
}
"""The commands of each part of the table that save something."""

SAVE_NOTHING = {
    "first", "paper", "pulse", "notebook", "calendar", "settings", "check", "backups", "which letter",
    "in question", "duplicates", "groups", "communities", "import", "import columns", "export", "places",
    "finding", "line", "question", "leaving", "day or month", "scale", "raters", "which event", "conflict", "moving",
}  # fmt: skip
"""The parts of the table that save nothing in the community: they only show or answer, or are always of
all of it, as mending, restoring and renaming a group are."""

LINES = {
    "change-marked": "Tags: +nights",
    "type-here": "Zed",
    "said-yes": "zoe, carlos", "said-no": "emil, zoe",
    "answered": "zoe, beth",
    "put-on": "silence",
    "move-event": "2026-12-01 19:00",
    "level": "active long enough",
    "add-here": "other.json", "add-community": "other.json", "save-letters": "letters",
    "save-list": "all of us", "open-list": "all of us", "columns": "Tags",
    "keep-hours": "3", "next-talk": "2026-12-09 10:00",
    "touch": "spoke to @zoe and @carlos about rotas !fri",
    "follow-up": "@zoe: send the sheet to @carlos !fri",
    "plus-introduction": "@zoe and @carlos, both on nights",
    "plus-guest": "Lena Voss via Zoe",
    "plus-event": "Case clinic #silence !2w",
    "walk-in": "Lena Voss via Zoe",
    "used-by": "@zoe for the night rota",
    "write-mine": "doubts about @zoe !fri",
    "who-am-i": "beth",
}  # fmt: skip
"""What is typed where a line is asked for; anything else is `OTHER`."""
OTHER = "@zoe is looking for a rota #silence"

NOT_TRIED = {
    "quit": "ends the program", "leave": "leaves the screen", "backspace": "leaves the screen",
    "send-letters": "needs a mail server; save-letters notes the same",
}  # fmt: skip

BEFORE = {
    "change-marked": ("m", "down", "m"),
    "take-back": ("enter",), "complete-story": ("a",), "take": ("h",),
    "accept-import": ("A",),
    "keep-rating": ("1", "2"),
}  # fmt: skip
"""What is pressed first, where a command does nothing by itself."""


def with_zoe(tables: dict[str, Any]) -> dict[str, Any]:
    """The community of these tests with a group, Zoe outside of it, and her everywhere."""
    members, events = tables["members"], tables["events"]
    for number, member in members.items():
        if number != "9":
            member["groups"] = IN_IT
            member["knows"] = [*member.get("knows", []), ZOE]
    members[str(ZOE)] = {
        "name": "Zoe Outside", "joined_on": "2024-01-01", "emails": ["zoe@example.org"],
        "roles": [{"role": "sponsor"}],
    }  # fmt: skip
    for event in events.values():
        event |= {"groups": [GROUP], "invited": [1, 2, ZOE]}
        event["attendance"][str(ZOE)] = {"rsvp": "no"}
    tables["topics"]["1"]["interested"] = [4, ZOE]
    tables["topics"]["2"]["interested"] = [2, ZOE]
    tables["community"]["1"] |= {"sponsor": ZOE, "yearly": []}
    tables["touches"]["1"]["members"] = [2, ZOE]
    tables["touches"]["2"] = {"on": "2026-11-02", "by": 1, "members": [3, 4], "kind": "introduction", "text": "both on nights"}  # fmt: skip
    tables["touches"]["3"] = {"on": "2026-11-02", "by": 1, "members": [ZOE], "kind": "worry", "text": "Is it worth it?"}  # fmt: skip
    tables["actions"]["1"]["about"] = [2, ZOE]
    tables["actions"]["1"]["origin"] = {"kind": "event", "id": 6}
    tables["asks"] = {
        "1": {
            "text": "someone for triage",
            "asker": 1,
            "tags": ["triage"],
            "on": "2026-11-01",
            "answered_by": [ZOE],
        }
    }
    tables["stories"] = {
        "1": {"text": "it saved an hour", "teller": 1, "on": "2026-05-20", "previous": 2},
        "2": {"text": "before", "teller": ZOE, "on": "2026-05-01"},
    }
    tables["library"] = {"1": {"title": "Triage sheet", "keeper": ZOE, "topic": 1, "uses": [{"by": ZOE, "on": "2026-10-01"}]}}  # fmt: skip
    tables["questions"] = {"1": {"text": "How do we end a call?", "curious": [1, ZOE], "topic": None}}  # fmt: skip
    tables["questions"]["1"].pop("topic")
    tables["members"]["2"]["organisation"] = "Leeds"
    tables["history"] = {
        "1": {
            "at": "2026-11-20T10:00:00+00:00",
            "by": "amara",
            "label": "changes to member Beth Lindqvist",
            "changes": [
                {"table": "members", "id": 2, "before": {}, "after": {"organisation": "Leeds"}}
            ],
        }
    }
    return tables


async def played(app: CoptApp, commands: list[Command], path: Path) -> dict[str, Any]:
    """What the file held after each command that saved something, by command and place."""
    saved: dict[str, Any] = {}
    async with app.run_test(size=(100, 40)) as pilot:
        held = path.read_bytes()
        for command in commands:
            for number, place in enumerate(OPENED_BY.get(command.where, ("1",))):
                await _at(app, pilot, place)
                await _done(app, pilot, command)
                for _ in range(8):
                    if type(app.screen).__name__ == "HomeScreen":
                        break
                    await _leave(app, pilot)
                else:
                    raise AssertionError(f"{command.id}: {app.screen}")
                if path.read_bytes() != held:
                    saved[f"{command.id} {number}"] = _kept(path)
                    await pilot.press("u")
                    await pilot.pause()
                    held = path.read_bytes()
    return saved


def _kept(path: Path) -> dict[str, Any]:
    """What the file holds, without what is drawn by lot."""
    tables = json.loads(path.read_text("utf-8"))
    tables["meta"]["1"].pop("uid", None)
    for entry in tables["history"].values():
        entry.pop("token", None)
        for change in entry["changes"]:
            if change["table"] == "runs":
                change.update(before=None, after=None)
    # A walk of a group says so, keeps the group's figures, and asks what moved most there.
    for run in tables.get("runs", {}).values():
        run.pop("group", None)
        run.pop("template", None)
        for answer in run.get("log", ()):
            answer.pop("evidence", None)
    for erased in tables.get("erased", {}).values():
        erased.pop("mark")
    return tables


async def _at(app: CoptApp, pilot: Any, place: places.Place | str) -> None:
    home = app.desk.go.home()
    home.turn_to("members")
    await pilot.pause()
    place, key = place if isinstance(place, tuple) else (place, None)
    if isinstance(place, places.Place):
        await app.desk.go.open(place)
        await pilot.pause()
        if key is not None:
            app.screen.list.go_to(key)
    elif place == "walk":
        await app.desk.go.open(places.Cultivate())
        await pilot.pause()
        app.screen.list.go_to("small-round")
        await pilot.press("enter")
    else:
        await pilot.press(*(("home", "w") if place == "w" else (place, "home")))
    await pilot.pause()


async def _done(app: CoptApp, pilot: Any, command: Command) -> None:
    screen = app.screen
    assert isinstance(screen, CoptScreen)
    await pilot.press(*BEFORE.get(command.id, ()))
    await pilot.pause()
    if command.where == "plus":
        await pilot.press("plus", *command.keys)
    else:
        await screen.run_command(command, (*command.keys, "")[0])
    await pilot.pause()
    for _ in range(6):
        asked = app.screen
        assert not isinstance(asked, ConflictScreen), command.id
        if asked is screen:
            break
        if isinstance(asked, FormScreen):
            for field in FIELDS[asked.record.table]:
                text = asked._read(field)
                if field.name == "groups":
                    asked._write(field.name, GROUP)
                elif field.kind in ("moment", "day"):
                    asked._write(field.name, text or "2026-12-03")
                elif field.required or field.kind == "member":
                    asked._write(field.name, text or "zoe")
                elif field.kind == "members":
                    asked._write(field.name, f"{text}, zoe" if text else "zoe")
            await pilot.pause()
            await asked._save()
        elif isinstance(asked, EntryScreen):
            asked.field.value = LINES.get(command.id, OTHER)
            await pilot.press("enter")
        else:
            await pilot.press("y" if isinstance(asked, QuestionScreen) else "enter")
        await pilot.pause()


async def _leave(app: CoptApp, pilot: Any) -> None:
    asked = app.screen
    await pilot.press("escape")
    await pilot.pause()
    if isinstance(app.screen, QuestionScreen) and app.screen is not asked:
        await pilot.press("y")  # Leave without saving.
        await pilot.pause()


def a_start(folder: Path, tables: dict[str, Any]) -> Path:
    """The community's file in a folder of its own, with what an import and letters need."""
    (folder / "config").mkdir(parents=True)
    (folder / "config" / "config.yaml").write_text("mail:\n  from: amara@example.org\n")
    names = ("Charlie D,c@example.org", "Zoe Outside,z@example.org", "Lena Voss,l@example.org")
    (folder / "people.csv").write_text("\n".join(("Name,Email", *names, "")))
    path = folder / "circle.json"
    path.write_text(json.dumps(tables), "utf-8")
    return path


LARGE = ("lists", "between", "planning", "import preview", "practice", "walk")
"""Parts with so many commands and forms that they are tried in the long run only."""


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(part, marks=pytest.mark.long) if part in LARGE else part
        for part in sorted(SAVES)
    ],
)
async def test_a_save_is_the_same_with_a_group_shown(
    part: str, open_app, path, tmp_path, monkeypatch
) -> None:
    commands = [each for each in COMMANDS if each.where == part and each.id not in NOT_TRIED]
    tables, saved = with_zoe(json.loads(path.read_text("utf-8"))), {}
    for group in ("", GROUP):
        folder = tmp_path / (group or "everyone")
        path = a_start(folder, tables)
        monkeypatch.chdir(folder)
        for kept in ("drafts", "data"):
            rmtree(tmp_path / kept, ignore_errors=True)
        folders = Folders(folder / "config", folder / "data", folder / "state")
        app = open_app(path, folders=folders)
        app.session.look_at(group)
        saved[group] = await played(app, commands, path)
    assert {at.partition(" ")[0] for at in saved[""]} == set(SAVES[part].split())
    assert saved[""].keys() == saved[GROUP].keys()
    for at, held in saved[""].items():
        assert held == saved[GROUP][at], at


def test_every_part_of_the_table_is_tried_or_saves_nothing() -> None:
    assert set(SAVES) | SAVE_NOTHING == {command.where for command in COMMANDS}
