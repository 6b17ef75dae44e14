"""A disk that takes its time: what was saved is never offered again, what was not is kept."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from textual import events

from coptui.store.drafts import Drafts
from coptui.tui.shell import draft
from tests.until import until

PLACES: dict[str, tuple[str, ...]] = {
    "a note": ("n", *"Likes to host"),
    "a conversation": ("t", *"called @beth"),
    "a follow-up": ("f", *"send the sheet"),
    "a request": ("plus", "a", *"a rota"),
    "a form": ("e", "tab", *"she"),
    "a walk's note": ("c", "enter", "n", *"a thought"),
    "a reason in a checklist": ("c", "enter", "minus", *"too early"),
}
"""Where something is typed, and the keys that lead there and type it."""


class SlowDisk:
    """Holds every save of a session until it is let go."""

    def __init__(self, session: Any) -> None:
        self.begun, self.free = threading.Event(), threading.Event()
        write = session._store.write

        def held(*given: Any, **more: Any) -> Any:
            self.begun.set()
            assert self.free.wait(20)
            return write(*given, **more)

        session._store.write = held


async def it_is_saved(app: Any, pilot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not on disk yet is kept when the line drops; what is saved is never offered again."""
    await until(lambda: app.desk.drafts.all())
    disk, saved = SlowDisk(app.session), len(app.session.community.history)
    # Nobody sees yet that it is saved, and Enter is pressed again.
    pressing = asyncio.create_task(pilot.press("enter", "enter"))
    await until(disk.begun.is_set)
    # Ten times as long as any clock of a draft waits.
    await asyncio.sleep(0.01)
    app.keep_drafts()
    assert app.desk.drafts.all()
    disk.free.set()
    await pressing
    await until(lambda: not app.desk.drafts.all())
    await asyncio.sleep(0.01)
    app.keep_drafts()
    assert not app.desk.drafts.all()
    assert len(app.session.community.history) == saved + 1, "nothing is saved twice"


async def a_clock_runs_out_meanwhile(app: Any, pilot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of a draft that runs out during the save keeps nothing."""
    monkeypatch.setattr(draft, "AFTER", 0.03)
    disk = SlowDisk(app.session)
    app.focused.insert_text_at_cursor(".")
    pressing = asyncio.create_task(pilot.press("enter"))
    await until(disk.begun.is_set)
    await asyncio.sleep(0.06)
    disk.free.set()
    await pressing
    await pilot.pause(0.06)
    assert not app.desk.drafts.all()


async def it_fails(app: Any, pilot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save that fails leaves the draft, which goes on with what is typed next."""
    app.session._store.read_only = "The disk was taken away."
    await pilot.press("enter")
    await pilot.pause()
    await until(lambda: app.desk.drafts.all())
    typed = next(iter(app.desk.drafts.all().values()))
    await pilot.press("x")
    await until(lambda: next(iter(app.desk.drafts.all().values())) != typed)


async def the_program_ends_before_its_draft_goes(
    app: Any, pilot: Any, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], None]:
    """A program that ends between the save and its draft offers nothing again."""
    monkeypatch.setattr(draft.Draft, "forget", lambda self: self._stop())
    await until(lambda: app.desk.drafts.all())
    await pilot.press("enter")
    left = app.desk.drafts.all()
    assert left

    def afterwards() -> None:
        app.desk.drafts.close()
        next_window = Drafts(app.desk.drafts.folder)
        for key in left:
            assert next_window.load(key, lambda token: False) == left[key]
        next_window.close()
        last_window = Drafts(app.desk.drafts.folder)
        for key in left:
            assert last_window.load(key, app.session.undoing.has_saved) is None
        assert not last_window.all()

    return afterwards


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "happens",
    [it_is_saved, a_clock_runs_out_meanwhile, it_fails, the_program_ends_before_its_draft_goes],
)
async def test_what_is_typed_is_offered_again_until_it_is_saved_and_no_longer(
    open_app, monkeypatch: pytest.MonkeyPatch, place: str, happens: Callable[..., Any]
) -> None:
    monkeypatch.setattr(draft, "AFTER", 0.001)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*PLACES[place])
        afterwards = await happens(app, pilot, monkeypatch)
    if afterwards:
        afterwards()


async def held_undo(app: Any, pilot: Any) -> SlowDisk:
    """A save is begun from a list, and hangs."""
    await pilot.press("n", *"a note", "enter")
    disk = SlowDisk(app.session)
    pressed = asyncio.create_task(pilot.press("u"))
    await until(disk.begun.is_set)
    await until(lambda: app._typed_ahead.waits > 0.1)
    del pressed
    return disk


