"""Walking, leaving, resuming, evidence rows: the keyboard stories with exactly their keys."""

from __future__ import annotations

import json

import pytest

from coptui.checklists.shelf import find_checklists
from coptui.core.model.records import Subject
from coptui.evidence.registry import LINES
from coptui.tui.shell import places
from coptui.walking import Walks

SHIPPED = find_checklists((), {line.id: () for line in LINES.values()})
FOLLOW_UP = "ask farah to host"


async def walk_steps(app):
    return app.screen.walk.steps


async def test_a_monthly_walk_with_three_follow_ups_in_sixty_keys(
    open_app, on_disk, screen_text
) -> None:
    """Home, c, Enter; a key and Enter a step; f, text, Enter for a follow-up; Enter ends."""
    app = open_app()
    pressed = 0
    async with app.run_test(size=(80, 24)) as pilot:

        async def press(*keys: str) -> None:
            nonlocal pressed
            pressed += len(keys)
            await pilot.press(*keys)

        await press("c", "enter")
        await pilot.pause()
        steps = app.screen.walk.steps
        for number, step in enumerate(steps):
            assert app.screen.step.id == step.id
            if step.answer == "scale":
                await press(str(number % 5))
            elif step.answer == "yes-no":
                await press("y")
            elif step.answer == "choice":
                await press("1")
            elif step.answer == "text":
                await press("enter")
                await pilot.press(*"plain text")
                await press("enter")
            elif step.answer == "date":
                await press("enter")
                await pilot.press(*"fri")
                await press("enter")
            else:
                await press("enter")
                await pilot.press(*"none")
                await press("enter")
            if number < 3:
                await press("f")
                await pilot.press("ctrl+u", *FOLLOW_UP)
                await press("enter")
                await pilot.pause()
            await press("enter")
        await pilot.pause()
        assert app.screen.step is None
        assert "First time through" in screen_text(app)
        assert screen_text(app).count(FOLLOW_UP) == 3
        await press("enter")
        await pilot.pause()
    assert pressed <= 60
    run = on_disk("runs")["1"]
    assert run["finished_at"]
    answered = {entry["step"] for entry in run["log"] if "value" in entry}
    assert answered == {step.id for step in steps}
    made = [action for action in on_disk("actions").values() if action["text"] == FOLLOW_UP]
    assert len(made) == 3
    assert all(action["origin"]["kind"] == "run" for action in made)
    assert len(on_disk("snapshots")) == 1


async def test_an_answer_is_on_disk_before_the_screen_says_so(
    open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "enter", "3")
        await pilot.pause()
        assert f"[3 {app.screen.step.degrees[3]}]" in screen_text(app)
        (entry,) = on_disk("runs")["1"]["log"]
        assert entry["value"] == 3
        assert entry["question"]
        assert set(entry["evidence"]) == set(app.screen.step.evidence)


async def test_resume_at_the_exact_step_in_two_keys(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "enter", "3", "enter", "2", "enter", "1")
        await pilot.pause()
        third = app.screen.step.id
        await pilot.press("enter")
        fourth = app.screen.step.id
        await pilot.press("q", "q")
    again = open_app()
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "enter")
        await pilot.pause()
        assert again.screen.step.id == fourth
        await pilot.press("b")
        assert again.screen.step.id == third
        assert f"[1 {again.screen.step.degrees[1]}]" in screen_text(again)
    assert len(on_disk("runs")) == 1


