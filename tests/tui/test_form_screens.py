"""Adding, changing and deleting; notes, touches, follow-ups; drafts and conflicts."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from textual.widgets import Input, Label

from coptui.core.model.edits import update
from coptui.core.writing.fields import read_field
from coptui.tui.home import form
from coptui.tui.kit.inputs import CoptInput


async def test_add_a_member(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", *"Zoë Lund", "enter")
        await pilot.pause()
        assert app.screen.shown == ("members", 10)
        assert "Zoë Lund" in screen_text(app)
        assert "Saved" in screen_text(app)
    assert on_disk("members")["10"] == {"joined_on": "2026-11-22", "name": "Zoë Lund"}


async def test_enter_pressed_twice_adds_one_member(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", *"Lund")
        field = app.focused
        for _ in range(2):
            field.post_message(Input.Submitted(field, field.value))
        await pilot.pause()
        await pilot.pause()
    assert len(on_disk("members")) == 10


async def test_what_a_form_says_is_checked_beside_the_loop(open_app, monkeypatch) -> None:
    """To look for a name takes long where there are many, and a form may hold a dozen."""
    threads = []

    def checked(*given):
        threads.append(threading.current_thread())
        return read_field(*given)

    monkeypatch.setattr(form, "read_field", checked)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "a", *"Night shifts", "tab", "tab", *"nobody", "enter")
        assert isinstance(app.screen, form.FormScreen)
    assert len(threads) == 2 and threading.main_thread() not in threads


async def test_edit_saves_only_what_was_touched(open_app, on_disk) -> None:
    before = on_disk("members")["2"]
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "e", "tab", "tab", *"City Clinic", "enter")
        await pilot.pause()
    assert on_disk("members")["2"] == {**before, "organisation": "City Clinic"}


async def test_add_a_topic_and_an_event(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "a", *"Night shifts", "tab", *"question", "enter")
        await pilot.pause()
        assert app.screen.shown == ("topics", 4)
        await pilot.press(
            "3", "a", *"Case clinic", "tab", *"2026-12-03 18:30", "tab", *"20:00", "enter"
        )
        await pilot.pause()
        assert app.screen.shown == ("events", 8)
    assert on_disk("topics")["4"] == {
        "title": "Night shifts", "kind": "question", "opened_on": "2026-11-22",
    }  # fmt: skip
    event = on_disk("events")["8"]
    assert event["starts_at"] == "2026-12-03T18:30"
    assert event["ends_at"] == "2026-12-03T20:00"


async def test_a_form_keeps_the_days_that_nobody_typed(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "e", "tab", "tab", *"done", "enter")
        await pilot.pause()
        await pilot.press("3", "G", "e")
        await pilot.pause()
        app.screen.query_one("#summary-field").text = "We spoke of endings."
        await pilot.press("enter")
        await pilot.pause()
    topic = on_disk("topics")["1"]
    assert topic["state"] == "done"
    assert (topic["touched_on"], topic["closed_on"]) == ("2026-11-22", "2026-11-22")
    (event,) = [one for one in on_disk("events").values() if "summary" in one]
    assert event["notes_on"] == "2026-11-22"


async def test_faults_are_said_under_their_field(open_app, on_disk, screen_text) -> None:
    before = on_disk("events")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "a", "tab", *"someday", "enter")
        await pilot.pause()
        lines = screen_text(app).split("\n")
        title = next(n for n, line in enumerate(lines) if "Title cannot be empty" in line)
        assert "Title" in lines[title - 1]
        starts = next(n for n, line in enumerate(lines) if "'someday' isn't a date" in line)
        assert "Starts" in lines[starts - 1]
        assert app.screen.focused.id == "title-field"
        await pilot.press(*"Call", "tab", *["backspace"] * 7, *"fri", "enter")
        await pilot.pause()
        assert on_disk("events")["8"]["starts_at"] == "2026-11-27"
    assert len(on_disk("events")) == len(before) + 1


async def test_people_in_a_form_by_name_and_never_on_a_guess(
    open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("2", "e")
        await pilot.pause()
        field = app.screen.query_one("#stewards-field")
        field.focus()
        field.value = "amara, beth, a"
        await pilot.press("enter")
        await pilot.pause()
        assert "'a' matches" in screen_text(app)
        field.value = "amara, beth"
        await pilot.press("enter")
        await pilot.pause()
    assert on_disk("topics")["1"]["stewards"] == [1, 2]


async def test_leaving_a_touched_form_asks(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e", "tab", *"x", "tab", "tab", "tab", "tab", "tab")
        while app.screen.focused.id != "phone-field":
            await pilot.press("tab")
        await pilot.press("backspace")
        await pilot.pause()
        await pilot.press("n")
        assert app.screen.focused.id == "phone-field"
        await pilot.press("backspace")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert app.screen.shown == ("members", 1)
    assert "pronouns" not in on_disk("members")["1"]


async def test_delete_asks_and_undo_brings_everything_back(open_app, on_disk, screen_text) -> None:
    before = {table: on_disk(table) for table in ("members", "topics", "events", "touches")}
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "D")
        await pilot.pause()
        assert "Delete Beth Lindqvist?" in screen_text(app)
        await pilot.press("n")
        assert on_disk("members") == before["members"]
        await pilot.press("D", "y")
        await pilot.pause()
        assert "2" not in on_disk("members")
        assert "2" not in on_disk("events")["1"]["attendance"]
        await pilot.press("u")
        await pilot.pause()
        assert "Restored Beth Lindqvist." in screen_text(app)
    after = on_disk("events")["1"]
    back = on_disk("members")
    assert set(back["1"].pop("knows")) == set(before["members"]["1"].pop("knows"))
    assert back == before["members"]
    assert set(after["attendance"]) == set(before["events"]["1"]["attendance"])
    assert on_disk("touches") == before["touches"]


async def test_undo_survives_a_restart(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"one", "enter")
        await pilot.pause()
    assert len(on_disk("members")["1"]["notes"]) == 2
    again = open_app()
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.press("u")
        await pilot.pause()
    assert len(on_disk("members")["1"]["notes"]) == 1


async def test_nothing_to_undo_is_said(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("u")
        await pilot.pause()
        assert "Nothing to undo" in screen_text(app)
        await pilot.press("U")
        await pilot.pause()
        assert "Nothing to redo" in screen_text(app)


async def test_note_touch_and_follow_up(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"likes night shifts", "enter")
        await pilot.pause()
        await pilot.press("t", *"spoke with @beth about #silence !2w", "enter")
        await pilot.pause()
        await pilot.press("f", *"send the sheet to @dana !fri", "enter")
        await pilot.pause()
        await pilot.press("2", "n", *"ask again", "enter")
        await pilot.pause()
    note = on_disk("members")["1"]["notes"][-1]
    assert note == {"on": "2026-11-22", "by": "amara", "text": "likes night shifts"}
    touch = on_disk("touches")["2"]
    assert touch["members"] == [2]
    assert touch["topic"] == 2
    assert touch["text"] == "spoke with Beth Lindqvist about Silence on the line"
    promised, follow_up = on_disk("actions")["2"], on_disk("actions")["3"]
    assert promised["due_on"] == "2026-12-06"
    assert (follow_up["owner"], follow_up["about"]) == ("amara", [4])
    assert follow_up["due_on"] == "2026-11-27"
    assert on_disk("topics")["1"]["notes"] == "2026-11-22 ask again"


async def test_log_spoke_to_ann_in_six_keys(open_app, on_disk) -> None:
    """find, three letters, Enter; then t: the rest is text and Enter."""
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "d", "a", "enter", "t")
        await pilot.press(*"back from leave")
        await pilot.press("enter")
        await pilot.pause()
    assert on_disk("touches")["2"]["members"] == [4]


async def test_an_ambiguous_name_offers_its_candidates(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f", *"ask @zzz", "enter")
        await pilot.pause()
        assert "called 'zzz'" in screen_text(app)
        await pilot.press("ctrl+u", *"ask @iv", "tab", *"now", "enter")
        await pilot.pause()
    assert on_disk("actions")["2"]["text"] == "ask Ivo now"


async def test_typing_never_triggers_a_key(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"qguD:?1c", "escape", "y")
        assert app.is_running
        assert app.screen.shown == ("members", 1)


async def test_a_draft_comes_back_after_a_kill(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"half a sent")
        app.screen.keep_draft()
    app.desk.drafts.close()
    again = open_app()
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*"ence", "enter")
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        assert again.screen.query_one("CoptInput").value == ""
    assert on_disk("members")["1"]["notes"][-1]["text"] == "half a sentence"


async def test_a_form_draft_comes_back(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e", "tab", *"she")
        app.keep_drafts()
    app.desk.drafts.close()
    again = open_app()
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        await pilot.pause()
        assert again.screen.query_one("#pronouns-field").value == "she"
        await pilot.press("enter")
        await pilot.pause()
    assert on_disk("members")["1"]["pronouns"] == "she"


async def test_the_same_field_changed_twice_is_shown_with_both_values(
    open_app, on_disk, screen_text
) -> None:
    for key, kept in (("m", "Mine"), ("t", "Theirs")):
        app = open_app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("j", "j", "e", "tab", "tab", "ctrl+u", *"Mine")
            other = open_app().session
            carlos = other.community.members[3]
            other.edit(update(carlos, replace(carlos, organisation="Theirs")))
            await pilot.press("enter")
            await pilot.pause()
            text = screen_text(app)
            assert "Changed elsewhere" in text
            assert "Mine" in text
            assert "Theirs" in text
            await pilot.press(key)
            await pilot.pause()
            assert on_disk("members")["3"]["organisation"] == kept
            other.refresh()
            carlos = other.community.members[3]
            other.edit(update(carlos, replace(carlos, organisation="")), "mine")


async def test_a_full_disk_keeps_the_text_and_says_why(
    open_app, on_disk, screen_text, monkeypatch
) -> None:
    import errno
    import os

    before = on_disk("members")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"not lost")

        def full(*_: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "write", full)
        await pilot.press("enter")
        await pilot.pause()
        monkeypatch.undo()
        assert "full" in screen_text(app)
        assert app.screen.query_one("CoptInput").value == "not lost"
        assert on_disk("members") == before
        await pilot.press("enter")
        await pilot.pause()
    assert on_disk("members")["1"]["notes"][-1]["text"] == "not lost"


async def test_read_only_says_so_and_changes_nothing(path, screen_text) -> None:
    from coptui.session import Session
    from coptui.store.store import Store
    from coptui.tui.app import CoptApp

    session = Session(
        Store(path, read_only=True), by="x", clock=lambda: datetime(2026, 11, 22, tzinfo=UTC)
    )
    before = path.read_bytes()
    app = CoptApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "ead only" in screen_text(app)
        await pilot.press("n", *"x", "enter")
        await pilot.pause()
        assert "reading only" in screen_text(app)
    assert path.read_bytes() == before


async def test_the_next_occurrence_of_a_series_in_three_keys(
    open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "N")
        await pilot.pause()
        assert "A new event" in screen_text(app)
        assert "2026-12-22 18:00" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.shown == ("events", 8)
        await pilot.press("1", "N")
        await pilot.pause()
        assert "Press 3 and select an event" in screen_text(app)
    event = on_disk("events")["8"]
    assert event["starts_at"] == "2026-12-22T18:00"
    assert event["series"] == "Community call"
    assert "attendance" not in event


async def keys(pilot, *pressed: str) -> None:
    for key in pressed:
        await pilot.press(key)
        await pilot.pause()


async def test_a_choice_is_typed_over_what_stands_there(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 40)) as pilot:
        await keys(pilot, "e")
        while getattr(app.focused, "id", "") != "status-field":
            await keys(pilot, "tab")
        await keys(pilot, *"paus", "enter")
        assert on_disk("members")["1"]["status"] == "paused"


async def test_a_level_by_hand_through_the_palette(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 40)) as pilot:
        await keys(pilot, "colon", *"level by hand", "enter", *"quiet on leave !1m", "enter")
        assert on_disk("members")["1"]["level_override"] == {
            "level": "quiet",
            "reason": "on leave",
            "until": "2026-12-22",
        }
        assert "Why quiet: set by hand" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
@pytest.mark.parametrize("keys", [("1", "a"), ("1", "e"), ("2", "a"), ("3", "a"), ("3", "e")])
async def test_what_is_cut_in_a_form_ends_in_a_mark_and_is_whole_below(
    open_app, keys, size
) -> None:
    app = open_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        for field in app.screen.query(CoptInput):
            whole = field.value or field.placeholder
            if not field.has_focus and not field.scroll_offset.x:
                seen = field.render_line(0).text[: field.scrollable_content_region.width].rstrip()
                assert seen == whole or seen.endswith("…"), whole
        cut = [field for field in app.screen.query(CoptInput) if field.hint_is_cut]
        for field in cut:
            field.focus()
            await pilot.pause()
            below = app.screen.query_one(f"#{field.id}-told", Label)
            assert below.display and str(below.render()) == field.placeholder
        if cut:
            await pilot.press("tab")
            assert not below.display


async def test_the_interests_of_a_topic_are_chosen_from_those_of_members(
    open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "a", *"Sorting calls")
        while app.focused.id != "interests-field":
            await pilot.press("tab")
        await pilot.press(*"tri")
        await pilot.pause()
        beneath = app.screen.query_one("#interests-field-told")
        assert str(beneath.render()) == "triage"
        await pilot.press(*", garden", "enter")
        await pilot.pause()
        assert isinstance(app.screen, form.FormScreen) and beneath.has_class("fault")
        await pilot.press(*["backspace"] * len(", garden"), "enter")
        await pilot.pause()
    assert [topic["interests"] for topic in on_disk("topics").values() if "interests" in topic] == [["triage"]]  # fmt: skip


@pytest.mark.parametrize(("answer", "saved"), [("y", True), ("n", False)])
async def test_an_event_off_the_days_of_its_rule_is_asked_about(
    answer, saved, open_app, on_disk, screen_text
) -> None:
    before = len(on_disk("events"))
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(
            "3", "a", *"Circle", "tab", *"30 Nov", *["tab"] * 4, *"second Tuesday", "enter"
        )
        await pilot.pause()
        assert "Mon 30 Nov 2026 is not a day on which the event repeats" in " ".join(
            screen_text(app).split()
        )
        await pilot.press(answer)
        await pilot.pause()
    assert len(on_disk("events")) == before + saved


async def test_an_event_on_a_day_of_its_rule_is_not_asked_about(open_app, on_disk) -> None:
    before = len(on_disk("events"))
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(
            "3", "a", *"Circle", "tab", *"8 Dec", *["tab"] * 4, *"second Tuesday", "enter"
        )
        await pilot.pause()
    assert len(on_disk("events")) == before + 1


@pytest.mark.parametrize("name", ["Carlos Diaz", "CARLOS DÍAZ", "Charlie D"])
async def test_someone_of_that_name_is_pointed_out(name, open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("a", *name, "enter")
        await pilot.pause()
        said = " ".join(screen_text(app).split())
        assert "If this is the Carlos Díaz already listed, use `:merge`" in said
        await pilot.press("u")
        await pilot.pause()
        assert "Undone: new member" in screen_text(app)


async def test_backspace_in_an_empty_line_goes_back_wherever_esc_does(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        for keys in (("n",), ("g",), ("colon",), ("plus",), ("plus", "a"), ("a",), ("e", "tab")):
            await pilot.press(*keys)
            await pilot.pause()
            assert len(app.screen_stack) > 1, keys
            await pilot.press("backspace")
            await pilot.pause()
            assert len(app.screen_stack) == 1, keys


def test_a_topic_is_discussed_only_where_an_event_took_place() -> None:
    from datetime import date

    from coptui.core.model.community import Community
    from coptui.core.model.records import Event, Topic
    from coptui.tui.records.topic_detail import topic_rows

    today, topic = date(2026, 11, 22), Topic(id=1, title="T")
    for status, discussed in (("planned", False), ("cancelled", False), ("held", True)):
        event = Event(id=1, title="E", starts_at="2026-11-22", status=status, topics=(1,))
        rows = topic_rows(Community(topics={1: topic}, events={1: event}), topic, today, 60, False)
        said = " ".join(span.text for row in rows for span in row.cells)
        assert ("Discussed not yet" in " ".join(said.split())) != discussed
