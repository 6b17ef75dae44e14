"""Pulse: drawn from the records, each line one key from its rows, legible without colours."""

from __future__ import annotations

import json

import pytest

from coptui.tui.kit import signs
from coptui.tui.records.words import bar


@pytest.fixture
def path(path):
    """With a finished monthly walk before, and ratings after three meetings."""
    data = json.loads(path.read_text("utf-8"))
    for number in ("4", "5", "6"):
        data["events"][number]["pulse"] = [
            {"source": "member", "excitement": 3, "relevance": 2, "value": 4} for _ in range(3)
        ]
    path.write_text(json.dumps(data), "utf-8")
    return path


async def test_one_key_shows_the_pulse(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 60)) as pilot:
        await pilot.press("p")
        await pilot.pause()
        text = screen_text(app)
    assert "Aliveness" in text
    assert "excitement ▰▰▰▱ 3" in text
    assert "value ▰▰▰▰ 4" in text
    assert "after the monthly check (press c)" in text
    assert "Participation" in text
    assert "Rhythm" in text
    strip = next(line for line in text.split("\n") if line.count("·") > 20)
    assert sum(letter in signs.UNICODE.steps for letter in strip) == 6, "six meetings were held"
    assert all(len(line) <= 80 for line in text.split("\n"))


async def test_the_answers_of_the_last_walk_by_principle(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 60)) as pilot:
        for answer in ("1", "3"):
            await pilot.press("c")
            await pilot.pause()
            app.screen.list.go_to("monthly-check")
            await pilot.press("N")
            await pilot.pause()
            while app.screen.step is not None:
                await pilot.press(answer if app.screen.step.answer == "scale" else "d", "j")
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press("q", "q")
            await pilot.pause()
        await pilot.press("p")
        await pilot.pause()
        text = screen_text(app)
    line = next(line for line in text.split("\n") if "Focus on value" in line)
    assert "▰▰▰▱ 3" in line
    assert "22 Nov" in line
    assert "▲ was 1" in line


async def test_every_line_is_one_key_from_its_rows(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 60)) as pilot:
        await pilot.press("p")
        await pilot.pause()
        lines = [key for key in app.screen.list.rows.keys if key]
        assert {"aliveness", "level_mix", "cadence", "attendance"} <= set(lines)
        pulse = app.screen
        for line in lines:
            pulse.list.go_to(line)
            await pilot.press("enter")
            await pilot.pause()
            assert "The records behind this" in screen_text(app)
            await pilot.press("q")
            await pilot.pause()


async def test_an_empty_community_has_a_pulse_page_too(open_app, path, screen_text) -> None:
    path.write_text(json.dumps({"community": {"1": {"name": "New"}}}), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("p")
        await pilot.pause()
        assert "not recorded yet" in screen_text(app)
        await pilot.press("0")
        assert app.is_running


def test_a_bar_says_its_figure_in_digits_too() -> None:
    assert "".join(span.text for span in bar(2.5)) == "▰▰▱▱ 2.5"
    assert "".join(span.text for span in bar(None)).strip() == "-"
    signs.use(True)
    try:
        assert "".join(span.text for span in bar(4)) == "#### 4"
    finally:
        signs.use(False)
