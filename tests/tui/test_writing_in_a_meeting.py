"""In a meeting: what writes down, finds or hides works as everywhere; a sentence marks nobody."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coptui.tui.shell.list_screen import ListScreen


@pytest.fixture
def of_today(path):
    """The event to come is today's: there people can be marked."""
    text = path.read_text("utf-8").replace("2026-11-24T18:00", "2026-11-22T18:00")
    path.write_text(text, "utf-8")


WAYS = {
    "a roll call": ("r", "y"),
    "ratings": ("r", "y", "p"),
    "a review": ("w",),
    "Today": ("0",),
    "history": ("H",),
    "Pulse": ("p",),
    "Value": ("v",),
    "a calendar": ("4",),
    "a brief": ("3", "b"),
    "checklists": ("c",),
    "exports": ("x",),
    "between meetings": ("5",),
    "a notebook": ("B",),
}
LINES = {
    "f": ("actions", "order tea !fri"),
    "t": ("touches", "spoke to @grace"),
    "+a": ("asks", "@grace looks for a rota"),
    "+i": ("topics", "What silence does"),
    "+s": ("stories", "@grace used the sheet"),
    "+n": ("touches", "@grace and @hana"),
    "+m": ("members", "Lena Voss"),
    "+e": ("events", "Case clinic !2w"),
}


@pytest.mark.parametrize("way", WAYS)
async def test_everything_can_be_written_down_and_it_comes_back_to_its_line(
    way, open_app, on_disk, path
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*WAYS[way])
        await pilot.pause()
        # In a review the page of a person is what one comes back to.
        await pilot.press(*() if way == "a review" else ("down", "down"))
        screen = app.screen
        assert isinstance(screen, ListScreen)
        row = screen.list.key
        for keys, (table, line) in LINES.items():
            before = len(on_disk(table))
            await pilot.press(*("plus" if key == "+" else key for key in keys), *line, "enter")
            await pilot.pause()
            assert len(on_disk(table)) == before + 1, (way, keys)
            assert app.screen is screen, (way, keys)
            assert row is None or screen.list.key == row, (way, keys)
        row = screen.list.key
        for keys in (("g", "escape"), ("question_mark", "q"), ("colon", "escape")):
            await pilot.press(*keys)
            await pilot.pause()
            assert (app.screen, screen.list.key) == (screen, row), (way, keys)


async def test_a_note_of_the_roll_is_on_the_event_and_a_check_in_on_the_person(
    open_app, on_disk
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r", "y", "down", "exclamation_mark", "n", *"began late", "enter")
        await pilot.pause()
        member = app.screen.list.key
    assert on_disk("actions")["2"]["about"] == [member]
    assert "began late" in str(on_disk("events")["7"])


async def test_a_key_that_does_nothing_says_so(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for way in (("H",), ("3", "b"), ("p",)):
            await pilot.press(*way, "L")
            assert "That key does nothing here" in screen_text(app), way
            await pilot.press("1")


SENTENCES = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyz .,-ESL@#!", min_size=1, max_size=9), min_size=1, max_size=6
).map(" ".join)
STRAY = "bcdehmorvwyABCDEFIJKLMNOPQRSTVWXYZ"
"""Letters that do nothing in a roll call."""


@pytest.mark.parametrize("examples", [15, pytest.param(500, marks=pytest.mark.long)])
async def test_a_sentence_typed_in_a_roll_call_marks_nobody_and_accepts_nothing(
    examples, of_today, open_app, on_disk
) -> None:
    sentences: list[str] = []

    @settings(
        max_examples=examples,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(["", "l", "x"]), st.sampled_from(STRAY), SENTENCES)
    def collect(before: str, stray: str, rest: str) -> None:
        sentences.append(before + stray + rest)

    collect()
    app = open_app()
    names = {" ": "space", ".": "full_stop", ",": "comma", "-": "minus", "@": "at"}
    names |= {"#": "number_sign", "!": "exclamation_mark"}
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        await pilot.pause()
        before = on_disk("events")
        roll = app.screen
        for sentence in ("send the sheet to @ann", "she will. Let us go on", *sentences):
            row = roll.list.key
            await pilot.press(*(names.get(sign, sign) for sign in sentence), "enter")
            await pilot.pause()
            for _ in range(3):
                if app.screen is not roll:
                    await pilot.press("escape")
            assert on_disk("events")["7"] == before["7"], sentence
            if sentence[0] in STRAY or sentence[0] in "lx":
                assert roll.list.key == row, sentence
            await pilot.press("escape")
        await pilot.press(*("s" if roll.silent else ()), "home", "space")
        await pilot.pause()
        assert on_disk("events") != before, "and the roll goes on"


async def test_each_mark_is_undone_by_one_u(of_today, open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        states = [on_disk("events")["7"]]
        for key in ("space", "l", "x", "minus", "full_stop"):
            await pilot.press(key)
            await pilot.pause()
            states.append(on_disk("events")["7"])
        assert all(one != other for one, other in pairwise(states))
        for state in reversed(states[:-1]):
            await pilot.press("u")
            await pilot.pause()
            assert on_disk("events")["7"] == state


async def test_the_roll_comes_back_to_its_line_after_going_to_somebody(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r", "y", "down", "down", "down")
        row = app.screen.list.key
        await pilot.press("z", "z", "y")
        await pilot.pause()
        assert app.screen.list.key == row
        await pilot.press("g", *"hana", "enter", "r", "y")
        await pilot.pause()
        assert app.screen.list.key == row


async def test_a_roll_without_anybody_is_accepted_after_a_question_alone(
    of_today, open_app, on_disk
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r", "enter")
        await pilot.pause()
        assert "attendance_taken" not in on_disk("events")["7"]
        await pilot.press("n", "enter", "y")
        await pilot.pause()
        assert on_disk("events")["7"]["attendance_taken"]
        assert len(app.screen_stack) == 1


async def test_a_check_in_is_made_once_a_day(open_app, on_disk) -> None:
    app = open_app()
    before = len(on_disk("actions"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "exclamation_mark", "exclamation_mark")
        await pilot.press("down", "exclamation_mark")
        await pilot.pause()
    assert len(on_disk("actions")) == before + 2
