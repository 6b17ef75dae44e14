"""Roll call by keys: one a person, saved at once, accepted by Enter."""

from __future__ import annotations

import json
from datetime import date

import pytest

from coptui.core.model.community import Community
from coptui.core.model.records import Member, MemberStatus

TODAY = date(2026, 11, 22)


@pytest.fixture
def thirty(path):
    """Thirty people who come often, and a meeting today."""
    data = json.loads(path.read_text("utf-8"))
    data["members"] = {
        str(n): {"name": f"Person {n:02}", "joined_on": "2024-01-01"} for n in range(1, 31)
    }
    for event in data["events"].values():
        event["hosts"] = []
        if event["status"] == "held":
            event["attendance"] = {str(n): {"status": "attended"} for n in range(1, 31)}
        else:
            event["attendance"] = {}
    data["events"]["8"] = {
        "title": "Community call", "series": "Community call", "starts_at": "2026-11-22T18:00"
    }  # fmt: skip
    for table in ("touches", "actions", "topics"):
        data[table] = {}
    data["community"]["1"]["signs"] = ["someone laughed"]
    path.write_text(json.dumps(data), "utf-8")
    return path


async def test_roll_call_of_thirty_in_35_keys(thirty, open_app, on_disk, screen_text) -> None:
    app = open_app()
    pressed = 0
    async with app.run_test(size=(80, 24)) as pilot:

        async def press(*keys: str) -> None:
            nonlocal pressed
            pressed += len(keys)
            await pilot.press(*keys)

        await press("r")
        await pilot.pause()
        for n in range(1, 31):
            await press({3: "l", 5: "x", 7: "full_stop", 9: "minus"}.get(n, "space"))
        await press("plus", "m")
        await pilot.press(*"Lena Voss via Person 02")
        await press("enter")
        await pilot.pause()
        await press("enter")
        await pilot.pause()
        assert "Roll call saved: 29 present." in screen_text(app)
    assert pressed <= 35
    event = on_disk("events")["8"]
    assert event["attendance_taken"] is True
    assert event["status"] == "held"
    marks = {int(who): entry for who, entry in event["attendance"].items()}
    assert marks[3]["status"] == "late"
    assert marks[5]["status"] == "excused"
    assert marks[7] == {"status": "attended", "spoke": True}
    assert marks[9]["status"] == "absent"
    assert marks[31]["status"] == "attended"
    guest = on_disk("members")["31"]
    assert guest["introduced_by"] == 2
    assert guest["status"] == "guest"


