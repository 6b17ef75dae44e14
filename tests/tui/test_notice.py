"""What is said stays until it can have been read, however quick the keys are."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.edits import create
from coptui.core.model.records import Member
from coptui.tui.kit.rows import Span
from coptui.tui.shell import notice
from coptui.tui.shell.notice import Notice

TOLD = "beth changed Farah Aziz."


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("wait"), st.floats(0.0, 2.0)),
            st.just(("key", 0)),
            st.just(("draw", 0)),
            st.just(("tell", 0)),
            st.tuples(st.just("answer"), st.sampled_from(["good", "bad", "warn"])),
        ),
        max_size=40,
    )
)
def test_nothing_told_goes_before_it_was_drawn_for_a_second(steps) -> None:
    now, number = 0.0, count(1)
    said = Notice(lambda: now)
    waiting: dict[str, float | None] = {}
    for step, value in steps:
        if step == "wait":
            now += value
        elif step == "draw":
            for line in said.lines:
                said.drawn(line)
                if waiting.get(line.text, 0.0) is None:
                    waiting[line.text] = now
        elif step == "key":
            said.key_pressed()
            waiting = {
                text: since
                for text, since in waiting.items()
                if since is None or now - since < notice.LONG_ENOUGH
            }
        elif step == "tell":
            text = f"told {next(number)}"
            said.tell(text, "quiet")
            waiting[text] = None
        else:
            said.answer("", "good")
            said.answer(f"answer {next(number)}", value)
        assert waiting.keys() <= {line.text for line in said.lines}


def test_an_answer_gives_way_to_the_next_one_and_an_error_not_to_silence() -> None:
    said = Notice(lambda: 0.0)
    said.answer("Saved.", "good")
    said.answer("", "good")
    assert said.lines == []
    said.answer("Select a person first.", "warn")
    said.answer("", "good")
    said.key_pressed()
    assert said.lines == [Span("Select a person first.", "warn")]
    said.answer("Saved.", "good")
    assert said.lines == [Span("Saved.", "good")]


QUICK = {
    "moves": ("j", "j", "k"),
    "another pane": ("2", "j", "3"),
    "another screen": ("0", "j"),
    "a screen and back": ("c", "q"),
    "an overlay": ("n",),
    "typing": ("n", *"Hello"),
    "a save": ("n", *"Hello", "enter"),
    "the palette": ("colon", *"pu"),
    "help": ("question_mark",),
}


@pytest.mark.parametrize("keys", QUICK.values(), ids=QUICK)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_quick_keys_do_not_wipe_what_others_did(
    keys, size, open_app, beth, screen_text, monkeypatch
) -> None:
    monkeypatch.setattr(notice, "LONG_ENOUGH", 3600.0)
    app = open_app()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await app._readying  # While the file is read, nobody looks whether it is another one.
        beth.edit(create(Member(name="Farah Newcomer")))
        await app._lookout.look()
        await pilot.press(*keys)
        await pilot.pause()
        assert "beth added Farah Newcomer." in screen_text(app).splitlines()[-1]
        monkeypatch.setattr(notice, "LONG_ENOUGH", 0.0)
        await pilot.press("down")
        await pilot.pause()
        assert "beth added" not in screen_text(app)


LONG = (
    "Erased here, in the history and in 5 backups. coptui cannot reach copies kept elsewhere, "
    "exports, or what others have printed: ask whoever has them. Press q to go back."
)


@pytest.mark.parametrize("keys", [(), ("n",), ("D",), ("g",), ("question_mark",), ("c",)])
@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_message_longer_than_the_line_is_read_to_its_end(
    keys, size, open_app, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        before = screen_text(app)
        app.screen.say(LONG)
        await pilot.pause()
        said = " ".join(screen_text(app).split())
        assert LONG in said
        app.screen.say()
        await pilot.pause()
        assert screen_text(app) == before