async def test_the_rows_behind_an_evidence_line_by_one_key(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", "enter")
        while "cadence" not in app.screen.step.evidence:
            await pilot.press("j")
        await pilot.pause()
        await pilot.press("o")
        await pilot.pause()
        text = screen_text(app)
        assert "The records behind this" in text
        assert "Community call" in text
        await pilot.press("j", "q")
        assert app.screen.step is not None


async def test_undo_takes_an_answer_back_by_one_key(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "enter", "3", "4")
        await pilot.pause()
        assert f"[4 {app.screen.step.degrees[4]}]" in screen_text(app)
        await pilot.press("u")
        await pilot.pause()
        assert f"[3 {app.screen.step.degrees[3]}]" in screen_text(app)
        assert [entry["value"] for entry in on_disk("runs")["1"]["log"]] == [3]
        await pilot.press("U")
        await pilot.pause()
        assert f"[4 {app.screen.step.degrees[4]}]" in screen_text(app)


async def test_note_waive_dont_know_and_back(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "enter", "n", *"quiet month", "enter")
        await pilot.pause()
        assert "quiet month" in screen_text(app)
        await pilot.press("d")
        await pilot.pause()
        assert "[d don't know]" in screen_text(app)
        await pilot.press("minus", *"summer break", "enter")
        await pilot.pause()
        assert "[- n/a]" in screen_text(app)
        assert "summer break" in screen_text(app)
        await pilot.press("j", "k")
        assert "quiet month" in screen_text(app)
        first = app.screen.step.id
        await pilot.press("n", "backspace")
    log = on_disk("runs")["1"]["log"]
    assert [entry.get("value") for entry in log] == [None, "unknown", "n/a"]
    assert log[0]["note"] == "quiet month"
    assert log[-1]["waived"] == "summer break"
    assert {entry["step"] for entry in log} == {first}


async def test_a_low_answer_offers_its_follow_up(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "enter", "1")
        await pilot.pause()
        suggestion = app.screen.step.suggest[0]
        assert suggestion[:20] in screen_text(app)
        await pilot.press("f", "end", *" !fri", "enter")
        await pilot.pause()
    action = on_disk("actions")["2"]
    assert action["text"] == suggestion
    assert action["due_on"] == "2026-11-27"


async def test_then_and_now_and_side_by_side(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for answer in ("1", "4"):
            await pilot.press("c")
            await pilot.pause()
            app.screen.list.go_to("monthly-check")
            await pilot.press("enter" if answer == "1" else "N")
            await pilot.pause()
            while app.screen.step is not None:
                await pilot.press(*((answer,) if app.screen.step.answer == "scale" else ("d",)))
                await pilot.press("j")
                await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            if answer == "4":
                text = screen_text(app)
                assert "Better" in text
                assert "1 weak, now 4 strong" in text
            await pilot.press("q", "q")
        await pilot.press("c", "end", "home")
        checklists = app.screen
        checklists.list.go_to("monthly-check")
        await pilot.press("equals_sign")
        await pilot.pause()
        text = screen_text(app)
        assert "Side by side  Monthly health check: " in text
        assert "1 weak" in text
        assert "4 strong" in text
        assert "better" in text


async def test_people_are_answered_by_name(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "down", "enter")
        await pilot.pause()
        while app.screen.step.answer != "people":
            await pilot.press("j")
        await pilot.press("enter", *"bet", "tab", *"hana", "enter")
        await pilot.pause()
        assert "Beth Lindqvist, Hana Sato" in screen_text(app)
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("ctrl+u", *"xyzzy", "enter")
        await pilot.pause()
        assert "Nothing here is called 'xyzzy'" in screen_text(app)
    (run,) = on_disk("runs").values()
    assert run["log"][-1]["value"] == [2, 8]


async def test_a_newcomer_walk_asks_whom(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        await pilot.pause()
        app.screen.list.go_to("newcomer")
        await pilot.press("enter", *"emil", "enter")
        await pilot.pause()
        assert "Emil Sørensen" in screen_text(app)
    (run,) = on_disk("runs").values()
    assert run["subject"] == {"kind": "member", "id": 5}


async def test_a_community_brings_its_own_checklist(open_app, path, screen_text) -> None:
    folder = path.parent / "checklists"
    folder.mkdir()
    (folder / "own.yaml").write_text(
        "id: own\nversion: 1\ntitle: Our own\nsections:\n  - title: One\n    steps:\n"
        "      - id: only\n        ask: Is [/] fine?\n        answer: yes-no\n"
    )
    (folder / "broken.yaml").write_text("id: broken\n\tversion: 1\n")
    app = open_app(checklist_folders=[folder])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        await pilot.pause()
        assert "Our own" in screen_text(app)
        assert "broken.yaml can't be used (line 2" in screen_text(app)
        offered = list(app.screen.list.rows.keys)
        assert offered[:4] == ["monthly-check", "seven-principles", "own", "stage-stewardship"]
        app.screen.list.go_to("own")
        await pilot.press("enter", "y")
        await pilot.pause()
        assert "Is [/] fine?" in screen_text(app)
        assert "[y yes]" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_every_checklist_is_listed_with_its_whole_title(size, open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("c")
        await pilot.pause()
        for id in list(app.screen.list.rows.keys):
            app.screen.list.go_to(id)
            await pilot.pause()
            assert f"▌ {app.screen.shelf.get(id).title}  " in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_every_step_fits(size, open_app, screen_text) -> None:
    """Question, evidence and answer of all 59 steps are on the screen."""
    app = open_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("c", "down", "enter")
        await pilot.pause()
        while app.screen.step is not None:
            step = app.screen.step
            text = screen_text(app)
            assert step.ask in " ".join(text.split())
            assert "don't know" in text, text
            body = app.screen.list
            assert len(body.rows) <= body.size.height, step.id
            await pilot.press("j")


async def test_the_shown_run_is_the_one_in_the_file(open_app, path) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "enter", "2")
        await pilot.pause()
        data = json.loads(path.read_text("utf-8"))
        assert data["runs"]["1"]["template"]["id"] == "monthly-check"
        assert data["history"]["2"]["by"] == "amara"


async def test_taking_back_the_beginning_of_a_walk_leaves_it(
    open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "enter")
        await pilot.pause()
        await pilot.press("u")
        await pilot.pause()
        assert "Checklists" in screen_text(app)
        assert on_disk("runs") == {}
        await pilot.press("U")
        await pilot.pause()
        assert len(on_disk("runs")) == 1
        assert "0 of 13 answered" in screen_text(app)


async def test_a_run_that_cannot_be_read_breaks_nothing(open_app, path, screen_text) -> None:
    data = json.loads(path.read_text("utf-8"))
    broken = {"checklist": "monthly-check", "version": 1, "started_at": "2026-10-01T10:00"}
    data["runs"] = {
        "1": {**broken, "template": {"id": 3}},
        "2": {**broken, "template": {}, "finished_at": "2026-10-01T11:00", "log": [{"step": "x"}]},
    }
    path.write_text(json.dumps(data), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        await pilot.pause()
        assert "cannot be read" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "cannot be read" in screen_text(app)
        await pilot.press("N")
        await pilot.pause()
        while app.screen.step is not None:
            await pilot.press("j")
        assert "First time through" in screen_text(app)
        await pilot.press("q", "equals_sign")
        await pilot.pause()
        assert app.is_running


@pytest.mark.parametrize("name", ["[/]", "[@click=app.quit]x[/]", "\x1b[2Jx", "a\u202eb"])
async def test_hostile_text_in_a_walk_is_only_text(name, open_app, path, screen_text) -> None:
    data = json.loads(path.read_text("utf-8"))
    for member in data["members"].values():
        member["name"] = name + member["name"]
    for event in data["events"].values():
        event["title"] = event["series"] = name
    path.write_text(json.dumps(data), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("c", "enter", "o", "j", "q", "n", *"x", "enter", "j", "o", "q", "f", "escape"):
            await pilot.press(key)
            text = screen_text(app)
            assert "\x1b" not in text
            assert "\u202e" not in text
        assert app.is_running


async def test_each_suggestion_is_shown_and_taken_by_its_number(
    open_app, path, on_disk, screen_text
) -> None:
    folder = path.parent / "checklists"
    folder.mkdir()
    (folder / "own.yaml").write_text(
        "id: own\nversion: 1\ntitle: Our own\nsections:\n  - title: One\n    steps:\n"
        "      - id: heard\n        ask: Are all heard?\n"
        "        suggest: [Start with a silent minute, Ask Beth to host]\n"
    )
    app = open_app(checklist_folders=[folder])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        await pilot.pause()
        app.screen.list.go_to("own")
        await pilot.press("enter", "0")
        await pilot.pause()
        text = screen_text(app)
        assert "1 Start with a silent minute" in text
        assert "2 Ask Beth to host" in text
        await pilot.press("f")
        await pilot.pause()
        assert "Type a number for another suggestion." in screen_text(app)
        await pilot.press("ctrl+u", "2", "enter")
        await pilot.pause()
    assert [action["text"] for action in on_disk("actions").values()][-1] == "Ask Beth to host"


async def test_from_an_event_its_own_checklist_is_under_the_cursor(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await pilot.pause()
        for keys, checklist in (
            (("c",), "before-event"),
            (("q", "down", "down", "c"), "after-event"),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            await pilot.pause()
            assert app.screen.list.key == checklist


async def test_who_hosts_becomes_the_hosts_by_one_key(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        session = app.desk.session
        run = Walks(session).begin(SHIPPED.get("before-event"), Subject(kind="event", id=7))
        await app.desk.go.open(places.Walk(run))
        await pilot.pause()
        while app.screen.step.id != "who-hosts":
            await pilot.press("j" if app.screen.step.answer != "text" else "down")
        await pilot.press("m")
        await pilot.pause()
        assert "hosts" not in on_disk("events")["7"]
        await pilot.press("enter", *"beth, farah", "enter")
        await pilot.pause()
        assert "m record   Community call: Hosts Beth Lindqvist, Farah Aziz" in screen_text(app)
        await pilot.press("m")
        await pilot.pause()
        assert on_disk("events")["7"]["hosts"] == [2, 6]
        assert "m record" not in screen_text(app)
        await pilot.press("u")
        await pilot.pause()
        assert "hosts" not in on_disk("events")["7"]
        assert "m record" in screen_text(app)