@pytest.mark.parametrize(("key", "counts"), [("y", "absent"), ("n", "unknown")])
async def test_how_those_not_marked_count_is_asked_once_and_said_each_time(
    key, counts, thirty, open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r", "space", "space", "enter")
        await pilot.pause()
        assert "28 people not marked" in screen_text(app)
        assert "attendance_taken" not in on_disk("events")["8"]
        await pilot.press("escape", "enter", key)
        await pilot.pause()
        said = "counted as absent" if counts == "absent" else "not counted"
        assert f"2 present, 28 not marked and {said}" in screen_text(app)
        assert on_disk("events")["8"]["not_marked"] == counts
        assert on_disk("community")["1"]["not_marked"] == counts
        await pilot.press("r", "down", "space", "enter")
        await pilot.pause()
        assert f"not marked and {said}" in screen_text(app), "asked once"
        await pilot.press("u", "u")
        await pilot.pause()
        assert "not_marked" not in on_disk("community")["1"]


async def test_every_mark_is_on_disk_at_once(thirty, open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r", "space")
        await pilot.pause()
        assert on_disk("events")["8"]["attendance"] == {"1": {"status": "attended"}}
        assert "attendance_taken" not in on_disk("events")["8"]


async def test_who_has_not_spoken_and_find_and_undo(thirty, open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r", "space", "full_stop", "space", "s")
        await pilot.pause()
        assert list(app.screen.list.rows.keys) == [1, 3]
        await pilot.press("s", "slash", *"21", "enter", "full_stop")
        await pilot.pause()
        assert on_disk("events")["8"]["attendance"]["21"]["spoke"] is True
        assert len(app.screen.list.rows) == 30
        await pilot.press("u")
        await pilot.pause()
        assert "21" not in on_disk("events")["8"]["attendance"]
        await pilot.press("q")
        await pilot.pause()
        assert app.screen.focused.id == "members"


async def test_a_pulse_is_kept_without_a_name(thirty, open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r", "p")
        await pilot.pause()
        assert "someone laughed" in screen_text(app)
        await pilot.press(*"v3424", "enter")
        await pilot.pause()
        assert "Saved anonymously" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "No answer yet" in screen_text(app)
    (pulse,) = on_disk("events")["8"]["pulse"]
    assert pulse == {
        "source": "visitor", "excitement": 3, "relevance": 4, "value": 2,
        "signs": {"someone laughed": 4},
    }  # fmt: skip


async def test_the_next_meeting_when_none_is_on_after_a_question(
    open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        await pilot.pause()
        asked = "Community call isn't until Tue 24 Nov 2026. Open its roll call now?"
        assert asked in screen_text(app)
        await pilot.press("n")
        await pilot.pause()
        assert "1 Members" in screen_text(app)
        await pilot.press("r", "y", "space", "enter")
        await pilot.pause()
        assert "Community call isn't until Tue 24 Nov 2026." in screen_text(app)
        assert on_disk("events")["7"]["status"] == "planned"
        assert "attendance_taken" not in on_disk("events")["7"]
        text = screen_text(app)
        assert "Tue 24 Nov 2026" in text
        assert text.index("Amara Okafor") < text.index("Farah Aziz")
        assert "said yes" in text
        assert "Ivo" not in text, "who left is not expected"


async def test_a_meeting_that_is_deleted_elsewhere_closes_its_roll_call(
    thirty, open_app, screen_text
) -> None:
    from coptui.core.model.edits import delete

    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        await pilot.pause()
        other = open_app().session
        other.edit(delete(other.community, "events", 8))
        await app._lookout.look()
        await pilot.pause()
        assert "1 Members" in screen_text(app)


async def test_seen_from_an_earlier_day_nobody_was_there_yet(
    open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r", "y")
        await pilot.pause()
        before = on_disk("events")
        await pilot.press("space")
        await pilot.pause()
        assert "This event hasn't taken place yet" in screen_text(app)
        assert on_disk("events") == before


@pytest.fixture
def unclosed(path):
    """Two meetings that are past, and of which nobody said whether they took place."""
    data = json.loads(path.read_text("utf-8"))
    for number, day in (("8", "2026-11-17"), ("9", "2026-11-19")):
        data["events"][number] = {
            "title": f"Clinic {number}", "starts_at": f"{day}T18:00", "status": "confirmed"
        }  # fmt: skip
    path.write_text(json.dumps(data), "utf-8")
    return path


async def test_the_last_event_that_waits_to_be_closed_comes_first(
    unclosed, open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        await pilot.pause()
        assert "Clinic 9" in screen_text(app)
        await pilot.press("space", "q", "4")
        await pilot.pause()
        assert "not finished" in screen_text(app)
        await pilot.press("1", "r", "enter", "y")
        await pilot.pause()
        assert on_disk("events")["9"]["status"] == "held"
        await pilot.press("3", "home", "r")
        await pilot.pause()
        text = " ".join(screen_text(app).split())
        assert "Community call isn't until Tue 24 Nov 2026." in text
        assert "Take the roll call of Clinic 8, Tue 17 Nov 2026, instead?" in text
        await pilot.press("y", "space", "enter")
        await pilot.pause()
        assert on_disk("events")["8"]["attendance_taken"] is True


async def test_an_event_that_waits_is_asked_for_wherever_it_is_shown(
    unclosed, open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("0")
        await pilot.pause()
        text = screen_text(app)
        assert "Past events to confirm 2" in text
        assert text.index("Thu 19 Nov: did it take place?") < text.index("Tue 17 Nov: did it")
        await pilot.press("4")
        await pilot.pause()
        assert screen_text(app).count("took place?") == 2
        await pilot.press("up", "enter")
        await pilot.pause()
        assert "Did it take place? Press r for the roll call" in screen_text(app)
        await pilot.press("colon", *"it took place", "enter")
        await pilot.pause()
        assert on_disk("events")["9"]["status"] == "held"
        assert "Did it take place?" not in screen_text(app)


def test_the_heading_counts_everyone_who_is_marked() -> None:
    from itertools import product
    from typing import get_args

    from coptui.core.model.records import Attendance, Attended, Event
    from coptui.tui.meetings.roll_call_rows import tally

    marks = {
        n: Attendance(status=status, spoke=spoke)
        for n, (status, spoke) in enumerate(product(get_args(Attended), (None, True)), 1)
    }
    said = tally(Event(attendance=marks), [*marks, 99])
    counts = [int(part.split()[0]) for part in said.split(", ")]
    assert sum(counts) == len(marks) + 1
    present = sum(entry.there for entry in marks.values())
    assert said.startswith(f"{present} present ({present // 2} spoke), ")


@pytest.mark.parametrize("status", ["guest", "prospect", "left", "active", "paused"])
def test_only_members_are_called_members(status: MemberStatus) -> None:
    from coptui.core.model.settings import DEFAULTS
    from coptui.tui.records.member_detail import member_rows

    someone = Member(id=1, name="Lena", status=status, joined_on=TODAY, left_on=TODAY)
    community = Community(members={1: someone})
    rows = member_rows(community, someone, TODAY, DEFAULTS, 60, True, True)
    said = " ".join(span.text for row in rows for span in row.cells)
    assert ("member since" in said) == (status in ("active", "paused"))


async def test_names_of_usual_length_are_whole_in_a_narrow_window(
    open_app, path, screen_text
) -> None:
    name = "Henrietta Baker-Lindqvist"[:24]
    tables = json.loads(path.read_text())
    tables["members"]["1"]["name"] = name
    path.write_text(json.dumps(tables))
    app = open_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("3", "r", "y")
        await pilot.pause()
        assert 1 in app.screen.list.rows.keys
        assert name in screen_text(app)


@pytest.mark.parametrize(("key", "number"), [("s", 6), ("t", 7)])
async def test_an_event_of_an_earlier_day_that_is_selected_is_asked_about(
    key, number, open_app, path, screen_text
) -> None:
    content = json.loads(path.read_text("utf-8"))
    content["events"]["7"]["starts_at"] = "2026-11-22T17:30"
    path.write_text(json.dumps(content))
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        while app.screen.shown != ("events", 6):
            await pilot.press("down")
        home = app.screen
        await pilot.press("r")
        asked = " ".join(screen_text(app).split())
        assert "Take the roll call of Community call, Thu 12 Nov 2026, or of" in asked
        # No mark that is pressed at once goes to either.
        await pilot.press("space")
        await pilot.press("q")
        assert app.screen is home
        await pilot.press("r", key)
        assert app.screen.shown == ("events", number)


@pytest.mark.parametrize(
    ("answer", "members", "attendance"),
    [("y", 30, {"1"}), ("n", 31, {"31"}), ("escape", 30, set())],
)
async def test_a_name_that_a_member_has_is_asked_about(
    thirty, open_app, on_disk, screen_text, answer, members, attendance
) -> None:
    data = json.loads(thirty.read_text("utf-8"))
    data["members"]["1"]["name"] = "Dan Evans"
    thirty.write_text(json.dumps(data), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r", "plus", "m", *"Dan", "enter")
        await pilot.pause()
        assert "Dan Evans, or someone new?" in screen_text(app)
        await pilot.press(answer)
        await pilot.pause()
    assert len(on_disk("members")) == members
    assert set(on_disk("events")["8"].get("attendance", {})) == attendance


async def test_namesakes_are_told_apart_and_the_day_stays(thirty, open_app, screen_text) -> None:
    data = json.loads(thirty.read_text("utf-8"))
    for number, more in (("1", {"organisation": "Mill"}), ("2", {"emails": ["dan@b.example"]})):
        data["members"][number] |= {"name": "Dan Evans", **more}
    event = data["events"]["8"]
    event["title"] = "Monthly bake-along of the bakers"
    marks = ("attended", "excused", "absent", "attended", "attended")
    event["attendance"] = {
        str(n): {"status": status, **({"spoke": True} if status == "attended" else {})}
        for n, status in enumerate(marks * 4, 1)
    }
    thirty.write_text(json.dumps(data), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        await pilot.pause()
        shown = screen_text(app)
        assert "Sun 22 Nov" in shown.splitlines()[0]
        assert "12 present (12 spoke), 4 sent apologies, 4 absent, 10 not marked" in shown
        assert "Dan Evans (Mill)" in shown
        assert "Dan Evans (dan@b.example)" in shown
        await pilot.press("q", "g", *"dan evans")
        await pilot.pause()
        shown = screen_text(app)
        assert "Mill" in shown
        assert "dan@b.example" in shown