async def test_nobody_waits_for_a_save_that_hangs_to_hide_what_is_private(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        disk = await held_undo(app, pilot)
        app.post_message(events.Key("z", "z"))
        await until(lambda: app.presenting)
        assert not any(member.notes for member in app.session.community.members.values())
        assert not disk.free.is_set()
        disk.free.set()
        await until(lambda: app._typed_ahead.is_empty)
        assert app.presenting
        assert not any(member.notes for member in app.session.community.members.values())


async def test_what_a_key_shows_is_drawn_while_a_save_hangs(open_app, screen_text) -> None:
    """The screen itself waits for that save, and would draw only afterwards."""
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        disk = await held_undo(app, pilot)
        pane = app.screen.focused
        drawn: list[str] = []
        draw = app.screen._draw
        app.screen._draw = lambda: (draw(), drawn.append(screen_text(app)))
        before = pane.key
        app.post_message(events.Key("down", None))
        await until(lambda: pane.key != before)
        await until(lambda: drawn)
        drawn.clear()
        app.post_message(events.Key("z", "z"))
        await until(lambda: drawn and "PRESENTING" in drawn[-1])
        assert not disk.free.is_set()
        disk.free.set()


def _together(app: Any, *keys: str) -> None:
    """Press keys before anybody can know that the save of the first one hangs."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_moves_typed_ahead_go_before_a_save_that_hangs(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"a note", "enter")
        assert "Noted:" in screen_text(app)
        disk, pane = SlowDisk(app.session), app.screen.focused
        row = pane.cursor
        _together(app, "u", "down", "down")
        await until(lambda: pane.cursor == row + 2)
        assert "Noted:" not in screen_text(app), "the key took it away"
        assert not disk.free.is_set()
        disk.free.set()
        await pilot.pause()
        assert pane.cursor == row + 2
        assert [note.text for note in app.session.community.members[1].notes] == [
            "Tired of late shifts."
        ]


async def test_nothing_else_typed_ahead_goes_before_a_save_that_hangs(open_app) -> None:
    """Who types on meant the program that was there once it is saved: it asks before it leaves."""
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"a note", "enter")
        disk, pane = SlowDisk(app.session), app.screen.focused
        row = pane.cursor
        _together(app, "u", "q", "down")
        await until(disk.begun.is_set)
        await until(lambda: app._typed_ahead.waits > 0.15)
        assert not app._exit
        assert pane.cursor == row
        disk.free.set()
        await until(lambda: len(app.screen_stack) == 2)


async def test_nobody_waits_for_a_save_that_hangs_to_leave(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        disk = await held_undo(app, pilot)
        app.post_message(events.Key("q", "q"))
        await until(lambda: app._exit)
        assert not disk.free.is_set()
        disk.free.set()


async def test_others_saves_are_looked_for_while_one_s_own_hangs(open_app) -> None:
    """No key waits for that either."""
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        disk = await held_undo(app, pilot)
        await app._lookout.look()
        assert not disk.free.is_set()
        disk.free.set()


def _hold(app: Any, seconds: float) -> None:
    """Let whatever keys wait for be done only after some seconds."""
    run = app._writer.run

    async def held(work: Callable[[], Any]) -> Any:
        await asyncio.sleep(seconds)
        return await run(work)

    app._writer.run = held


async def test_a_sentence_typed_at_once_is_no_command_while_the_levels_are_worked_out(
    open_app, on_disk
) -> None:
    """The first key hangs as it loads what it opens: that is not a save to be overtaken."""
    app = open_app()
    work_out = app._writer.work_out_levels

    async def long(session: Any) -> None:
        await asyncio.gather(work_out(session), app._writer.run(lambda: time.sleep(0.4)))

    app._writer.work_out_levels = long
    opened = app.open

    async def slow(place: Any) -> None:
        time.sleep(0.1)
        await asyncio.sleep(0.1)
        await opened(place)

    app.open = slow
    async with app.run_test(size=(80, 24)) as pilot:
        row, topics = app.screen.focused.cursor, len(app.session.community.topics)
        _together(app, "plus", "i", *"jkzq", "enter")
        await until(lambda: len(app.session.community.topics) == topics + 1)
        await until(lambda: app._typed_ahead.is_empty)
        assert app.screen.focused.cursor == row
        assert not app.presenting
        await pilot.pause()
    assert "jkzq" in [topic["title"] for topic in on_disk("topics").values()]


@pytest.mark.parametrize("sentence", ["a jazz night for q", "zq"])
async def test_a_sentence_typed_while_a_save_hangs_is_a_sentence(
    open_app, on_disk, sentence: str
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        disk = await held_undo(app, pilot)
        await until(lambda: app._typed_ahead.waits > 0.15)
        _together(app, "n", *sentence, "enter")
        await asyncio.sleep(0.1)
        assert not app.presenting
        assert not app._exit
        disk.free.set()
        await until(lambda: app._typed_ahead.is_empty)
    assert [note["text"] for note in on_disk("members")["1"]["notes"]][-1] == sentence


async def test_a_move_is_for_the_screen_that_a_save_leads_to(open_app) -> None:
    """It moves what is shown at once, and then also what it was meant for."""
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        _hold(app, 0.2)
        _together(app, "enter", "j", "j")
        await until(lambda: type(app.screen).__name__ == "WalkScreen")
        await until(lambda: app._typed_ahead.is_empty)
        assert app.screen.place == 2
