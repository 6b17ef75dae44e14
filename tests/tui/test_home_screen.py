"""Home: three panes and a detail view, worked by keys alone."""

from __future__ import annotations

import json
import threading
from contextlib import closing
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from coptui.core.model.edits import update
from coptui.session import Session
from coptui.store.store import Store


async def test_the_first_screen(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = screen_text(app)
    assert "Help-line circle" in text
    assert "Sun 22 Nov 2026" in text
    assert "1 Members 9" in text
    assert "2 Topics 3" in text
    assert "3 Upcoming 1" in text
    assert "Tue 24 Nov" in text
    assert "Boston General" in text
    assert "Carlos Díaz" in text
    assert "? help" in text


async def test_every_line_fits_the_screen(open_app, screen_text) -> None:
    for size in ((80, 24), (120, 40), (200, 50)):
        app = open_app()
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            lines = screen_text(app).split("\n")
            assert len(lines) == size[1]
            for key in ("1", "2", "3"):
                await pilot.press(key)
                assert all(len(line) <= size[0] for line in screen_text(app).split("\n"))


async def test_side_by_side_from_160_columns(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(200, 50)) as pilot:
        await pilot.pause()
        heads = [line for line in screen_text(app).split("\n") if "1 Members" in line]
        assert "2 Topics" in heads[0]
        assert "3 Upcoming" in heads[0]


async def test_the_cursor_shows_its_record(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "down", "k")
        assert app.screen.shown == ("members", 2)
        assert "3 weeks ago, by phone" in screen_text(app)
        await pilot.press("end")
        assert app.screen.shown == ("members", 9)
        await pilot.press("home")
        assert app.screen.shown == ("members", 1)


async def test_panes_by_number_and_tab(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        assert app.screen.focused.id == "topics"
        assert app.screen.shown == ("topics", 1)
        await pilot.press("3")
        assert app.screen.focused.id == "upcoming"
        assert app.screen.shown == ("events", 7)
        await pilot.press("1", "tab", "tab", "tab")
        assert app.screen.focused.id == "detail"
        await pilot.press("shift+tab")
        assert app.screen.focused.id == "upcoming"


async def test_filter_as_one_types(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"diaz")
        await pilot.pause()
        text = screen_text(app)
        assert "1 of 9" in text
        assert "/diaz" in text
        assert app.screen.shown == ("members", 3)
        await pilot.press("enter", "j")
        assert app.screen.shown == ("members", 3)
        await pilot.press("backspace")
        assert "1 Members 9" in screen_text(app)
        await pilot.press("backspace")
        assert app.is_running


async def test_letters_in_a_filter_are_no_commands(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"quca:?g")
        assert app.screen.panes["members"].typed == "quca:?g"
        assert app.is_running
        await pilot.press(*["backspace"] * 8)
        assert not app.screen.panes["members"].querying


async def test_a_filter_keeps_its_record_when_it_is_cleared(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"hana", "enter", "backspace")
        await pilot.pause()
        assert app.screen.shown == ("members", 8)


async def test_sorting(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        assert "sorted by seen" in screen_text(app)
        keys = [key[1] for key in app.screen.panes["members"].rows.keys]
        assert keys[:4] == [1, 2, 4, 6]
        assert keys[-1] == 9
        await pilot.press("s", "s")
        keys = [key[1] for key in app.screen.panes["members"].rows.keys]
        assert keys == [1, 2, 3, 4, 5, 6, 7, 8, 9]


async def test_links_both_ways_and_back(open_app) -> None:
    """A member's topic, that topic's event, the people of that event, and back again."""
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "enter")
        assert app.screen.shown == ("topics", 1)
        home = app.screen
        await pilot.press("end", "enter")
        assert home.shown[0] == "events"
        event = home.shown
        keys = [key for key in home.detail.rows.keys if key and key[0] == "members"]
        assert keys, "an event shows its people"
        home.detail.go_to(keys[-1])
        await pilot.press("enter")
        assert home.shown == keys[-1]
        await pilot.press("backspace")
        assert home.shown == event
        await pilot.press("backspace")
        assert home.shown == ("topics", 1)
        await pilot.press("backspace")
        assert home.shown == ("members", 1)
        await pilot.press("q")
        assert home.focused.id == "members"


async def test_private_lines_open_by_a_key_and_close_again(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        assert "shifts" not in screen_text(app)
        assert "1 private line" in screen_text(app)
        await pilot.press("enter", "end", "enter")
        assert "shifts" in screen_text(app)
        assert "has a right to read this" in screen_text(app)
        await pilot.press("q", "j", "k")
        assert "shifts" not in screen_text(app)


@pytest.mark.parametrize("text", ["Fine.", ""], ids=["with words", "without words"])
async def test_the_day_of_a_conversation_is_changed_on_its_line(
    text, open_app, path, on_disk, screen_text
) -> None:
    tables = json.loads(path.read_text())
    tables["touches"]["1"]["text"] = text
    path.write_text(json.dumps(tables))
    app = open_app()
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("j", "enter", "end", "enter", "end", "enter")
        await pilot.pause()
        assert "Day of this conversation" in screen_text(app)
        await pilot.press("ctrl+u", *"tomorrow", "enter")
        await pilot.pause()
        assert "is in the future" in screen_text(app)
        await pilot.press("ctrl+u", *"last Tuesday", "enter")
        await pilot.pause()
        assert "17 Nov" in screen_text(app)
    assert on_disk("touches")["1"]["on"] == "2026-11-17"


async def test_a_confidential_topic_shows_its_code(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        for key in ("j", "j", "g", *"mill"):
            await pilot.press(key)
            assert "Miller" not in screen_text(app)


async def test_ctrl_c_leaves(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+c")
    assert app.return_code == 0


async def test_help_shows_what_works_here_from_the_table(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(100, 60)) as pilot:
        await pilot.press("question_mark")
        text = screen_text(app)
        assert "Filter this list" in text
        assert "Not applicable" not in text
        await pilot.press("q", "c", "enter")
        await pilot.pause()
        await pilot.press("question_mark")
        text = screen_text(app)
        assert "Not applicable" in text
        assert "Filter this list" not in text


async def test_palette_does_what_it_names(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("colon", *"sort")
        await pilot.pause()
        assert "Sort this list" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.sorts["members"] == "seen"
        await pilot.press("colon", *"theme", "enter")
        await pilot.pause()
        assert app.theme == "morning"
        await pilot.press("colon", "backspace")
        assert app.screen.sorts["members"] == "seen"


async def test_another_process_changes_the_file(open_app, path, screen_text) -> None:
    from coptui.core.model.edits import create
    from coptui.core.model.records import Member

    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "j")
        other = open_app().session
        other.edit(create(Member(name="Aaron New")))
        await app._lookout.look()
        await pilot.pause()
        assert "1 Members 10" in screen_text(app)
        assert app.screen.shown == ("members", 3)


async def test_copy_sends_the_name_to_the_clipboard(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("y")
        assert app.copied == "Amara Okafor"
        assert "Copied: Amara Okafor" in screen_text(app)


@pytest.mark.parametrize(
    "name", ["[/]", "[@click=app.quit]x[/]", "\x1b]52;c;eA==\x07", "a\u202eb", "王" * 60]
)
async def test_hostile_names_are_only_text(name, path, open_app, screen_text) -> None:
    import json

    data = json.loads(path.read_text("utf-8"))
    data["members"]["1"]["name"] = name
    data["members"]["1"]["offers"] = [name]
    data["topics"]["1"]["title"] = name
    data["community"]["1"]["name"] = name
    path.write_text(json.dumps(data), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for key in (
            "j",
            "k",
            "1",
            "e",
            "tab",
            "escape",
            "2",
            "enter",
            "q",
            "g",
            "a",
            "enter",
            "colon",
            "backspace",
            "backspace",
            "c",
        ):
            await pilot.press(key)
            text = screen_text(app)
            assert "\x1b" not in text
            assert "\u202e" not in text
        assert app.is_running


async def test_the_next_contact_moves_by_itself_with_a_touch(open_app, path, screen_text) -> None:
    data = json.loads(path.read_text("utf-8"))
    data["members"]["2"]["contact_every_days"] = 10
    path.write_text(json.dumps(data), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j")
        await pilot.pause()
        assert "Next      speak now: due every 10 days" in screen_text(app)
        await pilot.press("enter", "t", *"all well", "enter")
        await pilot.pause()
        assert "Next      speak again by 2 Dec" in screen_text(app)


async def test_the_rest_of_a_long_list_is_one_key_away(open_app, path, screen_text) -> None:
    document = json.loads(path.read_text("utf-8"))
    document["members"]["1"]["knows"] = [2, 3, 4, 5, 6, 7, 8, 9]
    path.write_text(json.dumps(document))
    app = open_app()
    async with app.run_test(size=(80, 60)) as pilot:
        app.screen.show_record(("members", 1))
        app.screen.detail.focus()
        await pilot.pause()
        assert "and 2 more" in screen_text(app)
        app.screen.detail.go_to(("more", 2))
        await pilot.press("enter")
        await pilot.pause()
        assert "and 2 more" not in screen_text(app)
        assert ("members", 9) in list(app.screen.detail.rows.keys)
        await pilot.press("q", "down")
        await pilot.pause()
        app.screen.show_record(("members", 1))
        await pilot.pause()
        assert "and 2 more" in screen_text(app)


async def test_a_conversation_is_with_the_person_whose_page_it_is_written_on(
    open_app, on_disk
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 40)) as pilot:
        app.screen.show_record(("members", 1))
        app.screen.detail.focus()
        app.screen.detail.go_to(("members", 2))
        await pilot.press("t", *"called", "enter")
        await pilot.pause()
        touch = max(on_disk("touches").items(), key=lambda one: int(one[0]))[1]
        assert touch["members"] == [1], "the page, whatever link the cursor is on"


async def test_where_there_is_room_for_one_the_list_and_the_detail_take_turns(
    open_app, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(40, 24)) as pilot:
        await pilot.pause()
        assert "Members" in screen_text(app)
        assert not app.screen.detail.size.width
        await pilot.press("enter")
        await pilot.pause()
        assert "Offers" in screen_text(app)
        assert "Members" not in screen_text(app)
        await pilot.press("q")
        await pilot.pause()
        assert "Members" in screen_text(app)


async def test_what_cannot_be_read_is_said_when_all_of_it_was_read(
    path, open_app, screen_text
) -> None:
    """Also where it stands in a table that the first screen does not show; what was said before
    stays."""
    tables = json.loads(path.read_text())
    tables["history"] = {"1": {"at": 5, "changes": []}, "2": 7}
    path.write_text(json.dumps(tables))
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app._readying
        await pilot.pause()
        assert "2 problems in the file; `:check the file` lists them." in screen_text(app)
        app.screen.say("Saved: something")
        app.screen.tell_faults()
        await pilot.pause()
        assert "Saved: something" in screen_text(app)


@pytest.mark.parametrize("put_back", [False, True])
async def test_someone_erased_who_is_there_again_is_told_at_opening(
    put_back, path, open_app, tmp_path
) -> None:
    with closing(Store(path, state=tmp_path / "state")) as store:
        session = Session(store, by="amara", clock=lambda: datetime(2026, 11, 22, tzinfo=UTC))
        for organisation in ("A", "B"):
            before, member = path.read_bytes(), session.whole.members[3]
            session.edit(update(member, replace(member, organisation=organisation)))
        session.forget(7, {})
    if put_back:
        path.write_bytes(before)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app._readying
        await pilot.pause()
        assert [said.tone for said in app.desk.notice.lines] == (["warn"] if put_back else [])


async def test_levels_are_worked_out_in_a_thread_and_then_shown(
    open_app, screen_text, monkeypatch
) -> None:
    """They rest on everything that is recorded: no key waits for that."""
    from coptui.core.people.levels import _Standings

    threads = []
    begin = _Standings.__init__

    def noted(standings, *given) -> None:
        threads.append(threading.current_thread().name)
        begin(standings, *given)

    monkeypatch.setattr(_Standings, "__init__", noted)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app._readying
        await pilot.pause()
        assert "core" in screen_text(app), screen_text(app)
    assert threads
    assert all(name.startswith("coptui-writer") for name in threads), threads
