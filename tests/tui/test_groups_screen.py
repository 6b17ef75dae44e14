"""Groups by keys: look at one, see everyone again, move people, rename, walk a checklist of one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coptui.core.model.sentences import NO_GROUPS
from coptui.tui.home.home import HomeScreen
from coptui.tui.people.groups import GroupsScreen

NIGHT, DAY = "Night desk", "Day desk"


@pytest.fixture(autouse=True)
def two_groups(path: Path) -> None:
    """Amara, Beth and Carlos are in one group, Dana in another; one past call is the first's."""
    tables = json.loads(path.read_text("utf-8"))
    for number, name in (("1", NIGHT), ("2", NIGHT), ("3", NIGHT), ("4", DAY)):
        tables["members"][number]["groups"] = [{"group": name, "since": "2026-01-01"}]
    tables["events"]["6"]["groups"] = [NIGHT]
    path.write_text(json.dumps(tables), "utf-8")


def listed(app) -> list[int]:
    return [key[1] for key in app.screen.panes["members"].rows.keys]


async def press(pilot, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def test_enter_shows_one_group_alone_and_esc_everyone(open_app, path, screen_text) -> None:
    app = open_app()
    before = path.read_bytes()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "8")
        assert isinstance(app.screen, GroupsScreen)
        assert list(app.screen.list.rows.keys) == ["", DAY, NIGHT]
        assert app.screen.list.key == ""
        await press(pilot, "down", "down", "enter")
        assert isinstance(app.screen, HomeScreen) and app.session.group == NIGHT
        assert listed(app) == [1, 2, 3]
        assert app.screen.panes["members"].rows.count == "3"
        for key in ("0", "p", "c", "x", "4", "5"):
            await press(pilot, key)
            assert NIGHT in screen_text(app).split("\n")[0], key
            await press(pilot, "q")
        await press(pilot, "8")
        assert app.screen.list.key == NIGHT
        await press(pilot, "q", "escape")
        assert app.session.group == "" and len(listed(app)) == 9
        assert path.read_bytes() == before


async def test_where_there_are_no_groups_it_says_how_to_start_one(
    open_app, path, screen_text
) -> None:
    tables = json.loads(path.read_text("utf-8"))
    for record in (*tables["members"].values(), *tables["events"].values()):
        record.pop("groups", None)
    path.write_text(json.dumps(tables), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "8")
        assert isinstance(app.screen, GroupsScreen)
        assert NO_GROUPS in " ".join(screen_text(app).split())


async def test_people_of_other_groups_are_named_and_not_listed(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "8", "end", "enter")
        assert 6 not in listed(app)
        await press(pilot, "3", "enter")
        assert "Farah Aziz" in screen_text(app)


async def test_presenter_mode_shows_groups_and_renames_none(open_app, path, screen_text) -> None:
    app = open_app()
    before = path.read_bytes()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "z", "8", "down", "down")
        assert app.presenting and NIGHT in screen_text(app)
        await press(pilot, "e")
        assert isinstance(app.screen, GroupsScreen)
        await press(pilot, "enter")
        assert app.session.group == NIGHT and app.presenting
        assert set(listed(app)) == {1, 2, 3}
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("line", "groups"),
    [
        ("Groups: +Day desk", [[NIGHT, DAY], [NIGHT, DAY]]),
        ("Groups: -Night desk", [[], []]),
        ("Groups: Day desk", [[DAY], [DAY]]),
        ("Groups:", [[], []]),
    ],
)
async def test_several_marked_people_move_at_once(line, groups, open_app, on_disk) -> None:
    app = open_app()
    before = on_disk("members")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "home", "m", "m", "colon", *"change everything", "enter")
        await press(pilot, *line, "enter", "y")
        now = on_disk("members")
        held = [
            [each["group"] for each in now[number]["groups"] if "until" not in each]
            for number in ("1", "2")
        ]
        assert held == groups
        # Where they were stays known.
        assert all(each in str(now["1"]["groups"]) for each in (NIGHT, "2026-01-01"))
        assert now["3"] == before["3"]
        await press(pilot, "u")
        assert on_disk("members") == before


async def test_a_group_is_renamed_everywhere_by_one_key_and_undone(open_app, path, on_disk) -> None:
    app = open_app()
    members, events = on_disk("members"), on_disk("events")
    async with app.run_test(size=(80, 24)) as pilot:
        app.session.look_at(NIGHT)
        await press(pilot, "8", "end", "e", "ctrl+u", *"Owls", "enter")
        assert (app.session.group, app.screen.list.key) == ("Owls", "Owls")
        assert NIGHT not in json.dumps([on_disk("members"), on_disk("events")])
        assert on_disk("events")["6"]["groups"] == ["Owls"]
        await press(pilot, "u")
        assert (on_disk("members"), on_disk("events")) == (members, events)
        # The name that was shown is gone: everyone is shown, not a group of nobody.
        assert app.session.group == "" and app.session.community.members.keys() >= {1, 9}


async def test_everyone_has_no_other_name(open_app, path) -> None:
    app = open_app()
    before = path.read_bytes()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "8", "home", "e")
        assert isinstance(app.screen, GroupsScreen) and app.desk.notice.lines
        assert path.read_bytes() == before


async def test_a_walk_begun_with_a_group_shown_is_of_that_group(
    open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.session.look_at(NIGHT)
        await press(pilot, "c")
        app.screen.list.go_to("monthly-check")
        await press(pilot, "enter")
        assert NIGHT in screen_text(app)
        await press(pilot, "3")
        (run,) = on_disk("runs").values()
        assert run["group"] == NIGHT
        walk, (answer,) = app.screen.walk, run["log"]
        shown = app.session.readings(answer["evidence"])
        everyone = app.session.readings(answer["evidence"], group="")
        assert answer["evidence"]
        for line, kept in answer["evidence"].items():
            assert kept.get("value") == shown[line].now.value
        assert any(shown[line].now != everyone[line].now for line in shown)
        await press(pilot, "q", "q")
        assert [each.id for each in app.session.runs()] == [walk.run.id]
        app.session.look_at("")
        assert app.session.runs() == []
        app.session.look_at(DAY)
        assert app.session.runs() == []
