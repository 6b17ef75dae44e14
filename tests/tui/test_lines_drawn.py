"""How many lines are drawn when the cursor moves: the one it left, the one it came to, and the detail."""

from __future__ import annotations

from collections import Counter

import pytest
from rich.segment import Segment
from textual.color import Color

from coptui.tui.kit.guard import Guard
from coptui.tui.kit.lines import LineView


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_a_move_draws_two_lines_of_the_list_and_the_detail_once(
    open_app, monkeypatch, size
) -> None:
    drawn: Counter[str | None] = Counter()
    segments = LineView._drawn

    def counted(lines: LineView, *given):
        drawn[lines.id] += 1
        return segments(lines, *given)

    app = open_app()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        monkeypatch.setattr(LineView, "_drawn", counted)
        detail = app.screen.query_one("#detail").size.height
        for key in ("j", "down", "k", "up"):
            drawn.clear()
            await pilot.press(key)
            assert drawn.pop("members") == 2, key
            assert 0 < drawn.pop("detail") <= detail, key
            assert not drawn, "nothing else is drawn"


async def test_a_line_goes_through_the_guard_once(open_app, monkeypatch) -> None:
    """Textual hands it every line of the stretch that it looks at, changed or not."""
    guarded: Counter[str] = Counter()
    apply = Guard.apply

    def counted(guard: Guard, segments: list[Segment], background: Color) -> list[Segment]:
        guarded["".join(segment.text for segment in segments)] += 1
        return apply(guard, segments, background)

    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "k")
        monkeypatch.setattr(Guard, "apply", counted)
        detail = app.screen.query_one("#detail").size.height
        for key in ("j", "down", "k", "up"):
            guarded.clear()
            await pilot.press(key)
            assert 0 < guarded.total() <= detail + 2, key
